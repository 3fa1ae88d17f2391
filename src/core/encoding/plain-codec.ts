// Plain codec: the byte operations of model/codec.ts as loops, for a browser or a mail add-on, where no native code is at
// hand. edge/node-codec.ts has the same in Node's own; one test proves both equal.

import type { Codec } from "../model/codec.ts";
import { BASE64_VALUE } from "./base64.ts";
import { hasHighByte } from "./charsets.ts";

/** From here on a decoder is faster than a loop. It knows no Latin-1 (WHATWG: windows-1252), so that only ASCII goes through it. */
const LONG = 24;
const decoder = new TextDecoder();

/** String.fromCharCode takes its characters as arguments: a whole message at once would overflow the stack. */
const CHARACTERS_A_CALL = 4096;

export const plainCodec: Codec = {
	latin1(bytes, start, end) {
		if (end - start >= LONG && !hasHighByte(bytes, start, end)) return decoder.decode(bytes.subarray(start, end));
		let text = "";
		for (let at = start; at < end; at += CHARACTERS_A_CALL) {
			// Spreading them as arguments would walk an iterator: ten times as slow.
			const piece: ArrayLike<number> = bytes.subarray(at, Math.min(end, at + CHARACTERS_A_CALL));
			text += String.fromCharCode.apply(null, piece as number[]);
		}
		return text;
	},

	indexOf(bytes, byte, start, end) {
		for (let at = start; at < end; at++) if (bytes[at] === byte) return at;
		return -1;
	},

	indexOfSequence(bytes, needle, start, end) {
		if (needle.length === 0) return start <= end ? start : -1;
		const last = end - needle.length;
		candidates: for (let at = start; at <= last; at++) {
			for (let i = 0; i < needle.length; i++) if (bytes[at + i] !== needle[i]) continue candidates;
			return at;
		}
		return -1;
	},

	base64(bytes, start, end, target) {
		let written = 0;
		let bits = 0;
		let count = 0;
		for (let at = start; at < end; at++) {
			const value = BASE64_VALUE[bytes[at] as number] as number;
			if (value > 63) continue;
			bits = (bits << 6) | value;
			count += 6;
			if (count >= 8) {
				count -= 8;
				target[written++] = bits >> count;
				bits &= (1 << count) - 1;
			}
		}
		return written;
	},
};
