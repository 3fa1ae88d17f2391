// A flat OpenDocument file (OASIS ODF 1.3 part 3 §3.1.2) to probe with: one XML document that LibreOffice opens as it does the package.

import type { FileProbe } from "./file-construct.ts";
import { escapeAttribute } from "./markup.ts";

const URN = "urn:oasis:names:tc:opendocument:xmlns";
const NAMESPACES = [
	["office", `${URN}:office:1.0`],
	["text", `${URN}:text:1.0`],
	["table", `${URN}:table:1.0`],
	["draw", `${URN}:drawing:1.0`],
	["style", `${URN}:style:1.0`],
	["meta", `${URN}:meta:1.0`],
	["form", `${URN}:form:1.0`],
	["script", `${URN}:script:1.0`],
	["svg", `${URN}:svg-compatible:1.0`],
	["xlink", "http://www.w3.org/1999/xlink"],
]
	.map(([prefix, namespace]) => ` xmlns:${prefix}="${namespace}"`)
	.join("");

const KINDS = {
	text: { name: "report.fodt", subtype: "text" },
	spreadsheet: { name: "figures.fods", subtype: "spreadsheet" },
} as const;

/** `body` and `head` (before office:body) with `{href}`, which becomes xlink:href of the target. */
export function flatDocument(kind: keyof typeof KINDS, body: string, head = ""): (target: string) => FileProbe {
	const { name, subtype } = KINDS[kind];
	return (target) => {
		const fill = (piece: string): string => piece.split("{href}").join(`xlink:href="${escapeAttribute(target)}"`);
		const content = [
			'<?xml version="1.0" encoding="UTF-8"?>',
			`<office:document${NAMESPACES} office:version="1.3"`,
			` office:mimetype="application/vnd.oasis.opendocument.${subtype}">`,
			fill(head),
			`<office:body><office:${kind}>${fill(body)}</office:${kind}></office:body>`,
			"</office:document>",
			"",
		].join("\r\n");
		return { name, mediaType: `application/vnd.oasis.opendocument.${subtype}-flat-xml`, content };
	};
}
