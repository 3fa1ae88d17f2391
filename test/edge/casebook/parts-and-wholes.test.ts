import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { correlate } from "../../../src/edge/casebook/correlation/correlation.ts";
import { createVerdicts } from "../../../src/edge/casebook/hunting/verdicts.ts";
import { correlated } from "./correlated.ts";
import { type TestedEngine, testEach } from "./engines.ts";
import { all, DETECTOR, rowsOf, scanned } from "./scanned.ts";

// One sender each, oldest first.
const A = [scanned(1), scanned(14), scanned(27)];
const B = [scanned(2), scanned(15)];
const hex = (message = A[0]): string => message?.raw.sha256 as string;

/** A case in which A and B are a campaign each, made by correlation. */
async function twoSenders(t: TestContext, engine: TestedEngine) {
	const { casebook, under, queue } = await correlated(t, engine, {});
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const scan = async (...messages: ReturnType<typeof scanned>[]) => {
		await run.write({ rows: rowsOf(messages), files: [] });
		await correlate(under, { isOperatorHost: () => false });
	};
	await scan(...A, ...B);
	const campaigns = await all(casebook.campaigns());
	const holding = (sha256: string) => campaigns.find(({ messages }) => messages.some((one) => one.sha256 === sha256))?.id as string;
	/** What the program is taken to say of a campaign, or of all. */
	const call = async (assessment: string, id?: string) => {
		const update = under.db.updateTable("campaign").set({ assessment });
		await (id === undefined ? update : update.where("id", "=", id)).execute();
	};
	/** Every way in which a word is looked up. */
	const wordOn = async (id: string, message: string): Promise<string> => {
		const campaign = await casebook.campaign(id);
		const isListed = (await all(casebook.campaigns({ targeted: true }))).some((one) => one.id === campaign?.id);
		const isFound = (await createVerdicts(under.db)([message])).get(message)?.targeted;
		assert.equal(isListed, isFound);
		const counted = (await casebook.campaignTotals()).campaigns.some(({ decided }) => decided === campaign?.decided);
		assert.ok(counted);
		return `${campaign?.decided}, ${isListed ? "targeted" : "not targeted"}`;
	};
	const sizeOf = async (id: string) => new Set((await casebook.campaign(id))?.messages.map(({ sha256 }) => sha256)).size;
	const overtaken = async () => (await casebook.decisions()).filter((made) => made.overtaken).map(({ id }) => id);
	return { casebook, under, queue, scan, call, wordOn, sizeOf, overtaken, a: holding(hex(A[0])), b: holding(hex(B[0])) };
}

testEach(
	"A rejection of what the program did not call targeted does not cover a campaign that it calls so by now, until somebody says it of that.",
	async (t, engine) => {
		const { casebook, scan, call, wordOn, overtaken, a } = await twoSenders(t, engine);
		await call("commercial", a);
		const { id } = await casebook.decide({ kind: "reject", campaign: a });
		assert.equal((await casebook.decisions()).at(-1)?.detail.assessment, "commercial");
		await scan(scanned(40));
		assert.deepEqual([await wordOn(a, hex()), await overtaken()], ["rejected, not targeted", []]);
		await call("targeted", a);
		assert.deepEqual([await wordOn(a, hex()), await overtaken()], ["null, targeted", [id]]);
		const again = await casebook.decide({ kind: "reject", campaign: a });
		assert.deepEqual(
			again.replaces.map((made) => made.id),
			[id],
		);
		assert.deepEqual([await wordOn(a, hex()), await overtaken()], ["rejected, not targeted", []]);
		await scan(scanned(53));
		await call("targeted", a);
		assert.equal(await wordOn(a, hex()), "rejected, not targeted");
	},
);

