// Days that people write down: such as there are, and none that is still to come.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isBeforeMail, isDate, latestDay } from "../../../src/core/model/person.ts";

test("a day is one of the calendar", () => {
	for (const day of ["2024-02-29", "0001-01-01", "9999-12-31"]) assert.ok(isDate(day), day);
	for (const text of ["2023-02-29", "2024-13-01", "2024-3-25", "2024-03-25T10:00Z", "", "soon"]) assert.ok(!isDate(text), text);
});

test("the latest day is the one that has begun anywhere", () => {
	assert.equal(latestDay("2024-03-25T09:59:59.000Z"), "2024-03-25");
	assert.equal(latestDay("2024-12-31T10:00:00.000Z"), "2025-01-01");
});

test("a day is before a mail only where that came on a later one, and where it is known when", () => {
	assert.ok(isBeforeMail("2021-01-31", "2021-02-01T00:00:00.000Z"));
	assert.ok(!isBeforeMail("2021-02-01", "2021-02-01T23:00:00.000Z"));
	assert.ok(!isBeforeMail("1999-01-01", null));
});
