import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readAddresses } from "../../../src/core/mail/addresses.ts";
import { readDate, readReceivedDate } from "../../../src/core/mail/dates.ts";
import { readMessage } from "../../../src/core/mail/message.ts";
import { type Summary, summarise } from "../../../src/core/mail/summary.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";

function summary(...lines: string[]): Summary {
	return summarise(readMessage(new Uint8Array(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`)), nodeCodec));
}

test("dates are read in the forms of RFC 5322, new and obsolete", () => {
	for (const [value, expected] of [
		["Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06.000Z"],
		["21 Nov 97 09:55 GMT", "1997-11-21T09:55:00.000Z"],
		["21 Nov 49 09:55:06 +0530", "2049-11-21T04:25:06.000Z"],
		["Fri, 21 Nov 101 09:55:06 EST", "2001-11-21T14:55:06.000Z"],
		[
			"Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland Time)",
			"1969-02-14T03:02:00.000Z",
		],
		["Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06.000Z"],
		["(a (nested) one) 1 Jan 2024 00:00:00 Z", "2024-01-01T00:00:00.000Z"],
		["Mon, 1-Jan-2024 00:00:00 +0000", "2024-01-01T00:00:00.000Z"],
		["29 Feb 2024 23:59:60 PDT", "2024-03-01T07:00:00.000Z"],
		["1 Jan 2024 00:00:00", "2024-01-01T00:00:00.000Z"],
		["Tue, 2 January 2024 10:20:30 GMT+0200", "2024-01-02T08:20:30.000Z"],
	]) {
		assert.equal(readDate(value), expected, value);
	}
});

test("what is no date is none", () => {
	for (const value of [
		"",
		"yesterday",
		"32 Jan 2024 00:00:00",
		"1 Foo 2024 00:00:00",
		"1 Jan 2024 24:00:00",
		"2024-01-01",
		"1 Jan 2024",
		"21 Nov 0001 09:55:06 +0000",
	]) {
		assert.equal(readDate(value), null, value);
	}
});

test("any time written as RFC 5322 has it comes back", () => {
	const time = fc.date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("9999-12-30T00:00:00Z"), noInvalidDate: true });
	fc.assert(
		fc.property(time, fc.integer({ min: -12 * 60, max: 14 * 60 }), (date, zone) => {
			const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
			const local = new Date(whole.getTime() + zone * 60_000).toUTCString().replace(" GMT", "");
			const hours = String(Math.floor(Math.abs(zone) / 60)).padStart(2, "0");
			const minutes = String(Math.abs(zone) % 60).padStart(2, "0");
			assert.equal(readDate(`${local} ${zone < 0 ? "-" : "+"}${hours}${minutes}`), whole.toISOString());
		}),
	);
});

test("the date of a Received field stands after its last semicolon, comments apart", () => {
	const value = "from a (b; c) by d with SMTP id e; f for <g@h.example>; Mon, 1 Jan 2024 10:00:00 +0100 (CET; really)";
	assert.equal(readReceivedDate(value), "2024-01-01T09:00:00.000Z");
});

test("addresses are read out of names, groups, quotes, routes, comments and brackets", () => {
	for (const [value, expected] of [
		["A@B.example", ["a@b.example"]],
		['"Doe, John" <john@a.example>, Jane <jane@a.example>', ["john@a.example", "jane@a.example"]],
		["Group: a@a.example, B <b@a.example>;, c@a.example", ["a@a.example", "b@a.example", "c@a.example"]],
		["undisclosed-recipients:;", []],
		['"a b"@c.example', ['"a b"@c.example']],
		['"plain"@c.example', ["plain@c.example"]],
		["<@r1.example,@r2.example:a@b.example>", ["a@b.example"]],
		["a (comment, with <x@y.example>) @ b.example", ["a@b.example"]],
		["a@[192.0.2.1]", ["a@[192.0.2.1]"]],
		["a@b.example, A@b.example", ["a@b.example"]],
		["x@evil.example <a@b.example>", ["a@b.example"]],
		["a@b.example; c@d.example", ["a@b.example", "c@d.example"]],
		['"never closed <a@b.example>, c@d.example', ["a@b.example", "c@d.example"]],
		["<a@b.example", ["a@b.example"]],
		["ü@ü.example", ["ü@ü.example"]],
		["nobody", []],
		["", []],
	] as const) {
		assert.deepEqual(readAddresses(value), expected, value);
	}
});

test("the summary takes the newest Received that has a date, else Date, and says which", () => {
	const newest = "Received: from a by b; Mon, 1 Jan 2024 10:00:00 +0000";
	const older = "Received: from c by d; Mon, 1 Jan 2024 09:00:00 +0000";
	const date = "Date: Mon, 1 Jan 2024 08:00:00 +0000";
	assert.equal(summary(newest, older, date).received, "2024-01-01T10:00:00.000Z");
	assert.deepEqual(
		[summary("Received: from a by b; nonsense", older, date).received, summary(date).received, summary(date).receivedFrom],
		["2024-01-01T09:00:00.000Z", "2024-01-01T08:00:00.000Z", "date"],
	);
	assert.deepEqual([summary("Subject: x").received, summary("Subject: x").receivedFrom], [null, null]);
});

test("the summary names sender, receivers, subject and id", () => {
	const { messageId, from, subject, deliveredTo, to, cc } = summary(
		"Delivered-To: Me@a.example",
		"From: =?utf-8?q?=C3=A4?= <S@b.example>, other@b.example",
		"To: x@a.example",
		"To: y@a.example",
		"Cc: z@a.example",
		"Subject: =?utf-8?b?w6Q=?= x",
		"Message-ID: (c) < id@b.example >",
	);
	assert.deepEqual([messageId, from, subject], ["id@b.example", "s@b.example", "ä x"]);
	assert.deepEqual([deliveredTo, to, cc], [["me@a.example"], ["x@a.example", "y@a.example"], ["z@a.example"]]);
	assert.equal(summary("Message-ID: bare@b.example").messageId, "bare@b.example");
	assert.equal(summary("Subject: x").messageId, null);
	assert.equal(summarise({ parts: [], problems: [] }).from, null);
});
