// Binary documents of Word, Excel and PowerPoint: what they name, in streams written by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { format as excel } from "../../../../src/core/mail/files/excel-binary.ts";
import { format as powerpoint } from "../../../../src/core/mail/files/powerpoint-binary.ts";
import { format as word } from "../../../../src/core/mail/files/word-binary.ts";
import type { FileFormat } from "../../../../src/core/model/attached-file.ts";
import { attachedFile, damaged, shownBy } from "./attached.ts";
import { doubleWord, fields, fopt, record, sheetString, urlMoniker, wordStreams, words } from "./office-binary-writer.ts";

const ADDRESS = "http://a.example/p?q=1";

function shown(format: FileFormat, name: string, streams: Readonly<Record<string, string>>): string[] {
	const file = attachedFile(name, streams[name] as string, streams);
	return shownBy(format, { ...file, container: "compound" });
}

test("a field is found in text of either width, split over pieces, and in a document whose pieces are lost", () => {
	const field = fields(`INCLUDEPICTURE "${ADDRESS}" \\d`);
	for (const pieces of [[field], [field.slice(0, 9), field.slice(9, 30), field.slice(30)]]) {
		for (const wide of [false, true]) {
			assert.deepEqual(shown(word, "WordDocument", wordStreams(["Hello ", ...pieces, " bye"], wide)), [`field picture ${ADDRESS}`]);
		}
	}
	for (const wide of [false, true]) {
		const { WordDocument = "" } = wordStreams([field], wide);
		assert.deepEqual(shown(word, "WordDocument", { WordDocument }), [`field picture ${ADDRESS}`]);
	}
});

test("text that reads like an instruction is none", () => {
	assert.deepEqual(shown(word, "WordDocument", wordStreams([`INCLUDEPICTURE "${ADDRESS}"`], false)), []);
});

test("the template is the second of the strings beside the document", () => {
	assert.deepEqual(shown(word, "WordDocument", wordStreams(["x"], false, ["", ADDRESS, "title"])), [`doc template ${ADDRESS}`]);
});

test("a drawing's linked picture and link are found in any of the streams", () => {
	const art = `zz${fopt([
		[0x104, 1, null],
		[0xc105, 0, `${ADDRESS}\0`],
		[0xc382, 0, `${doubleWord(2)}${urlMoniker("http://b.example/")}`],
	])}zz`;
	const lines = [`shape picture ${ADDRESS}`, "shape hyperlink http://b.example/"];
	const { WordDocument = "", "1Table": table = "" } = wordStreams(["x"], false);
	assert.deepEqual(shown(word, "WordDocument", { WordDocument, "1Table": table + art }), lines);
	assert.deepEqual(shown(word, "WordDocument", { WordDocument, "1Table": table, Data: art }), lines);
	assert.deepEqual(shown(excel, "Workbook", { Workbook: record(0x00ec, art) }), lines);
	assert.deepEqual(shown(powerpoint, "PowerPoint Document", { "PowerPoint Document": art.slice(2) }), lines);
});

test("links of cells, other workbooks, programs and connections of a workbook are found", () => {
	const link = record(0x01b8, "\0".repeat(24) + doubleWord(2) + doubleWord(3) + urlMoniker(ADDRESS));
	const text = (value: string): string => words(1, value.length) + sheetString(value, false);
	const cases: readonly (readonly [string, string])[] = [
		[link, `relationship hyperlink ${ADDRESS}`],
		[record(0x01ae, text(`\x01\x05${String.fromCharCode(ADDRESS.length)}${ADDRESS}`)), `formula workbook ${ADDRESS}`],
		[record(0x01ae, text("\x01\x01@a.example\x03share\x03book.xls")), "formula workbook \\\\a.example\\share\\book.xls"],
		[record(0x01ae, text("cmd\x03/c start http://a.example/")), "formula dde cmd /c start http://a.example/"],
		[record(0x0876, `\x01\x02${sheetString(`URL;${ADDRESS}`, true)}`), `office connection URL;${ADDRESS}`],
	];
	for (const [bytes, line] of cases) {
		assert.deepEqual(shown(excel, "Workbook", { Workbook: record(0x0809, "\0".repeat(16)) + bytes + record(0x000a, "") }), [line]);
	}
});

test("a formula's address counts where a function that acts is given it", () => {
	const given = (name: number): string =>
		`\x1e\x05\0\x19\x10\0\0\x17${String.fromCharCode(ADDRESS.length)}${sheetString(ADDRESS, false)}\x17\x01\0x\x42\x02${words(name)}`;
	const cell = (tokens: string): string => record(0x0006, "\0".repeat(20) + words(tokens.length) + tokens);
	assert.deepEqual(shown(excel, "Workbook", { Workbook: cell(given(359)) }), [`formula hyperlink ${ADDRESS}`]);
	assert.deepEqual(shown(excel, "Workbook", { Workbook: cell(given(150)) }), [`formula call ${ADDRESS}`]);
	assert.deepEqual(shown(excel, "Workbook", { Workbook: cell(given(255)) }), [`formula fetch ${ADDRESS}`]);
	// CONCATENATE makes a text of it, no more.
	assert.deepEqual(shown(excel, "Workbook", { Workbook: cell(given(336)) }), []);
	const named = `\0\0\0\x03${words(given(359).length)}${"\0".repeat(8)}\0abc${given(359)}`;
	assert.deepEqual(shown(excel, "Workbook", { Workbook: record(0x0018, named) }), [`formula hyperlink ${ADDRESS}`]);
});

test("links and films of a presentation are found, and a link's name is not taken for it", () => {
	const atom = (instance: number, text: string): string => {
		const wide = Buffer.from(text, "utf16le").toString("latin1");
		return words(instance << 4, 0x0fba) + doubleWord(wide.length) + wide;
	};
	const container = (type: number, content: string): string => words(0xf, type) + doubleWord(content.length) + content;
	const link = container(0x0fd7, atom(0, "http://shown.example/") + atom(1, ADDRESS));
	const film = container(0x1006, container(0x1005, atom(0, "\\\\a.example\\s\\film.avi")));
	const document = container(0x03e8, container(0x0409, link + film) + atom(1, "http://elsewhere.example/"));
	assert.deepEqual(shown(powerpoint, "PowerPoint Document", { "PowerPoint Document": document }), [
		`relationship hyperlink ${ADDRESS}`,
		"relationship media \\\\a.example\\s\\film.avi",
	]);
});

test("damage anywhere is survived, in time", () => {
	const art = fopt([[0xc105, 0, `${ADDRESS}\0`]]);
	const streams = wordStreams([fields("INCLUDEPICTURE x")], true, ["", "t"]);
	for (const name of ["WordDocument", "1Table"]) {
		for (const sample of damaged(streams[name] as string)) shown(word, "WordDocument", { ...streams, [name]: sample });
	}
	const workbook =
		record(0x00ec, art) + record(0x01ae, `\x01\0\x04\0\0\x01\x01@a`) + record(0x0006, `${"\0".repeat(20)}\x05\0\x17\x02\0ab`);
	for (const sample of damaged(workbook)) {
		shown(excel, "Workbook", { Workbook: sample });
		shown(powerpoint, "PowerPoint Document", { "PowerPoint Document": sample });
	}
	const started = performance.now();
	const many = `${words(0xfff3, 0xf00b)}\xff\xff\xff\x7f`.repeat(500_000);
	for (const [format, name] of [
		[word, "WordDocument"],
		[excel, "Workbook"],
		[powerpoint, "PowerPoint Document"],
	] as const) {
		shown(format, name, { [name]: many });
	}
	assert.ok(performance.now() - started < 10_000);
});
