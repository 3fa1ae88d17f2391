// Hunt: indicators against a case, held against a plain reading of every message by the contract's own words; and the watch list, which must find in
// passing rows what a hunt finds afterwards.

import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { readAs, readIndicator } from "../../../src/core/indicators/reading.ts";
import { type Search, searchFor } from "../../../src/core/indicators/search.ts";
import { readStixPattern } from "../../../src/core/indicators/stix-terms.ts";
import type { Indicator } from "../../../src/core/model/indicator.ts";
import type { RemoteReference } from "../../../src/core/model/reference.ts";
import type { Casebook } from "../../../src/edge/casebook/casebook.ts";
import type { FoundMessage, FoundWhere } from "../../../src/edge/casebook/hunting/matches.ts";
import { createMatcher } from "../../../src/edge/casebook/hunting/watch-matcher.ts";
import type { ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { correlated } from "./correlated.ts";
import { newCase, testEach } from "./engines.ts";
import { all, DETECTOR, profile, references, rowsOf, scanned } from "./scanned.ts";

function reference(url: string, more: Partial<RemoteReference> = {}): RemoteReference {
	const [template] = references(1, 1) as [RemoteReference];
	return { ...template, url, host: new URL(url).hostname, ...more };
}

interface MadeUp {
	readonly seed: number;
	readonly urls: readonly string[];
	readonly from: string;
	readonly replyTo: string | null;
	readonly hop: { readonly from: string | null; readonly ip: string | null; readonly by: string | null };
	readonly mailboxes?: readonly string[];
}

function messageOf({ seed, urls, from, replyTo, hop }: MadeUp, place: Parameters<typeof scanned>[1] = {}): ScannedMessage {
	const made = scanned(seed, place);
	const found = urls.map((url, n) => reference(url, { start: 100 * n, end: 100 * n + 50, trigger: n % 2 === 0 ? "open" : "click" }));
	const more = { ...profile(seed), sender: null, replyTo, returnPath: null, signatures: [], hops: [hop] };
	return { ...made, inspection: { ...made.inspection, from, messageId: `m${seed}@ids.invalid`, references: found, profile: more } };
}

async function write(casebook: Casebook, messages: readonly ScannedMessage[]): Promise<void> {
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.write({ rows: rowsOf(messages), files: [] });
	await run.finish();
}

function searchOf(given: string): Search {
	const reading = readIndicator(given, null);
	assert.ok(!("why" in reading), JSON.stringify(reading));
	return searchFor(reading.indicators);
}

/** "seed part start" or "seed header", in order, for each match. */
async function found(casebook: Casebook, ...searches: readonly Search[]): Promise<string[][]> {
	const answers: string[][] = [];
	for await (const { any, matches } of casebook.hunt(searches)) {
		const lines: string[] = [];
		for await (const { message, where } of matches) for (const place of where) lines.push(`${numberOf(message)} ${inWords(place)}`);
		assert.equal(any, lines.length > 0);
		assert.equal(new Set(lines).size, lines.length, "a place is told once");
		answers.push(lines.sort());
	}
	return answers;
}

function numberOf({ subject }: FoundMessage): string {
	return (subject ?? "").replace("Subject ", "");
}

function inWords(where: FoundWhere): string {
	if (where === null) return "whole";
	return typeof where === "string" ? where : `${where.part} ${where.start}`;
}

const HOSTS = [
	"evil.example",
	"t1.evil.example",
	"notevil.example",
	"evil.example.other.test",
	"evil-twin.example",
	"other.test",
	"evil.example.",
	"192.0.2.7",
	"x.t1.evil.example",
];
const made: fc.Arbitrary<Omit<MadeUp, "seed">> = fc.record({
	urls: fc.array(
		fc
			.tuple(fc.constantFrom(...HOSTS), fc.constantFrom("", "a", "a?b=1", "a?b=1#x"))
			.map(([host, path]) => new URL(`https://${host}/${path}`).href),
		{ maxLength: 3 },
	),
	from: fc.constantFrom("news@evil.example", "news@notevil.example", "x@sub.evil.example", "evil.example@other.test"),
	replyTo: fc.constantFrom(null, "news@evil.example", "b@other.test"),
	hop: fc.record({
		from: fc.constantFrom(null, "evil.example", "mx.evil.example", "evil-twin.example"),
		ip: fc.constantFrom(null, "203.0.113.7", "203.0.114.7", "2001:db8:5::1"),
		by: fc.constantFrom(null, "mx.parliament.example"),
	}),
});

function covered(name: string, host: string): boolean {
	const bare = host.replace(/\.$/, "");
	return bare === name || bare.endsWith(`.${name}`);
}

/** By the contract, message by message. */
function plainly({ kind, value }: Indicator, messages: readonly MadeUp[]): string[] {
	const lines: string[] = [];
	for (const { seed, urls, from, replyTo, hop } of messages) {
		const say = (yes: boolean, what: string): void => void (yes && lines.push(`${seed} ${what}`));
		const domain = (address: string | null): string => address?.split("@")[1] ?? "";
		const isName = kind === "host" || kind === "domain";
		urls.forEach((url, n) => {
			const { hostname } = new URL(url);
			const place = `1.2 ${100 * n}`;
			if (isName) say(covered(value, hostname), place);
			if (kind === "url") say(url.replace(/#.*/, "") === value, place);
			if (kind === "ip") say(hostname === value, place);
		});
		if (isName) {
			say(covered(value, domain(from)), "from");
			say(covered(value, domain(replyTo)), "reply-to");
			say(covered(value, hop.from ?? "") || covered(value, hop.by ?? ""), "received");
		}
		if (kind === "address") {
			say(from === value, "from");
			say(replyTo === value, "reply-to");
		}
		if (kind === "ip") say(hop.ip === value || (value === "203.0.113.0/24" && (hop.ip?.startsWith("203.0.113.") ?? false)), "received");
	}
	return lines.sort();
}

const ASKED = [
	...["evil.example", "EVIL.example.", "t1.evil.example", "example", "other.test", "notevil.example", "absent.example"],
	...[
		"https://evil.example/a?b=1",
		"https://evil.example/a",
		"https://evil.example./",
		"https://t1.evil.example/#y",
		"https://192.0.2.7/a",
	],
	...["News@Evil.example", "b@other.test", "nobody@evil.example", "192.0.2.7", "203.0.113.0/24", "2001:db8:5::1", "198.51.100.1"],
];

/** One case of many made-up messages: to make one for each would take the time of a hundred. */
const MANY = 250;

testEach("a hunt finds what the contract's words find, and the watch list finds the same as it passes", async (t, engine) => {
	const messages = fc.sample(made, MANY).map((message, index) => ({ ...message, seed: index + 1 }));
	const rows = rowsOf(messages.map((message) => messageOf(message)));
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.write({ rows, files: [] });
	await run.finish();
	const searches = ASKED.map((given) => (given === "example" ? searchFor(indicatorsOf("host", given)) : searchOf(given)));
	const answers = await found(casebook, ...searches);
	for (const [index, search] of searches.entries()) {
		const indicators = search.all.flat().map(({ indicator }) => indicator);
		const wanted = indicators.flatMap((indicator) => plainly(indicator, messages)).sort();
		assert.deepEqual(answers[index], wanted, ASKED[index]);
		const matcher = await createMatcher(toAsync(indicators));
		const passing = rows.flatMap((some) => matcher?.(some) ?? []);
		const lines = passing.flatMap(({ message, where }) => where.map((place) => `${numberOf(message)} ${inWords(place)}`));
		assert.deepEqual(lines.sort(), wanted, `watching for ${ASKED[index]}`);
	}
});

function indicatorsOf(kind: Indicator["kind"], given: string): readonly Indicator[] {
	const reading = readAs(kind, given, null);
	assert.ok(!("why" in reading));
	return reading.indicators;
}

async function* toAsync<T>(items: readonly T[]): AsyncGenerator<T> {
	yield* items;
}

const PLAIN: Omit<MadeUp, "seed"> = { urls: [], from: "a@sender.example", replyTo: null, hop: { from: null, ip: null, by: null } };

testEach("a host with more hits than a page tells each of them once", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const messages = Array.from({ length: 750 }, (_, n) =>
		messageOf({ ...PLAIN, seed: n + 1, urls: [`https://t${n % 3}.busy.example/${n}`, "https://busy.example/"] }),
	);
	await write(casebook, messages);
	const [all, one, url] = await found(
		casebook,
		searchOf("busy.example"),
		searchOf("t1.busy.example"),
		searchOf("https://t1.busy.example/310"),
	);
	assert.equal(all?.length, 1500);
	assert.equal(one?.length, 250);
	assert.deepEqual(url, ["311 1.2 0"]);
});

testEach(
	"a hash finds the message, a Message-ID and a receipt's address their headers, whatever the case of their letters",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const receipt = reference("https://x.example/", {
			vector: "disposition-notification-to",
			url: "mailto:Spy@Evil.example",
			host: "evil.example",
			channel: "smtp",
			trigger: "receipt",
			part: "0",
			start: 9,
		});
		const plain = messageOf({ ...PLAIN, seed: 3 });
		// Of a message inside it no field of its own is named.
		const inner = { ...receipt, url: "mailto:inner@evil.example", part: "2.0", start: 70 };
		const message = { ...plain, inspection: { ...plain.inspection, references: [receipt, inner] } };
		await write(casebook, [message]);
		const answers = await found(
			casebook,
			searchOf(plain.raw.sha256.toUpperCase()),
			searchOf("<m3@ids.invalid>"),
			searchOf("m3@ids.invalid"),
			searchOf("spy@evil.example"),
			searchOf("inner@evil.example"),
			searchOf("0".repeat(64)),
		);
		assert.deepEqual(answers, [["3 whole"], ["3 message-id"], ["3 message-id"], ["3 disposition-notification-to"], ["3 2.0 70"], []]);
		const matcher = await createMatcher(toAsync(indicatorsOf("address", "spy@evil.example")));
		const passing = rowsOf([message]).flatMap((rows) => matcher?.(rows) ?? []);
		assert.deepEqual(
			passing.map(({ where }) => where),
			[["disposition-notification-to"]],
		);
	},
);

testEach("of an AND one message must have all, LIKE holds against the whole name, and a field is only that field", async (t, engine) => {
	const casebook = await newCase(t, engine);
	await write(casebook, [
		messageOf({ ...PLAIN, seed: 1, from: "spy@evil.example", urls: ["https://t1.evil.example/a"] }),
		messageOf({ ...PLAIN, seed: 2, from: "spy@evil.example", urls: ["https://other.test/"] }),
		messageOf({ ...PLAIN, seed: 3, replyTo: "spy@evil.example", urls: ["https://t1.evil.example/b", "https://evil.example/"] }),
	]);
	const ask = async (pattern: string): Promise<string[][]> => {
		const reading = readStixPattern(pattern, null);
		assert.ok(!("why" in reading));
		return found(casebook, ...reading.searches);
	};
	assert.deepEqual(await ask("[email-message:from_ref.value = 'spy@evil.example' AND domain-name:value = 't1.evil.example']"), [
		["1 1.2 0", "1 from"],
	]);
	assert.deepEqual(await ask("[email-message:from_ref.value = 'spy@evil.example']"), [["1 from", "2 from"]]);
	assert.deepEqual(await ask("[domain-name:value LIKE '%.evil.example']"), [["1 1.2 0", "3 1.2 0"]]);
	assert.deepEqual(await ask("[url:value LIKE 'https://%.evil.example/b']"), [["3 1.2 0"]]);
	assert.deepEqual(await ask("[email-addr:value LIKE 's%@evil.example']"), [["1 from", "2 from", "3 reply-to"]]);
	assert.deepEqual(await ask("[domain-name:value = 'evil.example' AND domain-name:value = 'absent.example']"), [[]]);
});

testEach("a match tells every mailbox, whose it is, and that a message lies there no more", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const message = { ...PLAIN, seed: 1, urls: ["https://evil.example/"] };
	const places = ["anna", "boris"].map((name) => messageOf(message, { mailbox: `mail/${name}.mbox`, owner: `${name}@parliament.example` }));
	await write(casebook, places);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.markGone("mail/anna.mbox", () => false);
	await run.finish();
	const answers = await all(casebook.hunt([searchOf("evil.example")]));
	const [match] = await all(answers[0]?.matches ?? toAsync([]));
	assert.deepEqual(
		match?.message.places.map(({ mailbox, owner, gone }) => [mailbox, owner, gone]),
		[
			["mail/anna.mbox", "anna@parliament.example", false],
			["mail/boris.mbox", "boris@parliament.example", false],
		],
	);
});

