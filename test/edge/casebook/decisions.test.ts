import assert from "node:assert/strict";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { type Decision, decisionsInForce } from "../../../src/edge/casebook/campaigns/decision-log.ts";
import type { Casebook } from "../../../src/edge/casebook/casebook.ts";
import { correlate } from "../../../src/edge/casebook/correlation/correlation.ts";
import { type Correlated, correlated } from "./correlated.ts";
import { type TestedEngine, testEach } from "./engines.ts";
import { all, DETECTOR, rowsOf, scanned } from "./scanned.ts";

const A = [scanned(1), scanned(14), scanned(27)];
const B = [scanned(2), scanned(15)];
const C = [scanned(3)];
const hex = (message = A[0]): string => message?.raw.sha256 as string;

const threeCampaigns = (t: Parameters<typeof correlated>[0], engine: TestedEngine): Promise<Correlated> =>
	correlated(t, engine, { aaaa: A, bbbb: B, cccc: C });

function refused(casebook: Casebook, decision: Decision, why: RegExp): Promise<void> {
	return assert.rejects(casebook.decide(decision), (error) => {
		assert.ok(isAppError(error) && error.code === "usage" && !error.message.includes("\n"), String(error));
		assert.match(error.message, why);
		return true;
	});
}

testEach("Confirming, rejecting, naming and attributing stand until a later word, which says what it replaces.", async (t, engine) => {
	const { casebook } = await threeCampaigns(t, engine);
	const first = await casebook.decide({ kind: "confirm", campaign: "aaaa", note: "Seen in the report." });
	assert.deepEqual([first.campaign, first.replaces], ["aaaa", []]);
	assert.equal((await casebook.campaign("aaaa"))?.decided, "confirmed");
	const second = await casebook.decide({ kind: "reject", campaign: "aaaa" });
	assert.deepEqual(
		second.replaces.map(({ id, kind, detail }) => [id, kind, detail.note]),
		[[first.id, "confirm", "Seen in the report."]],
	);
	assert.equal((await casebook.campaign("aaaa"))?.decided, "rejected");
	await casebook.decide({ kind: "reset", campaign: "aaaa" });
	await casebook.decide({ kind: "name", campaign: "aaaa", name: " First  wave " });
	const attribution = { to: "Made-Up Group", source: "A report", confidence: "low" as const };
	await casebook.decide({ kind: "attribute", campaign: "aaaa", ...attribution });
	await casebook.decide({ kind: "attribute", campaign: "aaaa", ...attribution, source: "A court" });
	const again = await casebook.decide({ kind: "attribute", campaign: "aaaa", ...attribution, confidence: "high" });
	assert.equal(again.replaces.length, 1);
	const campaign = await casebook.campaign("aaaa");
	assert.deepEqual([campaign?.decided, campaign?.name], [null, "First wave"]);
	assert.deepEqual(
		campaign?.attributions.map(({ to, source, confidence, by }) => [to, source, confidence, by]),
		[
			["Made-Up Group", "A court", "low", "analyst"],
			["Made-Up Group", "A report", "high", "analyst"],
		],
	);
	await casebook.decide({ kind: "name", campaign: "aaaa", name: "" });
	assert.equal((await casebook.campaign("aaaa"))?.name, null);
	assert.equal((await casebook.campaign("bbbb"))?.decided, null);
});

testEach(
	"What counts as targeted is asked for by itself: called so and not rejected, or confirmed, until that is taken back.",
	async (t, engine) => {
		const { casebook, under } = await threeCampaigns(t, engine);
		await under.db.updateTable("campaign").set({ assessment: "targeted" }).where("id", "in", ["aaaa", "bbbb"]).execute();
		const targeted = async () => (await all(casebook.campaigns({ targeted: true }))).map(({ id }) => id).sort();
		assert.deepEqual(await targeted(), ["aaaa", "bbbb"]);
		await casebook.decide({ kind: "reject", campaign: "aaaa" });
		assert.deepEqual(await targeted(), ["bbbb"]);
		const { id: confirmed } = await casebook.decide({ kind: "confirm", campaign: "cccc" });
		assert.deepEqual(await targeted(), ["bbbb", "cccc"]);
		await casebook.decide({ kind: "undo", decision: confirmed });
		await casebook.decide({ kind: "reset", campaign: "aaaa" });
		assert.deepEqual(await targeted(), ["aaaa", "bbbb"]);
	},
);

