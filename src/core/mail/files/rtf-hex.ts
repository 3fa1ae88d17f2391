// Hexadecimal data of rich text: embedded objects, themes. Whatever is no digit stands between them, and attackers put much there; `\bin`
// adds bytes as they are.

import { lastAtOrBefore } from "../../encoding/order.ts";
import { type Content, rawEnd, rawStart } from "../../model/content.ts";
import { hexDigit } from "./rtf-tokens.ts";

export interface RtfHex {
	/** Digits among the bytes `[from, to)` of the document. */
	digits(from: number, to: number): void;
	/** The bytes `[from, to)` as they are. */
	binary(from: number, to: number): void;
	content(): Content;
}

export function createRtfHex(document: Content): RtfHex {
	const source = document.bytes;
	let target = new Uint8Array(1024);
	let length = 0;
	/** -1: none waits for its second half. */
	let high = -1;
	let highAt = 0;
	/** Stretches in which each byte takes `widths[k]` of the document. */
	const begins: number[] = [];
	const froms: number[] = [];
	const widths: number[] = [];

	function put(byte: number, from: number, width: number): void {
		if (length === target.length) {
			const larger = new Uint8Array(2 * length);
			larger.set(target);
			target = larger;
		}
		const last = begins.length - 1;
		if (last < 0 || widths[last] !== width || froms[last] + (length - begins[last]) * width !== from) {
			begins.push(length);
			froms.push(from);
			widths.push(width);
		}
		target[length++] = byte;
	}

	return {
		digits(from, to) {
			for (let at = from; at < to; at++) {
				const digit = hexDigit(source[at]);
				if (digit === -1) continue;
				if (high === -1) {
					high = digit;
					highAt = at;
					continue;
				}
				// Split by something in between: its range begins with its first half.
				put(high * 16 + digit, highAt, at === highAt + 1 ? 2 : at - highAt + 1);
				high = -1;
			}
		},
		binary(from, to) {
			high = -1;
			for (let at = from; at < to; at++) put(source[at], at, 1);
		},
		content: () => ({
			bytes: target,
			start: 0,
			end: length,
			origin: {
				start: (at) => (at < length ? rawStart(document, sourceOf(at)[0]) : rawEnd(document, sourceOf(at - 1)[1])),
				end: (at) => (at > 0 ? rawEnd(document, sourceOf(at - 1)[1]) : rawStart(document, sourceOf(0)[0])),
			},
			charset: "windows-1252",
		}),
	};

	/** The bytes of the document that byte `at` was made from. */
	function sourceOf(at: number): readonly [from: number, to: number] {
		if (length === 0) return [document.start, document.start];
		const k = lastAtOrBefore(begins, begins.length, Math.max(0, at));
		const from = froms[k] + (Math.max(0, at) - begins[k]) * widths[k];
		return [from, from + widths[k]];
	}
}
