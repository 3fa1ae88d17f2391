// Simple encoders of text: base64 and hexadecimal of its UTF-8, rot13, reversal. What trackers make of an address before they hash it.

import { toHex } from "./hashes.ts";

const encoder = new TextEncoder();

export function base64Of(text: string): string {
	return btoa(String.fromCharCode(...encoder.encode(text)));
}

/** Lower case. */
export function hexOf(text: string): string {
	return toHex(encoder.encode(text));
}

export function reversed(text: string): string {
	return [...text].reverse().join("");
}

/** The letters a to z moved by 13 places, both cases; all else as it is. */
export function rot13(text: string): string {
	return text.replace(/[a-z]/gi, (letter) => {
		const code = letter.charCodeAt(0);
		return String.fromCharCode(code + ((code & 31) <= 13 ? 13 : -13));
	});
}
