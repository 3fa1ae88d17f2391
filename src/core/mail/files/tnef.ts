// TNEF ([MS-OXTNEF]): winmail.dat, in which Outlook and Exchange send what MIME cannot say: the message's body once more, its attachments, its
// MAPI properties. Outlook shows what stands here in place of the message around it, other programs do not see it.

import { type Charset, resolveCharset } from "../../encoding/charsets.ts";
import { charsetOfCodePage } from "../../encoding/code-pages.ts";
import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Codec } from "../../model/codec.ts";
import { type Content, rawEnd, rawStart } from "../../model/content.ts";
import { MAX_OPENED_BYTES } from "../limits.ts";
import { WHOLE_URL } from "./content-lines.ts";
import { decompressRtf } from "./lzfu.ts";
import { type MapiProperty, numberOf, readProperties, stringOf, textOfString } from "./mapi.ts";

const SIGNATURE = [0x78, 0x9f, 0x3e, 0x22];

/** Attributes ([MS-OXTNEF] §2.1.3.3), by the half that names them. */
const ATTACHMENT_BEGINS = 0x9002;
const ATTACHMENT_TITLE = 0x8010;
const ATTACHMENT_DATA = 0x800f;
const ATTACHMENT_PROPERTIES = 0x9005;
const MESSAGE_PROPERTIES = 0x9003;
const CODE_PAGE = 0x9007;
const BODY = 0x800c;

/** Properties ([MS-OXPROPS]). */
const TRANSPORT_HEADERS = 0x007d;
const BODY_TEXT = 0x1000;
const RTF_COMPRESSED = 0x1009;
const HTML = 0x1013;
const INTERNET_CODE_PAGE = 0x3fde;
const MESSAGE_CODE_PAGE = 0x3ffd;
const ATTACH_DATA = 0x3701;
const ATTACH_NAMES = [0x3707, 0x3704];
const ATTACH_PATHS: ReadonlySet<number> = new Set([0x3708, 0x370d]);
const ATTACH_MEDIA_TYPE = 0x370e;

/** PSETID_Common as it stands in a file, and PidLidReminderFileParameter's number in it. */
const COMMON = "0820060000000000c000000000000046";
const REMINDER_FILE = 0x851f;

/** A GUID before the data of an embedded object ([MS-OXTNEF] §2.1.3.4.1). */
const INTERFACE_SIZE = 16;

/** One attachment as its attributes come in; a property list of its own overrides them. */
interface Attachment {
	/** Counted from 1. */
	readonly number: number;
	name: string;
	mediaType: string;
	data: Content | null;
}

export const format: FileFormat = {
	id: "tnef",
	title: "Outlook's winmail.dat",
	shown: true,
	detect: ({ head, mediaType, name }) =>
		SIGNATURE.every((byte, index) => head[index] === byte) || /^application\/(?:vnd\.)?ms-tnef$/.test(mediaType) || name === "winmail.dat",
	scan(file: AttachedFile, sink: FileSink) {
		const { bytes, start, end } = file.content;
		if (end - start < 6 || SIGNATURE.some((byte, index) => bytes[start + index] !== byte)) {
			sink.report("unparsable", "no TNEF stands here", () => rawStart(file.content, start));
			return;
		}
		readAttributes(file, sink);
	},
};

function readAttributes({ content, codec }: AttachedFile, sink: FileSink): void {
	const { bytes, start, end } = content;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let charset: Charset = charsetOfCodePage(1252);
	let attachment: Attachment | null = null;
	let attachments = 0;
	const current = (): Attachment => {
		attachment ??= { number: ++attachments, name: "", mediaType: "", data: null };
		return attachment;
	};
	for (let at = start + 6; at < end; ) {
		const length = at + 9 <= end ? view.getUint32(at + 5, true) : 0;
		const from = at + 9;
		const place = at;
		if (from > end || length + 2 > end - from) sink.report("truncated", "an attribute of TNEF is cut off", () => rawStart(content, place));
		if (from >= end) break;
		const to = Math.min(end, from + length);
		const value = { ...content, start: from, end: to };
		if (to + 2 <= end && view.getUint16(to, true) !== sumOf(bytes, from, to)) {
			sink.report("bad-encoding", "an attribute of TNEF whose check sum is wrong: read all the same", () => rawStart(content, place));
		}
		switch (view.getUint16(at + 1, true)) {
			case CODE_PAGE:
				if (to - from >= 4) charset = charsetOfCodePage(view.getUint32(from, true));
				break;
			case BODY:
				sink.language("text", stringOf({ content: value, wide: false }, charset));
				break;
			case MESSAGE_PROPERTIES:
				charset = showProperties(value, charset, null, codec, sink);
				break;
			case ATTACHMENT_BEGINS:
				handOn(attachment, sink);
				attachment = null;
				break;
			case ATTACHMENT_TITLE:
				current().name = textOfString({ content: value, wide: false }, charset, codec).value;
				break;
			case ATTACHMENT_DATA:
				current().data = value;
				break;
			case ATTACHMENT_PROPERTIES:
				showProperties(value, charset, current(), codec, sink);
		}
		at = to + 2;
	}
	handOn(attachment, sink);
}

