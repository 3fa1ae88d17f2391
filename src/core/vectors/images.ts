// Images (WHATWG HTML §4.8.3, §4.10.5.1.19, §15.3): the commonest vector by far. Size, position and visibility play no part: a program
// that shows remote images loads a hidden one as well.

import type { Vector } from "../model/vector.ts";
import { inAttribute, keyword } from "./build/attribute.ts";

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "img-src",
		title: "img src",
		on: ["img src"],
		why: "A program that shows remote images loads it when the message is displayed, whatever its size.",
		probe: '<img src="{url}">',
	}),
	inAttribute({
		id: "image-src",
		title: "image src",
		on: ["image src"],
		why: "The parser reads <image> as <img>, and the image loads when the message is displayed.",
		probe: '<image src="{url}">',
	}),
	inAttribute({
		id: "input-image-src",
		title: "input type=image src",
		on: ["input src"],
		beside: ["type"],
		when: (hit) => keyword(hit, "type") === "image",
		why: "An image button loads its image when the message is displayed.",
		probe: '<input type="image" src="{url}">',
	}),
	inAttribute({
		id: "background-attribute",
		title: "background attribute",
		on: ["* background"],
		why: "The background image of a body, table or cell loads when the message is displayed; old programs took the attribute on any element.",
		probe: '<table><tr><td background="{url}">x</td></tr></table>',
	}),
	inAttribute({
		id: "img-lowsrc",
		title: "img lowsrc",
		on: ["img lowsrc", "image lowsrc", "input lowsrc"],
		why: "No living program loads the preview image; Internet Explorer 10 was the last.",
		probe: '<img lowsrc="{url}">',
	}),
	inAttribute({
		id: "img-dynsrc",
		title: "img dynsrc",
		on: ["img dynsrc", "image dynsrc", "input dynsrc"],
		why: "No living program loads the moving image; Internet Explorer 6 was the last.",
		probe: '<img dynsrc="{url}">',
	}),
	inAttribute({
		id: "menuitem-icon",
		title: "menuitem icon",
		on: ["menuitem icon", "command icon"],
		why: "No living program loads the icon of a context menu; Firefox 84 was the last.",
		probe: '<menu type="context" id="m"><menuitem label="x" icon="{url}"></menuitem></menu>',
	}),
	inAttribute({
		id: "fontdef-src",
		title: "link rel=fontdef src",
		on: ["link src"],
		why: "No living program loads it; Netscape Communicator 4 took fonts from there.",
		probe: { html: "", head: '<link rel="fontdef" src="{url}">' },
	}),
];