testEach("A rejection of a targeted campaign stands until that becomes one with a campaign that nobody rejected.", async (t, engine) => {
	const { casebook, scan, call, wordOn, overtaken, a, b } = await twoSenders(t, engine);
	await call("targeted");
	const { id } = await casebook.decide({ kind: "reject", campaign: b });
	assert.equal(await wordOn(b, hex(B[0])), "rejected, not targeted");
	const merge = await casebook.decide({ kind: "merge", campaign: a, other: b });
	await scan();
	await call("targeted");
	assert.deepEqual([await wordOn(b, hex(B[0])), await overtaken()], ["null, targeted", [id]]);
	await casebook.decide({ kind: "undo", decision: merge.id });
	await scan();
	await call("targeted");
	assert.deepEqual([await wordOn(b, hex(B[0])), await overtaken()], ["rejected, not targeted", []]);
	await casebook.decide({ kind: "reject", campaign: a });
	await casebook.decide({ kind: "merge", campaign: a, other: b });
	await scan();
	await call("targeted");
	assert.deepEqual([await wordOn(b, hex(B[0])), await overtaken()], ["rejected, not targeted", []]);
});

testEach("What was split off a rejected campaign and comes back is nothing that the rejection was not said of.", async (t, engine) => {
	const { casebook, scan, call, wordOn, a } = await twoSenders(t, engine);
	await call("targeted");
	await casebook.decide({ kind: "reject", campaign: a });
	const { campaign: part } = await casebook.decide({ kind: "split", campaign: a, messages: [hex(A[1])] });
	await scan();
	await casebook.decide({ kind: "merge", campaign: a, other: part });
	await scan();
	await call("targeted");
	assert.equal(await wordOn(a, hex()), "rejected, not targeted");
});

testEach("A rejection that an older version recorded, without what the program said then, stands as it did.", async (t, engine) => {
	const { under, call, wordOn, a } = await twoSenders(t, engine);
	const made = { n: 1000, time: "2021-01-01T00:00:00.000Z", actor: "analyst", kind: "reject", campaign: a, detail: "{}" };
	await under.db
		.insertInto("decision")
		.values({ id: "0".repeat(16), ...made })
		.execute();
	await call("targeted", a);
	assert.equal(await wordOn(a, hex()), "rejected, not targeted");
});

testEach("A rejection that does not count any more can be taken back, and a reset leaves nothing to take back.", async (t, engine) => {
	const { casebook, call, a } = await twoSenders(t, engine);
	await casebook.decide({ kind: "reject", campaign: a });
	await call("targeted", a);
	await casebook.decide({ kind: "reset", campaign: a });
	await call("commercial", a);
	assert.equal((await casebook.campaign(a))?.decided, null);
	await assert.rejects(casebook.decide({ kind: "reset", campaign: a }), /nothing to take back/);
});

testEach("Splitting off a campaign's earliest message leaves its id, name and confirmation with the rest.", async (t, engine) => {
	const { casebook, scan, sizeOf, a } = await twoSenders(t, engine);
	await casebook.decide({ kind: "confirm", campaign: a });
	await casebook.decide({ kind: "name", campaign: a, name: "First wave" });
	const split = await casebook.decide({ kind: "split", campaign: a, messages: [hex(A[0])] });
	await scan();
	const [rest, part] = [await casebook.campaign(a), await casebook.campaign(split.campaign)];
	assert.deepEqual([rest?.id, rest?.aliases, rest?.name, rest?.decided, await sizeOf(a)], [a, [], "First wave", "confirmed", 2]);
	assert.deepEqual([part?.id, part?.aliases, part?.name, part?.decided, await sizeOf(split.campaign)], [split.campaign, [], null, null, 1]);
	// Whatever is done with both afterwards, the id stays with what it was said of.
	const merge = await casebook.decide({ kind: "merge", campaign: split.campaign, other: a });
	await scan(scanned(40));
	assert.deepEqual([(await casebook.campaign(split.campaign))?.id, (await casebook.campaign(a))?.id, await sizeOf(a)], [a, a, 4]);
	await casebook.decide({ kind: "undo", decision: merge.id });
	await scan();
	assert.deepEqual([(await casebook.campaign(a))?.id, await sizeOf(a), await sizeOf(split.campaign)], [a, 3, 1]);
	await casebook.decide({ kind: "undo", decision: split.id });
	await scan();
	assert.deepEqual([(await casebook.campaign(split.campaign))?.id, (await casebook.campaign(a))?.id, await sizeOf(a)], [a, a, 4]);
});

