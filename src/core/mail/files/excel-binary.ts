// Excel's binary workbooks ([MS-XLS], BIFF8, and BIFF5 as far as it is the same): a flat list of records. Links of cells, other workbooks and
// programs that cells take values from, data connections, formulas and drawings name addresses.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Content } from "../../model/content.ts";
import { externalBook, textsWithAddress } from "./excel-strings.ts";
import { scanTokens } from "./excel-tokens.ts";
import { wordAt } from "./little-endian.ts";
import { scanOfficeArt } from "./office-art.ts";
import { scanMonikers } from "./ole-monikers.ts";

const HEADER_SIZE = 4;

/** Records ([MS-XLS] §2.3). */
const FORMULA = 0x0006;
const NAME = 0x0018;
const SHARED_FORMULA = 0x04bc;
const ARRAY_FORMULA = 0x0221;
const SUPPORTING_BOOK = 0x01ae;
const HYPERLINK = 0x01b8;
/** DConn, DConRef, SXString, ParamQry, Qsisxtag, DbQueryExt, ExtString: what a query asks, and where. */
const QUERIES: ReadonlySet<number> = new Set([0x0876, 0x0051, 0x00cd, 0x00dc, 0x0802, 0x0803, 0x0804]);

/** Before the tokens of a formula, by record: bytes to pass over, the last two of which are its size. */
const TOKENS_AT: ReadonlyMap<number, number> = new Map([
	[FORMULA, 22],
	[SHARED_FORMULA, 10],
	[ARRAY_FORMULA, 14],
]);

export const format: FileFormat = {
	id: "excel-binary",
	title: "Excel workbook (.xls)",
	shown: false,
	detect: ({ container, name }) => container === "compound" && (name === "workbook" || name === "book"),
	scan({ content, codec }: AttachedFile, sink: FileSink) {
		for (let at = content.start; at + HEADER_SIZE <= content.end; ) {
			const type = wordAt(content, at);
			const start = at + HEADER_SIZE;
			const end = Math.min(content.end, start + wordAt(content, at + 2));
			const record: Content = { ...content, start, end };
			const tokens = TOKENS_AT.get(type);
			if (type === HYPERLINK) scanMonikers(record, codec, (address) => sink.construct("relationship hyperlink", address));
			else if (type === SUPPORTING_BOOK) externalBook(record, codec, sink.construct);
			else if (QUERIES.has(type)) textsWithAddress(record, codec, (text) => sink.construct("office connection", text));
			else if (type === NAME) scanTokens(record, nameTokens(record), codec, sink.construct);
			else if (tokens !== undefined) scanTokens(record, start + tokens, codec, sink.construct);
			at = end;
		}
		scanOfficeArt(content, codec, sink);
	},
};

/** Behind the name itself (§2.4.150): its length stands in byte 3, whether it has two bytes a character before it. */
function nameTokens({ bytes, start, end }: Content): number {
	const length = start + 15 <= end ? bytes[start + 3] : 0;
	return start + 15 + length * (bytes[start + 14] & 1 ? 2 : 1);
}
