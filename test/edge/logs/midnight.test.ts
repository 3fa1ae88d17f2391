// Midnight: W3C extended logs whose lines have only a time. Their day is that of the last "#Date:", and the next one each time the clock goes round.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { format as w3c } from "../../../src/core/logs/w3c.ts";
import { CUTS } from "../../../src/edge/logs/read-logs.ts";
import { cuts, w3cLog } from "./made-up-logs.ts";
import { HOSTS, naively, readFiles, readText, writeLog } from "./reading.ts";

const REAL = { formats: CUTS.formats, module: CUTS.module };
const HEAD = "#Version: 1.0\n#Date: 2021-01-20 00:00:00\n#Fields: time c-ip cs-method cs-uri sc-status\n";

function lineAt(time: string): string {
	return `${time} 192.0.2.1 GET http://${HOSTS[0]}/o.gif 200\n`;
}

/** Day and time of each contact. */
async function timesIn(text: string, cut: Partial<typeof CUTS> = {}): Promise<string[]> {
	const { contacts, problem } = await readText(text, { ...REAL, ...cut });
	assert.equal(problem, null);
	return contacts.map(({ event }) => new Date(event.time as number).toISOString().slice(8, 19).replace("T", " "));
}

test("Past midnight the lines are of the next day, and so on until another #Date says which it is.", async () => {
	const text = `${HEAD}${["23:59:00", "00:05:00", "12:00:00", "23:00:00", "01:00:00"].map(lineAt).join("")}#Date: 2021-01-25 08:00:00\n${lineAt("09:00:00")}`;
	assert.deepEqual(await timesIn(text), ["20 23:59:00", "21 00:05:00", "21 12:00:00", "21 23:00:00", "22 01:00:00", "25 09:00:00"]);
});

test("A small step back is disorder, about midnight as well.", async () => {
	const times = ["12:00:00", "11:59:50", "09:00:00", "23:59:58", "00:00:01", "23:59:59", "00:00:02", "23:59:57", "00:00:03"];
	assert.deepEqual(await timesIn(HEAD + times.map(lineAt).join("")), [
		...["20 12:00:00", "20 11:59:50", "20 09:00:00", "20 23:59:58", "21 00:00:01", "20 23:59:59", "21 00:00:02", "20 23:59:57"],
		"21 00:00:03",
	]);
});

test("A log that was begun before midnight and has its first line after it is of the day after.", async () => {
	assert.deepEqual(await timesIn(HEAD.replace("00:00:00", "22:00:00") + lineAt("09:00:00")), ["21 09:00:00"]);
	assert.deepEqual(await timesIn(HEAD.replace(" 00:00:00", "") + lineAt("09:00:00")), ["20 09:00:00"]);
});

test("Lines that have a date are of that, whatever the clock does.", async () => {
	const dated = `#Fields: date time c-ip cs-method cs-uri sc-status\n2021-02-03 23:59:00 ${lineAt("").trim()}\n2021-02-03 00:01:00 ${lineAt("").trim()}\n`;
	assert.deepEqual(await timesIn(HEAD + lineAt("23:59:00") + dated), ["20 23:59:00", "03 23:59:00", "03 00:01:00"]);
});

test("A log that lasts for days has the same days however it is cut, by one thread or by two.", async () => {
	const times = Array.from({ length: 500 }, (_, index) => new Date(index * 1_800_000).toISOString().slice(11, 19));
	const text = HEAD + times.map(lineAt).join("");
	const days = await timesIn(text);
	assert.equal(days.at(-1)?.slice(0, 2), "30");
	for (const cut of [{ stretchBytes: 50, blockBytes: 200 }, { stretchBytes: 300, blockBytes: 1000 }, { blockBytes: 5000 }])
		assert.deepEqual(await timesIn(text, cut), days);
	const file = writeLog("days.log", text);
	const [alone, threads] = await Promise.all([0, 2].map((workers) => readFiles([file], { ...REAL, blockBytes: 4000 }, { workers })));
	assert.deepEqual(threads, alone);
});

test("contacts, lines and coverage of a W3C log are those of reading each line in order, however it is cut", async () => {
	await fc.assert(
		fc.asyncProperty(w3cLog, cuts, async (text, cut) => {
			assert.deepEqual(await readText(text, { ...REAL, ...cut }, { format: "w3c" }), naively(text, w3c, cut.maxLineBytes));
		}),
		{ numRuns: 60 },
	);
});
