// Frames (WHATWG HTML §4.8.5, §16.3.3): a whole document with everything that it loads. What srcdoc or a data: URL holds is opened and
// looked through instead.

import type { Hit, Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";
import { escapeAttribute } from "./build/markup.ts";
import { NOTHING, nestedIn } from "./build/target.ts";

const srcdoc = inAttribute({
	id: "iframe-srcdoc",
	title: "iframe srcdoc",
	on: ["iframe srcdoc"],
	why: "A document inside an attribute, displayed with the message.",
	probe: '<iframe srcdoc="&lt;img src=&quot;{url}&quot;>"></iframe>',
	escape: (target) => escapeAttribute(escapeAttribute(target)),
});

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "iframe-src",
		title: "iframe src",
		on: ["iframe src"],
		why: "The framed document loads when the message is displayed.",
		probe: '<iframe src="{url}"></iframe>',
	}),
	{ ...srcdoc, find: (hit: Hit) => (hit.kind === "attribute" ? nestedIn(hit.text(), "html") : NOTHING) },
	inAttribute({
		id: "frame-src",
		title: "frame src",
		on: ["frame src"],
		why: "The framed document loads when the message is displayed.",
		probe: { html: '<frameset><frame src="{url}"></frameset>' },
	}),
	inAttribute({
		id: "portal-src",
		title: "portal src",
		on: ["portal src"],
		why: "No living program loads a portal; Chrome 129 had it behind a flag.",
		probe: '<portal src="{url}"></portal>',
	}),
	inAttribute({
		id: "webview-src",
		title: "webview src",
		on: ["webview src", "controlledframe src", "fencedframe src"],
		why: "A program built on Electron with web views enabled loads it when the message is displayed.",
		probe: '<webview src="{url}"></webview>',
	}),
	inAttribute({
		id: "layer-src",
		title: "layer src",
		on: ["layer src", "ilayer src"],
		why: "No living program loads a layer; Netscape Communicator 4 did.",
		probe: '<layer src="{url}"></layer>',
	}),
];
