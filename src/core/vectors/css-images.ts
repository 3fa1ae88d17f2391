// Images in CSS properties (CSS Images §2, CSS Backgrounds §2.3): each loads when an element that matches is displayed, empty and invisible ones
// included. Whole campaigns use nothing else, since tools that look at image tags see none of it.

import type { Vector } from "../model/vector.ts";
import { inProperty } from "./build/css-place.ts";

export const vectors: readonly Vector[] = [
	inProperty(
		"css-background",
		["background-image", "background", "layer-background-image", "mso-background-source"],
		"The background loads when an element that has it is displayed.",
	),
	inProperty(
		"css-border-image",
		[
			...["border-image", "border-image-source", "-webkit-border-image", "-moz-border-image", "-o-border-image", "-ms-border-image"],
			...["mask-border", "mask-border-source", "border-corner-image", "-webkit-border-image-source"],
		],
		"The border's image loads when an element that has it is displayed.",
	),
	inProperty("css-list-style", ["list-style-image", "list-style"], "The list marker's image loads when a list item is displayed."),
	inProperty("css-content", ["content"], "Generated content loads when the element, or its ::before or ::after, is displayed."),
	inProperty(
		"css-cursor",
		["cursor"],
		"The pointer's image loads when the element is displayed, in some programs only under the pointer.",
		'url("{url}"),auto',
	),
	inProperty(
		"css-mask",
		[
			...["mask-image", "mask", "-webkit-mask", "-webkit-mask-image", "-webkit-mask-box-image", "-webkit-mask-box-image-source"],
			...["-moz-mask", "-o-mask", "-webkit-box-reflect"],
		],
		"The mask loads when an element that has it is displayed.",
	),
	inProperty(
		"css-shape-outside",
		["shape-outside", "-webkit-shape-outside", "shape-inside"],
		"The shape's image loads when the element is displayed.",
	),
	inProperty(
		"css-counter-style",
		["symbols", "prefix", "suffix", "negative", "pad", "additive-symbols"],
		"A counter style's image may load when a list is displayed.",
	),
];
