// The terminal: no line is wider than it, no escape sequence of a sender reaches it, and no meaning hangs on a colour.

import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { fit, widthOf, wrap } from "../../../src/app/report/terminal/columns.ts";
import { describeInspection, describeSummary } from "../../../src/app/report/terminal.ts";
import { createTally } from "../../../src/app/report/totals.ts";
import { HOSTILE, message, messageSaying, reference, UNSEEN } from "./made-up.ts";

const PLAIN = { width: 80, colour: false };

test("no line is wider than the terminal, and nothing of a sender steers it", () => {
	for (const width of [60, 80, 133]) {
		for (const text of HOSTILE) {
			const said = describeInspection(text, messageSaying(text), { width, colour: false });
			for (const line of said.split("\n")) assert.ok(widthOf(line) <= width, `${width}: ${line}`);
			assert.doesNotMatch(said, UNSEEN);
		}
	}
});

test("the same holds for random text", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 60, max: 200 }), (text, width) => {
			const said = describeInspection(text, messageSaying(text), { width, colour: false });
			for (const line of said.split("\n")) assert.ok(widthOf(line) <= width);
			assert.doesNotMatch(said, UNSEEN);
		}),
	);
});

test("below 60 columns the table stays at 60", () => {
	const lines = describeInspection("a.eml", message(), { width: 20, colour: false }).split("\n");
	assert.ok(lines.every((line) => widthOf(line) <= 60));
	assert.ok(lines.some((line) => widthOf(line) > 20));
});

test("colour only adds: without it the same words stand there", () => {
	const coloured = describeInspection("a.eml", message(), { width: 80, colour: true });
	assert.ok(coloured.includes("\u001b["));
	assert.equal(stripVTControlCharacters(coloured), describeInspection("a.eml", message(), PLAIN));
	const summary = createTally().summary();
	assert.equal(stripVTControlCharacters(describeSummary(summary, { width: 80, colour: true })), describeSummary(summary, PLAIN));
});

test("a message has its head, a line for each distinct reference, what the sender would learn, and whom it names", () => {
	const spacers = Array.from({ length: 55 }, () =>
		reference({ host: "cdn.shop.example", identifier: { kind: "none", value: null, how: "" }, operator: null }),
	);
	assert.equal(
		describeInspection(
			"a.eml",
			message({
				references: [...spacers, reference()],
				problems: [{ code: "bad-header", detail: "a line without a colon", offset: 1200 }],
			}),
			PLAIN,
		),
		`a.eml
From     news@shop.example
Subject  Spring sale

When  What          To                Identifier        Operator
open  img src       t1.track.example  names the reader  Mailchimp
open  55 × img src  cdn.shop.example  -                 -

The sender would learn
  when the message is opened: the time, the reader's IP address, the program and
    the operating system and which recipient it was.
  about: reader@newsroom.example

A header line that no standard allows, at byte 1,200: a line without a colon

`,
	);
});

test("where nothing was found it says that this proves nothing", () => {
	const said = describeInspection("a.eml", message({ references: [] }), PLAIN);
	assert.match(said, /Nothing was found that would contact anybody\./);
	assert.match(said, /does not prove a message\s+safe: docs\/limits\.md/);
});

test("a file that holds no message is not called clean", () => {
	const problems = [{ code: "not-a-message" as const, detail: "The file holds no message.", offset: 0 }];
	const said = describeInspection("a.bin", message({ from: null, subject: null, references: [], problems }), PLAIN);
	assert.doesNotMatch(said, /Nothing was found/);
	assert.match(said, /Holds no message/);
});

test("a thousand different links are cut to ten, and counted", () => {
	const references = Array.from({ length: 1000 }, (_, n) => reference({ trigger: "click", vector: "a-href", host: `h${n}.example` }));
	const said = describeInspection("a.eml", message({ references }), PLAIN);
	assert.match(said, /and 990 more links/);
	assert.ok(said.split("\n").length < 30);
});

test("a long host keeps its end, which is what says whose it is", () => {
	const host = `${"a.".repeat(100)}track.example`;
	assert.match(describeInspection("a.eml", message({ references: [reference({ host })] }), PLAIN), /…[a.]*track\.example /);
});

test("the summary has messages, references by trigger, trackers by identifier and operator, and problems", () => {
	const tally = createTally();
	const opaque = reference({ identifier: { kind: "opaque", value: "x", how: "" }, operator: null });
	tally.add(message({ references: [reference(), opaque, opaque, reference({ trigger: "click" })] }));
	tally.add(message({ references: [], problems: [{ code: "encrypted", detail: "x", offset: 0 }] }));
	assert.equal(
		describeSummary(tally.summary(), PLAIN),
		`2 messages, 4 remote references

Remote references, by what sets them off
  3  when the message is opened
  1  when the reader clicks

Contacted without a click, by what singles the reader out, and operator
  1  names the reader  Mailchimp
  2  random value      -

What could not be read
  1  Encrypted: the content cannot be seen
`,
	);
});

test("wide characters take two columns, marks none", () => {
	assert.equal(widthOf("漢字"), 4);
	assert.equal(widthOf("ｱ"), 1);
	assert.equal(widthOf("！"), 2);
	assert.equal(widthOf("e\u0301"), 1);
	assert.equal(widthOf("🎉"), 2);
	assert.equal(widthOf("한국어"), 6);
	assert.equal(fit("漢字かな", 5), "漢字…");
	assert.equal(fit("漢字かな", 6), "漢字… ");
	assert.equal(fit("a.track.example", 10, "host"), "…k.example");
});

test("wrapping loses nothing", () => {
	fc.assert(
		fc.property(fc.string(), fc.integer({ min: 10, max: 80 }), fc.integer({ min: 0, max: 4 }), (text, width, indent) => {
			const lines = wrap(text, width, indent);
			assert.equal(lines.join("").replace(/ /g, ""), text.replace(/ /g, ""));
			for (const line of lines) assert.ok(widthOf(line) <= width);
		}),
	);
});
