// SVG inside a message (SVG 2 §16.1, SVG 1.1 §10, §15 to §20, SVG Tiny 1.2): drawings name images and other drawings by href and xlink:href.
// The elements' names are their own, so they count outside of <svg> too, where a careless sanitiser may have moved them.

import type { AttributeHit, Found, Hit, Vector } from "../model/vector.ts";
import { inAttribute, keyword, watchOf } from "./build/attribute.ts";
import { escapeAttribute, escapeCssString, htmlProbe } from "./build/markup.ts";
import { NOTHING, nestedIn } from "./build/target.ts";
import { cutSemicolons } from "./microsyntax/tokens.ts";

const PREFIXES = ["", "svg:"];

/** `href` and `xlink:href` of each element, with and without a prefix. */
function references(...elements: readonly string[]): string[] {
	return elements.flatMap((element) => PREFIXES.flatMap((prefix) => [`${prefix}${element} href`, `${prefix}${element} xlink:href`]));
}

const LOADS = "The document that it points into loads when the drawing is displayed.";

/** Presentation attributes (SVG 2 §6.6) whose value may be a url(). */
const PRESENTATION = "fill stroke filter mask clip-path cursor marker marker-start marker-mid marker-end color-profile".split(" ");

const ANIMATIONS = ["set", "animate", "animatemotion", "animatecolor", "animatetransform"];

function animatesReference(hit: AttributeHit): boolean {
	return /(?:^|:)(?:href|src)$/.test(keyword(hit, "attributename"));
}

const animation = (attributes: readonly string[]): string[] =>
	ANIMATIONS.flatMap((element) => PREFIXES.flatMap((prefix) => attributes.map((attribute) => `${prefix}${element} ${attribute}`)));

export const vectors: readonly Vector[] = [
	inAttribute({
		id: "svg-image",
		title: "SVG image",
		on: references("image"),
		why: "The image loads when the drawing is displayed.",
		probe: '<svg><image xlink:href="{url}" width="9" height="9"/></svg>',
	}),
	inAttribute({
		id: "svg-use",
		title: "SVG use",
		on: references("use"),
		why: LOADS,
		probe: '<svg><use href="{url}"/></svg>',
	}),
	inAttribute({
		id: "svg-feimage",
		title: "SVG feImage",
		on: references("feimage"),
		why: "The image loads when something with the filter is displayed.",
		probe: '<svg><filter id="f"><feImage href="{url}"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>',
	}),
	inAttribute({
		id: "svg-script",
		title: "SVG script",
		on: references("script"),
		why: "A program that runs scripts loads it when the drawing is displayed.",
		probe: '<svg><script href="{url}"></script></svg>',
	}),
	inAttribute({
		id: "svg-paint-server",
		title: "SVG gradients, pattern, hatch",
		on: references("lineargradient", "radialgradient", "pattern", "hatch", "mesh", "meshgradient", "solidcolor"),
		why: LOADS,
		probe: '<svg><linearGradient id="g" xlink:href="{url}"/><rect width="9" height="9" fill="url(#g)"/></svg>',
	}),
	inAttribute({
		id: "svg-effect",
		title: "SVG filter, mask, clipPath, marker, cursor, symbol",
		on: references("filter", "mask", "clippath", "marker", "cursor", "symbol", "view", "mpath"),
		why: LOADS,
		probe: '<svg><filter id="f" xlink:href="{url}"/><rect width="9" height="9" filter="url(#f)"/></svg>',
	}),
	inAttribute({
		id: "svg-text",
		title: "SVG textPath, tref, altGlyph, fonts",
		on: references("textpath", "tref", "altglyph", "glyphref", "font-face-uri", "definition-src", "color-profile"),
		why: "No living program loads it from elsewhere; Opera 12 and the Batik renderer did.",
		probe: '<svg><text><textPath xlink:href="{url}">x</textPath></text></svg>',
	}),
	inAttribute({
		id: "svg-media",
		title: "SVG Tiny video, audio, animation, foreignObject",
		on: ["video xlink:href", "audio xlink:href", ...references("animation", "foreignobject", "prefetch", "handler", "tbreak", "discard")],
		why: "Only a program for SVG Tiny 1.2 loads it; Opera 12 was the last in a mail program.",
		probe: '<svg><animation xlink:href="{url}"/></svg>',
	}),
	inAttribute({
		id: "svg-animate",
		title: "SVG set, animate of href",
		on: animation(["to", "from", "by"]),
		beside: ["attributename"],
		when: animatesReference,
		why: "The animation changes where an image is loaded from, while the drawing is displayed.",
		probe: '<svg><image><set attributeName="href" begin="0s" to="{url}"/></image></svg>',
	}),
	inAttribute({
		id: "svg-animate-values",
		title: "SVG animate values of href",
		on: animation(["values"]),
		beside: ["attributename"],
		when: animatesReference,
		cut: cutSemicolons,
		why: "The animation changes where an image is loaded from, while the drawing is displayed.",
		probe: '<svg><image><animate attributeName="href" values="#x;{url}" dur="1s"/></image></svg>',
	}),
	{
		id: "svg-presentation-attribute",
		title: "SVG presentation attributes",
		trigger: "open",
		channel: "http",
		why: "A CSS value in an attribute of a drawing.",
		watches: PRESENTATION.map((attribute) => watchOf(`* ${attribute}`)),
		find(hit: Hit): readonly Found[] {
			if (hit.kind !== "attribute" || hit.namespace !== "svg") return NOTHING;
			return nestedIn(hit.text(), "css-value", hit.attribute);
		},
		probe: (target) =>
			htmlProbe('<svg><rect width="9" height="9" fill="url(&quot;{url}&quot;)"/></svg>', target, (url) =>
				escapeAttribute(escapeCssString(url)),
			),
	},
];
