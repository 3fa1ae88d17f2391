// Office Art ([MS-ODRAW]): drawings in the binary documents of Word, Excel and PowerPoint. A shape's properties may name a picture kept elsewhere
// and what a click on the shape opens. Their records are looked for wherever they stand: the formats around them split and move them.

import type { FileSink } from "../../model/attached-file.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import { wideText } from "./binary-strings.ts";
import { doubleWordAt, wordAt } from "./little-endian.ts";
import { scanMonikers } from "./ole-monikers.ts";

/** Second half of a record's type, OfficeArtFOPT and its further tables (§2.2.9 to §2.2.11). */
const TABLES: ReadonlySet<number> = new Set([0xf00b, 0xf121, 0xf122]);
const TABLE_VERSION = 3;
const HEADER_SIZE = 8;
const ENTRY_SIZE = 6;
const COMPLEX = 0x8000;

/** pibName, fillBlipName, lineFillBlipName: where a picture lies that is linked, else what it was called. */
const PICTURE_NAMES: ReadonlySet<number> = new Set([0x105, 0x187, 0x1c6]);
/** pihlShape. */
const HYPERLINK = 0x382;

export function scanOfficeArt(content: Content, codec: Codec, sink: Pick<FileSink, "construct">): void {
	const { bytes, start, end } = content;
	for (let at = start; at + HEADER_SIZE <= end; ) {
		const isTable = bytes[at + 3] >= 0xf0 && (bytes[at] & 0xf) === TABLE_VERSION && TABLES.has(wordAt(content, at + 2));
		at = isTable ? readTable(content, at, codec, sink) : at + 1;
	}
}

/** Returns where to look on: behind the table, so that each byte is looked at once. */
function readTable(content: Content, at: number, codec: Codec, sink: Pick<FileSink, "construct">): number {
	const count = wordAt(content, at) >>> 4;
	const entries = at + HEADER_SIZE;
	const end = Math.min(content.end, entries + doubleWordAt(content, at + 4));
	let data = entries + count * ENTRY_SIZE;
	if (data > end) return at + 1;
	for (let entry = entries; entry < entries + count * ENTRY_SIZE && data < end; entry += ENTRY_SIZE) {
		const id = wordAt(content, entry);
		if ((id & COMPLEX) === 0) continue;
		const value: Content = { ...content, start: data, end: Math.min(end, data + doubleWordAt(content, entry + 2)) };
		data = value.end;
		if (PICTURE_NAMES.has(id & 0x3fff)) {
			const text = wideText(value, value.start, value.end, codec);
			if (text !== null) sink.construct("shape picture", text);
		} else if ((id & 0x3fff) === HYPERLINK) scanMonikers(value, codec, (address) => sink.construct("shape hyperlink", address));
	}
	return data;
}
