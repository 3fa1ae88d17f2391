// VML (W3C Note 1998-05-13, [MS-VML]): Outlook's Word renders it to this day, in conditional comments or not. `v:` is only a habit, the
// prefix is the message's own choice: so an element of a name that nobody knows counts as a picture where it has a src.

import type { Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";

const PICTURES = ["fill", "stroke", "imagedata", "vmlframe"];
const BORDERS = ["left", "top", "right", "bottom", "column"];
const SHAPES = ["shape", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve", "group", "shapetype", "textbox"];

const NAMESPACES = {
	v: "urn:schemas-microsoft-com:vml",
	o: "urn:schemas-microsoft-com:office:office",
	w: "urn:schemas-microsoft-com:office:word",
};
const ROOT = `<html ${Object.entries(NAMESPACES)
	.map(([prefix, name]) => `xmlns:${prefix}="${name}"`)
	.join(" ")}>`;

/** `attribute` of each element, with the prefix `v:` and, for a default namespace, without. */
function both(elements: readonly string[], attribute: string): string[] {
	return elements.flatMap((element) => [`v:${element} ${attribute}`, `${element} ${attribute}`]);
}

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "vml-fill",
		title: "v:fill src",
		on: [...both(PICTURES.slice(0, 2), "src"), ...BORDERS.map((name) => `o:${name} src`)],
		why: "Outlook's Word loads the fill when the message is displayed.",
		probe: { html: '<v:rect style="width:9pt;height:9pt"><v:fill type="frame" src="{url}"/></v:rect>', root: ROOT },
	}),
	inAttribute({
		id: "vml-imagedata",
		title: "v:imagedata src",
		on: [...both(["imagedata"], "src"), "v:image src", "v:shape src", "v:rect src"],
		why: "Outlook's Word loads the picture when the message is displayed.",
		probe: { html: '<v:shape style="width:9pt;height:9pt"><v:imagedata src="{url}"/></v:shape>', root: ROOT },
	}),
	inAttribute({
		id: "vml-background",
		title: "v:background src",
		on: ["v:background src", "background src", "o:background src"],
		why: "Outlook's Word loads the background of the message when it is displayed.",
		probe: { html: '<v:background src="{url}"/>', root: ROOT },
	}),
	inAttribute({
		id: "vml-frame",
		title: "v:vmlframe src",
		on: both(["vmlframe"], "src"),
		why: "No living program loads the drawing; Internet Explorer 9 was the last.",
		probe: { html: '<v:vmlframe src="{url}"/>', root: ROOT },
	}),
	inAttribute({
		id: "vml-other-prefix",
		title: "src of an unknown element",
		on: ["* src"],
		when: (hit) => hit.element === "",
		why: "The element may be VML by a prefix of the message's own, and Outlook's Word load it when the message is displayed.",
		probe: {
			html: '<q:rect style="width:9pt;height:9pt"><q:fill type="frame" src="{url}"/></q:rect>',
			root: `<html xmlns:q="${NAMESPACES.v}">`,
		},
	}),
	inAttribute({
		id: "vml-linked-picture",
		title: "VML o:href, o:src",
		on: ["* o:href", "* o:src", "* o:althref", "* r:href", "* r:src"],
		why: "Outlook's Word loads the linked picture when the message is displayed.",
		probe: { html: '<v:shape style="width:9pt;height:9pt"><v:imagedata o:href="{url}"/></v:shape>', root: ROOT },
	}),
	inAttribute({
		id: "vml-href",
		title: "VML shape href",
		on: [...both(SHAPES, "href"), "v:image href", "o:oleobject href"],
		when: (hit) => hit.namespace === "html",
		trigger: "click",
		why: "Clicking the drawing opens it.",
		probe: { html: '<v:rect href="{url}" style="width:9pt;height:9pt"></v:rect>', root: ROOT },
	}),
	inAttribute({
		id: "word-attached-template",
		title: "w:AttachedTemplate href",
		on: ["w:attachedtemplate href", "o:file href", "o:mainfile href"],
		why: "Word may load the template that its own markup names when it renders the message.",
		probe: { html: '<xml><w:WordDocument><w:AttachedTemplate HRef="{url}"/></w:WordDocument></xml>', root: ROOT },
	}),
];
