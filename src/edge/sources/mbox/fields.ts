// The header fields in which mbox writers keep what a Maildir keeps in names: Status and X-Status (Berkeley, mutt, Dovecot),
// X-Mozilla-Status (Thunderbird, hexadecimal bits), X-Gmail-Labels (Takeout), and the body's length (mboxcl, mboxcl2).

import { nodeCodec } from "../../node-codec.ts";
import { fieldColon } from "../reading/lines.ts";
import { flagsOfLabels } from "./gmail-labels.ts";

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
const ORDER = ["seen", "answered", "flagged", "draft", "trashed", "passed", "spam"];
/** More of a header field is not looked at for labels. */
const LABELS_BYTES = 16 * 1024;

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
				else if (name === "x-gmail-labels") flags = new Set([...(flags ?? []), ...flagsOfLabels(unfolded(bytes, colon + 1, end))]);
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

/** The field's value from `from` on, with the lines that continue it. */
function unfolded(bytes: Uint8Array, from: number, end: number): string {
	const limit = Math.min(end, from + LABELS_BYTES);
	let at = lineEnd(bytes, from, limit);
	while (at + 1 < limit && (bytes[at + 1] === 0x20 || bytes[at + 1] === 0x09)) at = lineEnd(bytes, at + 1, limit);
	return nodeCodec.latin1(bytes, from, at).replace(/\r?\n/g, "").trim();
}

/** First and third letter of coNtent-length, stAtus, x-Status, x-Mozilla-status, x-Gmail-labels. */
function mayMatter(first: number, third: number): boolean {
	return (
		(first === 0x63 && third === 0x6e) ||
		(first === 0x73 && third === 0x61) ||
		(first === 0x78 && (third === 0x73 || third === 0x6d || third === 0x67))
	);
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
	if (flags === null || flags.size === 0) return NONE;
	return [...ORDER.filter((word) => flags.has(word)), ...[...flags].filter((word) => !ORDER.includes(word))];
}
