// Encoded words (RFC 2047): finds and undoes `=?charset?B?text?=`. Bytes only; the charset is the caller's affair, since
// neighbours in one charset are joined before they are read (a character may be cut in two).

import { BASE64_VALUE } from "./base64.ts";
import { HEX_VALUE } from "./quoted-printable.ts";

export interface EncodedWord {
	/** Range in the value, delimiters included. */
	readonly from: number;
	readonly to: number;
	/** As written, without an RFC 2231 language. */
	readonly charset: string;
	readonly bytes: Uint8Array;
	/** Range in the value of the characters that spell each byte. */
	readonly starts: Uint16Array;
	readonly ends: Uint16Array;
}

/** RFC 2047 §2 allows 75 characters; programs write and read much longer ones. Linear: each piece excludes what ends it. */
const WORD = /=\?([^?\s]{1,64})\?([bq])\?([^?]*)\?=/gi;

/** All encoded words of `value`, in order. Longer values than 65,535 characters are read up to there. */
export function findEncodedWords(value: string): readonly EncodedWord[] {
	const words: EncodedWord[] = [];
	const head = value.length > 0xffff ? value.slice(0, 0xffff) : value;
	for (const match of head.matchAll(WORD)) {
		const [whole, label, encoding, text] = match;
		const textAt = match.index + whole.length - 2 - text.length;
		const decode = encoding === "b" || encoding === "B" ? decodeB : decodeQ;
		words.push({ from: match.index, to: match.index + whole.length, charset: label.split("*", 1)[0], ...decode(text, textAt) });
	}
	return words;
}

type Spelt = Pick<EncodedWord, "bytes" | "starts" | "ends">;

function collect(length: number, fill: (add: (byte: number, start: number, end: number) => void) => void): Spelt {
	const bytes = new Uint8Array(length);
	const starts = new Uint16Array(length);
	const ends = new Uint16Array(length);
	let count = 0;
	fill((byte, start, end) => {
		bytes[count] = byte;
		starts[count] = start;
		ends[count++] = end;
	});
	return { bytes: bytes.slice(0, count), starts: starts.slice(0, count), ends: ends.slice(0, count) };
}

function decodeB(text: string, offset: number): Spelt {
	return collect(text.length, (add) => {
		let bits = 0;
		let count = 0;
		let previous = 0;
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			const value = code < 256 ? BASE64_VALUE[code] : 255;
			if (value === 64) count = 0;
			if (value > 63) continue;
			bits = ((bits << 6) | value) & 0xfff;
			count += 6;
			if (count >= 8) {
				count -= 8;
				add((bits >> count) & 0xff, offset + previous, offset + i + 1);
			}
			previous = i;
		}
	});
}

function decodeQ(text: string, offset: number): Spelt {
	return collect(text.length * 3, (add) => {
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			const high = HEX_VALUE[text.charCodeAt(i + 1)] ?? 255;
			const low = HEX_VALUE[text.charCodeAt(i + 2)] ?? 255;
			if (code === 0x3d && (high | low) < 16) {
				add((high << 4) | low, offset + i, offset + i + 3);
				i += 2;
			} else if (code === 0x5f) {
				add(0x20, offset + i, offset + i + 1);
			} else if (code < 0x80) {
				add(code, offset + i, offset + i + 1);
			} else {
				// Raw characters where none may stand: as the UTF-8 they came from.
				for (const byte of new TextEncoder().encode(text[i])) add(byte, offset + i, offset + i + 1);
			}
		}
	});
}
