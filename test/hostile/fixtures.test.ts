// What the fuzzer once found, in fixtures/hostile: every invariant holds of it now.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createInvariants } from "../../fuzz/invariants.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/hostile");
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".eml"));
const invariants = createInvariants();

test("there are messages that once failed", () => assert.ok(names.length > 0));

for (const name of names) {
	test(`${name} breaks nothing`, () => {
		assert.equal(invariants.check(new Uint8Array(readFileSync(join(FOLDER, name))), true), null);
	});
}
