// A compound file ([MS-CFB]) to probe with: version 3, every stream in sectors of its own, so that there is no mini stream. What a stream lacks
// to the size that asks for this is NULs behind it.

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
	const table = Array.from({ length: SECTOR / 4 }, (_, index) => doubleWord(next[index] ?? FREE)).join("");
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
	const version = word(0x3e) + word(3) + word(0xfffe) + word(9) + word(6);
	const places =
		doubleWord(0) + doubleWord(1) + doubleWord(1) + doubleWord(0) + doubleWord(LEAST_STREAM) + doubleWord(END_OF_CHAIN) + doubleWord(0);
	const noMore = doubleWord(END_OF_CHAIN) + doubleWord(0);
	const head = `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${"\0".repeat(16)}${version}${"\0".repeat(6)}${places}${noMore}`;
	return head + doubleWord(0) + doubleWord(FREE).repeat(108);
}

function directoryEntry(name: string, type: number, left: number, right: number, child: number, start: number, size: number): string {
	const wide = Array.from(`${name}\0`, (character) => `${character}\0`).join("");
	const links = doubleWord(left) + doubleWord(right) + doubleWord(child);
	return `${wide.padEnd(64, "\0")}${word(wide.length)}${String.fromCharCode(type, 1)}${links}${"\0".repeat(36)}${doubleWord(start)}${doubleWord(size)}${doubleWord(0)}`;
}

/** A document of Word 97 ([MS-DOC]) with nothing but a template. */
export function wordDocument(template: string): FileProbe {
	const strings = ["", template];
	const list = word(0xffff) + word(strings.length) + word(0) + strings.map((text) => word(text.length) + utf16(text)).join("");
	const block = `${word(0xa5ec)}${word(0xc1)}${"\0".repeat(6)}${word(0x200)}`.padEnd(0x19a, "\0") + doubleWord(0) + doubleWord(list.length);
	return {
		name: "probe.doc",
		mediaType: "application/msword",
		path: "WordDocument",
		content: compoundFile({ "1Table": list, WordDocument: block }),
	};
}

function utf16(text: string): string {
	return Array.from({ length: text.length }, (_, index) => word(text.charCodeAt(index))).join("");
}

function word(value: number): string {
	return String.fromCharCode(value & 0xff, (value >>> 8) & 0xff);
}

function doubleWord(value: number): string {
	return word(value & 0xffff) + word(value >>> 16);
}
