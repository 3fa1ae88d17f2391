// Links (WHATWG HTML §4.6): nothing is fetched before somebody clicks. Some programs look the host up in advance, which stands in
// the reference's leaks. Further URLs that only a click, or nobody, follows: ping, cite, longdesc, profile.

import type { Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";
import { cutTokens } from "./microsyntax/tokens.ts";

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "a-href",
		title: "a href",
		on: ["a href"],
		trigger: "click",
		why: "Clicking the link opens it.",
		probe: '<a href="{url}">link</a>',
	}),
	inAttribute({
		id: "svg-a-href",
		title: "SVG a xlink:href",
		on: ["a xlink:href"],
		when: (hit) => hit.namespace !== "html",
		trigger: "click",
		why: "Clicking the drawing opens it.",
		probe: '<svg><a xlink:href="{url}"><text y="20">link</text></a></svg>',
	}),
	inAttribute({
		id: "area-href",
		title: "area href",
		on: ["area href"],
		trigger: "click",
		why: "Clicking that part of the image opens it.",
		probe: '<map name="m"><area shape="rect" coords="0,0,9,9" href="{url}"></map>',
	}),
	inAttribute({
		id: "a-ping",
		title: "a ping",
		on: ["a ping", "area ping"],
		cut: cutTokens,
		trigger: "click",
		why: "Clicking the link tells this address, wherever the link itself leads.",
		probe: '<a href="#x" ping="{url}">link</a>',
	}),
	inAttribute({
		id: "a-attributionsrc",
		title: "a attributionsrc",
		on: ["a attributionsrc", "area attributionsrc"],
		cut: cutTokens,
		trigger: "click",
		why: "Clicking the link registers an ad attribution there, in Chrome.",
		probe: '<a href="#x" attributionsrc="{url}">link</a>',
	}),
	inAttribute({
		id: "cite",
		title: "cite",
		on: ["q cite", "blockquote cite", "del cite", "ins cite"],
		trigger: "click",
		why: "The source of a quotation: no program fetches it by itself.",
		probe: '<blockquote cite="{url}">text</blockquote>',
	}),
	inAttribute({
		id: "longdesc",
		title: "longdesc",
		on: ["img longdesc", "image longdesc", "iframe longdesc", "frame longdesc"],
		trigger: "click",
		why: "Asking for the long description, in the context menu of some programs, opens it.",
		probe: '<img longdesc="{url}" alt="">',
	}),
	inAttribute({
		id: "head-profile",
		title: "head profile",
		on: ["head profile"],
		cut: cutTokens,
		trigger: "click",
		why: "The profile of the metadata: no program fetches it by itself.",
		probe: { html: "", root: '<html><head profile="{url}">' },
	}),
];
