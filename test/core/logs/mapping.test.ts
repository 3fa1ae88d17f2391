// Mappings: those that docs/logs.md shows read the lines that their products write, and a slip in one is named.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { detectFormat } from "../../../src/core/logs/detection/detect.ts";
import { asctimeTime } from "../../../src/core/logs/reading/clock.ts";
import { mappingFrom, TIME_FORMS } from "../../../src/core/logs/reading/mapping.ts";
import type { LogEvent } from "../../../src/core/model/log-event.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FOLDER = join(ROOT, "fixtures/logs/mappings");
const NOW = Date.parse("2021-06-01T00:00:00Z");
const UPDATE = process.env.COUNTERPIXEL_UPDATE === "1";

function parsed(yaml: string): unknown {
	return parseDocument(yaml, { version: "1.2" }).toJS({ mapAsMap: true });
}

function read(yaml: string, text: string): { readonly offset: number; readonly said: unknown }[] {
	const context = { now: NOW, zone: 0, mapping: mappingFrom(parsed(yaml)) };
	const lines = text.split("\n");
	const reader = detectFormat(lines, context)?.reader(lines, context);
	assert.ok(reader);
	let offset = 0;
	return lines.flatMap((line) => {
		const at = offset;
		offset += Buffer.byteLength(line) + 1;
		return line === "" ? [] : [{ offset: at, said: reader.read(line) }];
	});
}

for (const name of readdirSync(FOLDER))
	test(`the mapping ${name} reads what its product writes`, () => {
		const file = (part: string): string => join(FOLDER, name, part);
		const said = read(readFileSync(file("mapping.yaml"), "utf8"), readFileSync(file("input.log"), "utf8"));
		if (UPDATE) writeFileSync(file("expected.json"), `${JSON.stringify(said, null, "\t")}\n`);
		assert.ok(existsSync(file("expected.json")));
		assert.deepEqual(said, JSON.parse(readFileSync(file("expected.json"), "utf8")));
	});

