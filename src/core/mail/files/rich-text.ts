// Rich text (RTF 1.9.1): templates, linked pictures and objects, and fields, which Word fetches as it opens the document. A mail's own body may
// be rich text as well, in Outlook often with the HTML that was sent wrapped in it ([MS-OXRTFEX]).

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import { rawStart } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { contentOf } from "../strings.ts";
import { quotedByField, scanField } from "./office-fields.ts";
import { readOle1 } from "./ole-objects.ts";
import type { Destination } from "./rtf-destinations.ts";
import { type RtfVisitor, readRichText } from "./rtf-groups.ts";

/** Word reads on whatever follows this, "{\rtf1" or not. */
const MAGIC = [0x7b, 0x5c, 0x72, 0x74];

/** Of a shape: a picture kept elsewhere (Office Art's pibName, [MS-ODRAW] §2.3.23.5). */
const PICTURE_PROPERTIES: ReadonlySet<string> = new Set(["pibname", "fillblipname", "linefillblipname"]);

export const format: FileFormat = {
	id: "rich-text",
	title: "rich text (RTF)",
	shown: true,
	detect: ({ head, mediaType, name }) => isRichText(head) || (isDeclared(mediaType, name) && hasMagic(head)),
	scan(file: AttachedFile, sink: FileSink) {
		const { content, codec } = file;
		let objects = 0;
		let property = "";
		const visitor: RtfVisitor = {
			text: showText,
			data(destination, data) {
				if (destination.kind === "file") sink.file({ name: "", mediaType: "", path: destination.path, content: data });
				else readOle1(data, codec, sink, `object ${++objects}`);
			},
			shown(text, isHtml) {
				sink.language(isHtml ? "html" : "text", contentOf(text, 0, text.value.length));
			},
			tooDeep: (at) => sink.report("limit-depth", "groups in groups too deep to be told apart", () => rawStart(content, at)),
		};

		/** What it leaves in the instruction around it, or null. */
		function showText(destination: Destination, text: Text, inField: boolean): Text | null {
			switch (destination.kind) {
				case "address":
					sink.construct(destination.construct, text);
					return null;
				case "field": {
					const quoted = inField ? quotedByField(text) : null;
					if (quoted === null) scanField(text, sink.construct);
					return quoted;
				}
				case "property-name":
					property = text.value.trim().toLowerCase();
					return null;
				case "property-value":
					if (PICTURE_PROPERTIES.has(property)) sink.construct("shape picture", text);
					return null;
				default:
					return null;
			}
		}
		readRichText(content, codec, visitor);
	},
};

function isRichText(head: Uint8Array): boolean {
	return MAGIC.every((byte, index) => head[index] === byte);
}

function isDeclared(mediaType: string, name: string): boolean {
	return /^(?:application|text)\/(?:rtf|x-rtf|richtext)$/.test(mediaType) || /\.(?:rtf|doc|dot|wiz)$/.test(name);
}

/** Behind something else: programs that go by the name skip it. */
function hasMagic(head: Uint8Array): boolean {
	for (let at = 0; at + MAGIC.length <= head.length; at++) if (MAGIC.every((byte, index) => head[at + index] === byte)) return true;
	return false;
}
