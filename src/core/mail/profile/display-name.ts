// Display name: what mail programs show in place of the sender's address (RFC 5322 §3.4), of the first mailbox in From. Encoded words are read in
// quotes too, where RFC 2047 §5 forbids them, since most programs do.

import { decodedWords } from "../decoded-words.ts";

/** Attack: a name of a megabyte. Characters that are read, and that are kept. */
const MAX_READ = 2000;
const MAX_NAME = 200;

/** "Name <address>", or the comment of "address (Name)" as it was written before 1990; null where there is none. */
export function displayName(from: string): string | null {
	const value = from.slice(0, MAX_READ);
	const open = openBracket(value);
	const range = open < 0 ? commentIn(value) : isBehindAddress(value, open) ? null : ([0, open] as const);
	if (range === null || range[0] === range[1]) return null;
	const written = decodedWords(value.slice(range[0], range[1]));
	const name = unquoted(written)
		.replace(/[\s\0]+/g, " ")
		.trim()
		.slice(0, MAX_NAME);
	return name === "" ? null : name;
}

/** The first "<" outside quotes, or -1. */
function openBracket(value: string): number {
	let quoted = false;
	const end = Math.min(value.length, MAX_READ);
	for (let at = 0; at < end; at++) {
		const character = value[at];
		if (character === "\\") at++;
		else if (character === '"') quoted = !quoted;
		else if (character === "<" && !quoted) return at;
	}
	return quoted ? value.slice(0, end).indexOf("<") : -1;
}

/** A mailbox without a name stands before the bracket's: "a@a.example, B <b@b.example>". */
function isBehindAddress(value: string, open: number): boolean {
	const before = value.slice(0, open).replace(/"[^"]*"/g, "");
	return /^[^,]*@[^,]*,/.test(before);
}

function commentIn(value: string): readonly [number, number] | null {
	const match = /\(([^()]{1,500})\)\s*(?:,|$)/.exec(value);
	return match === null ? null : [match.index + 1, match.index + 1 + (match[1] as string).length];
}

/** Quotes that stand around all of it or a part, and the backslashes within. */
function unquoted(name: string): string {
	if (!name.includes('"')) return name;
	return name.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, "$1"));
}
