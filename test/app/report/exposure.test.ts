// What `exposure` says: JSON by its schema, and plain words at 80 columns, whatever a mail or a log tries.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { exposureLine } from "../../../src/app/report/exposure-json.ts";
import { describeExposures, type ExposureView } from "../../../src/app/report/exposure-terminal.ts";
import { createExposureTotals } from "../../../src/app/report/exposure-totals.ts";
import { widthOf } from "../../../src/app/report/terminal/columns.ts";
import { type Exposure, LEVELS, type TakenLog } from "../../../src/core/model/exposure.ts";
import { HOSTILE } from "./made-up.ts";

const SCHEMA = JSON.parse(readFileSync(new URL("../../../docs/schema/exposure.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true, strictTypes: false }).compile(SCHEMA);
const SCREEN = { width: 80, colour: false };

function row(n: number, more: Partial<Exposure> = {}): Exposure {
	const leaked = { clientIp: ["192.0.2.1"], userAgent: ["Mozilla/5.0"], times: ["2021-01-20T10:00:00.000Z"] };
	return {
		campaign: "b35344c9cfcd",
		person: n % 2 === 0 ? null : `Member ${n}`,
		account: `m${n}@parliament.example`,
		level: LEVELS[n % LEVELS.length] as Exposure["level"],
		leaked,
		leakedBy: { reader: leaked, machine: { clientIp: [], userAgent: [], times: [] } },
		evidence: [{ log: "squid.log", sha256: "ab".repeat(32), offset: n }],
		uncertain: [],
		coverage: [{ from: "2021-01-01T00:00:00.000Z", to: "2021-02-01T00:00:00.000Z" }],
		doubt: null,
		why: ["At 2021-01-20 10:00:00 UTC 192.0.2.1 fetched from t1.evil.example.", "Its user agent says Thunderbird 78.5.0 on Linux."],
		...more,
	};
}

function log(more: Partial<TakenLog> = {}): TakenLog {
	return {
		...{
			log: "squid.log",
			sha256: "ab".repeat(32),
			format: "squid",
			size: 1,
			lines: 1204,
			unread: 0,
			problems: [],
			speaksFor: [],
			skew: null,
		},
		coverage: [
			{ from: "2021-01-01T00:00:00.000Z", to: "2021-01-22T11:00:00.000Z" },
			{ from: "2021-01-24T09:00:00.000Z", to: "2021-02-01T00:00:00.000Z" },
		],
		...{ offset: 0, added: "2024-01-01T00:00:00Z", contacts: 7 },
		...more,
	};
}

function told(rows: readonly Exposure[], more: Partial<ExposureView> = {}): string {
	const totals = createExposureTotals(more.all ?? false);
	for (const one of rows) totals.add(one);
	const named = new Map([["b35344c9cfcd", { name: "Winter", targeted: true }]]);
	const text = describeExposures(
		{ campaigns: totals.result(), named, logs: [log()], stale: new Map(), clocks: [], all: false, ...more },
		SCREEN,
	);
	for (const line of text.split("\n")) assert.ok(widthOf(line) <= 80, line);
	return text.replaceAll(/\s+/g, " ");
}

test("every row keeps to the schema, and a schema allows nothing that the model does not", () => {
	for (let n = 0; n < LEVELS.length; n++) assert.ok(validate(JSON.parse(exposureLine(row(n)))), JSON.stringify(validate.errors));
	for (const text of HOSTILE) {
		const line = exposureLine(
			row(1, { person: text || "x", account: text || "x", evidence: [{ log: text, sha256: "ab".repeat(32), offset: 0 }] }),
		);
		assert.equal(line.indexOf("\n"), line.length - 1);
		assert.ok(validate(JSON.parse(line)), JSON.stringify(validate.errors));
	}
	const object = JSON.parse(exposureLine(row(1)));
	for (const change of [
		{ level: "opened" },
		{ more: 1 },
		{ leaked: {} },
		{ why: [] },
		{ evidence: [{ log: "a", sha256: "b", offset: 0 }] },
	])
		assert.ok(!validate({ ...object, ...change }), JSON.stringify(change));
});

test("a campaign is told by how many reached which level, then its people, and how much nobody will know", () => {
	const text = told(Array.from({ length: 70 }, (_, n) => row(n)));
	assert.match(text, /b35344c9cfcd Winter targeted 70 accounts received it:/);
	for (const word of [
		"10 followed a link",
		"10 fetched it",
		"10 a machine fetched it",
		"10 was refused",
		"10 looked the name up",
		"10 no evidence",
	])
		assert.ok(text.includes(word), word);
	assert.match(text, /Of 70 accounts that the targeted campaign reached, 10 cannot be known/);
	assert.match(text, /Member 7, m7@parliament\.example/);
	assert.match(text, /and 38 more: --all, or --json/);
	assert.doesNotMatch(text, /\bsafe\b/);
});

test("each log is told with its silences, its unread lines, its clock, and whether it is to be read again", () => {
	const logs = [
		log({ unread: 3, skew: -60, offset: 3000, problems: [{ offset: 17, problem: "no time" }], speaksFor: ["parliament.example"] }),
	];
	const clocks = [{ log: "squid.log", other: "dns.log", by: -3_600_000 }];
	const text = told([row(1)], { logs, clocks, stale: new Map([["ab".repeat(32), 2]]) });
	for (const part of [
		"for parliament.example; speaks from 2021-01-01 00:00 UTC to 2021-02-01 00:00 UTC, silent 2021-01-22 11:00 UTC to 2021-01-24 09:00 UTC.",
		"3 lines could not be read: byte 17: no time",
		"Its clock is 60 minutes behind the mail's",
		"--clock +60m",
		"moved by 3 s",
		"squid.log shows the same contacts as dns.log, 60 minutes earlier",
		"2 hosts came into the case later",
	])
		assert.ok(text.includes(part), `${part}\n${text}`);
	assert.match(told([], { campaigns: new Map(), logs: [] }), /No log was taken in yet/);
});

test("nothing that a mail or a log chose steers a terminal", () => {
	for (const text of HOSTILE) {
		const hostile = [row(1, { person: text, account: text, why: [text] })];
		const named = new Map([["b35344c9cfcd", { name: text, targeted: true }]]);
		const said = told(hostile, {
			named,
			logs: [log({ log: text, unread: 1, problems: [{ offset: 0, problem: text }], speaksFor: [text] })],
		});
		assert.doesNotMatch(said, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
	}
});
