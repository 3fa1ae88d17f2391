// Text that is put together from a document's pieces: runs as they stand, and characters that control words stand for. Each character still
// knows the bytes it came from.

import { type Charset, decoderOf } from "../../encoding/charsets.ts";
import { lastAtOrBefore } from "../../encoding/order.ts";
import { type Content, rawEnd, rawStart } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { asUtf8 } from "../transcoded.ts";

/** Attack: a text in which every character is spelt by a number, each a piece of its own. */
const MAX_PIECES = 1_000_000;

export interface RtfText {
	/** `value` stands for the bytes `[from, to)` of the document: one character a byte where it is as long, else all of it for all of them. */
	append(value: string, from: number, to: number): void;
	text(): Text;
}

export function createRtfText(document: Content): RtfText {
	let value = "";
	const begins: number[] = [];
	const froms: number[] = [];
	const ends: number[] = [];

	function endOfPiece(k: number): number {
		return k + 1 < begins.length ? begins[k + 1] : value.length;
	}

	function isByteByByte(k: number): boolean {
		return endOfPiece(k) - begins[k] === ends[k] - froms[k];
	}

	return {
		append(piece, from, to) {
			if (piece === "" || begins.length === MAX_PIECES) return;
			begins.push(value.length);
			froms.push(from);
			ends.push(to);
			value += piece;
		},
		text: () => ({
			value,
			start(index) {
				if (begins.length === 0) return rawStart(document, document.start);
				if (index >= value.length) return rawEnd(document, ends[ends.length - 1]);
				const k = lastAtOrBefore(begins, begins.length, index);
				return rawStart(document, isByteByByte(k) ? froms[k] + index - begins[k] : froms[k]);
			},
			end(index) {
				if (begins.length === 0 || index <= 0) return rawStart(document, froms[0] ?? document.start);
				const k = lastAtOrBefore(begins, begins.length, index - 1);
				return rawEnd(document, isByteByByte(k) ? froms[k] + index - begins[k] : ends[k]);
			},
		}),
	};
}

/** Bytes of a document in its code page, some of them written as `\'hh`: what several bytes make is decoded as a whole. */
export function decodeBytes(bytes: readonly number[], charset: Charset): string {
	const own = Uint8Array.from(bytes);
	const content = asUtf8({ bytes: own, start: 0, end: own.length, origin: null, charset: "windows-1252" }, charset, null);
	return decoderOf(content.charset).decode(content.bytes.subarray(content.start, content.end));
}
