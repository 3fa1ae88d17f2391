// Sound and moving pictures (WHATWG HTML §4.8.8 to §4.8.11): preloaded, or at least asked for, when the message is displayed.

import type { Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";

const PRELOADS = "A program that plays media asks for its beginning when the message is displayed.";

export const vectors: readonly Vector[] = [
	inAttribute({ id: "video-src", title: "video src", on: ["video src"], why: PRELOADS, probe: '<video src="{url}"></video>' }),
	inAttribute({
		id: "video-poster",
		title: "video poster",
		on: ["video poster"],
		why: "The poster loads like an image when the message is displayed.",
		probe: '<video poster="{url}"></video>',
	}),
	inAttribute({ id: "audio-src", title: "audio src", on: ["audio src"], why: PRELOADS, probe: '<audio src="{url}" controls></audio>' }),
	inAttribute({
		id: "source-src",
		title: "source src",
		on: ["source src"],
		why: PRELOADS,
		probe: '<video controls><source src="{url}"></video>',
	}),
	inAttribute({
		id: "track-src",
		title: "track src",
		on: ["track src"],
		why: "Subtitles that are on by default load when the message is displayed.",
		// From another host browsers load them only so, where it allows it.
		probe: '<video controls crossorigin="anonymous"><track kind="subtitles" src="{url}" srclang="en" default></video>',
	}),
	inAttribute({
		id: "bgsound-src",
		title: "bgsound src",
		on: ["bgsound src", "sound src"],
		why: "No living program loads the background sound; Internet Explorer 11 was the last.",
		probe: '<bgsound src="{url}">',
	}),
	inAttribute({
		id: "model-src",
		title: "model src",
		on: ["model src", "model environmentmap", "model poster"],
		why: "Safari on visionOS loads the solid picture when the message is displayed.",
		probe: '<model src="{url}"></model>',
	}),
];