testEach("Every decision is journalled in its own transaction, and the database refuses to change one.", async (t, engine) => {
	const { casebook, place } = await threeCampaigns(t, engine);
	await casebook.decide({ kind: "confirm", campaign: "aaaa" });
	const { id } = await casebook.decide({ kind: "reject", campaign: "aaaa", note: "No." });
	await refused(casebook, { kind: "confirm", campaign: "zzzz" }, /no campaign zzzz/);
	const entries = (await all(casebook.journal.entries())).slice(-2);
	assert.deepEqual(
		entries.map(({ action, detail }) => [action, Object.keys(JSON.parse(detail))]),
		[
			["campaign.confirm", ["campaign"]],
			["campaign.reject", ["campaign", "assessment", "note", "replaces"]],
		],
	);
	const last = (await casebook.decisions()).at(-1);
	assert.deepEqual([last?.id, last?.n, last?.time, last?.actor], [id, entries[1]?.n, entries[1]?.time, "analyst"]);
	assert.ok((await casebook.journal.verify()).ok);
	for (const change of ["update decision set actor = 'nobody'", "delete from decision"])
		await assert.rejects(engine.execute(place, change), /append-only/);
});

testEach("A merge joins two campaigns by id and by a message of each, and what is one already cannot be merged.", async (t, engine) => {
	const { casebook, under, queue } = await threeCampaigns(t, engine);
	await casebook.decide({ kind: "merge", campaign: "aaaa", other: "bbbb" });
	await casebook.decide({ kind: "merge", campaign: "cccc", other: "bbbb" });
	const { merges, together } = await decisionsInForce(under.db);
	assert.deepEqual(merges, [
		["aaaa", "bbbb"],
		["cccc", "bbbb"],
	]);
	assert.deepEqual(together, [
		[hex(A[0]), hex(B[0])],
		[hex(C[0]), hex(B[0])],
	]);
	assert.deepEqual(
		(await queue()).map(({ message, reread }) => [message, reread]),
		[hex(A[0]), hex(B[0]), hex(C[0])].sort().map((message) => [message, 0]),
	);
	await refused(casebook, { kind: "merge", campaign: "aaaa", other: "aaaa" }, /one campaign already/);
	await refused(casebook, { kind: "merge", campaign: "aaaa", other: "cccc" }, /one campaign already/);
	await refused(casebook, { kind: "merge", campaign: "aaaa", other: "dddd" }, /no campaign dddd/);
});

testEach(
	"Of a confirmed and a rejected campaign that become one the confirmation stands, and the merge names the rejection.",
	async (t, engine) => {
		const { casebook, under } = await threeCampaigns(t, engine);
		// Which was said later, and which id stays, changes nothing.
		await casebook.decide({ kind: "confirm", campaign: "aaaa" });
		const { id: rejected } = await casebook.decide({ kind: "reject", campaign: "bbbb" });
		const { replaces } = await casebook.decide({ kind: "merge", campaign: "bbbb", other: "aaaa" });
		assert.deepEqual(
			replaces.map(({ id }) => id),
			[rejected],
		);
		for (const [id, alias] of [
			["aaaa", "bbbb"],
			["bbbb", "aaaa"],
		] as const) {
			await under.db.deleteFrom("campaign_alias").execute();
			await under.db.deleteFrom("campaign").where("id", "=", alias).execute();
			await under.insert(
				under.db,
				"campaign",
				[id, "made", "", "", 1, "undetermined", "[]", '{"infrastructure":[],"setAside":[]}'],
				"replace",
			);
			await under.insert(under.db, "campaign_alias", [alias, id], "keep");
			assert.equal((await casebook.campaign(id))?.decided, "confirmed");
			assert.deepEqual(
				(await casebook.campaignTotals()).campaigns.find(({ decided }) => decided !== null),
				{ assessment: "undetermined", decided: "confirmed", count: 1 },
			);
			// What is said of the whole afterwards is said of both.
			const both = await casebook.decide({ kind: "reject", campaign: alias });
			assert.deepEqual(
				both.replaces.map(({ kind }) => kind),
				["confirm", "reject"],
			);
			assert.equal((await casebook.campaign(id))?.decided, "rejected");
			await casebook.decide({ kind: "undo", decision: both.id });
			assert.equal((await casebook.campaign(id))?.decided, "confirmed");
		}
		const { replaces: none } = await casebook.decide({ kind: "merge", campaign: "bbbb", other: "cccc" });
		assert.deepEqual(none, []);
	},
);

