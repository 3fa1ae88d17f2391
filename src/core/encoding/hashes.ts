// Digests that trackers make of an address (Englehardt, Han and Narayanan, PETS 2018). One row each: to know one more, add it.

import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";

export interface Digest {
	readonly name: string;
	/** Length in bytes: by its shape a token is told to be this digest. */
	readonly bytes: number;
	readonly of: (data: Uint8Array) => Uint8Array;
}

export const DIGESTS: readonly Digest[] = [
	{ name: "MD5", bytes: 16, of: md5 },
	{ name: "SHA-1", bytes: 20, of: sha1 },
	{ name: "SHA-256", bytes: 32, of: sha256 },
];

const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += HEX_BYTES[byte];
	return text;
}
