// What is given to a hunt: indicators, files of every kind, standard input; read as a stream, and named where it cannot be.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { readGiven, searchesOf } from "../../../src/app/hunt/given.ts";
import { linesOf } from "../../../src/app/hunt/indicator-lines.ts";
import type { Remark } from "../../../src/core/indicators/search.ts";
import { isAppError } from "../../../src/core/model/app-error.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-hunt-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
	writeFileSync(join(folder, name), content);
	return join(folder, name);
}

async function read(...given: readonly string[]) {
	const values: string[] = [];
	const remarks: Remark[] = [];
	const failures: string[] = [];
	const reading = {
		...{ kind: null, all: false, now: "2026-01-01T00:00:00Z" },
		onRemark: (_: string, remark: Remark) => void remarks.push(remark),
		onFailure: (_: string, why: string) => void failures.push(why),
	};
	for await (const { all } of searchesOf(readGiven(given, null), reading)) values.push(all[0]?.[0]?.indicator.value ?? "");
	return { values, remarks, failures };
}

async function* chunked(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
	let from = 0;
	for (const cut of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
		if (cut > from) yield bytes.subarray(from, cut);
		from = Math.max(from, cut);
	}
}

test("the lines of a list are the same however it is cut into chunks, and whatever ends them", async () => {
	const line = fc.stringMatching(/^[a-zé漢🎉 #.]{0,12}$/u);
	await fc.assert(
		fc.asyncProperty(
			fc.array(line, { minLength: 1, maxLength: 8 }),
			fc.constantFrom("\n", "\r\n", "\r"),
			fc.constantFrom("utf8", "utf16le"),
			fc.array(fc.nat(), { maxLength: 6 }),
			async (lines, end, encoding, cuts) => {
				const bytes = new Uint8Array(Buffer.from(`\ufeff${lines.join(end)}${end}`, encoding as "utf8"));
				const read: string[] = [];
				for await (const { text } of linesOf(chunked(bytes, cuts))) read.push(text);
				assert.deepEqual(read, lines);
			},
		),
		{ numRuns: 200 },
	);
});

test("a line that no indicator could be as long as is named and left out, and does not fill the memory", async () => {
	const list = file("long.txt", `a.example\n${"x".repeat(5_000_000)}\nb.example`);
	const { values, remarks } = await read(list);
	assert.deepEqual(values, ["a.example", "b.example"]);
	assert.deepEqual(
		remarks.map(({ place }) => place),
		["line 2"],
	);
});

test("arguments are told apart: what is there is a file, a name with a dot is a host, the rest is a usage error", async () => {
	const list = file("evil.example", "a.example\nb.example\n");
	mkdirSync(join(folder, "folder.example"));
	const before = process.cwd();
	process.chdir(folder);
	try {
		assert.deepEqual((await read(list, "evil.example", "folder.example", "c.example")).values, [
			"a.example",
			"b.example",
			"a.example",
			"b.example",
			"folder.example",
			"c.example",
		]);
	} finally {
		process.chdir(before);
	}
	for (const wrong of ["intranet", "d41d8cd98f00b204e9800998ecf8427e", "a b"])
		assert.throws(
			() => readGiven([wrong], null),
			(error) => isAppError(error) && error.code === "usage" && !error.message.includes("\n"),
		);
});

test("what cannot be read is a failure of that file alone", async () => {
	const good = file("good.txt", "a.example");
	const { values, failures } = await read(
		"missing.txt",
		"./no/such/list",
		folder,
		file("broken.json", "{"),
		file("other.json", '{"a":1}'),
		file("binary.bin", new Uint8Array([0, 1, 2])),
		good,
	);
	assert.deepEqual(values, ["a.example"]);
	assert.deepEqual(
		failures.map((why) => why.slice(0, 12)),
		["there is no ", "there is no ", "it is a fold", "no JSON (Exp", "JSON, but ne", "it is no tex"],
	);
});

test("a bundle and an event are known by their content, behind a byte order mark or white space too", async () => {
	const bundle = file(
		"a.stix",
		`\ufeff \n{"type":"bundle","id":"bundle--6ba7b810-9dad-41d1-80b4-00c04fd430c8","objects":[{"type":"domain-name","value":"a.example"}]}`,
	);
	const event = file("b.json", `[\n {"Event":{"info":"x","Attribute":[{"type":"domain","value":"b.example","to_ids":"1"}]}}]`);
	const list = file("c.txt", "[2001:db8::1]\n");
	assert.deepEqual((await read(bundle, event, list)).values, ["a.example", "b.example", "2001:db8::1"]);
});

test("of an event all is looked for but what its author ruled out for detection", async () => {
	const attributes = [undefined, null, true, "1", false, "0", 0].map((toIds, n) => ({
		type: "domain",
		value: `d${n}.example`,
		to_ids: toIds,
	}));
	const event = file("ids.json", JSON.stringify({ Event: { info: "x", Attribute: attributes } }));
	assert.deepEqual((await read(event)).values, ["d0.example", "d1.example", "d2.example", "d3.example"]);
});
