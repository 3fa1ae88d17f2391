// Joined: content with pieces cut out of it (folds of a header field, soft line breaks of flowed text), so that what remains is
// one string again and every byte still knows its raw range.

import { lastAtOrBefore } from "../encoding/order.ts";
import { type Content, rawEnd, rawStart } from "../model/content.ts";

/** `pieces` are pairs `start, end` into `content.bytes`, in order; what lies between them is left out. */
export function joinPieces(content: Content, pieces: readonly number[], charset: string): Content {
	let length = 0;
	for (let i = 0; i < pieces.length; i += 2) length += pieces[i + 1] - pieces[i];
	const bytes = new Uint8Array(length);
	/** Where each piece begins in `bytes`. */
	const begins = new Uint32Array(pieces.length / 2);
	let out = 0;
	for (let i = 0; i < pieces.length; i += 2) {
		begins[i / 2] = out;
		bytes.set(content.bytes.subarray(pieces[i], pieces[i + 1]), out);
		out += pieces[i + 1] - pieces[i];
	}
	const source = (at: number): number => {
		const piece = lastAtOrBefore(begins, begins.length, at);
		return pieces[piece * 2] + at - begins[piece];
	};
	return {
		bytes,
		start: 0,
		end: length,
		origin: {
			start: (at) => (at < length ? rawStart(content, source(at)) : rawEnd(content, source(Math.max(0, length - 1)) + Math.min(1, length))),
			end: (at) => (at > 0 ? rawEnd(content, source(at - 1) + 1) : rawStart(content, source(0))),
		},
		charset,
	};
}