testEach("A word on a campaign that was several for a while is a word on what it is now.", async (t, engine) => {
	const { casebook, under } = await threeCampaigns(t, engine);
	await under.db.deleteFrom("campaign").where("id", "=", "bbbb").execute();
	await under.insert(under.db, "campaign_alias", ["bbbb", "aaaa"], "keep");
	await casebook.decide({ kind: "confirm", campaign: "aaaa" });
	await under.db.deleteFrom("campaign_alias").execute();
	await casebook.decide({ kind: "reject", campaign: "aaaa" });
	assert.equal((await casebook.campaign("aaaa"))?.decided, "rejected");
});

testEach("Messages that were split off are a campaign of their own at once, and stay out when more is scanned.", async (t, engine) => {
	const { casebook, under } = await threeCampaigns(t, engine);
	const { campaign } = await casebook.decide({ kind: "split", campaign: "aaaa", messages: [hex(A[2]).toUpperCase(), hex(A[2])] });
	assert.notEqual(campaign, "aaaa");
	assert.deepEqual((await decisionsInForce(under.db)).pinned, new Map([[hex(A[2]), campaign]]));
	const rest = async (): Promise<string[]> => [...new Set((await casebook.campaign("aaaa"))?.messages.map(({ sha256 }) => sha256))];
	assert.deepEqual(await rest(), [hex(A[0]), hex(A[1])]);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.write({ rows: rowsOf([scanned(27, { mailbox: "another" }), scanned(40)]), files: [] });
	assert.deepEqual(await rest(), [hex(A[0]), hex(A[1]), scanned(40).raw.sha256]);
});

testEach("Of a split and a merge the later one stands, and both say what they replace.", async (t, engine) => {
	const { casebook, under } = await threeCampaigns(t, engine);
	const merged = await casebook.decide({ kind: "merge", campaign: "aaaa", other: "bbbb" });
	const split = await casebook.decide({ kind: "split", campaign: "aaaa", messages: [hex(A[1])] });
	assert.deepEqual(
		split.replaces.map(({ id }) => id),
		[merged.id],
	);
	await under.insert(under.db, "campaign", [split.campaign, "made", "", "", 1, "undetermined", "[]", "{}"], "keep");
	const back = await casebook.decide({ kind: "merge", campaign: "aaaa", other: split.campaign });
	assert.deepEqual(
		back.replaces.map(({ id }) => id),
		[split.id],
	);
	assert.deepEqual((await decisionsInForce(under.db)).merges.at(-1), ["aaaa", split.campaign]);
});

testEach("An impossible split, and a decision that says nothing, are refused with one clear line and write nothing.", async (t, engine) => {
	const { casebook } = await threeCampaigns(t, engine);
	const before = await casebook.journal.head();
	await refused(casebook, { kind: "split", campaign: "aaaa", messages: A.map((message) => hex(message)) }, /at least one has to stay/);
	await refused(casebook, { kind: "split", campaign: "aaaa", messages: [hex(B[0])] }, /is not in aaaa/);
	await refused(casebook, { kind: "split", campaign: "aaaa", messages: ["no hash"] }, /is not in aaaa/);
	await refused(casebook, { kind: "split", campaign: "aaaa", messages: [] }, /name the messages/);
	await refused(casebook, { kind: "reset", campaign: "aaaa" }, /nothing to take back/);
	await refused(casebook, { kind: "name", campaign: "aaaa", name: "" }, /has no name/);
	await refused(casebook, { kind: "name", campaign: "aaaa", name: "x".repeat(501) }, /at most 500/);
	await refused(casebook, { kind: "attribute", campaign: "aaaa", to: " ", source: "s", confidence: "low" }, /whom/);
	await refused(
		casebook,
		{ kind: "attribute", campaign: "aaaa", to: "t", source: "s", confidence: "sure" as "low" },
		/none, low, medium, high/,
	);
	await refused(casebook, { kind: "undo", decision: "0000" }, /no decision 0000/);
	assert.deepEqual(await casebook.journal.head(), before);
	assert.deepEqual(await casebook.decisions(), []);
});

