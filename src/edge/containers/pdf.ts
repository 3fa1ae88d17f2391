// PDF (ISO 32000), read as a scanner of evidence reads it: every object that stands in the file, in object streams too, whatever the
// cross-reference table says. A library reads what a well-made file's table leads to, which is not what an attacker's file shows; one is
// asked only to take off an encryption without a password, as every viewer does.

import type { Finds } from "./finds.ts";
import { showActions } from "./pdf/actions.ts";
import { unpackedStream } from "./pdf/filters.ts";
import { MAX_OBJECTS, objectsIn, objectsInStream, type PdfObject } from "./pdf/objects.ts";
import { createResolver, MAX_REVISIONS, type Resolve } from "./pdf/references.ts";
import { rolesOf } from "./pdf/roles.ts";
import { type Stream, streamsOf } from "./pdf/streams.ts";
import type { Value } from "./pdf/values.ts";

/** Attack: object streams and scripts that inflate to gigabytes. Of one of them, and of all of a document. */
const MAX_STREAM_BYTES = 16 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

/** "/Encrypt", however its letters are escaped. */
const ENCRYPT = new RegExp(`/${Array.from("Encrypt", (letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`).join("")}`, "i");

const PICTURES = new Set(["Image", "Form"]);

export async function unpackPdf(input: Uint8Array, _name: string, finds: Finds): Promise<void> {
	const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
	const source = bytes.toString("latin1");
	const shown = new Set<string>();
	if (!ENCRYPT.test(source)) {
		await read(bytes, source, shown, finds);
		return;
	}
	// Before the library, which a file may be built to keep busy for ever, and which leaves out older revisions and what it does not know.
	await read(bytes, source, shown, readableOnly(finds));
	const plain = await decrypted(bytes, finds);
	if (plain === null) await read(bytes, source, shown, finds);
	else await read(plain, plain.toString("latin1"), shown, finds);
}

/** Without the encryption that asks for no password; null where there is none, or it asks for one. */
async function decrypted(bytes: Buffer, finds: Finds): Promise<Buffer | null> {
	try {
		const { PDFDocument } = await import("@cantoo/pdf-lib");
		const document = await PDFDocument.load(bytes, { password: "", updateMetadata: false, throwOnInvalidObject: false });
		if (document.context.isDecrypted !== true) return null;
		return Buffer.from(await document.save({ useObjectStreams: false, updateFieldAppearances: false }));
	} catch {
		finds.problem("encrypted", "it is encrypted with a password: addresses in it cannot be seen");
		return null;
	}
}

/** For what is still encrypted: text that is none would be shown as addresses, and files as files. */
function readableOnly(finds: Finds): Finds {
	return {
		get room() {
			return finds.room;
		},
		get full() {
			return finds.full;
		},
		file() {},
		construct(name, path, value, beside) {
			if (/^[\x20-\x7e]+$/.test(value)) finds.construct(name, path, value, beside);
		},
		problem() {},
		overflow() {},
		look: finds.look,
	};
}

/** `shown`: constructs that were shown before. */
async function read(bytes: Buffer, source: string, shown: Set<string>, finds: Finds): Promise<void> {
	const { objects: standing, cut } = objectsIn(source);
	if (cut) finds.problem("limit-parts", `it has more than ${MAX_OBJECTS} objects; the rest was not read`);
	if (standing.length === 0) finds.problem("unparsable", "no object of a PDF stands in it");
	const asTheyStand = createResolver(standing);
	const streams = streamsOf(standing, asTheyStand, bytes, source);
	const unpack = createUnpacking(asTheyStand, finds);
	const packed: PdfObject[] = [];
	for (const stream of streams) {
		if (typeOf(stream) !== "ObjStm") continue;
		const content = await unpack(stream);
		if (content === null) continue;
		const most = MAX_OBJECTS - standing.length - packed.length;
		const inner = objectsInStream(stream.entries, content.toString("latin1"), most);
		if (inner.cut) finds.problem("limit-parts", `${stream.number} 0 obj holds too many objects; the rest was not read`);
		for (const object of inner.objects) packed.push(object);
	}
	const objects = packed.length === 0 ? standing : [...standing, ...packed];
	const resolve = packed.length === 0 ? asTheyStand : createResolver(objects);
	const { attached, scripts, forms } = rolesOf(objects, resolve);
	const texts = new Map<number, string[]>();
	for (const stream of streams) {
		if (!scripts.has(stream.number)) continue;
		const content = await unpack(stream);
		if (content === null) continue;
		const known = texts.get(stream.number);
		if (known === undefined) texts.set(stream.number, [textIn(content)]);
		else if (known.length < MAX_REVISIONS) known.push(textIn(content));
	}
	// Before the files: one of them that is a bomb leaves no room.
	showActions({ objects, resolve, texts, shown }, finds);
	for (const stream of streams) {
		if (finds.full) return;
		const { number, entries, packed: data } = stream;
		const isFile = typeOf(stream) === "EmbeddedFile" || attached.has(number);
		const isForm = forms.has(number);
		if (typeOf(stream) === "ObjStm" || (!isFile && !isForm && (scripts.has(number) || !mayBeXml(entries)))) continue;
		const content = await unpackedStream(data, entries, finds.room, resolve);
		if (content.kind === "too-much") finds.overflow();
		else if (content.kind === "closed") {
			if (isFile || isForm) finds.problem("not-opened", `${number} 0 obj is packed in a way that this version does not read`);
		} else if (isFile) finds.file(attached.get(number) ?? `${number} 0 obj`, content.bytes);
		else if (isForm || /^\s*</.test(textIn(content.bytes.subarray(0, 200)))) {
			finds.file(`${number} 0 obj`, content.bytes, "application/xml");
		}
	}
}

/** Unpacks what only this file reads, within limits of its own; null, and a problem, where it cannot. */
function createUnpacking(resolve: Resolve, finds: Finds): (stream: Stream) => Promise<Buffer | null> {
	let room = MAX_UNPACKED_BYTES;
	return async ({ number, entries, packed }) => {
		if (room === 0) return null;
		const content = await unpackedStream(packed, entries, Math.min(room, MAX_STREAM_BYTES), resolve);
		if (content.kind === "whole") {
			room -= content.bytes.length;
			return content.bytes;
		}
		if (content.kind === "closed") {
			finds.problem("not-opened", `${number} 0 obj is packed in a way that this version does not read`);
		} else if (room >= MAX_STREAM_BYTES) {
			finds.problem("limit-decoded", `${number} 0 obj grows too much when it is unpacked; it was not read`);
		} else {
			room = 0;
			finds.problem(
				"limit-decoded",
				`its object streams and scripts grow too much when they are unpacked; from ${number} 0 obj on they were not read`,
			);
		}
		return null;
	};
}

function typeOf({ entries }: Stream): string {
	return nameIn(entries, "Type");
}

function nameIn(entries: ReadonlyMap<string, Value>, key: string): string {
	const value = entries.get(key);
	return value?.kind === "name" ? value.text : "";
}

/** UTF-16 by its mark, else a character a byte. */
function textIn(content: Buffer): string {
	const mark = content.readUInt16BE.bind(content);
	if (content.length >= 2 && mark(0) === 0xfeff) return new TextDecoder("utf-16be").decode(content);
	if (content.length >= 2 && mark(0) === 0xfffe) return new TextDecoder("utf-16le").decode(content);
	return content.toString("latin1");
}

/** Metadata and form packets that nothing points to. Pictures and fonts never are. */
function mayBeXml(entries: ReadonlyMap<string, Value>): boolean {
	return (
		!PICTURES.has(nameIn(entries, "Subtype")) && !entries.has("Length1") && !entries.has("Width") && nameIn(entries, "Type") !== "XRef"
	);
}