test("docs/logs.md shows these very mappings", () => {
	const shown = [...readFileSync(join(ROOT, "docs/logs.md"), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml);
	assert.deepEqual(
		shown.sort(),
		readdirSync(FOLDER)
			.map((name) => readFileSync(join(FOLDER, name, "mapping.yaml"), "utf8"))
			.sort(),
	);
});

const FINE = "format: json\nkind: dns\nfields: { time: t, host: h, outcome: o }\n";

test("each slip in a mapping is named in a sentence", () => {
	for (const [yaml, reason] of [
		["[]", /a mapping is to hold names and values/],
		["format: xml\nfields: { time: t, host: h }", /format is to be one of csv, json/],
		[`${FINE}kinds: dns`, /"kinds" is none of format, name, kind/],
		["format: csv\nkind: smtp\nfields: { time: t, host: h }", /kind is to be one of http, connect, tls, dns/],
		["format: csv\nfields: { host: h }", /fields.time is missing/],
		["format: csv\nfields: { time: t }", /fields.host or fields.url is missing/],
		["format: csv\nfields: { time: t, hots: h }", /one of time, client, host/],
		["format: csv\nfields: { time: t, host: 3 }", /fields.host is to be a text/],
		[`${FINE}outcomes: { allow: allowed }`, /outcomes.allow is to be one of answered, refused, failed, unknown/],
		[`${FINE}time: unix`, new RegExp(`time is to be one of ${TIME_FORMS.join(", ")}`)],
		[`${FINE}delimiter: ";;"`, /delimiter is to be one character/],
	] as const)
		assert.throws(() => mappingFrom(parsed(yaml)), reason, yaml);
});

test("whatever a mapping is made of, it is taken, or refused with a sentence", () => {
	const key = fc.constantFrom("format", "kind", "fields", "time", "outcomes", "delimiter", "host", "__proto__", "constructor");
	const leaf = fc.oneof(fc.constantFrom("csv", "json", "http", "iso", "answered", ";"), fc.string(), fc.integer(), fc.constant(null));
	const value = fc.oneof(
		leaf,
		fc.array(fc.tuple(key, leaf)).map((entries) => new Map(entries)),
	);
	fc.assert(
		fc.property(
			fc.array(fc.tuple(key, value)).map((entries) => new Map<string, unknown>(entries)),
			(map) => {
				try {
					mappingFrom(map);
				} catch (error) {
					assert.ok(error instanceof Error && !(error instanceof TypeError) && error.message.length < 300);
				}
			},
		),
		{ numRuns: 200 },
	);
});

const WEB = "format: csv\nkind: http\nfields: { time: t, url: u, status: s, outcome: o }\n";

function ofWeb(yaml: string, said: string, status: number): LogEvent {
	const [, { said: event }] = read(`${WEB}${yaml}`, `t,u,s,o\n2021-01-20T09:12:03Z,http://px.example/o.gif,${status},${said}`);
	return event as LogEvent;
}

test("a request whose word for the outcome the mapping does not name is no more than tried, whatever its status, and the word is kept", () => {
	for (const yaml of ["outcomes: { allowed: answered, blocked: refused }", ""])
		for (const status of [200, 302, 403, 0]) {
			const { outcome, unmapped } = ofWeb(yaml, "Isolate", status);
			assert.deepEqual([outcome, unmapped], ["failed", "Isolate"], `${yaml} ${status}`);
		}
	assert.equal(ofWeb("", "x".repeat(1000), 200).unmapped?.length, 40);
});

test("where a line has no word for the outcome, its status tells", () => {
	for (const nothing of ["", "-", "None", "N/A"])
		for (const [status, outcome] of [
			[200, "answered"],
			[403, "refused"],
			[503, "failed"],
			[0, "unknown"],
		] as const) {
			const event = ofWeb("outcomes: { allowed: answered }", nothing, status);
			assert.deepEqual([event.outcome, event.unmapped], [outcome, undefined], `${nothing} ${status}`);
		}
	assert.equal(ofWeb("outcomes: { none: refused }", "None", 200).outcome, "refused");
});

test("a word may stand for an answer from a cache", () => {
	assert.equal(ofWeb("outcomes: { served_from_cache: cached }", "SERVED_FROM_CACHE", 200).outcome, "cached");
});

test("a time as asctime writes it is of the zone that the user names, and its day may have one digit or two", () => {
	for (const [text, time] of [
		["Wed Jan 20 09:00:00 2021", "2021-01-20T09:00:00.000Z"],
		["Wed Jan  6 09:00:00 2021", "2021-01-06T09:00:00.000Z"],
		["Wed Jan 6 09:00:00 2021", "2021-01-06T09:00:00.000Z"],
		["Wed Jan 06 09:00:00 2021", "2021-01-06T09:00:00.000Z"],
		["Mon Feb 29 23:59:60 2016", "2016-03-01T00:00:00.000Z"],
		["Wed Jan 32 09:00:00 2021", null],
		["Jan 20 09:00:00 2021", null],
		["Wed Jan 20 09:00:00 20210", null],
	] as const) {
		const there = asctimeTime(text, { now: NOW, zone: 60 });
		assert.equal(there === null ? null : new Date(there + 3_600_000).toISOString(), time, text);
	}
});

function outcomes(words: string, said: string): string {
	const [{ said: event }] = read(`${FINE}outcomes: ${words}`, JSON.stringify({ t: "2021-01-20T09:12:03Z", h: "px.example", o: said }));
	return (event as LogEvent).outcome;
}

test("a product's word counts in any case; one with a star is of all that begin so, the longest first, and the whole word before", () => {
	const words = '{ Allow: answered, "block*": refused, "blockedNot*": failed, blockedNotAtAll: answered, __proto__: refused }';
	for (const [said, outcome] of [
		["ALLOW", "answered"],
		["allowed", "unknown"],
		["blockedByRule", "refused"],
		["blockedNotYet", "failed"],
		["blockedNotAtAll", "answered"],
		["__proto__", "refused"],
		["constructor", "unknown"],
	])
		assert.equal(outcomes(words, said), outcome, said);
});

test("a time is of the form that the mapping names", () => {
	for (const [form, time] of [
		["iso", "2021-01-20T10:12:03.250+01:00"],
		["seconds", "1611133923.25"],
		["milliseconds", "1611133923250"],
		["microseconds", "1611133923250000"],
		["nanoseconds", "1611133923250000000"],
		["common", "20/Jan/2021:09:12:03.25 +0000"],
		["asctime", "Wed Jan 20 09:12:03.25 2021"],
		["yearless", "Jan 20 09:12:03.25"],
	]) {
		const [{ said }] = read(`${FINE}time: ${form}`, JSON.stringify({ t: time, h: "px.example" }));
		assert.equal((said as LogEvent).time, 1_611_133_923_250, form);
	}
});