testEach(
	"What was split off and is known by another id by now is whole again after a merge, and no id is left without mail.",
	async (t, engine) => {
		const { casebook, under, scan, sizeOf, a } = await twoSenders(t, engine);
		const split = await casebook.decide({ kind: "split", campaign: a, messages: [hex(A[0])] });
		await scan();
		// As older versions left it: the id went with the message that it was made from, the rest got another.
		await under.db.updateTable("strand").set({ campaign: "dddd" }).where("campaign", "=", a).execute();
		const row = await under.db.selectFrom("campaign").selectAll().where("id", "=", a).executeTakeFirstOrThrow();
		const { made } = await under.db.selectFrom("campaign").select("made").where("id", "=", split.campaign).executeTakeFirstOrThrow();
		await under.insert(
			under.db,
			"campaign",
			["dddd", `${made.slice(0, -64)}${hex(A[1])}`, "", "", 2, "undetermined", "[]", row.summary],
			"new",
		);
		await under.db.deleteFrom("campaign").where("id", "=", split.campaign).execute();
		await under.insert(under.db, "campaign_alias", [split.campaign, a], "keep");
		assert.equal(await sizeOf(a), 1);
		await casebook.decide({ kind: "merge", campaign: a, other: "dddd" });
		await scan();
		const ids = await Promise.all([a, "dddd", split.campaign].map(async (id) => (await casebook.campaign(id))?.id));
		assert.deepEqual([...ids, await sizeOf(a)], [a, a, a, 3]);
		assert.deepEqual(
			(await all(casebook.campaigns())).filter(({ messages }) => messages.length === 0),
			[],
		);
	},
);

testEach("A merge names the split that parted the two, though what was split off is known by another id by now.", async (t, engine) => {
	const { casebook, scan, a, b } = await twoSenders(t, engine);
	const split = await casebook.decide({ kind: "split", campaign: a, messages: [hex(A[1])] });
	await scan();
	await casebook.decide({ kind: "merge", campaign: b, other: split.campaign });
	await scan();
	assert.equal((await casebook.campaign(split.campaign))?.id, b);
	const { replaces } = await casebook.decide({ kind: "merge", campaign: a, other: b });
	assert.deepEqual(
		replaces.map(({ id }) => id),
		[split.id],
	);
});

testEach("A chain of decisions to take back is followed to what it is about, however long.", async (t, engine) => {
	const { casebook, scan, sizeOf, a, b } = await twoSenders(t, engine);
	let { id } = await casebook.decide({ kind: "merge", campaign: a, other: b });
	await scan();
	for (const expected of [3, 5, 3, 5, 3]) {
		({ id } = await casebook.decide({ kind: "undo", decision: id }));
		await scan();
		assert.equal(await sizeOf(a), expected);
	}
});

testEach(
	"What was said of a whole, under any of its ids, stands for each of its parts once the merge is taken back.",
	async (t, engine) => {
		const { casebook, scan, call, wordOn, a, b } = await twoSenders(t, engine);
		const merge = await casebook.decide({ kind: "merge", campaign: a, other: b });
		await scan();
		const confirmed = await casebook.decide({ kind: "confirm", campaign: b });
		const undo = await casebook.decide({ kind: "undo", decision: merge.id });
		await scan();
		assert.deepEqual([await wordOn(a, hex()), await wordOn(b, hex(B[0]))], ["confirmed, targeted", "confirmed, targeted"]);
		// A later word on one part is one on that part.
		await casebook.decide({ kind: "reject", campaign: b });
		assert.deepEqual([await wordOn(a, hex()), await wordOn(b, hex(B[0]))], ["confirmed, targeted", "rejected, not targeted"]);
		const { replaces } = await casebook.decide({ kind: "reset", campaign: b });
		assert.deepEqual(
			replaces.map(({ kind }) => kind),
			["reject"],
		);
		await call("commercial");
		assert.deepEqual([await wordOn(a, hex()), await wordOn(b, hex(B[0]))], ["confirmed, targeted", "null, not targeted"]);
		// Where it is one again, the word on it is listed once.
		await casebook.decide({ kind: "undo", decision: undo.id });
		await scan();
		assert.equal((await casebook.decisions()).filter(({ id }) => id === confirmed.id).length, 1);
	},
);