testEach("the watch list keeps each indicator once, and what is put on it and taken off stands in the journal", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const indicators = ["evil.example", "https://t1.evil.example/a", "203.0.113.0/24"].flatMap((given) =>
		searchOf(given)
			.all.flat()
			.map(({ indicator }) => indicator),
	);
	assert.equal(await casebook.watchList.add(indicators), 3);
	assert.equal(await casebook.watchList.add([...indicators, ...indicators]), 0);
	assert.deepEqual(
		(await all(casebook.watchList.list())).map(({ kind, value }) => `${kind} ${value}`),
		["domain evil.example", "ip 203.0.113.0/24", "url https://t1.evil.example/a"],
	);
	assert.equal(await casebook.watchList.remove(indicators.slice(0, 2)), 2);
	assert.equal(await casebook.watchList.remove(indicators.slice(0, 2)), 0);
	const actions = (await all(casebook.journal.entries())).map(({ action }) => action).filter((action) => action.startsWith("watch."));
	assert.deepEqual(actions, ["watch.added", "watch.removed"]);
	assert.equal((await casebook.journal.verify()).ok, true);
});

test("a range of addresses that is no block is watched whole", async () => {
	const [indicator] = indicatorsOf("ip", "203.0.113.3-203.0.113.130");
	const matcher = await createMatcher(toAsync([indicator as Indicator]));
	for (let last = 0; last < 256; last++) {
		const rows = rowsOf([messageOf({ ...PLAIN, seed: 1, hop: { from: null, ip: `203.0.113.${last}`, by: null } })]);
		assert.equal(rows.flatMap((row) => matcher?.(row) ?? []).length, last >= 3 && last <= 130 ? 1 : 0, String(last));
	}
});

