import assert from "node:assert/strict";
import type { Casebook } from "../../../src/edge/casebook/casebook.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { newCase, testEach } from "./engines.ts";
import { hashOf, isOperatorHost, type MadeUp, OPERATOR, partition, write } from "./made-up-sightings.ts";
import { options } from "./scanned.ts";

const TEXT = [0, 1, 2, 3].map((band) => `text-band ${band}:cafe`);
const wave = (strand: string, number: number, more: Partial<MadeUp> = {}): MadeUp => ({
	number,
	strand,
	features: [...TEXT, "tracker-host evil.test", "url-shape /o/*"],
	day: number,
	...more,
});

async function ids(casebook: Casebook): Promise<string[]> {
	const found: string[] = [];
	for await (const { id } of casebook.campaigns()) found.push(id);
	return found.sort();
}

testEach("A campaign has its id from its earliest message and keeps it; of two that become one the older's stays.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const apart = [wave("one", 5, { features: ["tracker-host a.test"] }), wave("two", 3, { features: ["tracker-host b.test"] })];
	await write(casebook, apart);
	await casebook.correlate({ isOperatorHost });
	const [older, younger] = [hashOf(3).slice(0, 12), hashOf(5).slice(0, 12)];
	assert.deepEqual(await ids(casebook), [older, younger].sort());
	// What both get now, and something that is earlier than all.
	const joined = [wave("one", 20), wave("two", 21), wave("three", 1)];
	await write(casebook, joined);
	const { messages } = await casebook.correlate({ isOperatorHost });
	assert.equal(messages, 3);
	assert.deepEqual(await partition(casebook, [...apart, ...joined]), ["1 3 5 20 21"]);
	assert.deepEqual(await ids(casebook), [older]);
	assert.deepEqual((await casebook.campaign(younger))?.aliases, [younger]);
	assert.equal((await casebook.campaign(younger))?.id, older);
});

testEach(
	"A message that is read anew leaves what it had in common, and its campaign falls apart where that held it.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const all = [wave("one", 1), wave("two", 2), wave("three", 3)];
		await write(casebook, all);
		await casebook.correlate({ isOperatorHost });
		assert.deepEqual(await partition(casebook, all), ["1 2 3"]);
		const before = await ids(casebook);
		await write(casebook, [wave("three", 3, { features: ["tracker-host other.test"], detector: 2 })]);
		await casebook.correlate({ isOperatorHost });
		assert.deepEqual(await partition(casebook, all), ["1 2", "3"]);
		assert.ok((await ids(casebook)).includes(before[0] as string));
		// The whole strand goes over to another.
		await write(casebook, [wave("two", 2, { strand: "one", detector: 3 }), wave("three", 3, { traits: [], detector: 3 })]);
		await casebook.correlate({ isOperatorHost });
		assert.deepEqual(await partition(casebook, all), ["1 2"]);
	},
);

testEach(
	"A campaign that may be aimed at people tells every host that its mail went through, not those of its first and last mail alone.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const rotating = Array.from({ length: 30 }, (_, at) =>
			wave("drip", at, {
				features: [`tracker-host h${at}.rotated.test`, "tracker-domain rotated.test", `tracker-host ${at % 2}.known.test`],
			}),
		);
		const other = wave("stranger", 40, { features: ["tracker-host h14.rotated.test"] });
		await write(casebook, [...rotating, other]);
		await casebook.correlate({ isOperatorHost });
		const { infrastructure = [], setAside = [] } = (await casebook.campaign(hashOf(0).slice(0, 12))) ?? {};
		const hosts = infrastructure.filter(({ kind }) => kind === "tracker-host").map(({ value }) => value);
		const all = [...Array.from({ length: 30 }, (_, at) => `h${at}.rotated.test`), "0.known.test", "1.known.test"];
		assert.deepEqual([hosts.toSorted(), setAside], [all.toSorted(), []]);
		const sharers = new Map(infrastructure.map(({ value, sharedBy }) => [value, sharedBy]));
		assert.deepEqual(
			[sharers.get("h13.rotated.test"), sharers.get("h14.rotated.test")],
			[1, 2],
			"of one between the ends it is counted as well",
		);
	},
);

testEach("What an analyst split off has an infrastructure of its own.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	await write(casebook, [wave("one", 1), wave("one", 2), wave("one", 3, { features: ["tracker-host other.test"] })]);
	await casebook.correlate({ isOperatorHost });
	const split = await casebook.decide({ kind: "split", campaign: hashOf(1).slice(0, 12), messages: [hashOf(3)] });
	await casebook.correlate({ isOperatorHost });
	const { infrastructure } = (await casebook.campaign(split.campaign)) ?? {};
	assert.deepEqual(infrastructure, [{ kind: "tracker-host", value: "other.test", sharedBy: 1 }]);
});

testEach(
	"What too many share is set aside and said so, and what a campaign has of its own is told with how many share it.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const news = ["a", "b", "c"].map((name, at) =>
			wave(name, at, {
				features: ["tracker-host mass.test", `from-domain ${name}.example`, `tracker-host ${OPERATOR}`, `list-id ${name}`],
			}),
		);
		await write(casebook, news);
		await casebook.correlate({ isOperatorHost });
		const campaign = await casebook.campaign(hashOf(0).slice(0, 12));
		assert.deepEqual(campaign?.setAside, [
			{ kind: "tracker-host", value: "mass.test", sharedBy: 3 },
			{ kind: "tracker-host", value: OPERATOR, sharedBy: 3 },
		]);
		assert.deepEqual(campaign?.infrastructure, [
			{ kind: "from-domain", value: "a.example", sharedBy: 1 },
			{ kind: "list-id", value: "a", sharedBy: 1 },
		]);
		assert.deepEqual(campaign?.links, []);
	},
);

