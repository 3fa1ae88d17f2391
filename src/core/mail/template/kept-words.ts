// Kept words: those of a text that its copies share. Left out is what is made for one reader: addresses, URLs, numbers, tokens, the reader's own
// names, what a greeting calls somebody. And footers that tell how to leave a mailing, since an operator gives all its customers the same.

import * as C from "./characters.ts";
import { GREETS, knownWords, LEAVES, SECOND } from "./known-words.ts";
import { codeOfWord, createWordTable, hashOfPair, putWord } from "./word-table.ts";
import { CLOSE, HUMPS, LENGTH_SHIFT, LINE, PARAGRAPH, type WordReader } from "./words.ts";

/** A name with its titles, at most. */
const MAX_NAMED = 6;
/** "Prof" and shorter: a stop behind it does not end the name. */
const MAX_TITLE = 4;
/** Greetings stand near the beginning, below a few lines of navigation. */
const GREETED_WITHIN = 400;
/** A longer paragraph says more than how to leave. */
const MAX_FOOTER = 100;
/** Letters of a word; longer ones are tokens. */
const MAX_LETTERS = 32;
const MIN_HEX = 8;

export interface KeptWords {
	/** How many are kept: the first of `hashes`, which is written over. */
	readonly count: number;
	/** It says how to leave. */
	readonly leaves: boolean;
	/** URLs written out. */
	readonly urls: number;
}

const names = createWordTable(256);

/** `own`: hashes of the words of the reader's names, at most 100. */
export function keepWords(reader: WordReader, own: readonly number[]): KeptWords {
	const { hashes, notes } = reader;
	const { words, pairs } = knownWords();
	if (own.length > 0) names.codes.fill(0);
	for (const hash of own) putWord(names, hash, 1);
	let count = 0;
	let runStart = 0;
	let lineStart = 0;
	let paragraphStart = 0;
	let isAddress = false;
	let isFooter = false;
	let leaves = false;
	let urls = 0;
	/** Words of the line so far. */
	let inLine = 0;
	/** Words that may still belong to a name. */
	let naming = 0;
	let previous = 0;
	let length = 0;
	for (let at = 0; at < reader.count; at++) {
		const hash = hashes[at] as number;
		const note = notes[at] as number;
		if ((note & (C.BLANK | LINE)) !== 0) {
			if (isAddress) count = runStart;
			isAddress = false;
			if ((note & LINE) !== 0) {
				inLine = naming = 0;
				lineStart = count;
				if ((note & PARAGRAPH) !== 0) {
					if (isFooter && count - paragraphStart <= MAX_FOOTER) count = paragraphStart;
					isFooter = false;
					paragraphStart = lineStart = count;
				}
			}
			runStart = count;
		} else if ((note & (C.COLON | C.SLASH)) === (C.COLON | C.SLASH)) {
			isAddress = true;
			urls++;
		}
		// "Dear John. We" names somebody up to the stop, "Dear Dr. Who" does not.
		if (naming > 0 && ((note & C.ENDS_NAME) !== 0 || ((note & C.DOT) !== 0 && length > MAX_TITLE))) naming = 0;
		length = (note >>> LENGTH_SHIFT) & 0xff;
		// A letter alone behind a dot is an abbreviation.
		if ((note & CLOSE) !== 0 && ((note & C.JOINS) !== 0 || ((note & C.DOT) !== 0 && length > 1))) isAddress = true;
		inLine++;
		const isHex = (note & C.NO_HEX) === 0 && length >= MIN_HEX;
		if ((note & (C.DIGIT | HUMPS)) !== 0 || isHex || length > MAX_LETTERS) continue;
		let code = codeOfWord(words, hash);
		if (code !== 0) {
			let greets = (code & GREETS) !== 0 && inLine === 1;
			if ((code & SECOND) !== 0) {
				code |= codeOfWord(pairs, hashOfPair(previous, hash));
				if ((code & GREETS) !== 0 && inLine === 2) {
					greets = true;
					// Its first word, which by itself is any.
					if (count > lineStart) count--;
					runStart = Math.min(runStart, count);
				}
			}
			if ((code & LEAVES) !== 0) leaves = isFooter = true;
			if (greets && naming === 0 && at < GREETED_WITHIN) naming = MAX_NAMED + 1;
		}
		previous = hash;
		if (naming > 0) naming--;
		else if (own.length === 0 || codeOfWord(names, hash) === 0) hashes[count++] = hash;
	}
	if (isAddress) count = runStart;
	if (isFooter && count - paragraphStart <= MAX_FOOTER) count = paragraphStart;
	return { count, leaves, urls };
}
