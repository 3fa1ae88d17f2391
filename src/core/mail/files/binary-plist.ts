// Binary property lists (Apple, CFBinaryPList.c, "bplist00"): a .webloc that Finder writes is one. Every text in it that is an address counts, by
// the table of its objects.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Content } from "../../model/content.ts";
import { textOf } from "../strings.ts";
import { asUtf8 } from "../transcoded.ts";

const MAGIC = [0x62, 0x70, 0x6c, 0x69, 0x73, 0x74, 0x30];
const TRAILER = 32;
const ASCII = 0x5;
const UTF_16 = 0x6;
const ADDRESS = /^(?:[a-z][a-z0-9+.-]{1,30}:|\\\\|\/\/)/i;

/** Attack: a table of millions of objects that are all the same text. */
const MAX_OBJECTS = 10_000;

export const format: FileFormat = {
	id: "binary-plist",
	title: "shortcut in a binary property list",
	shown: false,
	detect: ({ head, name }) => MAGIC.every((byte, index) => head[index] === byte) && /\.(?:webloc|inetloc|fileloc|plist)$/.test(name),
	scan({ content, codec }: AttachedFile, sink: FileSink) {
		const { start, end } = content;
		const trailer = end - TRAILER;
		const width = content.bytes[trailer + 6];
		const count = Math.min(numberAt(content, trailer + 8, 8), MAX_OBJECTS);
		const table = start + numberAt(content, trailer + 24, 8);
		for (let index = 0; index < count && table + (index + 1) * width <= end; index++) {
			const string = stringAt(content, start + numberAt(content, table + index * width, width));
			if (string === null) continue;
			const text = textOf(string, string.start, string.end, codec);
			if (ADDRESS.test(text.value)) sink.construct("shortcut target", text);
		}
	},
};

/** Big endian; 0 where it reaches over the end. */
function numberAt({ bytes, start, end }: Content, at: number, width: number): number {
	if (at < start || at + width > end) return 0;
	let value = 0;
	for (let index = at; index < at + width; index++) value = value * 256 + bytes[index];
	return Math.min(value, Number.MAX_SAFE_INTEGER);
}

/** The marker's lower half is the length, or 15 where an integer object behind it says it. */
function stringAt(content: Content, at: number): Content | null {
	if (at >= content.end) return null;
	const marker = content.bytes[at];
	const kind = marker >> 4;
	if (kind !== ASCII && kind !== UTF_16) return null;
	const isLong = (marker & 0xf) === 0xf;
	const width = isLong ? 1 << (numberAt(content, at + 1, 1) & 3) : 0;
	const length = isLong ? numberAt(content, at + 2, width) : marker & 0xf;
	const from = at + 1 + (isLong ? 1 + width : 0);
	const string: Content = {
		...content,
		start: Math.min(content.end, from),
		end: Math.min(content.end, from + length * (kind === ASCII ? 1 : 2)),
	};
	return kind === ASCII ? string : asUtf8(string, { name: "utf-16be", kind: "transcode" }, null);
}
