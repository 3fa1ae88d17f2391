// Numbers of binary formats, which Microsoft's are: lowest byte first. Beyond the end of the content they are 0.

import type { Content } from "../../model/content.ts";

export function wordAt({ bytes, start, end }: Content, at: number): number {
	return at >= start && at + 2 <= end ? bytes[at] | (bytes[at + 1] << 8) : 0;
}

/** Unsigned. */
export function doubleWordAt(content: Content, at: number): number {
	return at + 4 <= content.end ? wordAt(content, at) + wordAt(content, at + 2) * 0x10000 : 0;
}
