// Each format's lines, as its program writes them, and what they say. A line's place is the byte where it begins.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { detectFormat } from "../../../src/core/logs/detection/detect.ts";
import { formats } from "../../../src/core/logs/index.generated.ts";
import { mappingFrom } from "../../../src/core/logs/reading/mapping.ts";
import type { LogContext, LogMapping } from "../../../src/core/model/log-event.ts";

const FOLDER = join(import.meta.dirname, "../../../fixtures/logs");
/** The day on which all of them are read. */
const NOW = Date.parse("2021-06-01T00:00:00Z");

function contextOf(folder: string): LogContext {
	const file = join(folder, "context.json");
	const given = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<LogContext>) : {};
	return { now: NOW, zone: 0, ...given, ...(given.mapping && { mapping: mappingFrom(mapsIn(given.mapping)) as LogMapping }) };
}

/** As YAML is read. */
function mapsIn(value: unknown): unknown {
	return typeof value === "object" && value !== null ? new Map(Object.entries(value).map(([key, inner]) => [key, mapsIn(inner)])) : value;
}

function linesOf(text: string): { readonly line: string; readonly offset: number }[] {
	let offset = 0;
	return text.split("\n").flatMap((line) => {
		const at = offset;
		offset += Buffer.byteLength(line) + 1;
		return line === "" ? [] : [{ line, offset: at }];
	});
}

const UPDATE = process.env.COUNTERPIXEL_UPDATE === "1";

for (const format of formats)
	describe(format.name, () => {
		const folder = join(FOLDER, format.id);
		const text = readFileSync(join(folder, "input.log"), "utf8");
		const context = contextOf(folder);
		const lines = linesOf(text);
		const head = lines.map(({ line }) => line);

		test("its lines say what is expected of them", () => {
			const reader = format.reader(
				head.filter((line) => format.order !== "directives" || line.startsWith("#")).slice(0, format.order === "directives" ? 4 : 60),
				context,
			);
			const read = lines.map(({ line, offset }) => {
				const time = reader.time(line);
				const said = reader.read(line);
				return { offset, time: time === null ? null : new Date(time).toISOString(), said };
			});
			const file = join(folder, "expected.json");
			if (UPDATE) writeFileSync(file, `${JSON.stringify(read, null, "\t")}\n`);
			assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(readFileSync(file, "utf8")));
		});

		test("it is known by its content", () => {
			assert.equal(detectFormat(head, context)?.id, format.id);
		});

		test("the time of a line that tells of a contact is that contact's", () => {
			const reader = format.reader(head, context);
			for (const { line } of lines) {
				const time = reader.time(line);
				const said = reader.read(line);
				if (said !== null && !("problem" in said)) assert.equal(time, said.time, line);
			}
		});

		test("no line that it reads looks implausible, but those that do not name their host are all looked at", () => {
			if (format.plausible === undefined) return;
			const reader = format.reader(head, context);
			for (const { line } of lines) {
				const said = reader.read(line);
				if (said !== null && !("problem" in said) && !line.toLowerCase().includes(said.host))
					assert.ok(!format.plausible(Buffer.from(line), 0, Buffer.byteLength(line)), line);
				const bytes = new Uint8Array(Buffer.from(` ${line}\n`));
				if (said === null || "problem" in said || said.host === context.site) continue;
				assert.ok(format.plausible(bytes, 1, bytes.length - 1), line);
			}
		});

		test("no line is long enough to hold it up, whatever it repeats", () => {
			const reader = format.reader(head, context);
			for (const piece of ["a", "[", "(", '"', "\\", " ", "\t", "0:", '\\"', '[20/Jan/2021:09:12:03 +0000] "'])
				for (const line of lines.slice(0, 2).map(({ line }) => line))
					for (const at of [0, line.indexOf(" ") + 1, line.indexOf('"') + 1, line.length]) {
						const long = `${line.slice(0, at)}${piece.repeat(65_536)}`.slice(0, 65_400) + line.slice(at);
						const began = performance.now();
						reader.time(long.slice(0, 65_536));
						reader.read(long.slice(0, 65_536));
						assert.ok(performance.now() - began < 400, `${JSON.stringify(piece)} in ${line}`);
					}
			for (const line of ["x".repeat(1_000_000), lines[0].line + "\0".repeat(1_000_000)]) {
				assert.deepEqual(reader.read(line), { problem: "longer than 65536 characters" });
				assert.equal(reader.time(line), null);
			}
		});

		test("whatever a line holds, it is read, and nothing is thrown", () => {
			const pieces = fc.constantFrom(...lines.map(({ line }) => line));
			const spoilt = fc
				.tuple(pieces, fc.nat(200), fc.string({ unit: "binary", maxLength: 12 }))
				.map(([line, at, odd]) => line.slice(0, at) + odd + line.slice(at));
			fc.assert(
				fc.property(fc.oneof(fc.string({ unit: "binary" }), spoilt), (line) => {
					const reader = format.reader(head, context);
					reader.time(line);
					const said = reader.read(line);
					if (said === null || "problem" in said) return;
					assert.match(said.host, /^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])$/u, said.host);
					assert.ok(said.time === null || Number.isSafeInteger(said.time));
				}),
				{ numRuns: 60 },
			);
		});
	});

/** A format of its own kind, and mappings (dnstap.test.ts, mapping.test.ts). */
const NO_FORMATS: ReadonlySet<string> = new Set(["dnstap", "mappings"]);

test("every format has a fixture, and every fixture a format", () => {
	assert.deepEqual(
		readdirSync(FOLDER)
			.filter((name) => !NO_FORMATS.has(name))
			.sort(),
		formats.map(({ id }) => id).sort(),
	);
	for (const id of readdirSync(FOLDER)) assert.ok(readdirSync(join(FOLDER, id)).length >= 2, `${id} is empty`);
});

test("a file of something else is no log", () => {
	for (const text of [
		"",
		"# a comment\n# another",
		"From: a@sender.example\nSubject: hello\n\ntext",
		"a,b,c\n1,2,3",
		'{"a":1}',
		"<html><body>",
	])
		assert.equal(detectFormat(text.split("\n"), { now: NOW, zone: 0 }), null, text);
});
