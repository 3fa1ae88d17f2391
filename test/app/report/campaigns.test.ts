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
import { campaignLine } from "../../../src/app/report/campaigns-json.ts";
import { chosenCampaigns, EVERYTHING, listCampaigns } from "../../../src/app/report/campaigns-list.ts";
import type { CampaignStory } from "../../../src/app/report/campaigns-story.ts";
import { describeCampaigns, PAGE } from "../../../src/app/report/campaigns-terminal.ts";
import { FEATURE_WORDS, leadTimeInWords, rarityInWords } from "../../../src/app/report/campaigns-words.ts";
import { campaignsSection, SHOWN } from "../../../src/app/report/html/campaigns.ts";
import { writeHtmlReport } from "../../../src/app/report/html/case.ts";
import { markupText } from "../../../src/app/report/html/markup.ts";
import { widthOf } from "../../../src/app/report/terminal/columns.ts";
import { createTally } from "../../../src/app/report/totals.ts";
import { isTargeted, STANDINGS, standingOf } from "../../../src/core/campaigns/standing.ts";
import { ASSESSMENTS, type Campaign, STRENGTHS } from "../../../src/core/model/campaign.ts";
import { FEATURE_KINDS } from "../../../src/core/model/sighting.ts";
import { needBrowser, openBrowser } from "../../support/browser.ts";
import { bookOf, campaign, sha, story, storySaying } from "./campaigns-made-up.ts";
import { caseOf, HOSTILE, textOf, UNSEEN } from "./made-up.ts";

const SCHEMA = join(import.meta.dirname, "../../../docs/schema/campaigns.schema.json");
const validate = new Ajv2020({ strict: true, strictTypes: false, formats: { "date-time": true } }).compile(
	JSON.parse(readFileSync(SCHEMA, "utf8")) as object,
);
const PLAIN = { width: 80, colour: false };

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
	const said = describeCampaigns(list, PLAIN);
	assert.match(said, /^48 campaigns: 1 targeted, 47 commercial\n\nTargeted\n/);
	assert.match(
		said,
		/c4f1d20b9e77 {2}Winter roundtable\n {2}targeted: 3 messages to 3 recipients, 2021-01-04 to 2021-01-29\n {2}contacts img\.briefing\.example\n {5}4 {2}The one host/,
	);
	assert.match(said, /and 42 more \(--all shows them, --json has everything\)/);
	assert.match(describeCampaigns(await listCampaigns(bookOf([]), PAGE), PLAIN), /no campaign/);
});

test("one campaign is told whole: reasons both ways, waves, rarity, links, what was set aside, decisions, doubtful clocks", () => {
	const decisions = [{ id: "d1", time: "2024-03-26T10:00:00.000Z", actor: "ana", what: "confirmed", note: "same text as ours" }];
	const attributions = [{ to: "Group 7", source: "an indictment", confidence: "low" as const, on: "2024-03-26T10:00:00.000Z", by: "ana" }];
	const said = describeCampaign(story({ campaign: campaign({ decided: "confirmed", attributions }), decisions, clocksInDoubt: 2 }), PLAIN);
	const text = said.replace(/\s+/g, " ");
	for (const part of [
		"targeted (confirmed by an analyst)",
		"First seen 2021-01-04 09:12 UTC, 3 years and 3 months (1,201 days) before today; last seen 2021-01-29 17:40 UTC.",
		"What speaks for targeted (weight, reason) 4 The one host",
		"What speaks for commercial (weight, reason) 1 The sender's domain",
		"Wave 1: 2021-01-04 09:12 UTC to 2021-01-04 09:30 UTC, 2 messages to 2 recipients 2021-01-04 09:12 UTC ada@parliament.example",
		"Wave 2: 2021-01-29 17:40 UTC, 1 message to cem@newsroom.example",
		'Proof: Query parameter e: "a1b2" here, "c3d4" in the copy of ben@parliament.example.',
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
			for (const said of [describeCampaign(told, { width, colour: false }, true), describeCampaigns(list, { width, colour: false })]) {
				for (const line of said.split("\n")) assert.ok(widthOf(line) <= width, `${width}: ${line}`);
				assert.doesNotMatch(said, UNSEEN);
			}
		}
	}
	const coloured = describeCampaign(story(), { width: 80, colour: true });
	assert.ok(coloured.includes("\u001b["));
	assert.equal(stripVTControlCharacters(coloured), describeCampaign(story(), PLAIN));
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
