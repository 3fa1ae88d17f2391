import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import fc from "fast-check";
import { LEAKS } from "../../../src/core/model/leak.ts";
import { CHANNELS, type RemoteReference, TRIGGERS } from "../../../src/core/model/reference.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { reversedHost, urlKey } from "../../../src/edge/casebook/findings.ts";
import { encodeMessages } from "../../../src/edge/casebook/rows.ts";
import { newCase, testEach } from "./engines.ts";
import { DETECTOR, options, references, rowsOf, scanned, see, temporaryFolder } from "./scanned.ts";

const word = fc.constantFrom("", "a", "a\n", "\na", "\n1\na", "b", ",", '"', "\u0000", "\ud800", "é");
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(model, { noNullPrototype: true });
/** What a sender shapes (a parameter's name within `how`) stands beside what the program says. */
const reference: fc.Arbitrary<RemoteReference> = record({
	vector: fc.constantFrom("img-src", "a-href"),
	channel: fc.constantFrom(...CHANNELS),
	trigger: fc.constantFrom(...TRIGGERS),
	url: fc.webUrl(),
	host: fc.constantFrom("a.example", "b.a.example", "192.0.2.1", "[2001:db8::1]", "localhost", ""),
	part: fc.constantFrom("0", "1", "1.2"),
	start: fc.nat(),
	end: fc.nat(),
	identifier: fc.oneof(
		fc.constant({ kind: "none" as const, value: null, how: "" }),
		record({
			kind: fc.constantFrom("address" as const, "opaque" as const),
			value: word,
			how: fc.constantFrom("", "a", "a\n", "\n1\na", '"'),
		}),
	),
	operator: fc.constantFrom(null, "", "bulk-example"),
	leaks: fc.subarray([...LEAKS]),
	why: fc.array(word, { maxLength: 3 }),
});

testEach("References come back exactly as they were found, whatever words a sender put into their explanations.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	let seed = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(reference, { maxLength: 30 }), async (found) => {
			const message = scanned(seed++);
			await run.write({ rows: rowsOf([{ ...message, inspection: { ...message.inspection, references: found } }]), files: [] });
			assert.deepEqual((await casebook.message(message.raw.sha256))?.references, found);
		}),
		{ numRuns: 60 },
	);
});

test("Rows that a worker made are the same after they crossed threads, and share one small buffer for their hashes.", () => {
	const rows = encodeMessages([scanned(1), scanned(2), scanned(1)], DETECTOR, see);
	assert.deepEqual(structuredClone(rows), rows);
	const hashes = rows.placement.filter((value) => value instanceof Uint8Array);
	assert.deepEqual(new Set(hashes.map((hash) => hash.buffer.byteLength)), new Set([3 * 32]));
});

test("A domain and its sub-domains are one range of a key, and nothing else is in it.", async (t) => {
	assert.equal(reversedHost("t1.track.example"), "example.track.t1");
	for (const address of ["192.0.2.1", "[2001:db8::1]"]) assert.equal(reversedHost(address), address);
	const folder = temporaryFolder(t);
	const casebook = await openCase(folder, options());
	t.after(() => casebook.close());
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const hosts = [
		"track.example",
		"t1.track.example",
		"a.t1.track.example",
		"nottrack.example",
		"track-er.example",
		"track.example.test",
		"example",
	];
	const [some] = references(1, 1);
	assert.ok(some);
	const message = scanned(1);
	const found = hosts.map((host) => ({ ...some, host }));
	await run.write({ rows: rowsOf([{ ...message, inspection: { ...message.inspection, references: found } }]), files: [] });
	const database = new DatabaseSync(join(folder, "case.db"), { readOnly: true });
	t.after(() => database.close());
	const search = "from contact where host = ?1 or (host > ?1 || '.' and host < ?1 || '/')";
	const matches = database.prepare(`select host ${search} order by host`).all("example.track");
	assert.deepEqual(
		matches.map(({ host }) => host),
		["example.track", "example.track.t1", "example.track.t1.a"],
	);
	const plan = database.prepare(`explain query plan select message ${search}`).all("example.track");
	assert.ok(plan.every(({ detail }) => !String(detail).startsWith("SCAN")));
});

test("A contact names its URLs by keys that leave out the fragment.", () => {
	assert.equal(urlKey("https://a.example/x?y#z"), urlKey("https://a.example/x?y"));
	assert.notEqual(urlKey("https://a.example/x?y"), urlKey("https://a.example/x?z"));
	const long = (token: string) => `https://a.example/${"x".repeat(60)}?u=${token}`;
	assert.notEqual(urlKey(long("1".repeat(60))), urlKey(long("2".repeat(60))));
	assert.match(urlKey(""), /^[0-9a-f]{8}$/);
});
