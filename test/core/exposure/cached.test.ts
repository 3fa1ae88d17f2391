// Copies from a cache: the reader's program asked, and the sender was not told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ANNA, assess, held, line, lookup, type MadeUpLine, tunnel, urlOf } from "./made-up.ts";

const HIT: MadeUpLine = { url: urlOf(ANNA), outcome: "cached", status: 200, agent: "Thunderbird" };
const NOTHING = { clientIp: [], userAgent: [], times: [] };

test("A request that a cache answered was fetched, and told the sender nothing.", () => {
	const row = assess([line(HIT)]).get(ANNA);
	assert.equal(row?.level, "fetched");
	assert.equal(row?.evidence.length, 1);
	assert.deepEqual(row?.leaked, NOTHING);
	assert.deepEqual(row?.leakedBy, { reader: NOTHING, machine: NOTHING });
});

test("The lookup before it and the tunnel that it came through do not show that it reached the sender.", () => {
	const rows = assess([line(HIT), tunnel(), lookup()]);
	assert.equal(rows.get(ANNA)?.level, "fetched");
	assert.deepEqual(rows.get(ANNA)?.leaked, NOTHING);
});

test("Where another log shows the same request answered, or seen on the wire, it reached the sender.", () => {
	for (const outcome of ["answered", "unknown"] as const) {
		const row = assess([line(HIT), line({ url: urlOf(ANNA), outcome, log: "outer", client: "192.0.2.9" })]).get(ANNA);
		assert.equal(row?.level, "fetched");
		assert.deepEqual(row?.leaked.clientIp, ["192.0.2.1", "192.0.2.9"]);
		assert.deepEqual(row?.leaked.times, ["2021-02-01T10:10:00.000Z"]);
	}
	const refused = assess([line(HIT), line({ url: urlOf(ANNA), outcome: "refused", log: "outer" })]).get(ANNA);
	assert.equal(refused?.level, "blocked");
	assert.deepEqual(refused?.leaked, NOTHING);
});

test("What was fetched from the sender at another time leaked as ever.", () => {
	const row = assess([line({ ...HIT, after: 60 }), line({ ...HIT, outcome: "answered", after: 10 })]).get(ANNA);
	assert.deepEqual(row?.leaked, { clientIp: ["192.0.2.1"], userAgent: ["Thunderbird"], times: ["2021-02-01T10:10:00.000Z"] });
});

test("A link that a cache answered was followed, and told the sender nothing.", () => {
	const row = assess([line(HIT)], { references: [held(ANNA, { trigger: "click" })] }).get(ANNA);
	assert.equal(row?.level, "clicked");
	assert.deepEqual(row?.leaked, NOTHING);
});