testEach(
	"A campaign's infrastructure is told whole, what ties its senders first: no host is left out of a block list.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const hosts = (sender: number): string[] => Array.from({ length: 12 }, (_, n) => `tracker-host h${sender}-${n}.test`);
		const senders = [0, 1, 2, 3, 4].map((at) =>
			wave(`s${at}`, at, { features: [...TEXT, ...hosts(at), "feedback-account 1:acc0unt:mailer", "reply-address answers@x.test"] }),
		);
		await write(casebook, senders);
		await casebook.correlate({ isOperatorHost });
		const { infrastructure = [] } = (await casebook.campaign(hashOf(0).slice(0, 12))) ?? {};
		const told = infrastructure.map(({ kind, value }) => `${kind} ${value}`);
		assert.deepEqual(told.slice(0, 2), ["reply-address answers@x.test", "feedback-account 1:acc0unt:mailer"]);
		assert.deepEqual(told.slice(2).sort(), [0, 1, 2, 3, 4].flatMap(hosts).sort());
	},
);

testEach("A link tells what is shared and how rare that is, at both ends, and goes when what it rests on goes.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const earlier = wave("earlier", 1, { features: ["tracker-host evil.test", "url-shape /o/*"] });
	await write(casebook, [earlier, wave("one", 40), wave("two", 41)]);
	await casebook.correlate({ isOperatorHost });
	const [first, second] = [await casebook.campaign(hashOf(1).slice(0, 12)), await casebook.campaign(hashOf(40).slice(0, 12))];
	assert.deepEqual(
		first?.links.map(({ campaign, strength }) => ({ campaign, strength })),
		[{ campaign: second?.id, strength: "weak" }],
	);
	assert.deepEqual(first?.links[0]?.why, second?.links[0]?.why);
	assert.match(first?.links[0]?.why[0] ?? "", /evil\.test.*at most 4 senders/);
	await write(casebook, [{ ...earlier, features: ["tracker-host else.test"], detector: 2 }]);
	await casebook.correlate({ isOperatorHost });
	assert.deepEqual((await casebook.campaign(hashOf(40).slice(0, 12)))?.links, []);
});

testEach("Several processes may correlate one case at once: each message counts once.", async (t, engine) => {
	const place = await engine.place(t);
	const cases = await Promise.all([0, 1].map(() => openCase(place, options())));
	for (const casebook of cases) t.after(() => casebook.close());
	const all = [wave("one", 1), wave("two", 2), wave("three", 3)];
	await write(cases[0] as Casebook, all);
	const done = await Promise.all(cases.map((casebook) => casebook.correlate({ isOperatorHost })));
	assert.equal(
		done.reduce((sum, { messages }) => sum + messages, 0),
		3,
	);
	assert.deepEqual(await partition(cases[1] as Casebook, all), ["1 2 3"]);
});

testEach("A scan that brought nothing of a sender leaves his campaign alone, and one without news does nothing.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	await write(
		casebook,
		[...Array(8).keys()].map((at) => wave(`s${at}`, at, { features: [`tracker-host h${at}.test`, `list-id l${at}`] })),
	);
	assert.equal((await casebook.correlate({ isOperatorHost, judge: false })).campaigns, 8);
	await write(casebook, [wave("s3", 50, { features: ["tracker-host h3.test"] }), wave("new", 51, { features: ["list-id new"] })]);
	assert.deepEqual(await casebook.correlate({ isOperatorHost, judge: false }), { messages: 2, campaigns: 2, judgedAnew: false });
	assert.deepEqual(await casebook.correlate({ isOperatorHost, judge: false }), { messages: 0, campaigns: 0, judgedAnew: false });
});

testEach(
	"Accounts that are left after a few mails are one sender's, by a host that their mass mailer has not; newsletters are not.",
	async (t, engine) => {
		const casebook = await newCase(t, engine);
		const others = [0, 1, 2, 3, 4].map((at) =>
			wave(`other ${at}`, at, { features: [`tracker-host h${at}.test`, "return-domain mailer.test"] }),
		);
		const features = ["tracker-host cache.test", "structure cafe", "return-domain mailer.test"];
		const account = (strand: string, first: number, days: readonly number[]): MadeUp[] =>
			days.map((day, at) => wave(strand, first + at, { day, features: [...features, `from-domain ${strand}.test`] }));
		const left = [...account("one", 10, [1, 40, 80, 120]), ...account("two", 20, [145, 190, 230])];
		await write(casebook, [...others, ...left]);
		await casebook.correlate({ isOperatorHost });
		const all = [...others, ...left, ...account("one", 30, [50, 60, 65, 70, 75])];
		assert.ok((await partition(casebook, all)).includes("10 11 12 13 20 21 22"));
		// Between the first and the last, so that only their number tells that this one lasts.
		await write(casebook, all.slice(-5));
		await casebook.correlate({ isOperatorHost });
		assert.deepEqual(
			(await partition(casebook, all)).filter((group) => /10|20/.test(group)),
			["10 11 12 13 30 31 32 33 34", "20 21 22"],
		);
	},
);
