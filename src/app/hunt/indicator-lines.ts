// Lines of a list, as they come: LF, CRLF or CR, UTF-8 or UTF-16 with its byte order mark. A file of any size streams; a line that no indicator could
// be as long as is cut away rather than held.

/** Characters (UTF-16). */
const LONGEST_LINE = 20_000;

export interface Line {
	/** From 1. */
	readonly number: number;
	readonly text: string;
	/** It was longer than any indicator, and `text` is its beginning. */
	readonly cut: boolean;
}

export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
	let decoder: InstanceType<typeof TextDecoder> | null = null;
	let line = "";
	let cut = false;
	let number = 0;
	let afterReturn = false;
	function* take(text: string): Generator<Line> {
		let from = 0;
		for (let at = 0; at < text.length; at++) {
			const code = text.charCodeAt(at);
			const isEnd = code === LF || code === CR;
			if (!isEnd) {
				afterReturn = false;
				continue;
			}
			const joined = line + text.slice(from, at);
			from = at + 1;
			line = "";
			const second = code === LF && afterReturn && joined === "";
			afterReturn = code === CR;
			if (second) continue;
			yield { number: ++number, text: joined.slice(0, LONGEST_LINE), cut: cut || joined.length > LONGEST_LINE };
			cut = false;
		}
		line += text.slice(from);
		if (line.length <= LONGEST_LINE) return;
		line = line.slice(0, LONGEST_LINE);
		cut = true;
	}
	for await (const chunk of withHead(chunks, 2)) {
		decoder ??= new TextDecoder(encodingOf(chunk));
		yield* take(decoder.decode(chunk, { stream: true }));
	}
	if (decoder !== null) yield* take(decoder.decode());
	if (line !== "") yield { number: ++number, text: line, cut };
}

const LF = 0x0a;
const CR = 0x0d;

/** The same bytes; the first chunk has at least `least` of them, or all: a pipe may hand over single bytes, by which nothing is told. */
export async function* withHead(chunks: AsyncIterable<Uint8Array>, least: number): AsyncGenerator<Uint8Array> {
	let head: Uint8Array | null = new Uint8Array();
	for await (const chunk of chunks) {
		if (head === null) {
			yield chunk;
			continue;
		}
		const joined: Uint8Array = new Uint8Array(head.length + chunk.length);
		joined.set(head);
		joined.set(chunk, head.length);
		head = joined.length < least ? joined : null;
		if (head === null) yield joined;
	}
	if (head !== null && head.length > 0) yield head;
}

/** By the byte order mark; the decoder takes it off. */
export function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
	return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}