testEach("what is found counts as targeted where its campaign is called so and not rejected, or is confirmed", async (t, engine) => {
	const [called, confirmed, rejected, plain] = [1, 2, 3, 4].map((seed) => scanned(seed));
	assert.ok(called && confirmed && rejected && plain);
	const untracked = { ...scanned(5), inspection: { ...scanned(5).inspection, references: [] } };
	const { casebook, place } = await correlated(t, engine, {
		aaaa: [called],
		bbbb: [confirmed],
		cccc: [rejected],
		dddd: [plain, untracked],
	});
	await engine.execute(place, "update campaign set assessment = 'targeted' where id in ('aaaa', 'cccc')", "select 1 as one");
	await casebook.decide({ kind: "confirm", campaign: "bbbb" });
	await casebook.decide({ kind: "reject", campaign: "cccc" });
	const hashes = [called, confirmed, rejected, plain, untracked].map(({ raw }) => raw.sha256);
	const verdicts = await casebook.verdicts()([...hashes, "0".repeat(64)]);
	assert.deepEqual(
		hashes.map((hash) => verdicts.get(hash)),
		[
			{ campaign: "aaaa", targeted: true },
			{ campaign: "bbbb", targeted: true },
			{ campaign: "cccc", targeted: false },
			{ campaign: "dddd", targeted: false },
			// Nothing in it contacts anybody without a click: it is in no campaign.
			undefined,
		],
	);
});
