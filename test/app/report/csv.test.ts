// CSV: RFC 4180 to the letter, every value back unchanged, and nothing in it that a spreadsheet would run.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { csvOfCase, csvOfInspected } from "../../../src/app/report/csv.ts";
import { inspect } from "../../../src/index.ts";
import { caseOf, HOSTILE, message, messageSaying, reference, textOf } from "./made-up.ts";

/** RFC 4180 §2 and nothing beyond it; throws where the text is not of that form. */
function parseCsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at < text.length) {
		const match = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
		match.lastIndex = at;
		const [whole = "", quoted, plain] = match.exec(text) ?? [];
		row.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
		at += whole.length;
		if (text[at] === ",") at++;
		else if (text.startsWith("\r\n", at)) {
			at += 2;
			rows.push(row);
			row = [];
		} else throw new Error(`neither a comma nor a line end at ${at}`);
	}
	assert.equal(row.length, 0, "the last line ends");
	return rows;
}

/** As docs/report.md tells scripts to. */
function restored(cell: string): string {
	return cell.replace(/(^|[;\t\r\n])'/g, "$1");
}

const HEAD = [
	...["sha256", "message_id", "mailbox", "file", "offset", "places", "received", "from", "subject", "vector", "trigger", "channel"],
	...["url", "host", "part", "start", "end", "path", "identifier", "identifier_value", "operator", "leaks", "why"],
];

test("the first row names the columns, and each reference is a row with all of them", async () => {
	const [head, ...rows] = parseCsv(await textOf(csvOfCase(caseOf([message({ references: [reference(), reference()] }), message()]))));
	assert.deepEqual(head, HEAD);
	assert.equal(rows.length, 3);
	for (const row of rows) assert.equal(row.length, HEAD.length);
	const row = Object.fromEntries(HEAD.map((name, index) => [name, rows[0]?.[index]]));
	assert.equal(row.url, reference().url);
	assert.equal(row.received, "2025-03-01T08:00:00.000Z");
	assert.equal(row.leaks, "time client-address user-agent recipient");
	assert.equal(row.identifier_value, "reader@newsroom.example");
	assert.equal(row.start, "10");
	assert.equal(row.path, "");
});

test("every value comes back as it was, U+0000 and lone surrogates apart", async () => {
	const url = HEAD.indexOf("url");
	const subject = HEAD.indexOf("subject");
	const piece = fc.constantFrom("'", '"', ",", ";", "=", "-", "\t", "\r", "\n", "\r\n", "@", "a", " ", "\uff1d");
	const text = fc.oneof(
		fc.array(piece).map((pieces) => pieces.join("")),
		fc.string({ unit: "binary" }),
		fc.constantFrom(...HOSTILE),
	);
	await fc.assert(
		fc.asyncProperty(text, async (said) => {
			const [, row = []] = parseCsv(await textOf(csvOfCase(caseOf([messageSaying(said)]))));
			const expected = said.replaceAll("\0", "\ufffd").toWellFormed();
			assert.equal(restored(row[url] ?? ""), expected);
			assert.equal(restored(row[subject] ?? ""), expected);
		}),
		{ numRuns: 200 },
	);
});

test("no cell begins a formula, wherever a spreadsheet may think that a cell begins", async () => {
	const text = await textOf(csvOfCase(caseOf(HOSTILE.map(messageSaying))));
	for (const row of parseCsv(text)) for (const cell of row) assert.doesNotMatch(cell, /(?:^|[;\t\r\n])[=+\-@\uff1d\uff0b\uff0d\uff20]/);
});

test("inspected files give the same rows as a case, and a file without a reference gives none", async () => {
	const bytes = new TextEncoder().encode("From: a@b.example\r\nContent-Type: text/html\r\n\r\n<img src=http://h.example/>");
	const place = { size: bytes.length, sha256: null, file: "a.eml", offset: 0, mailbox: "a.eml", flags: [], problems: [], owner: null };
	const nothing = { ...inspect(bytes), references: [] };
	async function* inspected() {
		yield { file: "a.eml", message: { bytes, ...place }, inspection: inspect(bytes) };
		yield { file: "b.eml", message: null, inspection: nothing };
	}
	const [, ...rows] = parseCsv(await textOf(csvOfInspected(inspected())));
	assert.equal(rows.length, 1);
	assert.equal(rows[0]?.[HEAD.indexOf("url")], "http://h.example/");
	assert.match(rows[0]?.[0] ?? "", /^[0-9a-f]{64}$/);
});
