// What a spreadsheet writes as CSV is read as it was typed, and no text at all stops the reader.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { csvCells, csvDelimiter, readCsv } from "../../../src/core/encoding/csv.ts";

const cells = (text: string): (readonly string[])[] => readCsv(text).map((row) => row.cells);

test("what was quoted by RFC 4180 comes back, with any delimiter and any line end, after a byte order mark or not", () => {
	const row = fc.array(fc.string({ unit: fc.constantFrom("a", "é", '"', ",", ";", "\t", "\n", "\r", " ") }), {
		minLength: 2,
		maxLength: 4,
	});
	fc.assert(
		fc.property(
			fc.array(row, { minLength: 1, maxLength: 4 }),
			fc.constantFrom(",", ";", "\t"),
			fc.constantFrom("\n", "\r\n"),
			fc.constantFrom("", "\ufeff"),
			(rows, delimiter, end, mark) => {
				const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter));
				assert.deepEqual(
					readCsv(mark + quoted.join(end), delimiter).map((row) => row.cells),
					rows,
				);
			},
		),
	);
});

test("any text is read in rows that begin on lines of it, in order", () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", "\r\n") }), (text) => {
			let last = 0;
			for (const { line } of readCsv(text)) {
				assert.ok(line > last);
				last = line;
			}
			assert.ok(last <= text.split(/\r\n|\n|\r/).length);
		}),
	);
});

test("the delimiter is what the first line has most of, outside quotes", () => {
	assert.equal(csvDelimiter('name;"a,b,c";address\nx,y,z,w'), ";");
	assert.equal(csvDelimiter("name\taddress"), "\t");
	assert.equal(csvDelimiter("name"), ",");
	assert.equal(csvDelimiter(""), ",");
});

test("a row is named by the line that it begins on, though cells before it hold line ends; empty lines are no rows", () => {
	const rows = readCsv('a,b\r\n"one\r\ntwo",2\r\n\r\nc,d\r\n');
	assert.deepEqual(
		rows.map(({ line, cells }) => [line, ...cells]),
		[
			[1, "a", "b"],
			[2, "one\r\ntwo", "2"],
			[5, "c", "d"],
		],
	);
});

test("a row whose quote is closed nowhere, or on a later line within a cell, says that it is torn; no other does", () => {
	const torn = (text: string): boolean[] => readCsv(text).map((row) => row.torn);
	assert.deepEqual(torn('a,"b\nc,d\ne,f'), [true]);
	assert.deepEqual(torn('a,"b\nc,"d"\ne,f'), [true, false]);
	assert.deepEqual(torn('a,"b ""x""\nc"\n"e"f,g\n"",""\n"a'), [false, false, false, true]);
});

test("a quote that is never closed takes the rest; what follows a closing quote belongs to the cell", () => {
	assert.deepEqual(cells('a,"b\nc,d'), [["a", "b\nc,d"]]);
	assert.deepEqual(cells('a,"b"c,d'), [["a", "bc", "d"]]);
	assert.deepEqual(csvCells('a,"b,c"', ","), ["a", "b,c"]);
	assert.deepEqual(csvCells("a,b", ","), ["a", "b"]);
});
