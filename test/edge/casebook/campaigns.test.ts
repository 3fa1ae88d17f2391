import assert from "node:assert/strict";
import test from "node:test";
import type { Delivery } from "../../../src/edge/casebook/campaigns/deliveries.ts";
import { wavesOf } from "../../../src/edge/casebook/campaigns/timeline.ts";
import { correlated } from "./correlated.ts";
import { testEach } from "./engines.ts";
import { all, DETECTOR, progress, rowsOf, scanned } from "./scanned.ts";

testEach("A campaign tells every mailbox that holds or held its messages, its recipients, and when it was seen.", async (t, engine) => {
	const messages = [
		scanned(1, { mailbox: "b", owner: "two@parliament.example" }),
		scanned(1, { mailbox: "a", owner: "one@parliament.example" }),
		scanned(1, { mailbox: "a", offset: 7, owner: "one@parliament.example" }),
		scanned(14, { mailbox: "b", owner: null }),
	];
	const { casebook } = await correlated(t, engine, { aaaa: messages, bbbb: [scanned(2)] });
	const run = await casebook.beginRun({ sources: ["b"], detector: DETECTOR });
	await run.write({ rows: [], files: [progress({ mailbox: "b", state: "again" })] });
	const campaign = await casebook.campaign("aaaa");
	const placed = campaign?.messages.map(({ messageId, mailbox, sha256 }) => [messageId, mailbox, sha256]);
	const [first, other] = [scanned(1).raw.sha256, scanned(14).raw.sha256];
	assert.deepEqual(placed, [
		["1@sender.example", "a", first],
		["1@sender.example", "b", first],
		["14@sender.example", "b", other],
	]);
	assert.deepEqual(campaign?.recipients, ["one@parliament.example", "two@parliament.example"]);
	assert.equal(campaign?.firstSeen, scanned(1).inspection.received);
	assert.equal(campaign?.lastSeen, scanned(14).inspection.received);
	assert.deepEqual(campaign?.identifiers, { address: 2, unique: 0, opaque: 6 });
	assert.equal(await casebook.campaign("zzzz"), null);
});

testEach(
	"Campaigns stream past the end of a page, those seen last first, each once, and one that was merged answers to its old id.",
	async (t, engine) => {
		const { casebook, under } = await correlated(t, engine, { aaaa: [scanned(1)], bbbb: [scanned(2)], cccc: [scanned(11)] });
		assert.deepEqual(
			(await all(casebook.campaigns())).map(({ id }) => id),
			["bbbb", "aaaa", "cccc"],
		);
		await under.insert(under.db, "campaign_alias", ["dddd", "bbbb"], "keep");
		await under.insert(under.db, "campaign_link", ["aaaa", "bbbb", "weak", '["why"]', "bbbb", "cccc", "strong", "[]"], "keep");
		const campaign = await casebook.campaign("dddd");
		assert.deepEqual([campaign?.id, campaign?.aliases], ["bbbb", ["dddd"]]);
		assert.deepEqual(campaign?.links, [
			{ campaign: "cccc", strength: "strong", why: [] },
			{ campaign: "aaaa", strength: "weak", why: ["why"] },
		]);
		const more = Array.from({ length: 450 }, (_, n) => [
			`e${n}`,
			"",
			"",
			String(n % 3),
			1,
			n % 2 === 0 ? "targeted" : "commercial",
			"[]",
			JSON.stringify({ infrastructure: [], setAside: [] }),
		]);
		await under.insert(under.db, "campaign", more.flat(), "keep");
		const found = await all(casebook.campaigns());
		assert.equal(new Set(found.map(({ id }) => id)).size, 453);
		const order = found.map(({ id, lastSeen }) => `${lastSeen ?? ""} ${id}`);
		assert.deepEqual(order, [...order].sort().reverse());
		assert.equal((await all(casebook.campaigns({ assessment: "targeted" }))).length, 225);
	},
);

testEach(
	"The most suspect of one assessment are those for whose being targeted most speaks, then those seen last, past the end of a page.",
	async (t, engine) => {
		const { casebook, under } = await correlated(t, engine, {});
		const rows = Array.from({ length: 2300 }, (_, n) => {
			const reasons = [
				{ text: "For.", for: "targeted", weight: n % 10 },
				{ text: "Against.", for: "commercial", weight: n % 3 },
			];
			return [
				`e${String(n).padStart(4, "0")}`,
				"",
				"",
				String(n).padStart(4, "0"),
				1,
				n % 2 === 0 ? "undetermined" : "commercial",
				JSON.stringify(reasons),
				"{}",
			];
		});
		await under.insert(under.db, "campaign", rows.flat(), "keep");
		// Of even numbers 8 of 10 at most speak for it, where nothing speaks against it.
		const best = Array.from({ length: 2300 }, (_, n) => n).filter((n) => n % 10 === 8 && n % 3 === 0);
		assert.deepEqual(
			await casebook.mostSuspect("undetermined", 5),
			best
				.slice(-5)
				.reverse()
				.map((n) => `e${String(n).padStart(4, "0")}`),
		);
	},
);

testEach("A timeline tells who received what when, in waves with two weeks between them.", async (t, engine) => {
	const at = (seed: number, received: string | null) => {
		const message = scanned(seed, { mailbox: "a" });
		return { ...message, inspection: { ...message.inspection, received } };
	};
	const messages = [at(1, "2021-01-01T00:00:00Z"), at(14, "2021-01-15T00:00:00Z"), at(27, "2021-01-29T00:00:01Z"), at(40, null)];
	const { casebook } = await correlated(t, engine, { aaaa: messages });
	const run = await casebook.beginRun({ sources: ["b"], detector: DETECTOR });
	await run.write({
		rows: rowsOf([{ ...messages[1], raw: { ...messages[1]?.raw, mailbox: "b", owner: null } } as (typeof messages)[0]]),
		files: [],
	});
	const timeline = await casebook.timeline("aaaa");
	const said = ({ received, mailbox, recipient }: Delivery) => [received, mailbox, recipient];
	assert.deepEqual(
		timeline?.waves.map(({ first, last, messages, deliveries }) => [first, last, messages, deliveries.map(said)]),
		[
			[
				"2021-01-01T00:00:00Z",
				"2021-01-15T00:00:00Z",
				2,
				[
					["2021-01-01T00:00:00Z", "a", "reader@parliament.example"],
					["2021-01-15T00:00:00Z", "a", "reader@parliament.example"],
					["2021-01-15T00:00:00Z", "b", null],
				],
			],
			["2021-01-29T00:00:01Z", "2021-01-29T00:00:01Z", 1, [["2021-01-29T00:00:01Z", "a", "reader@parliament.example"]]],
		],
	);
	assert.deepEqual(timeline?.undated.map(said), [[null, "a", "reader@parliament.example"]]);
	assert.equal(await casebook.timeline("zzzz"), null);
});

test("No delivery is lost between waves.", () => {
	assert.deepEqual(wavesOf([]), { waves: [], undated: [] });
});
