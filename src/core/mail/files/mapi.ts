// MAPI properties as TNEF carries them ([MS-OXTNEF] §2.1.3.4 and §2.1.3.5): a row of typed values, each a window into the file, so that what
// is found in one knows its raw bytes.

import type { Charset } from "../../encoding/charsets.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { textOf } from "../strings.ts";
import { asUtf8 } from "../transcoded.ts";

/** Property types ([MS-OXCDATA] §2.11.1). */
const STRING8 = 0x1e;
const UNICODE = 0x1f;
const BINARY = 0x102;
const OBJECT = 0x0d;
const MULTIPLE = 0x1000;
const FIXED_SIZES: ReadonlyMap<number, number> = new Map([
	[0x02, 4],
	[0x03, 4],
	[0x04, 4],
	[0x05, 8],
	[0x06, 8],
	[0x07, 8],
	[0x0a, 4],
	[0x0b, 4],
	[0x14, 8],
	[0x40, 8],
	[0x48, 16],
]);

/** Attack: a million empty properties, each with an object of its own. Outlook writes about a hundred. */
const MAX_PROPERTIES = 20_000;

export interface MapiProperty {
	/** From 0x8000 on it says nothing by itself. */
	readonly id: number;
	/** Of a named property: the set's GUID as 32 hexadecimal digits in file order, and its number; else null. */
	readonly named: { readonly set: string; readonly number: number } | null;
	readonly kind: "text" | "bytes" | "object" | "number";
	/** The (first) value; without its length and padding. */
	readonly content: Content;
	/** Of text: two bytes a character. */
	readonly wide: boolean;
}

export interface MapiProperties {
	readonly list: readonly MapiProperty[];
	/** Why the list ends early, or null. */
	readonly broken: string | null;
}

/** The properties in `content`, as far as they can be read. */
export function readProperties(content: Content): MapiProperties {
	const { bytes, start, end } = content;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const list: MapiProperty[] = [];
	let at = start;
	const fits = (size: number): boolean => size >= 0 && at + size <= end;
	const unsigned = (): number => {
		const value = view.getUint32(at, true);
		at += 4;
		return value;
	};

	/** The name of a property from 0x8000 on, undefined where it is cut off. */
	function readName(): MapiProperty["named"] | undefined {
		if (!fits(24)) return undefined;
		const set = hexOf(bytes, at, at + 16);
		at += 16;
		const byString = unsigned() !== 0;
		const value = unsigned();
		if (!byString) return { set, number: value };
		if (!fits(value)) return undefined;
		at = Math.min(end, at + padded(value));
		return null;
	}

	/** The window of one value, null where it is cut off. */
	function readValue(type: number): Content | null {
		const fixed = FIXED_SIZES.get(type);
		if (fixed === undefined && !fits(4)) return null;
		const size = fixed ?? unsigned();
		if (!fits(size)) return null;
		const value = { ...content, start: at, end: at + size };
		at = Math.min(end, at + padded(size));
		return value;
	}

	if (!fits(4)) return { list, broken: "is cut off" };
	for (let left = unsigned(); left > 0; left--) {
		if (list.length === MAX_PROPERTIES) return { list, broken: `has more than ${MAX_PROPERTIES} properties` };
		if (!fits(4)) return { list, broken: "is cut off" };
		const type = view.getUint16(at, true);
		const id = view.getUint16(at + 2, true);
		at += 4;
		const named = id >= 0x8000 ? readName() : null;
		if (named === undefined) return { list, broken: "is cut off" };
		const single = type & ~MULTIPLE;
		const isVariable = single === STRING8 || single === UNICODE || single === BINARY || single === OBJECT;
		if (!isVariable && !FIXED_SIZES.has(single)) return { list, broken: "has a property of no known type" };
		let count = 1;
		if (isVariable || type !== single) {
			if (!fits(4)) return { list, broken: "is cut off" };
			count = unsigned();
		}
		for (let index = 0; index < count; index++) {
			const value = readValue(single);
			if (value === null) return { list, broken: "is cut off" };
			// Each counts: a list of URLs is as many.
			if (list.length < MAX_PROPERTIES) list.push({ id, named, kind: kindOf(single), content: value, wide: single === UNICODE });
		}
	}
	return { list, broken: null };
}

function kindOf(type: number): MapiProperty["kind"] {
	if (type === STRING8 || type === UNICODE) return "text";
	return type === BINARY ? "bytes" : type === OBJECT ? "object" : "number";
}

function padded(size: number): number {
	return (size + 3) & ~3;
}

function hexOf(bytes: Uint8Array, start: number, end: number): string {
	let hex = "";
	for (let at = start; at < end; at++) hex += bytes[at].toString(16).padStart(2, "0");
	return hex;
}

/** What a text says, without the NUL behind it; `charset` is that of strings with one byte a character. */
export function stringOf({ content, wide }: Pick<MapiProperty, "content" | "wide">, charset: Charset): Content {
	const { bytes, start } = content;
	let { end } = content;
	if (wide) {
		end -= (end - start) % 2;
		while (end > start && bytes[end - 1] === 0 && bytes[end - 2] === 0) end -= 2;
		return asUtf8({ ...content, end }, { name: "utf-16le", kind: "transcode" }, null);
	}
	while (end > start && bytes[end - 1] === 0) end--;
	return asUtf8({ ...content, end }, charset, null);
}

export function textOfString(property: Pick<MapiProperty, "content" | "wide">, charset: Charset, codec: Codec): Text {
	const content = stringOf(property, charset);
	return textOf(content, content.start, content.end, codec);
}

export function numberOf({ content: { bytes, start, end } }: MapiProperty): number {
	return end - start < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getInt32(start, true);
}
