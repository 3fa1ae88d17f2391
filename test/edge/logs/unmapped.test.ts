// Unmapped: words for outcomes that a mapping does not name are told with the log, and none of them hides.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mappingFrom } from "../../../src/core/logs/reading/mapping.ts";
import { CUTS } from "../../../src/edge/logs/read-logs.ts";
import { cuts } from "./made-up-logs.ts";
import { CONTEXT, HOSTS, type Read, readText } from "./reading.ts";

const REAL = { formats: CUTS.formats, module: CUTS.module };
const HEAD = "t,u,s,o\n";
const mapping = mappingFrom(
	new Map<string, unknown>([
		["format", "csv"],
		["fields", new Map(Object.entries({ time: "t", url: "u", status: "s", outcome: "o" }))],
		["outcomes", new Map(Object.entries({ allowed: "answered", blocked: "refused" }))],
	]),
);

function line(word: string, host = HOSTS[0]): string {
	return `2021-01-20 09:00:00,http://${host}/o.gif,200,${word}\n`;
}

function read(text: string, cut: Partial<typeof CUTS> = {}): Promise<Read> {
	return readText(text, { ...REAL, ...cut }, { context: { ...CONTEXT, mapping } });
}

test("Each word that the mapping does not name is told once, with how many lines say it, whomever they are about.", async () => {
	const words = ["Allowed", "Isolate", "Cautioned", "Blocked", "isolate", "ISOLATE"];
	const { log, contacts } = await read(HEAD + words.map((word) => line(word)).join("") + line("Cautioned", "other.test"));
	assert.deepEqual(log?.problems, [
		{
			offset: HEAD.length + line("Allowed").length,
			problem: `the mapping's outcomes do not name "Isolate" (3 lines), "Cautioned" (2 lines): such lines count as tried, not as answered`,
		},
	]);
	assert.equal(log?.unread, 0);
	assert.deepEqual(
		contacts.map(({ event }) => event.outcome),
		["answered", "failed", "failed", "refused", "failed", "failed"],
	);
});

test("It is told before lines that could not be read, and few words are told however many there are.", async () => {
	const text = `${HEAD}${"nonsense\n".repeat(20)}${Array.from({ length: 50 }, (_, index) => line(`word${index}`)).join("")}`;
	const { log } = await read(text);
	assert.match(log?.problems[0].problem ?? "", /"word0" \(1 line\), .*"word4" \(1 line\), others \(45 lines\): such/);
	assert.match(log?.problems[1].problem ?? "", /no time/);
	assert.equal(log?.unread, 20);
	assert.equal(log?.problems.length, 11);
});

test("A log whose words are all named says nothing of them.", async () => {
	assert.deepEqual((await read(HEAD + line("Allowed") + line("blocked") + line(""))).log?.problems, []);
});

test("The words, and their numbers, are the same however the log is cut.", async () => {
	const word = fc.constantFrom("Allowed", "a", "B", "b", "c", "d", "e", "f", "g");
	await fc.assert(
		fc.asyncProperty(fc.array(word, { maxLength: 40, size: "max" }), cuts, async (words, cut) => {
			const text = HEAD + words.map((said) => line(said)).join("");
			assert.deepEqual(await read(text, { ...cut, maxLineBytes: 200 }), await read(text));
		}),
		{ numRuns: 30 },
	);
});
