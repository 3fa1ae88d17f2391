// gzip (RFC 1952): one file, whose name its header may tell. Several members after one another are one file.

import type { Finds } from "./finds.ts";
import { inflate } from "./inflate.ts";

const NAMED = 8;
const EXTRA = 4;

export async function unpackGzip(bytes: Uint8Array, name: string, finds: Finds): Promise<void> {
	const { bytes: content, end } = await inflate(bytes, "gzip", finds.room);
	if (end === "damaged") finds.problem("unparsable", "its data is damaged; only what comes before was read");
	if (end === "truncated") finds.problem("truncated", "its data breaks off; only what comes before was read");
	// Programs differ in which name they give it; what it is called outside is what the reader sees.
	finds.file(withoutSuffix(name) ?? nameWithin(bytes) ?? "content", content);
	if (end === "more") finds.overflow();
}

/** Null where the name tells nothing of the file inside. */
function withoutSuffix(name: string): string | null {
	const short = name
		.replace(/\.t(?:gz|az)$/i, ".tar")
		.replace(/\.svgz$/i, ".svg")
		.replace(/\.(?:gz|gzip|z)$/i, "");
	return short === name || short === "" ? null : short;
}

function nameWithin(bytes: Uint8Array): string | null {
	const flags = bytes[3] ?? 0;
	if ((flags & NAMED) === 0) return null;
	const start = 10 + ((flags & EXTRA) === 0 ? 0 : 2 + (bytes[10] ?? 0) + (bytes[11] ?? 0) * 256);
	const end = bytes.indexOf(0, start);
	return end <= start ? null : new TextDecoder("latin1").decode(bytes.subarray(start, end));
}
