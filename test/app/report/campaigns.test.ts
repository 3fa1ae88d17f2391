// Campaigns in every form that a report has: JSON by its schema, the terminal at its width, the page with nothing of a sender's in its markup.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describeCampaign } from "../../../src/app/report/campaigns-detail.ts";
import { individualIn } from "../../../src/app/report/campaigns-individual.ts";
import { campaignLine } from "../../../src/app/report/campaigns-json.ts";
import { chosenCampaigns, EVERYTHING, listCampaigns } from "../../../src/app/report/campaigns-list.ts";
import type { CampaignStory } from "../../../src/app/report/campaigns-story.ts";
import { describeCampaigns, describeNone, type NoCampaign, PAGE } from "../../../src/app/report/campaigns-terminal.ts";
import { describeMembership, describeRelation } from "../../../src/app/report/campaigns-why.ts";
import { FEATURE_WORDS, leadTimeInWords, rarityInWords } from "../../../src/app/report/campaigns-words.ts";
import { campaignsSection, SHOWN } from "../../../src/app/report/html/campaigns.ts";
import { writeHtmlReport } from "../../../src/app/report/html/case.ts";
import { markupText } from "../../../src/app/report/html/markup.ts";
import { widthOf } from "../../../src/app/report/terminal/columns.ts";
import { createTally } from "../../../src/app/report/totals.ts";
import { leadOf } from "../../../src/core/campaigns/assessment/lead.ts";
import { isTargeted, STANDINGS, standingOf } from "../../../src/core/campaigns/standing.ts";
import { ASSESSMENTS, type Campaign, STRENGTHS } from "../../../src/core/model/campaign.ts";
import type { Proof } from "../../../src/core/model/proof.ts";
import { FEATURE_KINDS } from "../../../src/core/model/sighting.ts";
import type { StoredMessage } from "../../../src/edge/casebook/stored-messages.ts";
import { needBrowser, openBrowser } from "../../support/browser.ts";
import { bookOf, campaign, individual, reference, sha, story, storySaying } from "./campaigns-made-up.ts";
import { caseOf, HOSTILE, textOf, UNSEEN } from "./made-up.ts";

const SCHEMA = join(import.meta.dirname, "../../../docs/schema/campaigns.schema.json");
const validate = new Ajv2020({ strict: true, strictTypes: false, formats: { "date-time": true } }).compile(
	JSON.parse(readFileSync(SCHEMA, "utf8")) as object,
);
const PLAIN = { width: 80, colour: false };

const NO_DOUBTS = { doubts: new Map<string, number>() };

/** As the terminal tells it, its links telling nothing. */
function described(story: CampaignStory, screen = PLAIN, all = false): string {
	return describeCampaign({ ...story, individual: individual(story) }, screen, all);
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
	yield* items;
}

function made(n: number, more: Partial<Campaign> = {}): Campaign {
	return campaign({ id: n.toString(16).padStart(12, "0"), ...more });
}

async function sectionOf(stories: readonly CampaignStory[]): Promise<string> {
	const { counts } = await listCampaigns(bookOf(stories.map(({ campaign }) => campaign)), EVERYTHING);
	const of = (standing: string) => each(stories.filter(({ campaign }) => standingOf(campaign) === standing));
	let text = "";
	for await (const piece of campaignsSection({ counts, stories: of })) text += markupText(piece);
	return text;
}

