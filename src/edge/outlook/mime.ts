// MIME of an item by one fixed rule (docs/sources.md, Outlook): the same item gives the same bytes anywhere, since SHA-256 and offsets are
// of them. A change of what is written is a new MIME_RULE. Boundaries come from a hash of what they enclose, so that no
// content can hold its own.

import { createHash } from "node:crypto";
import { labelOfCodePage } from "../../core/encoding/code-pages.ts";
import { headerOf } from "./header.ts";
import { oneLine, parameter, wordField } from "./header-text.ts";
import type { Attachment, Item } from "./item.ts";
import { type Properties, TYPES } from "./properties.ts";
import { type RtfBody, readRtf } from "./rtf.ts";

export const MIME_RULE = 1;

/** The attack: a message in a message in a message, which the formats do not limit. */
const MAX_EMBEDDED = 12;

/** The attack: attachments that share their data, thousands of times. Bytes of a message, as written. */
const MAX_MIME_BYTES = 160 * 1024 * 1024;

export interface Written {
	readonly bytes: Uint8Array;
	/** What could not be read, or was left out, in words. */
	readonly problems: readonly string[];
}

/** A MIME entity without its header's end. */
interface Entity {
	/** Lines that end in CRLF; one character a byte. */
	readonly header: string;
	readonly body: readonly Uint8Array[];
}

export function mimeOf(item: Item): Written {
	const state: State = { problems: [], left: MAX_MIME_BYTES };
	const bytes = Buffer.concat(messageBytes(item, state, 0));
	return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), problems: [...new Set(state.problems)] };
}

interface State {
	readonly problems: string[];
	left: number;
}

function messageBytes(item: Item, state: State, depth: number): Uint8Array[] {
	const header = headerOf(item);
	const bodies = bodiesOf(item.properties, state);
	const attachments: Entity[] = [];
	for (const attachment of item.attachments()) {
		const entity = attachmentEntity(attachment, state, depth);
		if (entity !== null) attachments.push(entity);
	}
	const body = bodies.length > 1 ? multipart("alternative", bodies) : (bodies[0] ?? EMPTY);
	const signed = signedEntity(item.properties, attachments);
	const whole = signed ?? (attachments.length === 0 ? body : multipart("mixed", [body, ...attachments]));
	state.problems.push(...item.damage, ...item.properties.unread);
	return [latin1(`${header}MIME-Version: 1.0\r\n${whole.header}\r\n`), ...whole.body];
}

const EMPTY: Entity = { header: "Content-Type: text/plain; charset=utf-8\r\n", body: [] };

const PLAIN = 0x1000;
const HTML = 0x1013;
const RTF = 0x1009;
const INTERNET_CODE_PAGE = 0x3fde;

/** In the order of RFC 2046 §5.1.4, the richest last: Outlook shows RTF before HTML only where there is no HTML. */
function bodiesOf(properties: Properties, state: State): Entity[] {
	const bodies: Entity[] = [];
	const plain = stringBytes(properties, PLAIN);
	let html = stringBytes(properties, HTML);
	let rtf: RtfBody | null = null;
	const compressed = properties.bytes(RTF);
	if (compressed !== null && compressed.length > 0) {
		try {
			rtf = readRtf(compressed);
		} catch (error) {
			state.problems.push(error instanceof Error ? error.message : String(error));
		}
	}
	if (html === null && rtf?.kind === "html") html = { bytes: Buffer.from(rtf.text), charset: "utf-8" };
	const text = plain ?? (rtf?.kind === "text" ? { bytes: Buffer.from(rtf.text), charset: "utf-8" } : null);
	const location = wordField("Content-Location", properties.text(0x1014)) ?? "";
	if (text !== null) bodies.push(textEntity("text/plain", text));
	if (rtf?.kind === "rtf") bodies.push(binaryEntity("Content-Type: text/rtf\r\n", rtf.rtf, state) ?? EMPTY);
	if (html !== null) bodies.push(textEntity("text/html", html, location));
	return bodies;
}

interface TextBody {
	readonly bytes: Uint8Array;
	readonly charset: string;
}

/** Bytes as stored, where that is a charset that mail has: what HTML was sent as stays as it was. */
function stringBytes(properties: Properties, id: number): TextBody | null {
	const type = properties.type(id);
	if (type === TYPES.unicode) {
		const text = properties.text(id);
		return text === null || text === "" ? null : { bytes: Buffer.from(text), charset: "utf-8" };
	}
	if (type !== TYPES.string8 && type !== TYPES.binary) return null;
	const bytes = properties.bytes(id);
	if (bytes === null || bytes.length === 0) return null;
	return {
		bytes,
		charset: labelOfCodePage((type === TYPES.binary ? properties.number(INTERNET_CODE_PAGE) : null) ?? properties.codePage ?? 0),
	};
}

function textEntity(mediaType: string, { bytes, charset }: TextBody, fields = ""): Entity {
	const header = `Content-Type: ${mediaType}; charset=${charset}\r\n${fields}`;
	// NUL is allowed in no line of mail (RFC 5322 §2.3), and UTF-16 is full of it.
	if (bytes.includes(0)) return { header: `${header}Content-Transfer-Encoding: base64\r\n`, body: [base64(bytes)] };
	return { header: `${header}Content-Transfer-Encoding: 8bit\r\n`, body: [bytes] };
}

