// Tokens of rich text (RTF 1.9.1, "Control Word"): groups, control words with a number, symbols, escaped bytes, text. Word reads almost anything,
// and so does this: there is no error but the end.

export type RtfTokenKind =
	| "open"
	| "close"
	/** `word` and `number`. */
	| "word"
	/** `\'hh`: `number` is the byte. */
	| "byte"
	/** A backslash and one character, which is `word`. */
	| "symbol"
	| "text"
	/** `\binN` and the N bytes behind it, which begin at `data`. */
	| "binary";

/** The token at hand; one object for all. */
export interface RtfToken {
	kind: RtfTokenKind;
	from: number;
	to: number;
	/** Lower case: Word tells no case apart in the words that are read here. */
	word: string;
	/** null where none is written. */
	number: number | null;
	data: number;
}

export interface RtfReader {
	readonly token: RtfToken;
	/** Reads the next token; false at the end. */
	next(): boolean;
}

/** Attack: control words of megabytes, each kept. Word knows 32 letters. */
const MAX_WORD = 64;

const OPEN = 0x7b;
const CLOSE = 0x7d;
const BACKSLASH = 0x5c;
const APOSTROPHE = 0x27;

export function createRtfReader(bytes: Uint8Array, start: number, end: number): RtfReader {
	const token: RtfToken = { kind: "text", from: start, to: start, word: "", number: null, data: start };

	function control(at: number): void {
		const code = at < end ? bytes[at] : 0;
		if (isLetter(code)) {
			controlWord(at);
			return;
		}
		if (code === APOSTROPHE) {
			const high = hexDigit(at + 1 < end ? bytes[at + 1] : 0);
			const low = hexDigit(at + 2 < end ? bytes[at + 2] : 0);
			token.kind = "byte";
			token.number = high === -1 ? null : low === -1 ? high : high * 16 + low;
			token.to = at + (high === -1 ? 1 : low === -1 ? 2 : 3);
			return;
		}
		token.kind = "symbol";
		token.word = String.fromCharCode(code);
		token.to = Math.min(end, at + 1);
	}

	function controlWord(from: number): void {
		let at = from;
		let word = "";
		for (; at < end && isLetter(bytes[at]); at++) if (word.length < MAX_WORD) word += String.fromCharCode(bytes[at] | 0x20);
		const negative = at + 1 < end && bytes[at] === 0x2d && isDigit(bytes[at + 1]);
		if (negative) at++;
		let number: number | null = null;
		// Attack: a number of a million digits. Word's are 32 bits wide.
		for (; at < end && isDigit(bytes[at]); at++) number = Math.min(0x7fffffff, (number ?? 0) * 10 + bytes[at] - 0x30);
		if (at < end && bytes[at] === 0x20) at++;
		token.kind = "word";
		token.word = word;
		token.number = negative && number !== null ? -number : number;
		token.to = at;
		if (word === "bin" && number !== null && !negative) {
			token.kind = "binary";
			token.data = at;
			token.to = Math.min(end, at + number);
		}
	}

	return {
		token,
		next() {
			const from = token.to;
			if (from >= end) return false;
			token.from = from;
			const code = bytes[from];
			if (code === OPEN || code === CLOSE) {
				token.kind = code === OPEN ? "open" : "close";
				token.to = from + 1;
			} else if (code === BACKSLASH) control(from + 1);
			else {
				let at = from + 1;
				while (at < end && bytes[at] !== OPEN && bytes[at] !== CLOSE && bytes[at] !== BACKSLASH) at++;
				token.kind = "text";
				token.to = at;
			}
			return true;
		},
	};
}

function isLetter(code: number): boolean {
	return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

/** -1 for what is none. */
export function hexDigit(code: number): number {
	if (isDigit(code)) return code - 0x30;
	const letter = code | 0x20;
	return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