test("the JSON has the names of the contract, in every word of the vocabularies, and keeps to its schema", () => {
	const said = JSON.parse(campaignLine(campaign()));
	assert.deepEqual(Object.keys(said).slice(0, 11), [
		...["id", "name", "assessment", "reasons", "first_seen", "last_seen", "messages", "recipients"],
		...["infrastructure", "identifiers", "links"],
	]);
	assert.deepEqual(said.messages[0], { message_id: "m1@briefing.example", mailbox: "mail/p1@parliament.example", sha256: sha(1) });
	assert.deepEqual(said.infrastructure[0], { kind: "tracker-host", value: "img.briefing.example", shared_by: 1 });
	const all = [
		...FEATURE_KINDS.map((kind) => campaign({ infrastructure: [{ kind, value: "x", sharedBy: 2 }] })),
		...ASSESSMENTS.map((assessment) => campaign({ assessment, firstSeen: null, lastSeen: null })),
		...STRENGTHS.map((strength) => campaign({ links: [{ campaign: "x", strength, why: ["y"] }] })),
		...(["confirmed", "rejected", null] as const).map((decided) => campaign({ decided })),
		...HOSTILE.map((text) => storySaying(text).campaign),
	];
	for (const one of all) {
		const line = campaignLine(one);
		assert.doesNotMatch(line, /\n/);
		assert.ok(validate(JSON.parse(line)), JSON.stringify(validate.errors));
	}
	for (const change of [{ assessment: "hostile" }, { more: 1 }, { messages: [] }, { links: [{ campaign: "x", strength: "0.7", why: [] }] }])
		assert.equal(validate({ ...said, ...change }), false, JSON.stringify(change));
});

test("an analyst's word stands above the program's: a rejected campaign is not targeted, a confirmed one is", () => {
	const table = ASSESSMENTS.flatMap((assessment) =>
		([null, "confirmed", "rejected"] as const).map((decided) => [assessment, decided, isTargeted({ assessment, decided })] as const),
	);
	for (const [assessment, decided, targeted] of table) {
		const expected = decided === "confirmed" || (decided === null && assessment === "targeted");
		assert.equal(targeted, expected, `${assessment} ${decided}`);
	}
});

test("rarity is said in words, and time as people count it", () => {
	assert.equal(rarityInWords(1, 1204), "of this sender alone");
	assert.equal(rarityInWords(2, 1204), "shared by 2 of 1,204 senders here");
	assert.equal(rarityInWords(4, 1204), "shared by at most 4 of 1,204 senders here");
	assert.equal(rarityInWords(128, 90), "shared by at most 90 of 90 senders here");
	assert.equal(leadTimeInWords("2021-01-04T09:12:00.000Z", "2024-04-19T12:00:00.000Z"), "3 years and 3 months (1,201 days)");
	assert.equal(leadTimeInWords("2024-04-18T12:00:00.000Z", "2024-04-19T12:00:00.000Z"), "1 day");
	assert.equal(leadTimeInWords("2030-01-01T00:00:00.000Z", "2024-04-19T12:00:00.000Z"), null);
});

test("the list has the targeted that reached most, of the others those that the case gives first, and how many there are", async () => {
	const many = Array.from({ length: 600 }, (_, n) =>
		made(n, { assessment: ASSESSMENTS[n % 3] ?? "targeted", recipients: Array.from({ length: n % 7 }, (_, r) => `p${r}@x.example`) }),
	);
	const most = { targeted: 5, undetermined: 4, commercial: 3, rejected: 2 };
	const list = await listCampaigns(bookOf(many), most);
	assert.deepEqual(list.counts, { targeted: 200, undetermined: 200, commercial: 200, rejected: 0 });
	assert.deepEqual(
		STANDINGS.map((standing) => list.shown[standing].length),
		[5, 4, 3, 0],
	);
	assert.ok(list.shown.targeted.every(({ recipients }) => recipients.length === 6));
	assert.deepEqual((await listCampaigns(bookOf([...many].reverse()), most)).shown.targeted, list.shown.targeted);
});

