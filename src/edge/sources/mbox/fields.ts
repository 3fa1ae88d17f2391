// The header fields in which mbox writers keep what a Maildir keeps in names: Status and X-Status (Berkeley, mutt, Dovecot),
// X-Mozilla-Status (Thunderbird, hexadecimal bits), and the body's length (mboxcl, mboxcl2).

import { nodeCodec } from "../../node-codec.ts";
import { fieldColon } from "../reading/lines.ts";

const LF = 0x0a;
const CR = 0x0d;

export interface MboxFields {
	/** Offset in the content of the body's first byte; -1 where the header has no end. */
	readonly body: number;
	/** Content-Length; -1 where there is none that is a number. */
	readonly length: number;
	readonly flags: readonly string[];
}

const NONE: readonly string[] = [];

const LETTERS: ReadonlyMap<string, string> = new Map([
	["R", "seen"],
	["A", "answered"],
	["F", "flagged"],
	["T", "draft"],
	["D", "trashed"],
]);
const MOZILLA: readonly (readonly [number, string])[] = [
	[0x0001, "seen"],
	[0x0002, "answered"],
	[0x0004, "flagged"],
	[0x0008, "trashed"],
	[0x1000, "passed"],
];
const ORDER = ["seen", "answered", "flagged", "draft", "trashed", "passed"];

/** Reads the header in `[start, end)`; `base` is the offset of index 0. */
export function mboxFields(bytes: Uint8Array, base: number, start: number, end: number): MboxFields {
	let length = -1;
	let flags: Set<string> | null = null;
	let at = start;
	while (at < end) {
		const first = bytes[at] as number;
		if (first === LF) return { body: base + at + 1, length, flags: inOrder(flags) };
		if (first === CR && bytes[at + 1] === LF) return { body: base + at + 2, length, flags: inOrder(flags) };
		const next = lineEnd(bytes, at, end);
		if (mayMatter(first | 0x20, (bytes[at + 2] as number) | 0x20)) {
			const colon = fieldColon(bytes, at, next);
			if (colon > 0) {
				const value = (): string => nodeCodec.latin1(bytes, colon + 1, Math.min(next, colon + 100)).trim();
				const name = nodeCodec.latin1(bytes, at, colon).trimEnd().toLowerCase();
				if (name === "content-length") length = /^\d{1,15}$/.test(value()) ? Number(value()) : -1;
				else if (name === "status" || name === "x-status") flags = byLetters(value(), flags);
				else if (name === "x-mozilla-status") flags = byBits(value(), flags);
			}
		}
		at = next + 1;
	}
	return { body: -1, length, flags: inOrder(flags) };
}

/** Header lines are short: four bytes a turn beats a call into native code for each line. */
function lineEnd(bytes: Uint8Array, from: number, end: number): number {
	let at = from;
	while (at + 3 < end) {
		if (bytes[at] === LF) return at;
		if (bytes[at + 1] === LF) return at + 1;
		if (bytes[at + 2] === LF) return at + 2;
		if (bytes[at + 3] === LF) return at + 3;
		at += 4;
	}
	while (at < end && bytes[at] !== LF) at++;
	return at;
}

/** First and third letter of coNtent-length, stAtus, x-Status, x-Mozilla-status. */
function mayMatter(first: number, third: number): boolean {
	return (first === 0x63 && third === 0x6e) || (first === 0x73 && third === 0x61) || (first === 0x78 && (third === 0x73 || third === 0x6d));
}

function byLetters(value: string, flags: Set<string> | null): Set<string> {
	const all = flags ?? new Set<string>();
	for (const letter of value) {
		const word = LETTERS.get(letter);
		if (word !== undefined) all.add(word);
	}
	return all;
}

function byBits(value: string, flags: Set<string> | null): Set<string> {
	const all = flags ?? new Set<string>();
	const bits = /^[0-9a-f]{1,8}$/i.test(value) ? Number.parseInt(value, 16) : 0;
	for (const [bit, word] of MOZILLA) if ((bits & bit) !== 0) all.add(word);
	return all;
}

function inOrder(flags: ReadonlySet<string> | null): readonly string[] {
	return flags === null || flags.size === 0 ? NONE : ORDER.filter((word) => flags.has(word));
}
