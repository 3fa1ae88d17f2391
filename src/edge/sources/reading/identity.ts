// Identity of a mailbox file: what tells, without reading it all, that it is the one that was read before, or that one with
// mail added at its end. Size and time alone can lie (a restored backup, a program that sets times), so its tail is hashed.

import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { FileStamp } from "../source.ts";
import { type Path, stampOf } from "./content.ts";
import { TAIL_BYTES } from "./limits.ts";

export interface FileIdentity extends FileStamp {
	/** Lower-case hex SHA-256 of the last 64 KiB before `end`. */
	readonly tailSha256: string;
}

/**
 * `end`: where the tail ends, the file's size if left out. A mailbox that grew was only added to where its identity up to the old
 * size has the old `tailSha256`: reading can go on there. Throws node:fs errors.
 */
export function identify(file: Path, end?: number): FileIdentity {
	const descriptor = openSync(file, "r");
	try {
		const stamp = stampOf(fstatSync(descriptor));
		const stop = Math.min(end ?? stamp.size, stamp.size);
		const tail = new Uint8Array(Math.min(TAIL_BYTES, stop));
		const count = readSync(descriptor, tail, 0, tail.length, stop - tail.length);
		return { ...stamp, tailSha256: createHash("sha256").update(tail.subarray(0, count)).digest("hex") };
	} finally {
		closeSync(descriptor);
	}
}
