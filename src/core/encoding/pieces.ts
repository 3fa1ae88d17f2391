// Pieces: a Text made from another Text, by copying stretches of it and replacing others. What HTML character references, CSS and
// JavaScript escapes and percent-encoding have in common: each character that comes out knows what it came from.

import type { Text } from "../model/text.ts";
import { lastAtOrBefore } from "./order.ts";

export interface Pieces {
	/** Appends the source's characters from where the last piece ended up to `to`. */
	copyTo(to: number): void;
	/** Appends `value`, which stands for the next `length` characters of the source. */
	replace(value: string, length: number): void;
	/** What was appended. The source itself, where nothing was replaced and all was copied. */
	text(): Text;
}

/** `from` is where in `source` the first piece begins. */
export function createPieces(source: Text, from = 0): Pieces {
	let value = "";
	let copied = from;
	let replaced = from > 0;
	/** Piece k begins at `begins[k]` of the value and at `sources[k]` of the source; `lengths[k]` is 0 for a copy. */
	const begins: number[] = [];
	const sources: number[] = [];
	const lengths: number[] = [];

	function add(piece: string, length: number): void {
		begins.push(value.length);
		sources.push(copied);
		lengths.push(length);
		value += piece;
	}

	/** The piece that holds character `index`. */
	function pieceAt(index: number): number {
		return lastAtOrBefore(begins, begins.length, index);
	}

	return {
		copyTo(to) {
			if (to <= copied) return;
			add(source.value.slice(copied, to), 0);
			copied = to;
		},
		replace(piece, length) {
			add(piece, length);
			copied += length;
			replaced = true;
		},
		text() {
			if (!replaced && copied === source.value.length) return source;
			return {
				value,
				start(index) {
					if (index >= value.length) return source.start(copied);
					const k = pieceAt(index);
					return source.start(lengths[k] > 0 ? sources[k] : sources[k] + index - begins[k]);
				},
				end(index) {
					if (index <= 0) return source.start(from);
					const k = pieceAt(index - 1);
					return source.end(lengths[k] > 0 ? sources[k] + lengths[k] : sources[k] + index - begins[k]);
				},
			};
		},
	};
}