test("of the undetermined those come first for whose being targeted most speaks, in a list of few as in one of all", async () => {
	const weights = [4, 9, -3, 7, 0, 9, 2];
	const many = weights.map((weight, n) =>
		made(n, {
			assessment: "undetermined",
			reasons: [{ text: "A reason.", for: weight < 0 ? "commercial" : "targeted", weight: Math.abs(weight) }],
		}),
	);
	const leads = async (undetermined: number): Promise<number[]> =>
		(await listCampaigns(bookOf(many), { ...EVERYTHING, undetermined })).shown.undetermined.map(({ reasons }) => leadOf(reasons));
	assert.deepEqual(await leads(3), [9, 9, 7]);
	assert.deepEqual(await leads(Number.POSITIVE_INFINITY), [9, 9, 7, 4, 2, 0, -3]);
	assert.match(describeCampaigns({ ...(await listCampaigns(bookOf(many), PAGE)), ...NO_DOUBTS }, PLAIN), /most\s+speaks come first/);
});

test("what an analyst confirmed is chosen as targeted, what he rejected too, but told apart; neither as anything else", async () => {
	const kinds = ASSESSMENTS.flatMap((assessment) => ([null, "confirmed", "rejected"] as const).map((decided) => ({ assessment, decided })));
	const book = bookOf(kinds.map((kind, n) => made(n, kind)));
	const totals: number[] = [];
	for (const only of ASSESSMENTS) {
		const list = await listCampaigns(book, EVERYTHING, only);
		const ids = STANDINGS.flatMap((standing) => list.shown[standing].map(({ id }) => id));
		const chosen: string[] = [];
		for await (const { id } of chosenCampaigns(book, only)) chosen.push(id);
		assert.deepEqual(ids.sort(), chosen.sort());
		for (const standing of STANDINGS) assert.equal(list.shown[standing].length, list.counts[standing]);
		assert.ok(only === "targeted" || list.counts.targeted + list.counts.rejected === 0);
		totals.push(ids.length);
	}
	assert.equal(
		totals.reduce((sum, n) => sum + n, 0),
		kinds.length,
	);
});

test("the terminal's list begins with what is targeted, and says how much of the rest is not shown", async () => {
	const commercial = Array.from({ length: 47 }, (_, n) =>
		made(n, { assessment: "commercial", links: [], reasons: [{ text: "It can be left with one click.", for: "commercial", weight: 3 }] }),
	);
	const list = await listCampaigns(bookOf([...commercial, campaign({ name: "Winter roundtable" })]), PAGE);
	const said = describeCampaigns({ ...list, ...NO_DOUBTS }, PLAIN);
	assert.match(said, /^48 campaigns: 1 targeted, 47 commercial\n\nTargeted\n/);
	assert.match(
		said,
		/c4f1d20b9e77 {2}Winter roundtable\n {2}targeted: 3 messages to 3 recipients, 2021-01-04 to 2021-01-29\n {2}contacts img\.briefing\.example\n {5}4 {2}The one host/,
	);
	assert.match(said, /and 42 more \(--all shows them, --json has everything\)/);
});

test("where none is listed it is said why: the filter leaves none, an older version read the mail, or nothing contacts anybody", () => {
	const none = { targeted: 0, undetermined: 0, commercial: 0, rejected: 0 };
	const told = (more: Partial<NoCampaign>) =>
		describeNone({ only: null, counts: none, messages: 12, stale: 0, ...more }, PLAIN)
			.replace(/\s+/g, " ")
			.trim();
	assert.equal(
		told({ only: "targeted", counts: { ...none, undetermined: 9, commercial: 11 }, stale: 3 }),
		"No campaign counts as targeted, of 20 campaigns: 9 undetermined, 11 commercial.",
	);
	assert.equal(
		told({ only: "targeted", stale: 3 }),
		"There is no campaign. 3 mailbox files were read by an older version, which kept less of each message: scan them again.",
	);
	assert.match(told({ stale: 1 }), /1 mailbox file was read by an older version, .*: scan it again\.$/);
	assert.equal(told({}), "There is no campaign: none of 12 messages contacts anybody without a click.");
	assert.equal(told({ messages: 0 }), "There is no campaign: the case holds no message.");
});

