// Placed: a message that another process wrote, put into the memory that messages are handed over in. Past the size limit its head is
// kept and the whole is hashed.

import { createHash } from "node:crypto";
import type { Problem } from "../../../core/model/problem.ts";
import type { Reading } from "../source.ts";

export interface Placed {
	readonly chunk: Uint8Array;
	readonly bytes: Uint8Array;
	readonly size: number;
	readonly sha256: string | null;
}

/** In the shared chunk: committed. */
export async function place(mime: Uint8Array, { chunks, maxMessageBytes }: Reading): Promise<Placed> {
	const kept = mime.subarray(0, maxMessageBytes);
	const sha256 = kept.length < mime.length ? createHash("sha256").update(mime).digest("hex") : null;
	const { chunk, at } = await chunks.open(kept.length);
	chunk.set(kept, at);
	chunks.commit(chunk, kept.length);
	return { chunk, bytes: chunk.subarray(at, at + kept.length), size: mime.length, sha256 };
}

/** What the child says it could not read of a message; it may have been taken over, so that no word of it is believed to be one. */
export function problemsOf(value: unknown): Problem[] {
	const details = Array.isArray(value) ? value.slice(0, MOST_PROBLEMS).map((detail) => String(detail).slice(0, 500)) : [];
	return details.map((detail) => ({ code: "unparsable", detail, offset: 0 }));
}

const MOST_PROBLEMS = 100;
