// How long a run lasts is written as 45s, 10m or 1h; anything else is refused with a word of what would do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readDuration } from "../../../src/app/selftest/duration.ts";

test("seconds, minutes and hours are read, up to a day", () => {
	assert.deepEqual(
		["45s", "10m", "1h", "24h", " 5s "].map((text) => readDuration(text, "--for")),
		[45, 600, 3600, 86_400, 5],
	);
});

test("anything else is refused, and the option named", () => {
	for (const text of ["", "0s", "-5s", "5", "5d", "1e9s", "99999h", "5 s", "٥s"]) {
		assert.throws(() => readDuration(text, "--for"), /--for takes a time of at most a day/, text);
	}
});
