// Strings: from a byte range of a Content to a Text and back. Both directions keep the raw range of every character, so that a
// URL cut from a style inside a srcdoc inside base64 still names its raw bytes. Maps are made only when somebody asks.

import { decoderOf, hasHighByte, utf8Sequence } from "../encoding/charsets.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawEnd, rawStart } from "../model/content.ts";
import type { Text } from "../model/text.ts";

const encoder = new TextEncoder();

/**
 * The bytes `[start, end)` of `content` as characters of its charset; what is ill-formed becomes U+FFFD, NUL and a byte order
 * mark stay. It keeps `content` alive and, where that lies in scratch space, is right only as long as the scratch is.
 */
export function textOf(content: Content, start: number, end: number, codec: Codec): Text {
	const { bytes, charset } = content;
	if (!hasHighByte(bytes, start, end)) return asciiText(content, start, end, codec.latin1(bytes, start, end));
	const value = decoderOf(charset).decode(bytes.subarray(start, end));
	return charset === "utf-8" ? utf8Text(content, start, end, value) : asciiText(content, start, end, value);
}

/** One character for each byte: ASCII, or any single-byte charset. */
function asciiText(content: Content, start: number, end: number, value: string): Text {
	return {
		value,
		start: (index) => (start + index < end ? rawStart(content, start + index) : rawEndAfter(content, start, end)),
		end: (index) => (index > 0 ? rawEnd(content, Math.min(start + index, end)) : rawStart(content, start)),
	};
}

function rawEndAfter(content: Content, start: number, end: number): number {
	return start < end ? rawEnd(content, end) : rawStart(content, start);
}

function utf8Text(content: Content, start: number, end: number, value: string): Text {
	let map: Uint32Array | null = null;
	const positions = (): Uint32Array => {
		map ??= utf8Positions(content.bytes, start, end, value.length);
		return map;
	};
	return {
		value,
		start: (index) => {
			const at = positions()[Math.min(index, value.length)] as number;
			return at < end ? rawStart(content, at) : rawEndAfter(content, start, end);
		},
		end: (index) => {
			if (index <= 0) return rawStart(content, start);
			const from = positions();
			let next = Math.min(index, value.length);
			// Both halves of a surrogate pair come from one sequence.
			if (from[next] === from[next - 1]) next++;
			return rawEnd(content, from[next] as number);
		},
	};
}

/** Where the sequence of each UTF-16 unit begins, and `end` after the last. */
function utf8Positions(bytes: Uint8Array, start: number, end: number, units: number): Uint32Array {
	const positions = new Uint32Array(units + 1);
	let unit = 0;
	let at = start;
	while (at < end && unit < units) {
		const length = utf8Sequence(bytes, at, end);
		positions[unit++] = at;
		if (length === 4) positions[unit++] = at;
		at += Math.abs(length);
	}
	positions.fill(end, unit);
	return positions;
}

/** The characters `[from, to)` of `text` as UTF-8 bytes with their raw ranges: what nested content is scanned as. */
export function contentOf(text: Text, from: number, to: number): Content {
	const piece = from === 0 && to === text.value.length ? text.value : text.value.slice(from, to);
	const bytes = encoder.encode(piece);
	const units = bytes.length === piece.length ? null : lazyUnits(bytes, piece.length);
	return {
		bytes,
		start: 0,
		end: bytes.length,
		origin: {
			start: (at) => (at < bytes.length ? text.start(from + (units === null ? at : units(at))) : text.end(to)),
			end: (at) => {
				if (at <= 0) return text.start(from);
				if (units === null) return text.end(from + at);
				let unit = units(at - 1) + 1;
				if (units(at - 1) < piece.length - 1 && isPair(piece, units(at - 1))) unit++;
				return text.end(from + unit);
			},
		},
		charset: "utf-8",
	};
}

function isPair(text: string, unit: number): boolean {
	return (text.codePointAt(unit) as number) > 0xffff;
}

/** UTF-16 index of the character that each UTF-8 byte belongs to. */
function lazyUnits(bytes: Uint8Array, length: number): (at: number) => number {
	let map: Uint32Array | null = null;
	return (at) => {
		if (map === null) {
			map = new Uint32Array(bytes.length);
			let unit = -1;
			let next = 0;
			for (let i = 0; i < bytes.length; i++) {
				const byte = bytes[i] as number;
				if (byte < 0x80 || byte > 0xbf) {
					unit = next;
					next += byte > 0xef ? 2 : 1;
				}
				map[i] = unit;
			}
		}
		return Math.min(map[at] as number, length);
	};
}

/** The characters `[from, to)` of `text`. */
export function sliceOf(text: Text, from: number, to: number): Text {
	return {
		value: text.value.slice(from, to),
		start: (index) => (from + index < to ? text.start(from + index) : from < to ? text.end(to) : text.start(from)),
		end: (index) => (index > 0 ? text.end(Math.min(from + index, to)) : text.start(from)),
	};
}

/** A text whose every character was taken from the character of `text` at the same place in `sources`. */
export function pickedFrom(text: Text, value: string, sources: readonly number[]): Text {
	const last = sources.length - 1;
	return {
		value,
		start: (index) => (index <= last ? text.start(sources[index]) : last < 0 ? text.start(0) : text.end(sources[last] + 1)),
		end: (index) => (index > 0 && last >= 0 ? text.end(sources[Math.min(index - 1, last)] + 1) : text.start(sources[0] ?? 0)),
	};
}