testEach("A decision that was taken back counts as if it had not been made, until that is taken back.", async (t, engine) => {
	const { casebook, under, queue } = await threeCampaigns(t, engine);
	await casebook.decide({ kind: "confirm", campaign: "aaaa" });
	const { id: reject } = await casebook.decide({ kind: "reject", campaign: "aaaa" });
	const { id: undo } = await casebook.decide({ kind: "undo", decision: reject });
	assert.equal((await casebook.campaign("aaaa"))?.decided, "confirmed");
	await refused(casebook, { kind: "undo", decision: reject }, /taken back already/);
	await casebook.decide({ kind: "undo", decision: undo });
	assert.equal((await casebook.campaign("aaaa"))?.decided, "rejected");
	const { id: split } = await casebook.decide({ kind: "split", campaign: "aaaa", messages: [hex(A[1])] });
	await queue();
	await casebook.decide({ kind: "undo", decision: split });
	assert.deepEqual((await decisionsInForce(under.db)).pinned, new Map());
	assert.deepEqual(
		(await queue()).map(({ message }) => message),
		[hex(A[1])],
	);
	assert.equal((await casebook.campaign("aaaa"))?.messages.length, 3);
});

testEach(
	"Correlation keeps to what was decided, whatever is scanned afterwards, and each old id leads to its campaign.",
	async (t, engine) => {
		const { casebook, under } = await correlated(t, engine, {});
		const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
		const scan = async (...messages: ReturnType<typeof scanned>[]) => {
			await run.write({ rows: rowsOf(messages), files: [] });
			await correlate(under, { isOperatorHost: () => false });
		};
		const messagesOf = async (id: string) => new Set((await casebook.campaign(id))?.messages.map(({ sha256 }) => sha256));
		const campaignOf = async (sha256: string) => {
			for await (const { id, messages } of casebook.campaigns()) if (messages.some((one) => one.sha256 === sha256)) return id;
			return assert.fail("in no campaign");
		};
		await scan(...A, ...B);
		const [a, b] = [await campaignOf(hex(A[0])), await campaignOf(hex(B[0]))];
		assert.notEqual(a, b);
		await casebook.decide({ kind: "name", campaign: b, name: "The later one" });
		const merge = await casebook.decide({ kind: "merge", campaign: b, other: a });
		await scan(scanned(40), scanned(28));
		const all5 = [...A, ...B, scanned(40), scanned(28)].map((message) => hex(message));
		assert.deepEqual(await messagesOf(a), new Set(all5));
		assert.deepEqual([(await casebook.campaign(b))?.id, (await casebook.campaign(a))?.name], [a, "The later one"]);
		const split = await casebook.decide({ kind: "split", campaign: b, messages: [hex(A[1]), hex(B[1])] });
		await scan(scanned(53));
		assert.deepEqual(await messagesOf(split.campaign), new Set([hex(A[1]), hex(B[1])]));
		assert.equal((await messagesOf(a)).size, 6);
		await casebook.decide({ kind: "confirm", campaign: split.campaign });
		await casebook.decide({ kind: "undo", decision: merge.id });
		await scan();
		assert.deepEqual(await messagesOf(b), new Set([hex(B[0]), hex(scanned(28))]));
		assert.equal((await casebook.campaign(a))?.name, null);
		const back = await casebook.decide({ kind: "merge", campaign: a, other: split.campaign });
		await scan();
		assert.deepEqual([back.campaign, (await casebook.campaign(split.campaign))?.id], [a, a]);
		assert.equal((await casebook.campaign(a))?.decided, "confirmed");
		await casebook.decide({ kind: "undo", decision: back.id });
		await casebook.decide({ kind: "undo", decision: split.id });
		await scan();
		assert.deepEqual(await messagesOf(a), new Set([...A, scanned(40), scanned(53)].map((message) => hex(message))));
		assert.ok((await casebook.journal.verify()).ok);
	},
);
