// Declarations and what else XML brings along: document types, entities, processing instructions, XInclude and XSLT. HTML parsers
// skip them; a program that reads the message, or a drawing in it, as XML may load them.

import type { Hit, MarkupHit, Vector } from "../model/vector.ts";
import { inAttribute } from "./build/attribute.ts";
import { escapeAttribute, htmlProbe, type ProbeMarkup, unescaped } from "./build/markup.ts";
import { NOTHING, targetsOf } from "./build/target.ts";
import { cutDoctype, cutEntities } from "./microsyntax/external-id.ts";
import { cutInstruction } from "./microsyntax/instruction.ts";
import type { Cut } from "./microsyntax/piece.ts";

interface Declaration {
	readonly id: string;
	readonly title: string;
	readonly constructs: readonly MarkupHit["construct"][];
	readonly cut: Cut;
	readonly why: string;
	readonly probe: string | ProbeMarkup;
	readonly escape?: (target: string) => string;
}

function declaration({ id, title, constructs, cut, why, probe, escape: escapeUrl = unescaped }: Declaration): Vector {
	return {
		id,
		title,
		trigger: "open",
		channel: "http",
		why,
		watches: constructs.map((construct) => ({ kind: "markup", construct })),
		find(hit: Hit) {
			if (hit.kind !== "markup") return NOTHING;
			const text = hit.text();
			return targetsOf(text, cut(text.value));
		},
		probe: (target) => htmlProbe(probe, target, escapeUrl),
	};
}

export const vectors: readonly Vector[] = [
	declaration({
		id: "doctype",
		title: "<!DOCTYPE>",
		constructs: ["doctype"],
		cut: cutDoctype,
		why: "A program that reads the document as XML with its document type loads that; no browser does, Internet Explorer's data islands did.",
		probe: { html: "", prologue: '<!DOCTYPE html SYSTEM "{url}">' },
	}),
	declaration({
		id: "entity",
		title: "<!ENTITY>",
		constructs: ["doctype", "entity"],
		cut: cutEntities,
		why: "A program that reads the document as XML and resolves external entities loads it.",
		probe: { html: "", prologue: '<!DOCTYPE html [<!ENTITY e SYSTEM "{url}">]>' },
	}),
	declaration({
		id: "processing-instruction",
		title: "<?xml-stylesheet?>, <?import?>",
		constructs: ["instruction"],
		cut: cutInstruction,
		why: "A program that reads the document as XML loads the style sheet; Internet Explorer 9 was the last to load an imported behaviour.",
		probe: '<?xml-stylesheet type="text/xsl" href="{url}"?>',
	}),
	inAttribute({
		id: "import-implementation",
		title: "import implementation",
		on: ["import implementation"],
		why: "No living program loads the behaviour; Internet Explorer 9 was the last.",
		probe: '<import namespace="p" implementation="{url}">',
	}),
	inAttribute({
		id: "xml-inclusion",
		title: "xi:include, xsl:import, xsl:include href",
		on: [
			"xi:include href",
			"xinclude:include href",
			"xsl:import href",
			"xsl:include href",
			"xsd:include schemalocation",
			"xs:include schemalocation",
		],
		why: "A program that processes the markup as XML loads the included document.",
		probe: '<xml><xi:include href="{url}"/></xml>',
		escape: escapeAttribute,
	}),
];
