// Made-up logs in the made-up formats, for property tests: busy minutes, silent hours, outages, junk, every line end.

import fc from "fast-check";
import { HOUR } from "../../../src/edge/logs/gaps.ts";

const host = fc.constantFrom(
	"evil.example",
	"EVIL.example",
	"x.evil.example",
	"notevil.example",
	"evil.example.test",
	"other.test",
	"a.b",
	"203.0.113.9",
);

/** Milliseconds since the line before. */
const pause = fc.oneof(
	{ weight: 20, arbitrary: fc.integer({ min: 0, max: 60_000 }) },
	{ weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * HOUR }) },
	{ weight: 1, arbitrary: fc.integer({ min: 0, max: 400 * HOUR }) },
);

const lineEnd = fc.constantFrom("\n", "\n", "\n", "\r\n", "\n\n", "\n\r\n");
const junk = fc.oneof({ weight: 10, arbitrary: fc.constant("") }, fc.constantFrom("junk\n", "1.2 \n", "ü evil.example\n"));
const entries = fc.array(fc.record({ host, pause, lineEnd, junk, turn: fc.nat({ max: 12 }), pad: fc.nat({ max: 120 }) }), {
	maxLength: 60,
	size: "max",
});

type Entry = typeof entries extends fc.Arbitrary<readonly (infer E)[]> ? E : never;

function logOf(write: (entry: Entry, time: number, host: string) => string): fc.Arbitrary<string> {
	return fc.tuple(entries, fc.boolean()).map(([list, isEnded]) => {
		let time = Date.UTC(2020, 10, 19);
		const text = list.map((entry) => {
			time += entry.pause;
			return `${entry.junk}${write(entry, time, entry.host)}${entry.lineEnd}`;
		});
		return isEnded ? text.join("") : text.join("").trimEnd();
	});
}

export function plainLine(time: number, host: string, pad = 0): string {
	return `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, "0")} GET http://${host}/${"x".repeat(pad)}`;
}

export const plainLog = logOf((entry, time) => plainLine(time, entry.host, entry.pad));

/** Its fields are named now and then, in one order or another. */
export const fieldsLog = logOf((entry, time) => {
	if (entry.turn === 0) return `#fields time host\n${time} ${entry.host}`;
	if (entry.turn === 1) return `#fields host time\n#comment\n${entry.host} ${time}`;
	return entry.turn === 2 ? `${entry.host} ${time}` : `${time} ${entry.host}`;
}).map((text) => (text === "" ? text : `#fields time host\n${text}`));

export const yearsLog = logOf((entry, time) => `${new Date(time).toISOString().slice(5, 16).replace("T", " ")} ${entry.host}`);

/** Lines have only a time, and whole days may be missing. Its day is told now and then, and its columns change. */
export const w3cLog = logOf((entry, time) => {
	const [day, clock] = new Date(time).toISOString().slice(0, 19).split("T");
	if (entry.turn === 0) return `#Date: ${day} ${clock}\n${clock} ${entry.host} GET`;
	if (entry.turn === 1) return `#Fields: c-ip time cs-host\n192.0.2.1 ${clock} ${entry.host}`;
	return entry.turn === 2 ? `#Fields: date time cs-host\n${day} ${clock} ${entry.host}` : `${clock} ${entry.host} GET`;
}).map((text) => `#Date: 2020-11-19 00:00:00\n#Fields: time cs-host cs-method\n${text}`);

/** Where blocks end; by none of it a result may change. */
export const cuts = fc
	.record({
		stretchBytes: fc.integer({ min: 1, max: 300 }),
		more: fc.integer({ min: 0, max: 500 }),
		maxLineBytes: fc.integer({ min: 60, max: 400 }),
	})
	.map(({ stretchBytes, more, maxLineBytes }) => ({ stretchBytes, blockBytes: stretchBytes + more, maxLineBytes }));
