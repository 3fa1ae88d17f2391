// Uuencoded files: what old mail programs wrote into the text itself, between "begin 644 name" and "end", and what Outlook and others
// still take out and offer as attachments.

import { findUuencode } from "../encoding/uuencode.ts";
import type { Codec } from "../model/codec.ts";
import type { Content } from "../model/content.ts";
import { createScratch } from "./scratch.ts";
import { decodeTransfer } from "./transfer.ts";

export interface UuencodedFile {
	readonly name: string;
	readonly content: Content;
}

/** Attack: a text of nothing but "begin" lines. Files of one text. */
const MAX_FILES = 100;

const BEGIN = new TextEncoder().encode("begin ");
const END = new TextEncoder().encode("\nend");

/** A quick look, which most text passes. */
export function mayHoldUuencode({ bytes, start, end }: Content, codec: Codec): boolean {
	return codec.indexOfSequence(bytes, BEGIN, start, end) !== -1;
}

/** Each in space of its own, in order. */
export function uuencodedFiles(text: Content, codec: Codec): readonly UuencodedFile[] {
	const { bytes, end } = text;
	const files: UuencodedFile[] = [];
	for (let at = text.start; files.length < MAX_FILES; ) {
		const start = findUuencode(bytes, at, end);
		if (start === -1) break;
		const close = endOfFile(bytes, start, end, codec);
		const content = decodeTransfer({ ...text, start, end: close }, "uuencode", codec, createScratch(), () => {});
		files.push({ name: nameIn(bytes, start, close, codec), content });
		at = close;
	}
	return files;
}

/** After the line "end", or the end of the text. */
function endOfFile(bytes: Uint8Array, start: number, end: number, codec: Codec): number {
	for (let at = start; ; at++) {
		at = codec.indexOfSequence(bytes, END, at, end);
		if (at === -1) return end;
		const after = at + END.length;
		if (after >= end || bytes[after] === 0x0a || bytes[after] === 0x0d) return after;
	}
}

/** "begin 644 name". */
function nameIn(bytes: Uint8Array, start: number, end: number, codec: Codec): string {
	const line = codec.latin1(bytes, start, Math.min(end, start + 300));
	return /^begin [0-7]{3,4} +([^\r\n]{1,255})/.exec(line)?.[1]?.trim() ?? "";
}