test("the list says of a span that clocks in doubt made it, and under targeted what only an analyst called so", async () => {
	const confirmed = made(1, { assessment: "undetermined", decided: "confirmed" });
	const list = async (...campaigns: readonly Campaign[]) =>
		describeCampaigns({ ...(await listCampaigns(bookOf(campaigns), PAGE)), doubts: new Map([[confirmed.id, 2]]) }, PLAIN).replace(
			/\s+/g,
			" ",
		);
	const alone = await list(confirmed);
	assert.match(alone, /2021-01-04 to 2021-01-29 \(time of 2 of 3 in doubt\)/);
	assert.match(alone, /Targeted An analyst confirmed that it is aimed at these people/);
	assert.doesNotMatch(alone, /outweighs/);
	assert.match(await list(confirmed, made(2)), /outweighs what speaks against it; or an analyst confirmed it, whatever the program says\./);
	assert.doesNotMatch(await list(made(2)), /analyst|doubt/);
});

test("what is fetched without a click and what links tell are counted apart, each with a proof of its own", async () => {
	const proofs = (n: number): Proof[] =>
		[0, 1].map((index) => ({ ...(story().proof as Proof), reference: index, values: [`v${n}${index}`] }));
	const references = [
		reference({ trigger: "click", url: "https://go.briefing.example/l?e=1" }),
		reference({ trigger: "click" }),
		reference({ identifier: { kind: "opaque", value: "x", how: "" } }),
	];
	const counted = await individualIn(
		{
			proofs: async (hashes) => new Map(hashes.map((hash, n) => [hash, proofs(n)])),
			messagesOf: async (hashes) => hashes.map((sha256) => ({ sha256, references }) as unknown as StoredMessage),
		},
		[...campaign().messages, ...campaign().messages],
	);
	assert.deepEqual(counted.clicked.identifiers, { address: 0, unique: 6, opaque: 0 });
	assert.deepEqual(counted.unclicked, { identifiers: { address: 0, unique: 0, opaque: 3 }, proof: null });
	const text = describeCampaign({ ...story(), individual: counted }, PLAIN).replace(/\s+/g, " ");
	assert.match(text, /What is fetched without a click 3 random values that nothing proves individual What links tell/);
	assert.match(
		text,
		/of who clicks them 6 proved unique to their copy Proof, for example in https\[:\]\/\/go\.briefing\.example\/l\?e=1: Query/,
	);
});

test("why a message is in a campaign names of each proof the URL, its places and both values, once, and --all shortens nothing", () => {
	const url = (n: number) => `https://img.briefing.example/o?e=${n}`;
	const references = [
		...Array.from({ length: 12 }, (_, n) => reference({ url: url(n), start: n * 100, end: n * 100 + 50, trigger: "click" })),
		reference({ url: url(0), part: "2", start: 9000, end: 9050, trigger: "click" }),
		reference({ url: url(99), start: 7, end: 90 }),
	];
	const proofs = references.map((_, index): Proof => ({ ...(story().proof as Proof), reference: index }));
	const message = { from: null, subject: null, references } as unknown as StoredMessage;
	const membership = { split: false, sender: [], messages: 1, senders: 1, kin: [], kinInAll: 0 };
	const told = { campaign: campaign(), message, membership, proofs, sha256: sha(1), senders: 1204 };
	const said = describeMembership(told, PLAIN).replace(/\s+/g, " ");
	assert.match(
		said,
		/What comparing copies proves https\[:\]\/\/img\.briefing\.example\/o\?e=99 part 1\.2, bytes 7 to 90, contacted when the message is opened Query parameter e: "a1b2" here, "c3d4" in the copy of ben@parliament\.example\./,
	);
	assert.match(said, /o\?e=0 part 1\.2, bytes 0 to 50; part 2, bytes 9,000 to 9,050, contacted when the reader clicks Query/);
	assert.match(said, /and the same of 5 more URLs \(--all shows them\)/);
	const whole = describeMembership(told, PLAIN, true);
	assert.doesNotMatch(whole, /more/);
	for (const { url: one } of references) assert.equal(whole.split(`${one.replace("://", "[:]//")}\n`).length, 2, one);
});

