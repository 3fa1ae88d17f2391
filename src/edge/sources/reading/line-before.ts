// Line before: in an mbox a message's offset is where it begins, and reading it alone begins at the envelope line before that.

import { closeSync, openSync, readSync } from "node:fs";
import type { Path } from "./content.ts";

/** No envelope line is longer. */
const LONGEST = 4096;
const LF = 0x0a;

/** Offset at which the line that ends at `offset` begins; 0 where none does within reach. Throws node:fs errors. */
export function lineBefore(file: Path, offset: number): number {
	const descriptor = openSync(file, "r");
	try {
		const start = Math.max(0, offset - LONGEST);
		const bytes = new Uint8Array(offset - start);
		const count = readSync(descriptor, bytes, 0, bytes.length, start);
		const end = bytes[count - 1] === LF ? count - 1 : count;
		const before = bytes.subarray(0, end).lastIndexOf(LF);
		return before < 0 && start > 0 ? 0 : start + before + 1;
	} finally {
		closeSync(descriptor);
	}
}
