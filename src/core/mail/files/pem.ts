// PEM (RFC 7468): base64 between lines that say what it is, any number of times in one file, and whatever else around it.

import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import { createScratch } from "../scratch.ts";
import { textOf } from "../strings.ts";
import { decodeTransfer } from "../transfer.ts";

const BEGIN = /-----BEGIN [A-Z0-9 ]{1,64}-----/g;

/** Attack: a file of nothing but beginnings. */
const MAX_BLOCKS = 1000;

/** What each block holds, decoded. */
export function pemBlocks(content: Content, codec: Codec): Content[] {
	if (content.bytes[content.start] === 0x30) return [];
	const text = textOf({ ...content, charset: "windows-1252" }, content.start, content.end, codec).value;
	const blocks: Content[] = [];
	for (const { 0: line, index } of text.matchAll(BEGIN)) {
		if (blocks.length === MAX_BLOCKS) break;
		const from = index + line.length;
		const dash = text.indexOf("-----", from);
		const window: Content = { ...content, start: content.start + from, end: dash === -1 ? content.end : content.start + dash };
		blocks.push(decodeTransfer(window, "base64", codec, createScratch(), () => {}));
	}
	return blocks;
}
