// Certificates (RFC 5280) and what S/MIME sends them in (CMS, RFC 5652): a mail program that checks a signature asks whether its certificates
// still hold, and fetches those that are missing, at addresses that they name themselves. A message may lie inside its signature.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import { type Content, rawStart } from "../../model/content.ts";
import { joinPieces } from "../joined.ts";
import { textOf } from "../strings.ts";
import { type BerElement, createBerReader, isConstructed, objectIdentifier } from "./ber.ts";
import { pemBlocks } from "./pem.ts";

const OBJECT_IDENTIFIER = 0x06;
const OCTET_STRING = 0x04;
const IA5_STRING = 0x16;
const SEQUENCE = 0x30;
/** GeneralName's uniformResourceIdentifier (RFC 5280 §4.2.1.6). */
const URI = 0x86;
/** What a certificate begins with, and how many fields it has at least (RFC 5280 §4.1). */
const VERSION = 0xa0;
const LEAST_FIELDS = 7;
/** EXPLICIT [0], behind an object identifier: the content it names (RFC 5652 §3). */
const CONTENT = 0xa0;

const DATA = "1.2.840.113549.1.7.1";
/** Kinds of content that hide what they hold. */
const HIDDEN: ReadonlyMap<string, string> = new Map([
	["1.2.840.113549.1.7.3", "an encrypted S/MIME message: what it holds cannot be seen"],
	["1.2.840.113549.1.9.16.1.23", "an encrypted S/MIME message: what it holds cannot be seen"],
	["1.2.840.113549.1.7.6", "an encrypted S/MIME message: what it holds cannot be seen"],
	["1.2.840.113549.1.9.16.1.9", "a compressed S/MIME message: its content was not read"],
]);

/** Extensions that name addresses (RFC 5280 §4.2.1.13, §4.2.1.15, §4.2.2, §4.2.1.4; RFC 3709). */
const EXTENSIONS: ReadonlySet<string> = new Set([
	"2.5.29.31",
	"2.5.29.46",
	"1.3.6.1.5.5.7.1.1",
	"1.3.6.1.5.5.7.1.11",
	"2.5.29.32",
	"1.3.6.1.5.5.7.1.12",
]);
const REVOCATION_LISTS: ReadonlySet<string> = new Set(["2.5.29.31", "2.5.29.46"]);
const LOGOTYPE = "1.3.6.1.5.5.7.1.12";

/** Before an address, in the sequence with it: what is to be had there. */
const METHODS: ReadonlyMap<string, string> = new Map([
	["1.3.6.1.5.5.7.48.1", "certificate status"],
	["1.3.6.1.5.5.7.48.2", "certificate issuer"],
	["1.3.6.1.5.5.7.2.1", "certificate policy"],
]);

/** Attack: sequences in sequences. Real certificates nest ten deep. */
const MAX_DEPTH = 64;

const MEDIA_TYPES =
	/^application\/(?:(?:x-)?pkcs7-(?:mime|signature|certificates|certreqresp)|pkix-cert|x-x509-(?:ca|user)-cert|pkix-pkipath)$/;
const MESSAGE = /^application\/(?:x-)?pkcs7-mime$/;
const NAMES = /\.(?:p7[smbc]|cer|crt|der|pem|spc)$/;

export const format: FileFormat = {
	id: "signed-data",
	title: "certificates, S/MIME",
	shown: true,
	detect: ({ mediaType, name }) => MEDIA_TYPES.test(mediaType) || NAMES.test(name),
	scan(file: AttachedFile, sink: FileSink) {
		const { content, codec } = file;
		const isMessage = MESSAGE.test(file.mediaType) || file.name.endsWith(".p7m");
		const blocks = pemBlocks(content, codec);
		let isRead = false;
		for (const block of blocks.length > 0 ? blocks : [content]) isRead = scanElements(block, file, sink) || isRead;
		if (!isRead && isMessage) sink.report("encrypted", "an S/MIME message that cannot be read", () => rawStart(content, content.start));
	},
};

/** What surrounds an element. */
interface Around {
	/** The extension that it lies in, or "". */
	readonly extension: string;
	/** The object identifier that begins its sequence, or "". */
	readonly identifier: string;
}

const NOWHERE: Around = { extension: "", identifier: "" };

/** False where no sequence begins there. */
function scanElements(content: Content, { codec }: AttachedFile, sink: FileSink): boolean {
	const reader = createBerReader(content);
	const whole = reader.elements(content.start, content.end);
	if (whole[0]?.tag !== SEQUENCE) return false;

	let certificates = 0;

	function visit(element: BerElement, around: Around, depth: number): void {
		const { tag, from, to } = element;
		if (tag === URI) showAddress(element, around);
		else if (tag === IA5_STRING && (around.extension === LOGOTYPE || METHODS.has(around.identifier))) showAddress(element, around);
		else if (isConstructed(element) && depth < MAX_DEPTH) visitAll(reader.elements(from, to), around, depth + 1);
	}

	function visitAll(children: readonly BerElement[], around: Around, depth: number): void {
		const [first] = children;
		if (first?.tag === VERSION && children.length >= LEAST_FIELDS) certificates++;
		const identifier = first?.tag === OBJECT_IDENTIFIER ? objectIdentifier(content, first) : "";
		const last = children[children.length - 1];
		if (EXTENSIONS.has(identifier) && last?.tag === OCTET_STRING) {
			visitAll(reader.elements(last.from, last.to), { extension: identifier, identifier: "" }, depth);
			return;
		}
		const hidden = HIDDEN.get(identifier);
		if (hidden !== undefined && last?.tag === CONTENT) {
			sink.report("encrypted", hidden, () => rawStart(content, content.start));
			return;
		}
		if (identifier === DATA && last?.tag === CONTENT) {
			showMessage(last);
			return;
		}
		for (const child of children) visit(child, identifier === "" ? around : { ...around, identifier }, depth);
	}

	function showAddress({ from, to }: BerElement, { extension, identifier }: Around): void {
		const text = textOf(content, from, to, codec);
		const construct = REVOCATION_LISTS.has(extension)
			? "certificate revocation list"
			: extension === LOGOTYPE
				? "certificate logo"
				: METHODS.get(identifier);
		if (construct !== undefined) sink.construct(construct, text, undefined, certificates === 0 ? "" : `certificate ${certificates}`);
	}

	/** An octet string, or one in pieces. */
	function showMessage({ from, to }: BerElement): void {
		const pieces: number[] = [];
		const gather = (elements: readonly BerElement[], depth: number): void => {
			for (const element of elements) {
				if (element.tag === OCTET_STRING) pieces.push(element.from, element.to);
				else if (isConstructed(element) && depth < MAX_DEPTH) gather(reader.elements(element.from, element.to), depth + 1);
			}
		};
		gather(reader.elements(from, to), 0);
		if (pieces.length === 0) return;
		const [start, end] = pieces;
		const inner = pieces.length === 2 ? { ...content, start, end } : joinPieces(content, pieces, content.charset);
		sink.file({ name: "", mediaType: "message/rfc822", path: "signed content", content: inner });
	}

	visitAll(whole, NOWHERE, 0);
	if (reader.exhausted) sink.report("limit-parts", "more elements than are read; the rest was not", () => rawStart(content, content.start));
	return true;
}