function binaryEntity(header: string, bytes: Uint8Array, state: State): Entity | null {
	state.left -= Math.ceil(bytes.length / 57) * 78;
	if (state.left < 0) {
		state.problems.push(`the message becomes longer than ${MAX_MIME_BYTES} bytes: attachments were left out`);
		return null;
	}
	return { header: `${header}Content-Transfer-Encoding: base64\r\n`, body: [base64(bytes)] };
}

const METHOD = 0x3705;
const DATA = 0x3701;
/** By reference, by reference only, by a link on the web: the data is elsewhere. */
const ELSEWHERE: readonly number[] = [2, 3, 4, 7];

function attachmentEntity(attachment: Attachment, state: State, depth: number): Entity | null {
	const { properties } = attachment;
	const name = properties.text(0x3707) ?? properties.text(0x3704) ?? properties.text(0x3001);
	const id = properties.text(0x3712);
	// RENDERED_IN_BODY ([MS-OXCMSG] §2.2.2.18).
	const inline = ((properties.number(0x3714) ?? 0) & 4) !== 0;
	const method = properties.number(METHOD) ?? 1;
	const fields = [
		`Content-Disposition: ${inline ? "inline" : "attachment"}${name === null ? "" : parameter("filename", name)}\r\n`,
		id === null ? null : wordField("Content-ID", `<${oneLine(id).replace(/[<>\s]/g, "")}>`),
		wordField("Content-Location", properties.text(0x3713)),
		wordField("Content-Base", properties.text(0x3711)),
		ELSEWHERE.includes(method) ? wordField("X-MAPI-AttachLongPathname", properties.text(0x370d) ?? properties.text(0x3708)) : null,
	]
		.filter((field) => field !== null)
		.join("");
	try {
		const embedded = attachment.embedded();
		if (embedded !== null) return embeddedEntity(embedded, fields, state, depth);
		const storage = attachment.storage();
		const bytes = storage ?? properties.bytes(DATA) ?? new Uint8Array(0);
		const stated = oneLine(properties.text(0x370e) ?? "").toLowerCase();
		const known =
			/^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(stated) && !/^(?:multipart|message)\//.test(stated);
		const mediaType = storage !== null ? "application/x-ole-storage" : known ? stated : "application/octet-stream";
		return binaryEntity(`Content-Type: ${mediaType}${name === null ? "" : parameter("name", name)}\r\n${fields}`, bytes, state);
	} catch (error) {
		state.problems.push(`attachment ${name ?? ""}: ${error instanceof Error ? error.message : error}`);
		return null;
	} finally {
		state.problems.push(...properties.unread);
	}
}

function embeddedEntity(embedded: Item, fields: string, state: State, depth: number): Entity | null {
	if (depth >= MAX_EMBEDDED) {
		state.problems.push(`messages are attached to one another more than ${MAX_EMBEDDED} deep: the inmost were left out`);
		return null;
	}
	return {
		header: `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n${fields}`,
		body: messageBytes(embedded, state, depth + 1),
	};
}

/** A signed message is kept as one attachment: the entity that was signed, with its header ([MS-OXOSMIME] §2.1.1). */
function signedEntity(properties: Properties, attachments: readonly Entity[]): Entity | null {
	if (!/^IPM\.Note\.SMIME\.MultipartSigned$/i.test(properties.text(0x001a) ?? "") || attachments.length !== 1) return null;
	const body = attachments[0]?.body[0];
	if (body === undefined) return null;
	const entity = Buffer.from(Buffer.from(body).toString("latin1"), "base64");
	const head = entity.subarray(0, 16 * 1024).toString("latin1");
	const end = /\r?\n\r?\n/.exec(head);
	if (end === null || !/^content-type[ \t]*:[ \t]*multipart\/signed/im.test(head.slice(0, end.index))) return null;
	const lines = head.slice(0, end.index).split(/\r\n|\r|\n/);
	// Nothing but its own structure: a field here would be one of the message.
	const structure: string[] = [];
	for (const line of lines) {
		if (/^content-[a-z-]+[ \t]*:/i.test(line)) structure.push(line);
		else if (/^[ \t]/.test(line) && structure.length > 0) structure.push(line);
		else if (!/^mime-version[ \t]*:/i.test(line)) return null;
	}
	return { header: `${structure.join("\r\n")}\r\n`, body: [entity.subarray(end.index + end[0].length)] };
}

function multipart(kind: string, parts: readonly Entity[]): Entity {
	const hash = createHash("sha256");
	for (const { header, body } of parts) {
		hash.update(header, "latin1");
		for (const piece of body) hash.update(piece);
	}
	const boundary = `=_mapi${MIME_RULE}_${hash.digest("hex").slice(0, 40)}`;
	const body = parts.flatMap((part) => [latin1(`--${boundary}\r\n${part.header}\r\n`), ...part.body, latin1("\r\n")]);
	return { header: `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n`, body: [...body, latin1(`--${boundary}--\r\n`)] };
}

/** Lines of 76 characters (RFC 2045 §6.8). */
function base64(bytes: Uint8Array): Uint8Array {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
	return latin1(text.replace(/.{76}(?=.)/g, "$&\r\n"));
}

function latin1(text: string): Buffer {
	return Buffer.from(text, "latin1");
}
