// A compound file ([MS-CFB]) to probe with: version 3, every stream in sectors of its own, so that there is no mini stream. What a stream lacks
// to the size that asks for this is NULs behind it.

import { doubleWords, utf16, words } from "./binary.ts";
import type { FileProbe } from "./file-construct.ts";

const SECTOR = 512;
/** Below this a stream would lie in the mini stream (§2.2). */
const LEAST_STREAM = 4096;
const END_OF_CHAIN = 0xfffffffe;
const FREE = 0xffffffff;
const FAT_SECTOR = 0xfffffffd;

/** One character a byte; names in ASCII, at most three. */
export function compoundFile(streams: Readonly<Record<string, string>>): string {
	const entries = Object.entries(streams).map(([name, content]) => {
		const size = Math.max(LEAST_STREAM, content.length);
		return { name, size, sectors: Math.ceil(size / SECTOR), content: content.padEnd(Math.ceil(size / SECTOR) * SECTOR, "\0") };
	});
	// Sector 0 is the allocation table, 1 the directory, the streams follow.
	const next = [FAT_SECTOR, END_OF_CHAIN];
	const starts: number[] = [];
	for (const { sectors } of entries) {
		starts.push(next.length);
		for (let left = sectors; left > 0; left--) next.push(left > 1 ? next.length + 1 : END_OF_CHAIN);
	}
	const table = Array.from({ length: SECTOR / 4 }, (_, index) => doubleWords(next[index] ?? FREE)).join("");
	const directory = [
		directoryEntry("Root Entry", 5, FREE, FREE, 1, END_OF_CHAIN, 0),
		// Each is the right neighbour of the one before it; §2.6.4 wants them in order, shorter names first.
		...entries.map(({ name, size }, index) =>
			directoryEntry(name, 2, FREE, index + 2 <= entries.length ? index + 2 : FREE, FREE, starts[index] as number, size),
		),
	];
	return header() + table + directory.join("").padEnd(SECTOR, "\0") + entries.map(({ content }) => content).join("");
}

function header(): string {
	const version = words(0x3e) + words(3) + words(0xfffe) + words(9) + words(6);
	const places =
		doubleWords(0) +
		doubleWords(1) +
		doubleWords(1) +
		doubleWords(0) +
		doubleWords(LEAST_STREAM) +
		doubleWords(END_OF_CHAIN) +
		doubleWords(0);
	const noMore = doubleWords(END_OF_CHAIN) + doubleWords(0);
	const head = `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${"\0".repeat(16)}${version}${"\0".repeat(6)}${places}${noMore}`;
	return head + doubleWords(0) + doubleWords(FREE).repeat(108);
}

function directoryEntry(name: string, type: number, left: number, right: number, child: number, start: number, size: number): string {
	const wide = utf16(`${name}\0`);
	const links = doubleWords(left) + doubleWords(right) + doubleWords(child);
	return `${wide.padEnd(64, "\0")}${words(wide.length)}${String.fromCharCode(type, 1)}${links}${"\0".repeat(36)}${doubleWords(start)}${doubleWords(size)}${doubleWords(0)}`;
}

/** A document of Word 97 ([MS-DOC]) with nothing but a template. */
export function wordDocument(template: string): FileProbe {
	const strings = ["", template];
	const list = words(0xffff) + words(strings.length) + words(0) + strings.map((text) => words(text.length) + utf16(text)).join("");
	const block =
		`${words(0xa5ec)}${words(0xc1)}${"\0".repeat(6)}${words(0x200)}`.padEnd(0x19a, "\0") + doubleWords(0) + doubleWords(list.length);
	return {
		name: "probe.doc",
		mediaType: "application/msword",
		path: "WordDocument",
		content: compoundFile({ "1Table": list, WordDocument: block }),
	};
}
