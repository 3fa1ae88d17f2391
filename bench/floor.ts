// The floor: what any program that looks into mail has to do, and nothing else. Headers and MIME structure are read, base64 and
// quoted-printable of every leaf undone, and every byte that comes out is looked at once. The reader and the decoders are the project's
// own, which keep the way back to raw offsets; the look is one loop with one comparison.

import { readMessage } from "../src/core/mail/message.ts";
import { createScratch } from "../src/core/mail/scratch.ts";
import { decodeTransfer } from "../src/core/mail/transfer.ts";
import { nodeCodec } from "../src/edge/node-codec.ts";

const LESS = 0x3c;
const scratch = createScratch();

/** How many "<" the leaves hold. */
export function floor(bytes: Uint8Array): number {
	let count = 0;
	for (const part of readMessage(bytes, nodeCodec).parts) {
		if (part.children.length > 0) continue;
		const content = decodeTransfer(part.body, part.encoding, nodeCodec, scratch, () => {});
		count += countOf(content.bytes, content.start, content.end);
	}
	return count;
}

function countOf(bytes: Uint8Array, start: number, end: number): number {
	let count = 0;
	for (let at = start; at < end; at++) if (bytes[at] === LESS) count++;
	return count;
}
