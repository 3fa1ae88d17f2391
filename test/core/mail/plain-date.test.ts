import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readDate, readReceivedDate } from "../../../src/core/mail/dates.ts";
import { dateIn, receivedDateIn } from "../../../src/core/mail/plain-date.ts";

test("a date told soon is the one told slowly", () => {
	const piece = fc.constantFrom(
		...[
			"Fri, ",
			"31 ",
			"9 ",
			"00 ",
			"Nov ",
			"feb ",
			"Foo ",
			"2024 ",
			"0097 ",
			"97 ",
			"23:59:60 ",
			"24:00:00 ",
			"09:55:06 ",
			"+0100",
			"-2359",
			"GMT",
			"UTC",
		],
		...[" (CET)", "(a;", ")", ";", '"', "\\", " ", "x"],
	);
	const date = fc
		.tuple(fc.nat(32), fc.constantFrom("Jan", "Feb", "NOV", "Xyz"), fc.integer({ min: 0, max: 9999 }), fc.nat(25), fc.nat(61))
		.map(
			([day, month, year, hour, second]) =>
				`Mon, ${day} ${month} ${String(year).padStart(4, "0")} ${String(hour).padStart(2, "0")}:00:${String(second).padStart(2, "0")} -0330`,
		);
	fc.assert(
		fc.property(fc.array(fc.oneof(piece, date), { maxLength: 10 }), (pieces) => {
			const value = pieces.join("");
			assert.equal(dateIn(value), readDate(value), value);
			assert.equal(receivedDateIn(value), readReceivedDate(value), value);
			assert.equal(receivedDateIn(`from a (b; c) by d; ${value}`), readReceivedDate(`from a (b; c) by d; ${value}`), value);
		}),
		{ numRuns: 1500 },
	);
});
