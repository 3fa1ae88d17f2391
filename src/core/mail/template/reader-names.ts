// Reader names: the words by which a text may call whoever it was sent to, which differ from copy to copy.

import { foldPoint, IGNORED, SEPARATOR } from "./characters.ts";
import { hashOfWord } from "./word-table.ts";

/** Of the receivers, and of the words of one, that are looked at. */
const MAX_RECEIVERS = 5;
const MAX_WORDS = 10;
const MIN_LETTERS = 3;

/** Local parts that are no names: a text holds these words whoever reads it. */
const ROLES = new Set(
	(
		"info contact mail mailbox email news newsletter office support service services sales help admin administrator root postmaster webmaster hostmaster " +
		"abuse team press media list lists hello jobs billing accounts account user users member members customer client the and you undisclosed " +
		"recipients recipient noreply reply not for com net org www test spam phishing private home work"
	).split(" "),
);

/** Hashes of words in `names` (display names and local parts), as words.ts reads them. */
export function readerNames(names: readonly string[]): readonly number[] {
	const found: number[] = [];
	for (const name of names.slice(0, MAX_RECEIVERS * 2)) {
		const words = foldedWords(name.slice(0, 200)).filter((word) => word.length >= MIN_LETTERS && !ROLES.has(word));
		for (const word of words.slice(0, MAX_WORDS)) {
			found.push(hashOfWord(word));
		}
	}
	return found;
}

function foldedWords(name: string): string[] {
	if (/^[ -~]*$/.test(name)) return name.toLowerCase().split(/[^a-z0-9]+/);
	let folded = "";
	for (const character of name) {
		const point = foldPoint(character.codePointAt(0) as number);
		if (point !== IGNORED) folded += point === SEPARATOR ? " " : String.fromCodePoint(point);
	}
	return folded.split(" ");
}
