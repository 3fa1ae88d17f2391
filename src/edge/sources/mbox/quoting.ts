// From-quoting: mboxo writes ">" before body lines that begin "From ", mboxrd before those that begin ">*From " (qmail's mbox(5)).
// Both are undone as mboxrd: one ">" less. They differ only for lines that had a ">" before, where an mboxo file cannot tell.

const FROM = Buffer.from("From ");
const GT = 0x3e;
const LF = 0x0a;

/** More ">" than this before "From " are no quoting but a drawing, and looking back over them would cost time. */
export const QUOTES = 1000;

const { indexOf } = Buffer.prototype as unknown as { indexOf(this: Uint8Array, needle: Uint8Array, from: number): number };

/** Index of the next "From ", wherever in its line, at or after `from`; -1. */
export function nextFrom(bytes: Uint8Array, from: number): number {
	return indexOf.call(bytes, FROM, from);
}

/** Where the run of ">" before index `from` begins. */
export function quotesBefore(bytes: Uint8Array, from: number, floor: number): number {
	const limit = Math.max(floor, from - QUOTES);
	let at = from;
	while (at > limit && bytes[at - 1] === GT) at--;
	return at;
}

/**
 * Takes one ">" from each quoted line, in place; returns how many bytes remain.
 * `startsLine`: index 0 is the beginning of a line.
 */
export function unquote(bytes: Uint8Array, startsLine: boolean): number {
	let read = 0;
	let write = 0;
	for (let at = nextFrom(bytes, 0); at !== -1; at = nextFrom(bytes, at + FROM.length)) {
		const line = quotesBefore(bytes, at, read);
		if (line === at || (line === 0 ? !startsLine : bytes[line - 1] !== LF)) continue;
		if (write !== read) bytes.copyWithin(write, read, line);
		write += line - read;
		read = line + 1;
	}
	if (write !== read) bytes.copyWithin(write, read);
	return write + bytes.length - read;
}