test("what two campaigns share is cut with the number left out, and with --all not at all", () => {
	const shared = Array.from({ length: 40 }, (_, n) => `Both have thing ${n}.`);
	const [one, other] = [made(1, { links: [] }), made(2, { links: [] })];
	assert.match(describeRelation(one, other, { shared, aside: [] }, PLAIN), /thing 29\.\n {2}and 10 more things \(--all shows them\)/);
	const whole = describeRelation(one, other, { shared, aside: [] }, PLAIN, true);
	assert.ok(whole.includes("thing 39.") && !whole.includes("more"));
});

test("one campaign is told whole: reasons both ways, waves, rarity, links, what was set aside, decisions, doubtful clocks", () => {
	const decisions = [{ id: "d1", time: "2024-03-26T10:00:00.000Z", actor: "ana", what: "confirmed", note: "same text as ours" }];
	const attributions = [{ to: "Group 7", source: "an indictment", confidence: "low" as const, on: "2024-03-26T10:00:00.000Z", by: "ana" }];
	const said = described(story({ campaign: campaign({ decided: "confirmed", attributions }), decisions, clocksInDoubt: 2 }));
	const text = said.replace(/\s+/g, " ");
	for (const part of [
		"targeted (confirmed by an analyst)",
		"First seen 2021-01-04 09:12 UTC, 3 years and 3 months (1,201 days) before today; last seen 2021-01-29 17:40 UTC.",
		"What speaks for targeted (weight, reason) 4 The one host",
		"What speaks for commercial (weight, reason) 1 The sender's domain",
		"Wave 1: 2021-01-04 09:12 UTC to 2021-01-04 09:30 UTC, 2 messages to 2 recipients 2021-01-04 09:12 UTC ada@parliament.example",
		"Wave 2: 2021-01-29 17:40 UTC, 1 message to cem@newsroom.example",
		'Proof, for example in https[:]//img.briefing.example/o?e=a1b2: Query parameter e: "a1b2" here, "c3d4" in the copy of ben@parliament.example.',
		"Of 2 messages the time is doubtful",
		"network it was sent from: 192.0.2.0/24, shared by at most 4 of 1,204 senders here",
		"77aa01c3d9f2 (strong) Both are signed by briefing.example",
		"Set aside: too many here share it to link anything by it domain that is contacted: mass-mailer.example, shared by at most 1,024 of 1,204",
		"2024-03-26 10:00 UTC ana: confirmed. same text as ours",
		"Group 7, says an indictment (confidence: low)",
	])
		assert.ok(text.includes(part), part);
});

test("no line is wider than the terminal, nothing of a sender or an analyst steers it, and colour only adds", async () => {
	for (const text of HOSTILE) {
		const told = storySaying(text);
		const list = await listCampaigns(bookOf([told.campaign]), PAGE);
		for (const width of [60, 80]) {
			for (const said of [
				described(told, { width, colour: false }, true),
				describeCampaigns({ ...list, ...NO_DOUBTS }, { width, colour: false }),
			]) {
				for (const line of said.split("\n")) assert.ok(widthOf(line) <= width, `${width}: ${line}`);
				assert.doesNotMatch(said, UNSEEN);
			}
		}
	}
	const coloured = described(story(), { width: 80, colour: true });
	assert.ok(coloured.includes("\u001b["));
	assert.equal(stripVTControlCharacters(coloured), described(story()));
});

type Node = DefaultTreeAdapterTypes.Node;

