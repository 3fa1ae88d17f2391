// Objects: every "N G obj" of a PDF wherever it stands, whatever its cross-reference table says: older revisions, objects that nothing
// refers to, and files whose table is broken, which Acrobat repairs. Streams are unpacked when they can matter.

import type { Finds } from "../finds.ts";
import { inflate } from "../inflate.ts";
import { parseValue, skipSpace, type Value } from "./values.ts";

export interface PdfObject {
	readonly number: number;
	readonly value: Value;
	/** Range of the stream's bytes as they stand, or null. */
	readonly stream: { readonly start: number; readonly end: number } | null;
}

/** Attack: a million objects of three bytes. */
export const MAX_OBJECTS = 200_000;

/** Attack: filters in filters, each a bomb. */
const MAX_FILTERS = 4;

const OBJECT = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj/g;

export interface Objects {
	readonly objects: readonly PdfObject[];
	/** More than MAX_OBJECTS stood there. */
	readonly cut: boolean;
}

export function objectsIn(source: string): Objects {
	const objects: PdfObject[] = [];
	OBJECT.lastIndex = 0;
	for (let match = OBJECT.exec(source); match !== null; match = OBJECT.exec(source)) {
		if (objects.length >= MAX_OBJECTS) return { objects, cut: true };
		const { value, end } = parseValue(source, OBJECT.lastIndex);
		const stream = value.kind === "dictionary" ? streamAfter(source, end) : null;
		objects.push({ number: Number(match[1]), value, stream });
		// Behind the stream, in which anything may stand; a dictionary may have swallowed too much, and is not skipped.
		if (stream !== null) OBJECT.lastIndex = stream.end;
	}
	return { objects, cut: false };
}

function streamAfter(source: string, from: number): PdfObject["stream"] {
	const at = skipSpace(source, from);
	if (!source.startsWith("stream", at)) return null;
	let start = at + "stream".length;
	if (source.charAt(start) === "\r") start++;
	if (source.charAt(start) === "\n") start++;
	const end = source.indexOf("endstream", start);
	return { start, end: end === -1 ? source.length : end };
}

/** Objects packed into an object stream (§7.5.7). */
export function objectsInStream(dictionary: ReadonlyMap<string, Value>, text: string): PdfObject[] {
	const objects: PdfObject[] = [];
	const header = /^[\s\0]*(?:\d{1,10}[\s\0]+\d{1,10}[\s\0]*)*/.exec(text.slice(0, 1_000_000))?.[0] ?? "";
	const numbers = header
		.split(/[\s\0]+/)
		.filter((word) => word !== "")
		.map(Number);
	const told = dictionary.get("First");
	const first = told?.kind === "number" ? told.number : header.length;
	for (let at = 0; at + 1 < numbers.length && objects.length < MAX_OBJECTS; at += 2) {
		const { value } = parseValue(text, first + (numbers[at + 1] as number));
		objects.push({ number: numbers[at] as number, value, stream: null });
	}
	return objects;
}

const FLATE = new Set(["FlateDecode", "Fl"]);
const HEX = new Set(["ASCIIHexDecode", "AHx"]);
const BASE85 = new Set(["ASCII85Decode", "A85"]);

/** The stream's bytes unpacked, as far as there is room; null where a filter is not of text (pictures) or not known. */
export async function unpacked(bytes: Buffer, dictionary: ReadonlyMap<string, Value>, finds: Finds): Promise<Buffer | null> {
	const written = dictionary.get("Filter") ?? dictionary.get("F");
	const filters = written?.kind === "array" ? written.items : written?.kind === "name" ? [written] : [];
	if (filters.length > MAX_FILTERS) return null;
	let content = bytes;
	for (const filter of filters) {
		const name = filter.kind === "name" ? filter.text : "";
		if (FLATE.has(name)) {
			const { bytes: inflated, end } = await inflate(content, "zlib", finds.room);
			if (end === "more") {
				finds.overflow();
				return null;
			}
			content = Buffer.from(inflated.buffer, inflated.byteOffset, inflated.length);
		} else if (HEX.has(name))
			content = Buffer.from(
				content
					.toString("latin1")
					.replace(/>[\s\S]*$/, "")
					.replace(/[^0-9a-f]/gi, ""),
				"hex",
			);
		else if (BASE85.has(name)) content = ascii85(content.toString("latin1"));
		else return null;
	}
	return content;
}

function ascii85(text: string): Buffer {
	const digits = text
		.replace(/^\s*<~/, "")
		.replace(/~>[\s\S]*$/, "")
		.replace(/[^!-uz]/g, "")
		.replaceAll("z", "!!!!!");
	const bytes = Buffer.alloc(Math.ceil(digits.length / 5) * 4);
	for (let at = 0; at < digits.length; at += 5) {
		let value = 0;
		for (let k = 0; k < 5; k++) value = (value * 85 + (at + k < digits.length ? digits.charCodeAt(at + k) - 33 : 84)) % 0x1_0000_0000;
		bytes.writeUInt32BE(value, (at / 5) * 4);
	}
	const rest = digits.length % 5;
	return rest === 0 ? bytes : bytes.subarray(0, bytes.length - 5 + rest);
}
