// Filters: a PDF stream's bytes unpacked (ISO 32000-1 §7.4), each filter bounded, whatever the one before it made.

import { inflate } from "../inflate.ts";
import type { Resolve } from "./references.ts";
import type { Value } from "./values.ts";

type Dictionary = ReadonlyMap<string, Value>;

/** Attack: filters in filters, each a bomb. */
const MAX_FILTERS = 4;

const NAMES: ReadonlyMap<string, string> = new Map([
	["Fl", "FlateDecode"],
	["AHx", "ASCIIHexDecode"],
	["A85", "ASCII85Decode"],
	["LZW", "LZWDecode"],
	["RL", "RunLengthDecode"],
]);

export type Unpacking =
	| { readonly kind: "whole"; readonly bytes: Buffer }
	/** A filter made more than `most` bytes. */
	| { readonly kind: "too-much" }
	/** A filter of pictures, one that is not known, or data that it does not fit. */
	| { readonly kind: "closed" };

const TOO_MUCH: Unpacking = { kind: "too-much" };
const CLOSED: Unpacking = { kind: "closed" };

export async function unpackedStream(packed: Buffer, dictionary: Dictionary, most: number, resolve: Resolve): Promise<Unpacking> {
	const filters = listOf(dictionary.get("Filter") ?? dictionary.get("F"), resolve);
	const parameters = listOf(dictionary.get("DecodeParms") ?? dictionary.get("DP"), resolve);
	if (filters.length > MAX_FILTERS) return CLOSED;
	let bytes = packed;
	for (const [at, filter] of filters.entries()) {
		const written = filter?.kind === "name" ? filter.text : "";
		const beside = parameters[at];
		const entries: Dictionary = beside?.kind === "dictionary" ? beside.entries : new Map();
		const next = await unpackedBy(NAMES.get(written) ?? written, bytes, entries, most);
		if (next.kind !== "whole") return next;
		bytes = next.bytes;
	}
	return { kind: "whole", bytes };
}

/** An array's items, or the one that stands in its place. */
function listOf(value: Value | undefined, resolve: Resolve): readonly (Value | undefined)[] {
	if (value === undefined) return [];
	const [written] = resolve(value);
	if (written?.kind !== "array") return [written];
	return written.items.slice(0, MAX_FILTERS + 1).map((item) => resolve(item)[0]);
}

async function unpackedBy(filter: string, bytes: Buffer, parameters: Dictionary, most: number): Promise<Unpacking> {
	switch (filter) {
		case "FlateDecode": {
			const { bytes: inflated, end } = await inflate(bytes, "zlib", most);
			if (end === "more") return TOO_MUCH;
			return unpredicted(Buffer.from(inflated.buffer, inflated.byteOffset, inflated.length), parameters);
		}
		case "LZWDecode":
		case "RunLengthDecode": {
			const unpacked = await byLibrary(filter, bytes, parameters, most);
			if (unpacked === null) return CLOSED;
			return unpacked.length > most ? TOO_MUCH : unpredicted(unpacked, parameters);
		}
		case "ASCIIHexDecode":
			return { kind: "whole", bytes: hexadecimal(bytes.toString("latin1")) };
		case "ASCII85Decode":
			return { kind: "whole", bytes: ascii85(bytes.toString("latin1")) };
		default:
			return CLOSED;
	}
}

/** The first `most` bytes and one more; null where it cannot be read. */
async function byLibrary(filter: string, bytes: Buffer, parameters: Dictionary, most: number): Promise<Buffer | null> {
	const { decodePDFRawStream, PDFContext, PDFRawStream } = await import("@cantoo/pdf-lib");
	const early = parameters.get("EarlyChange");
	const context = PDFContext.create();
	const beside = early?.kind === "number" ? { EarlyChange: early.number } : {};
	try {
		const stream = PDFRawStream.of(context.obj({ Filter: filter, DecodeParms: beside }), new Uint8Array(bytes));
		return Buffer.from(decodePDFRawStream(stream).getBytes(most + 1));
	} catch {
		return null;
	}
}

/** Rows that tell only how they differ from the row before (§7.4.4.4), as PNG has it; TIFF's way is not read. */
function unpredicted(bytes: Buffer, parameters: Dictionary): Unpacking {
	const number = (key: string, usual: number): number => {
		const value = parameters.get(key);
		return value?.kind === "number" ? value.number : usual;
	};
	const predictor = number("Predictor", 1);
	if (predictor < 2) return { kind: "whole", bytes };
	const width = Math.ceil((number("Colors", 1) * number("BitsPerComponent", 8)) / 8);
	const row = Math.ceil((number("Colors", 1) * number("BitsPerComponent", 8) * number("Columns", 1)) / 8);
	if (predictor < 10 || !(width > 0) || !(row >= width)) return CLOSED;
	const target = Buffer.alloc(bytes.length);
	let size = 0;
	for (let from = 0; from < bytes.length; from += row + 1) {
		const kind = bytes[from] as number;
		const count = Math.min(row, bytes.length - from - 1);
		for (let at = 0; at < count; at++, size++) {
			const left = at < width ? 0 : (target[size - width] as number);
			const above = target[size - row] ?? 0;
			const corner = at < width ? 0 : (target[size - row - width] ?? 0);
			target[size] = (bytes[from + 1 + at] as number) + predicted(kind, left, above, corner);
		}
	}
	return { kind: "whole", bytes: target.subarray(0, size) };
}

function predicted(kind: number, left: number, above: number, corner: number): number {
	switch (kind) {
		case 1:
			return left;
		case 2:
			return above;
		case 3:
			return (left + above) >> 1;
		case 4: {
			const estimate = left + above - corner;
			const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)];
			return a <= b && a <= c ? left : b <= c ? above : corner;
		}
		default:
			return 0;
	}
}

function hexadecimal(text: string): Buffer {
	const end = text.indexOf(">");
	const digits = (end === -1 ? text : text.slice(0, end)).replace(/[^0-9a-f]/gi, "");
	// A last digit alone has a 0 behind it.
	return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex");
}

function ascii85(text: string): Buffer {
	const start = /^\s*<~/.exec(text)?.[0].length ?? 0;
	const end = text.indexOf("~", start);
	const digits = text
		.slice(start, end === -1 ? text.length : end)
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
