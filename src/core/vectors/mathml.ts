// MathML (MathML 3 §2.1.6, §3.2.1.2): any element may be a link; a glyph may be an image.

import type { Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "mathml-href",
		title: "MathML href",
		on: ["* href", "* xlink:href"],
		// An <a> there is reported as the link that it is.
		when: (hit) => (hit.namespace === "math" || hit.element === "math") && hit.element !== "a",
		trigger: "click",
		why: "Clicking the formula opens it; Firefox is the last program to make it a link.",
		probe: '<math><mi href="{url}">x</mi></math>',
	}),
	inAttribute({
		id: "mathml-glyph",
		title: "MathML mglyph src, math altimg",
		on: ["mglyph src", "math altimg", "annotation src", "annotation-xml src"],
		why: "A program that renders MathML with images loads it when the message is displayed; no browser does any more.",
		probe: '<math><mi><mglyph src="{url}" alt="x"/></mi></math>',
	}),
];
