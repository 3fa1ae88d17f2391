import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { fields, plain, slow, years } from "./made-up-formats.ts";
import { cuts, fieldsLog, plainLine, plainLog, yearsLog } from "./made-up-logs.ts";
import { naively, readFiles, readText, sha256, writeLog } from "./reading.ts";

const LOGS = [
	{ format: plain, log: plainLog },
	{ format: slow, log: plainLog },
	{ format: fields, log: fieldsLog },
	{ format: years, log: yearsLog },
];

for (const { format, log } of LOGS) {
	test(`contacts, lines and coverage of a log in the format "${format.id}" are those of reading each line in order, however it is cut`, async () => {
		await fc.assert(
			fc.asyncProperty(log, cuts, async (text, cut) => {
				const expected = naively(text, format, cut.maxLineBytes);
				const read = await readText(text, cut, { format: format.id });
				if (text === "") assert.equal(read.log?.format, "empty");
				else assert.deepEqual(read, expected);
			}),
			{ numRuns: 40 },
		);
	});
}

test("several logs at once, compressed or not, are read by threads as by one, in the order they were given", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.oneof(plainLog, fieldsLog, yearsLog), { minLength: 3, maxLength: 9 }), cuts, async (texts, cut) => {
			const files = texts.map((text, index) => {
				const bytes = index % 3 === 0 ? Buffer.from(text) : index % 3 === 1 ? gzipSync(text) : zstdCompressSync(text);
				return writeLog(`log-${index}`, bytes);
			});
			const alone = await readFiles(files, cut);
			assert.deepEqual(await readFiles(files, cut, { workers: 2 }), alone);
		}),
		{ numRuns: 3 },
	);
});

test("a log whose lines are slightly out of order, or whose months are in the wrong one, shows the same spans in all cuts, and no gap", async () => {
	const month = (day: number): string =>
		Array.from({ length: 400 }, (_, index) => {
			const late = index % 7 === 0 ? 5 * 3_600_000 : 0;
			return `${plainLine(Date.UTC(2020, 0, day) + index * 3_600_000 - late, "evil.example")}\n`;
		}).join("");
	const text = month(18) + month(1);
	const { log } = await readText(text);
	assert.deepEqual(log?.coverage, [[Date.UTC(2019, 11, 31, 19), Date.UTC(2020, 0, 18) + 398 * 3_600_000]]);
	for (const stretchBytes of [100, 1000, 5000]) assert.deepEqual((await readText(text, { stretchBytes, blockBytes: 6000 })).log, log);
	assert.equal(log?.sha256, sha256(text));
});

test("directives after a byte order mark are in force in the blocks after the first", async () => {
	const text = `\uFEFF#fields time host\n${`${Date.UTC(2020, 0, 1)} evil.example\n`.repeat(50)}`;
	assert.equal((await readText(text, { stretchBytes: 50, blockBytes: 100 }, { format: "fields" })).contacts.length, 50);
});
