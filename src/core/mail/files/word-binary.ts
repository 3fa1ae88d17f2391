// Word's binary documents ([MS-DOC]): the text with its fields, put together from the pieces that it is saved in, the template, and drawings.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { sliceOf } from "../strings.ts";
import { textOfBytes, textOfUtf16 } from "./binary-strings.ts";
import { doubleWordAt, wordAt } from "./little-endian.ts";
import { scanOfficeArt } from "./office-art.ts";
import { createFields } from "./office-field-nesting.ts";

/** In the file information block ([MS-DOC] §2.5), for all versions from Word 97 on: where in the table stream each lies, and its size. */
const PIECES = 0x1a2;
const ASSOCIATED_STRINGS = 0x19a;
const FLAGS = 0x0a;
const SECOND_TABLE = 0x200;
/** Index of the template's path among the associated strings (§2.9.274). */
const TEMPLATE = 1;

/** Field characters ([MS-DOC] §2.8.25). */
const MARKS: ReadonlyMap<string, string> = new Map([
	["\x13", "begin"],
	["\x14", "separate"],
	["\x15", "end"],
]);

/** Attack: pieces without number that all show the same bytes. Together they may be as long as the stream twice over. */
const MAX_GROWTH = 2;

export const format: FileFormat = {
	id: "word-binary",
	title: "Word document (.doc)",
	shown: false,
	detect: ({ container, name }) => container === "compound" && name === "worddocument",
	scan(file: AttachedFile, sink: FileSink) {
		const { content, codec, path } = file;
		const folder = path.slice(0, path.lastIndexOf("/") + 1);
		const { start } = content;
		const named = (wordAt(content, start + FLAGS) & SECOND_TABLE) === 0 ? "0Table" : "1Table";
		const table = file.sibling(folder + named);
		const pieces = table === null ? [] : piecesOf(content, table, codec);
		const fields = createFields(sink);
		if (pieces.length > 0) for (const piece of pieces) scanFields(piece, fields);
		else {
			// Word 95 and before, or damaged: the text in either width.
			for (const whole of [textOfBytes(content, codec), textOfUtf16(content, codec)]) {
				scanFields(whole, fields);
				fields.finish();
			}
		}
		fields.finish();
		scanOfficeArt(content, codec, sink);
		if (table === null) return;
		const template = associatedString(content, table, TEMPLATE);
		if (template !== null) sink.construct("doc template", textOfUtf16(template, codec));
		scanOfficeArt(table, codec, sink);
		const data = file.sibling(`${folder}Data`);
		if (data !== null) scanOfficeArt(data, codec, sink);
	},
};

/** Where the block at `at` says that a structure lies in the table stream. */
function structureIn(table: Content, document: Content, at: number): Content {
	const from = table.start + doubleWordAt(document, document.start + at);
	const to = from + doubleWordAt(document, document.start + at + 4);
	return { ...table, start: Math.min(table.end, from), end: Math.min(table.end, to) };
}

/** The text, in the order in which it is read (§2.4.1); none where the table makes no sense. */
function piecesOf(document: Content, table: Content, codec: Codec): Text[] {
	const clx = structureIn(table, document, PIECES);
	let at = clx.start;
	// What lies before the piece table changes how text looks (Prc).
	while (at < clx.end && clx.bytes[at] === 1) at += 3 + wordAt(clx, at + 1);
	if (at >= clx.end || clx.bytes[at] !== 2) return [];
	const plc = at + 5;
	const count = Math.floor((Math.min(clx.end - plc, doubleWordAt(clx, at + 1)) - 4) / 12);
	const pieces: Text[] = [];
	let room = (document.end - document.start) * MAX_GROWTH;
	for (let index = 0; index < count; index++) {
		const characters = doubleWordAt(clx, plc + 4 * (index + 1)) - doubleWordAt(clx, plc + 4 * index);
		const place = doubleWordAt(clx, plc + 4 * (count + 1) + 8 * index + 2);
		const isNarrow = (place & 0x40000000) !== 0;
		const offset = isNarrow ? (place & 0x3fffffff) / 2 : place & 0x3fffffff;
		const start = Math.min(document.end, document.start + Math.floor(offset));
		const end = Math.min(document.end, start + characters * (isNarrow ? 1 : 2));
		room -= end - start;
		if (room < 0) break;
		if (end <= start) continue;
		const piece: Content = { ...document, start, end };
		pieces.push(isNarrow ? textOfBytes(piece, codec) : textOfUtf16(piece, codec));
	}
	return pieces;
}

function scanFields(text: Text, fields: ReturnType<typeof createFields>): void {
	const { value } = text;
	let from = 0;
	for (let at = 0; at <= value.length; at++) {
		const mark = at < value.length ? MARKS.get(value.charAt(at)) : "";
		if (mark === undefined) continue;
		if (at > from && fields.open) fields.add(sliceOf(text, from, at));
		if (mark !== "") fields.mark(mark);
		from = at + 1;
	}
}

/** In UTF-16: one of the strings beside the document (SttbfAssoc, §2.9.274), or null. */
function associatedString(document: Content, table: Content, wanted: number): Content | null {
	const list = structureIn(table, document, ASSOCIATED_STRINGS);
	if (wordAt(list, list.start) !== 0xffff) return null;
	const extra = wordAt(list, list.start + 4);
	let at = list.start + 6;
	for (let index = 0; at + 2 <= list.end; index++) {
		const end = Math.min(list.end, at + 2 + 2 * wordAt(list, at));
		if (index === wanted) return end > at + 2 ? { ...list, start: at + 2, end } : null;
		at = end + extra;
	}
	return null;
}