function handOn(attachment: Attachment | null, sink: FileSink): void {
	if (attachment === null || attachment.data === null) return;
	const { name, mediaType, data } = attachment;
	sink.file({ name, mediaType, path: name === "" ? "attachment" : name, content: data, attached: true });
}

/** Sum of all bytes, of 16 bits ([MS-OXTNEF] §2.1.3.1). */
function sumOf(bytes: Uint8Array, start: number, end: number): number {
	let sum = 0;
	for (let at = start; at < end; at++) sum = (sum + bytes[at]) & 0xffff;
	return sum;
}

/** Shows what `content` lists, of the message or of `attachment`; returns the charset of strings from here on. */
function showProperties(content: Content, before: Charset, attachment: Attachment | null, codec: Codec, sink: FileSink): Charset {
	const { list, broken } = readProperties(content);
	if (broken !== null) sink.report("truncated", `a list of properties in TNEF ${broken}`, () => rawStart(content, content.start));
	const codePage = (id: number): Charset | null => {
		const found = list.find((property) => property.id === id && property.kind === "number");
		return found === undefined ? null : charsetOfCodePage(numberOf(found));
	};
	const charset = codePage(MESSAGE_CODE_PAGE) ?? before;
	for (const property of list) {
		if (property.kind === "text") showText(property, charset, attachment, codec, sink);
		else if (property.id === RTF_COMPRESSED) showRtf(property.content, sink);
		else if (property.id === HTML && property.kind === "bytes") {
			const declared = codePage(INTERNET_CODE_PAGE) ?? (resolveCharset("utf-8") as Charset);
			sink.language("html", stringOf({ content: property.content, wide: false }, declared));
		} else if (property.id === ATTACH_DATA && attachment !== null) showData(property, attachment, sink);
	}
	return charset;
}

function showText(property: MapiProperty, charset: Charset, attachment: Attachment | null, codec: Codec, sink: FileSink): void {
	const { id, named } = property;
	const of = `property 0x${(named?.number ?? id).toString(16).padStart(4, "0")}`;
	const path = attachment === null ? of : `attachment ${attachment.number}/${of}`;
	if (id === HTML) sink.language("html", stringOf(property, charset));
	else if (id === BODY_TEXT) sink.language("text", stringOf(property, charset));
	else if (id !== TRANSPORT_HEADERS) {
		const text = textOfString(property, charset, codec);
		if (attachment !== null && ATTACH_NAMES.includes(id) && text.value !== "") attachment.name = text.value;
		else if (attachment !== null && id === ATTACH_MEDIA_TYPE) attachment.mediaType = text.value.toLowerCase();
		else if (ATTACH_PATHS.has(id)) sink.construct("mapi attachment path", text, {}, path);
		else if (named?.set === COMMON && named.number === REMINDER_FILE) sink.construct("mapi reminder file", text, {}, path);
		else if (WHOLE_URL.test(text.value)) sink.construct("mapi link", text, {}, path);
		else sink.language("text", stringOf(property, charset));
	}
}

/** Rich text, in which HTML may be wrapped ([MS-OXRTFEX]): what reads rich text undoes that. */
function showRtf(content: Content, sink: FileSink): void {
	const start = rawStart(content, content.start);
	const end = rawEnd(content, content.end);
	const { bytes, whole } = decompressRtf(content.bytes, content.start, content.end, MAX_OPENED_BYTES);
	if (!whole) sink.report("truncated", "compressed rich text that is cut off or broken", start);
	const origin = { start: () => start, end: () => end };
	sink.file({
		name: "",
		mediaType: "text/rtf",
		path: "body.rtf",
		content: { bytes, start: 0, end: bytes.length, origin, charset: "windows-1252" },
	});
}

/** Bytes of a file, or of an embedded message, which is TNEF itself behind the GUID of its interface. */
function showData({ kind, content }: MapiProperty, attachment: Attachment, sink: FileSink): void {
	if (kind !== "object") {
		if (attachment.data === null) attachment.data = content;
		return;
	}
	const start = Math.min(content.end, content.start + INTERFACE_SIZE);
	const inner = { ...content, start };
	const isMessage = SIGNATURE.every((byte, index) => content.bytes[start + index] === byte);
	const name = attachment.name === "" ? "embedded message" : attachment.name;
	sink.file({ name: isMessage ? "" : name, mediaType: isMessage ? "application/ms-tnef" : "", path: name, content: inner, attached: true });
}
