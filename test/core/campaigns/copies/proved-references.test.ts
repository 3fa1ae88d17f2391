import assert from "node:assert/strict";
import { test } from "node:test";
import { compareCopies } from "../../../../src/core/campaigns/copies/comparison.ts";
import { withProofs } from "../../../../src/core/campaigns/copies/proved-references.ts";
import { copy, reference } from "./made-up-copies.ts";

test("a reference that is proved says so with both values and the other message; what is equal is none, with the reason", () => {
	const both = reference("https://t.example/logo-8f3a2c9d.png", { opaque: "8f3a2c9d" });
	const mine = copy("alice@parliament.example", [reference("https://t.example/o?u=8f3a2c", { opaque: "8f3a2c" }), both]);
	const other = copy("bob@parliament.example", [reference("https://t.example/o?u=1b9e77", { opaque: "1b9e77" }), both]);
	const [first, second] = withProofs(mine.references, compareCopies([mine, other]).get(mine.sha256) ?? []);
	assert.deepEqual([first?.identifier.kind, first?.identifier.value], ["unique", "8f3a2c"]);
	const last = first?.why.at(-1) ?? "";
	for (const part of ["bob@parliament.example", other.sha256, '"8f3a2c" here', '"1b9e77" there']) assert.ok(last.includes(part), part);
	assert.equal(second?.identifier.kind, "none");
	assert.match(second?.identifier.how ?? "", /the same in the copies of 2 people/);
	assert.equal(withProofs(mine.references, []), mine.references);
});
