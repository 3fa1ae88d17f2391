// Directives: lines that begin with "#" and say how those after them are read (W3C's `#Fields:`, Zeek's `#fields`). One thread finds them in all of the
// text, by a search for the one byte, so that any block can be read on its own.

import { markLength } from "./head-lines.ts";

export interface HashLines {
	/** Those in force, each kind once, in the order of their last appearance. */
	lines(): readonly string[];
	/** `bytes`: whole lines; the file's first may follow a byte order mark. */
	see(bytes: Uint8Array, isFirst: boolean): void;
}

const LF = 0x0a;
const HASH = 0x23;
/** Attack: a file of nothing but comments, each of another kind. */
const MOST = 64;

export function hashLines(maxLineBytes: number): HashLines {
	const byKind = new Map<string, string>();
	let list: readonly string[] = [];
	return {
		lines: () => list,
		see(bytes, isFirst) {
			let changed = false;
			const mark = isFirst ? markLength(bytes) : 0;
			for (let at = bytes.indexOf(HASH); at !== -1; at = bytes.indexOf(HASH, at + 1)) {
				if (at > mark && bytes[at - 1] !== LF) continue;
				const lf = bytes.indexOf(LF, at);
				const end = lf === -1 ? bytes.length : lf;
				if (end - at > maxLineBytes) continue;
				const line = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at)
					.toString("utf8")
					.replace(/\r$/, "");
				changed = true;
				keep(byKind, line);
			}
			if (changed) list = [...byKind.values()];
		},
	};
}

function keep(byKind: Map<string, string>, line: string): void {
	const kind = line.slice(0, 256).split(/[\s:]/, 1)[0];
	byKind.delete(kind);
	byKind.set(kind, line);
	const oldest = byKind.size > MOST ? byKind.keys().next().value : undefined;
	if (oldest !== undefined) byKind.delete(oldest);
}
