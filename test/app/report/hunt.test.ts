// What a hunt says: JSON by its schema, and plain words at 80 columns, whatever a mail or a list tries.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { matchObjects, missingLines } from "../../../src/app/report/hunt-json.ts";
import { createTelling, describeNotFound } from "../../../src/app/report/hunt-terminal.ts";
import { watchedText } from "../../../src/app/report/hunt-watched.ts";
import { watchedLines } from "../../../src/app/report/scan-json.ts";
import { widthOf } from "../../../src/app/report/terminal/columns.ts";
import { type Search, searchFor } from "../../../src/core/indicators/search.ts";
import type { Match } from "../../../src/edge/casebook/hunting/hunt.ts";
import { HOSTILE } from "./made-up.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false });

function schema(name: string) {
	return ajv.compile(JSON.parse(readFileSync(new URL(`../../../docs/schema/${name}.schema.json`, import.meta.url), "utf8")));
}

function match(n: number, text = "Subject"): Match {
	return {
		indicator: { kind: "domain", given: "Evil.example", value: "evil.example", from: null },
		message: {
			sha256: String(n).padStart(64, "0"),
			messageId: n % 2 === 0 ? null : `${n}@evil.example`,
			from: `${text} <spy@evil.example>`,
			subject: text,
			received: n === 0 ? null : new Date(Date.UTC(2021, 0, 22, n)).toISOString(),
			receivedFrom: n === 0 ? null : "received",
			places: [
				{ mailbox: `mail/${text}`, file: `mail/${text}/cur/1`, offset: 0, owner: `${text}@parliament.example`, gone: false },
				{ mailbox: "mail/b.mbox", file: "mail/b.mbox", offset: 7, owner: null, gone: true },
			],
			findings: "",
		},
		where: [{ part: "1", start: 558, end: 615 }, "reply-to", "message-id"],
	};
}

const SEARCH: Search = searchFor([match(1).indicator]);

test("--json has a line for each mailbox and each place, which keep to the schema, and one for what was not found", () => {
	const hunt = schema("hunt");
	const objects = [0, 1].flatMap((n) => matchObjects(match(n), { campaign: "c1", targeted: true }));
	assert.equal(objects.length, 2 * 2 * 3);
	for (const object of [...objects, ...matchObjects({ ...match(1), where: [null] }, undefined)])
		assert.ok(hunt(object), ajv.errorsText(hunt.errors));
	assert.deepEqual(
		objects.slice(6, 9).map(({ where }) => where),
		[{ part: "1", start: 558, end: 615 }, "header Reply-To", "header Message-ID"],
	);
	assert.deepEqual(JSON.parse(missingLines(SEARCH)), { indicator: "Evil.example", kind: "domain", message_id: null });
	assert.ok(hunt(JSON.parse(missingLines(SEARCH))));
	const scan = schema("scan");
	for (const line of watchedLines(match(1))) assert.ok(scan(JSON.parse(line)), ajv.errorsText(scan.errors));
	assert.ok(!hunt({ ...objects[0], kind: "name" }) && !hunt({ ...objects[0], more: 1 }));
});

test("a person reads who received what, when, where it lies, and whether something targeted is among it", () => {
	const telling = createTelling(SEARCH, { width: 80, colour: false });
	for (let n = 0; n < 30; n++) telling.add(match(n), n === 7 ? { campaign: "c7", targeted: true } : undefined);
	telling.add(match(3), undefined);
	const text = telling.text();
	assert.match(text, /^Evil\.example \(domain\): 30 messages to 1 account, 2021-01-22 to 2021-01-23\n/);
	assert.match(text, /Something targeted is among them\./);
	assert.match(text, /2021-01-22 01:00 UTC {2}to Subject@parliament\.example and an unknown account/);
	assert.match(text, /found: part 1, bytes 558 to 615, header Reply-To and header Message-ID/);
	assert.match(text, /lay in mail\/b\.mbox, and does no more/);
	assert.match(text, /in campaign c7, which counts as targeted/);
	assert.match(text, /and 10 more messages \(--json lists all\)\n\n$/);
	assert.equal(telling.totals().targeted, true);
});

test("a time that only the sender tells is said to be that", () => {
	const dated = { ...match(1), message: { ...match(1).message, receivedFrom: "date" as const } };
	const telling = createTelling(SEARCH, { width: 80, colour: false });
	for (const one of [dated, dated, match(2)]) telling.add(one, undefined);
	const text = telling.text();
	assert.match(text, /^Evil\.example \(domain\): 2 messages to 1 account, 2021-01-22 \(of 1 message by Date\n {2}alone\)\n/);
	assert.equal(text.split("Only Date tells the time, which the sender writes.").length, 2);
	assert.match(watchedText(dated), /, 2021-01-22 by Date alone\n/);
	assert.doesNotMatch(watchedText(match(2)), /Date/);
});

test("what is not found is said to be not found in so many messages, never to be safe", () => {
	const text = describeNotFound({ named: [SEARCH], count: 25, messages: 12_345, stale: 3 }, { width: 80, colour: false });
	assert.match(text, /^Not found in 12,345 messages:\n {2}Evil\.example \(domain\)\n {2}and 24 more/);
	assert.match(text, /says nothing about mail that the case does not hold/);
	assert.match(text, /3 mailbox files were read by an older version/);
	assert.doesNotMatch(text, /safe|clean/i);
});

test("no mail and no list steers the terminal, makes a link of itself, or breaks the width", () => {
	for (const hostile of HOSTILE) {
		const telling = createTelling(searchFor([{ ...match(1).indicator, given: hostile }]), { width: 80, colour: false });
		telling.add(match(1, hostile), undefined);
		const watched = watchedText({ ...match(1, hostile), indicator: { ...match(1).indicator, given: hostile } });
		for (const text of [telling.text(), watched]) assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]|:\/\//u);
		for (const line of telling.text().split("\n")) assert.ok(widthOf(line) <= 80, line);
	}
});