function skeleton(node: Node): string[] {
	const own = "tagName" in node ? [`${node.tagName} ${node.attrs.map(({ name, value }) => `${name}=${value}`).join(" ")}`] : [];
	return "childNodes" in node ? [...own, ...node.childNodes.flatMap(skeleton)] : own;
}

test("whatever a sender or an analyst writes, the page has the same elements and attributes, and no character stays unseen", async () => {
	const expected = skeleton(parse(await sectionOf([storySaying("plain")])));
	const same = async (text: string): Promise<void> => {
		const page = await sectionOf([storySaying(text)]);
		assert.deepEqual(skeleton(parse(page)), expected, text.slice(0, 80));
		assert.doesNotMatch(page, UNSEEN);
		assert.doesNotMatch(page, /:\/\//);
	};
	for (const text of HOSTILE) await same(text);
	await fc.assert(fc.asyncProperty(fc.string({ unit: "binary", minLength: 1 }), same), { numRuns: 30 });
});

test("the page of a case with a hundred thousand of everything stays small, and says what it leaves out", async () => {
	const people = Array.from({ length: 100_000 }, (_, n) => `p${n}@parliament.example`);
	const at = "2021-01-04T09:12:00.000Z";
	const told = story({
		campaign: campaign({ recipients: people, messages: people.map((mailbox, n) => ({ messageId: null, mailbox, sha256: sha(n) })) }),
		waves: Array.from({ length: 3000 }, () => ({
			first: at,
			last: at,
			messages: 9,
			reached: people.slice(0, 50).map((recipient) => ({ recipient, at })),
		})),
	});
	const counts = { targeted: 100_000, undetermined: 0, commercial: 0, rejected: 0 };
	let text = "";
	const stories = () => each(Array.from({ length: SHOWN.targeted }, () => told));
	for await (const piece of campaignsSection({ counts, stories })) text += markupText(piece);
	assert.ok(text.length < 3_000_000, String(text.length));
	for (const part of [
		"And 99,960 more campaigns of this kind",
		"And 99,940 more recipients",
		"And 99,980 more messages",
		"And 2,980 more waves",
	])
		assert.ok(text.includes(part), part);
});

test("a case without campaigns has no such section", async () => {
	assert.equal(await sectionOf([]), "");
});

test("every kind of shared thing has words", () => {
	assert.deepEqual(Object.keys(FEATURE_WORDS).sort(), [...FEATURE_KINDS].sort());
});

test("in Chromium the section opens without a request or a scroll bar sideways, at 390 pixels and at 1280", needBrowser(), async (t) => {
	const folder = mkdtempSync(join(tmpdir(), "campaigns-"));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	const file = join(folder, "report.html");
	const told = [story(), ...HOSTILE.map(storySaying)];
	const casebook = { ...caseOf([]), summary: async () => createTally().summary() };
	const { counts } = await listCampaigns(bookOf(told.map(({ campaign }) => campaign)), EVERYTHING);
	const stories = (standing: string) => each(told.filter(({ campaign }) => standingOf(campaign) === standing));
	const head = { sources: ["mail"], scanned: null, made: "2025-03-02T09:30:00.000Z", program: "counterpixel" };
	writeFileSync(file, await textOf(writeHtmlReport({ casebook, rawOf: async () => null, campaigns: { counts, stories }, ...head })));
	const browser = await openBrowser();
	t.after(() => browser.close());
	for (const width of [390, 1280]) {
		const page = await browser.newPage({ viewport: { width, height: 800 } });
		const asked: string[] = [];
		page.on("request", (request) => asked.push(request.url()));
		await page.goto(pathToFileURL(file).href);
		await page.evaluate("for (const one of document.querySelectorAll('.campaign')) one.open = true");
		const widest = (await page.evaluate("document.documentElement.scrollWidth")) as number;
		assert.ok(widest <= width, `${widest} at ${width}`);
		assert.deepEqual(asked, [pathToFileURL(file).href]);
		await page.close();
	}
});
