import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { encodeMessages } from "../../../src/edge/casebook/rows.ts";
import { trailOf } from "../../../src/edge/casebook/trail.ts";
import { correlated } from "./correlated.ts";
import { testEach } from "./engines.ts";
import { DETECTOR, profile, scanned, see } from "./scanned.ts";

const NOTHING = { messageId: null, from: null, profile: profile(1), hosts: [], urls: [] };

test("A trail names each address, host and IP address once, with every field that named it.", () => {
	const entries = trailOf({
		messageId: "abc@Mail.Sender.example",
		from: "news@sender.example",
		profile: { ...profile(1), sender: "news@sender.example", signatures: ["sender.example", "mail.sender.example."] },
		urls: ["mailto:Spy@Receipt.example"],
		hosts: ["198.51.100.7", "[2001:db8::7]", "t1.track.example"],
	});
	assert.deepEqual(
		entries.map(({ kind, value, headers }) => [kind, value, headers]),
		[
			["address", "example.sender@news", "from sender"],
			["address", "example.sender@answers+0", "reply-to"],
			["address", "example.sender.bounces@bounce-1", "return-path"],
			["message-id", "abc@Mail.Sender.example", "message-id"],
			["host", "example.sender.mail", "message-id dkim-signature"],
			["host", "example.sender", "dkim-signature"],
			["host", "example.sender.out1", "received"],
			["host", "example.parliament.mx", "received"],
			["ip", "00000000000000000000ffffc0000201", "received"],
			["ip", "00000000000000000000ffffc6336407", "contact"],
			["ip", "20010db8000000000000000000000007", "contact"],
			["address", "example.receipt@spy", "contact"],
		],
	);
});

test("Machines of one's own network, and what names nobody, leave no trail.", () => {
	const hop = { from: "localhost", by: null };
	const hops = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "no address"].map((ip) => ({ ...hop, ip }));
	const entries = trailOf({ ...NOTHING, from: "no address", profile: { ...profile(1), signatures: [], hops } });
	assert.deepEqual(
		entries.filter(({ headers }) => headers !== "reply-to" && headers !== "return-path"),
		[],
	);
});

test("Hostile headers give bounded trails, and each key once.", () => {
	const text = fc.oneof(
		fc.string({ maxLength: 40, unit: "binary" }),
		fc.constantFrom("a\0b.example", "a\ufffdb.example", "x".repeat(5000), "[::1]"),
	);
	fc.assert(
		fc.property(fc.array(text, { maxLength: 300 }), text, fc.array(text), (signatures, from, hosts) => {
			const entries = trailOf({ messageId: from, from, profile: { ...profile(1), signatures }, hosts, urls: hosts });
			assert.ok(entries.filter(({ headers }) => !headers.includes("contact")).length <= 100);
			assert.equal(new Set(entries.map(({ kind, value }) => `${kind} ${value}`)).size, entries.length);
			assert.ok(entries.every(({ value }) => Buffer.byteLength(value) <= 400 && value.isWellFormed() && !value.includes("\0")));
		}),
		{ numRuns: 100 },
	);
});

testEach("A replaced reading takes its trail, its sighting and its strand away.", async (t, engine) => {
	const { casebook, place } = await correlated(t, engine, {});
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const rows = async () => {
		const trail = await engine.execute(place, "select kind, value, headers from trail order by kind, value");
		const sightings = await engine.execute(place, "select strand from sighting");
		return { trail: trail.map((row) => ({ ...row })), strands: sightings.map(({ strand }) => strand) };
	};
	const newer = scanned(1, {}, 0);
	const later = { ...newer, inspection: { ...newer.inspection, received: "2030-01-01T00:00:00.000Z", messageId: "other@sender.example" } };
	for (const [detector, message] of [scanned(1), newer, later, scanned(1)].entries())
		await run.write({ rows: [encodeMessages([message], detector + 1, see)], files: [] });
	const fresh = await correlated(t, engine, {});
	const other = await fresh.casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await other.write({ rows: [encodeMessages([scanned(1)], 4, see)], files: [] });
	const expected = await engine.execute(fresh.place, "select kind, value, headers from trail order by kind, value");
	assert.deepEqual(await rows(), { trail: expected.map((row) => ({ ...row })), strands: [see(scanned(1).inspection).strand] });
});
