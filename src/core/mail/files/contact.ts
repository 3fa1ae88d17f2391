// Contacts: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), with what address books add to it. Pictures and sounds that lie elsewhere are
// fetched by the address book that shows the card; mail programs show cards within the message.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import {
	beginsWith,
	binaryValue,
	type ContentLine,
	decodedValue,
	parameterOf,
	readContentLines,
	textContent,
	unescapedText,
	WHOLE_URL,
} from "./content-lines.ts";
import { decodedText } from "./file-text.ts";

const MEDIA_TYPES: ReadonlySet<string> = new Set(["text/vcard", "text/x-vcard", "text/directory", "application/vcard"]);

const CONSTRUCTS: ReadonlyMap<string, string> = new Map([
	["PHOTO", "contact picture"],
	["LOGO", "contact picture"],
	["SOUND", "contact sound"],
	["KEY", "contact key"],
	...[
		"URL",
		"SOURCE",
		"FBURL",
		"CALURI",
		"CALADRURI",
		"IMPP",
		"RELATED",
		"MEMBER",
		"ORG-DIRECTORY",
		"CONTACT-URI",
		"SOCIALPROFILE",
		"X-SOCIALPROFILE",
	].map((name): [string, string] => [name, "contact link"]),
]);

/** Address books that escape a URL as if it were text (Apple's in vCard 3.0: `https\://h/x\,y`). A UNC path is none of these. */
const ESCAPED_URL = /^\s*[a-z][a-z0-9+.-]{1,30}\\:/i;

/** Attack: a card in the AGENT of a card in the AGENT of a card, each level unescaped anew. */
const MAX_AGENTS = 4;

export const format: FileFormat = {
	id: "contact",
	title: "contact",
	shown: true,
	detect: ({ mediaType, name, head }) => MEDIA_TYPES.has(mediaType) || /\.(?:vcf|vcard)$/.test(name) || beginsWith(head, "BEGIN:VCARD"),
	scan: ({ content, codec }: AttachedFile, sink: FileSink) => scanCards(decodedText(content), codec, sink, 0),
};

function scanCards(content: Content, codec: Codec, sink: FileSink, depth: number): void {
	readContentLines(content, codec, (line) => {
		if (line.name === "BEGIN" || line.name === "END") return;
		const binary = binaryValue(line, codec);
		if (binary !== null) return showBinary(line, binary, sink);
		const value = decodedValue(line, codec);
		const construct = CONSTRUCTS.get(line.name);
		if (construct !== undefined) sink.construct(construct, addressIn(value));
		else if (WHOLE_URL.test(value.value) || parameterOf(line, "VALUE") === "URI") sink.construct("contact link", addressIn(value));
		else if (line.name === "AGENT" && /^\s*BEGIN:VCARD/i.test(value.value)) {
			if (depth < MAX_AGENTS) scanCards(textContent(unescapedText(value)), codec, sink, depth + 1);
			else sink.report("limit-nesting", `cards in cards deeper than ${MAX_AGENTS}; the rest was not read`, () => value.start(0));
		} else sink.language("text", textContent(unescapedText(value)));
	});
}

function addressIn(value: Text): Text {
	return ESCAPED_URL.test(value.value) ? unescapedText(value) : value;
}

/** A key may be a certificate that names hosts itself; a picture may be a drawing. */
function showBinary(line: ContentLine, content: Content, sink: FileSink): void {
	const type = parameterOf(line, "TYPE").toLowerCase();
	const mediaType = line.name === "KEY" ? "application/pkix-cert" : type.includes("/") ? type : type === "" ? "" : `image/${type}`;
	sink.file({ name: "", mediaType, path: line.name, content, attached: true });
}
