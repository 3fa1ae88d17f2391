// gzip (RFC 1952): one file, whose name its header may tell. Several members after one another are one file; what follows them and is none is
// passed over, as gzip(1) does.

import { crc32 } from "node:zlib";
import type { Finds } from "./finds.ts";
import { inflate } from "./inflate.ts";

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/** Bits of a header's flags. */
const CHECKED = 2;
const EXTRA = 4;
const NAMED = 8;
const COMMENTED = 16;

/** Attack: a million members of nothing. Writers that make many give each 64 kB. */
const MAX_MEMBERS = 10_000;

interface Header {
	readonly name: string | null;
	/** Where its data begin. */
	readonly data: number;
}

export async function unpackGzip(input: Uint8Array, name: string, finds: Finds): Promise<void> {
	const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
	const pieces: Uint8Array[] = [];
	// What lies in it, a tar most often, counts once more: a file that is padded with zeros would leave no room for it.
	let room = Math.ceil(finds.room / 2);
	let within: string | null = null;
	let more = false;
	for (let at = 0, members = 0; isMember(bytes, at) && !more; members++) {
		if (members === MAX_MEMBERS) {
			finds.problem("limit-parts", `it is of more than ${MAX_MEMBERS} members; the rest was not read`);
			break;
		}
		const header = headerAt(bytes, at);
		within ??= header.name;
		const { bytes: content, used, end } = await inflate(bytes.subarray(header.data), "raw", room);
		pieces.push(content);
		room -= content.length;
		more = end === "more";
		if (end === "truncated") finds.problem("truncated", "its data breaks off; only what comes before was read");
		if (end === "damaged") finds.problem("unparsable", "its data is damaged; only what comes before was read");
		if (end !== "whole") break;
		at = header.data + used;
		if (at + TRAILER_BYTES > bytes.length) finds.problem("truncated", "its check sum is cut off");
		else if (bytes.readUInt32LE(at) !== crc32(content))
			finds.problem("unparsable", "it differs from its check sum; it was read all the same");
		at += TRAILER_BYTES;
		while (bytes[at] === 0) at++;
	}
	// Programs differ in which name they give it; what it is called outside is what the reader sees.
	finds.file(withoutSuffix(name) ?? within ?? "content", Buffer.concat(pieces));
	if (more) finds.overflow();
}

function isMember(bytes: Buffer, at: number): boolean {
	return bytes[at] === 0x1f && bytes[at + 1] === 0x8b;
}

function headerAt(bytes: Buffer, start: number): Header {
	const flags = bytes[start + 3] ?? 0;
	let at = start + HEADER_BYTES;
	const skipText = (): string => {
		const end = bytes.indexOf(0, at);
		const text = bytes.toString("latin1", at, end === -1 ? bytes.length : end);
		at = end === -1 ? bytes.length : end + 1;
		return text;
	};
	if ((flags & EXTRA) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
	const name = (flags & NAMED) === 0 ? "" : skipText();
	if ((flags & COMMENTED) !== 0) skipText();
	if ((flags & CHECKED) !== 0) at += 2;
	return { name: name === "" ? null : name, data: at };
}

/** Null where the name tells nothing of the file inside. */
function withoutSuffix(name: string): string | null {
	const short = name
		.replace(/\.t(?:gz|az)$/i, ".tar")
		.replace(/\.svgz$/i, ".svg")
		.replace(/\.(?:gz|gzip|z)$/i, "");
	return short === name || short === "" ? null : short;
}
