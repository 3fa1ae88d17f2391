// Acquaintance in a case: what readers' sent mail and the people list say of a campaign, whichever came first.

import assert from "node:assert/strict";
import type { Feature, Trait } from "../../../src/core/model/sighting.ts";
import { type Casebook, openCase } from "../../../src/edge/casebook/casebook.ts";
import { encodeMessages, type ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { hashOf, reference } from "../../core/campaigns/copies/made-up-copies.ts";
import { testEach } from "./engines.ts";
import { DETECTOR, options, profile, scanned } from "./scanned.ts";

const SENDER = "friend@letters.example";
const PEOPLE = Array.from({ length: 24 }, (_, at) => ({
	name: `Person ${at}`,
	organisation: `House ${at % 4}`,
	country: "XA",
	role: at < 12 ? "member" : "clerk",
	language: "en",
	accounts: [{ address: `reader${at}@house${at % 4}.example`, kind: "official" as const }],
	gone: false,
}));
const ACCOUNTS = PEOPLE.flatMap(({ accounts }) => accounts.map(({ address }) => address));
const MEMBERS = ACCOUNTS.slice(0, 12);

interface Made {
	readonly message: ScannedMessage;
	readonly strand: string;
	readonly traits: readonly Trait[];
	readonly features?: readonly Feature[];
}

function made(name: string, owner: string, more: Partial<ScannedMessage["inspection"]>, strand: string, traits: readonly Trait[]): Made {
	const { raw, inspection } = scanned(0, { owner, mailbox: owner, file: name });
	const references = strand === "attack" ? [reference(`https://watch.example/o/${hashOf(name)}.gif`)] : [];
	const message = { raw: { ...raw, sha256: hashOf(name) }, inspection: { ...inspection, deliveredTo: [], references, ...more } };
	return { message, strand: hashOf(strand).slice(0, 16), traits };
}

/** A tracked mail of SENDER's to each of these. */
function letters(readers: readonly string[]): Made[] {
	return readers.map((owner, at) =>
		made(`letter ${owner}`, owner, { from: SENDER, received: new Date(Date.UTC(2024, 2, 1, at)).toISOString() }, "attack", [
			"tracked",
			"individual",
		]),
	);
}

/** What lies in a mailbox and names these; `hops`: a server delivered it. */
function written(owner: string, from: string, to: readonly string[], delivered = false): Made {
	const parts = delivered ? { ...profile(0), sentTo: [] } : { ...profile(0), hops: [], sentTo: to };
	return made(`${owner} ${from} ${to}`, owner, { from, profile: parts }, `mail of ${from}`, delivered ? [] : ["clock-doubt"]);
}

async function take(casebook: Casebook, mail: readonly Made[]): Promise<void> {
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const byHash = new Map(mail.map((one) => [one.message.inspection, one]));
	const see = (inspection: ScannedMessage["inspection"]) => {
		const { strand, traits, features = [] } = byHash.get(inspection) as Made;
		return { strand, features, traits };
	};
	await run.write({
		rows: [
			encodeMessages(
				mail.map(({ message }) => message),
				DETECTOR,
				see,
			),
		],
		files: [],
	});
	await run.finish();
	await casebook.correlate({ isOperatorHost: () => false });
}

async function reasons(casebook: Casebook): Promise<string> {
	await casebook.correlate({ isOperatorHost: () => false });
	const told: string[] = [];
	for await (const campaign of casebook.campaigns()) told.push(...campaign.reasons.map(({ text }) => text));
	return told.join("\n");
}

const put = (casebook: Casebook, people: readonly (typeof PEOPLE)[number][]) =>
	casebook.people.put(people, ({ name }) => name, { file: "people.csv", replace: true });

testEach("Mail that a reader wrote to the sender is told, whether it came before the sender's or after it.", async (t, engine) => {
	const answer = written(MEMBERS[0] as string, MEMBERS[0] as string, [SENDER]);
	for (const order of [[letters(MEMBERS), [answer]], [[answer], letters(MEMBERS)], [[answer, ...letters(MEMBERS)]]]) {
		const casebook = await openCase(await engine.place(t), options());
		t.after(() => casebook.close());
		for (const mail of order) await take(casebook, mail);
		assert.match(await reasons(casebook), /Accounts of the case wrote 1 mail to friend@letters\.example\./);
	}
});

testEach(
	"Mail that a server delivered, that somebody else wrote, or that went to another at the sender's domain, is no answer.",
	async (t, engine) => {
		const casebook = await openCase(await engine.place(t), options());
		t.after(() => casebook.close());
		const [reader = "", other = ""] = MEMBERS;
		const delivered = written(reader, reader, [SENDER], true);
		await take(casebook, [
			...letters(MEMBERS),
			delivered,
			written(reader, other, [SENDER]),
			written(reader, reader, ["else@letters.example"]),
		]);
		assert.doesNotMatch(await reasons(casebook), /Accounts of the case wrote/);
	},
);

testEach("A role that all readers share is told once the people list says so, and no more once it does not.", async (t, engine) => {
	const casebook = await openCase(await engine.place(t), options());
	t.after(() => casebook.close());
	await take(casebook, letters(MEMBERS));
	const shared = /12 recipients of 4 mail domains share nothing known but that they are: member\./;
	assert.doesNotMatch(await reasons(casebook), shared);
	await put(casebook, PEOPLE);
	assert.match(await reasons(casebook), shared);
	await put(
		casebook,
		PEOPLE.map((person, at) => (at === 3 ? { ...person, role: "clerk" } : person)),
	);
	assert.doesNotMatch(await reasons(casebook), shared);
	await put(casebook, PEOPLE);
	assert.match(await reasons(casebook), shared);
	for (const { name } of PEOPLE.slice(12)) await casebook.people.remove(name);
	assert.doesNotMatch(await reasons(casebook), shared);
});

testEach("A list that says nothing new leaves nothing to put together.", async (t, engine) => {
	const casebook = await openCase(await engine.place(t), options());
	t.after(() => casebook.close());
	await take(casebook, letters(MEMBERS));
	await put(casebook, PEOPLE);
	await reasons(casebook);
	await put(casebook, PEOPLE);
	assert.deepEqual(await casebook.correlate({ isOperatorHost: () => false }), { messages: 0, campaigns: 0, judgedAnew: false });
});

testEach("Senders that an analyst put together report to one host only if they do, not each to its own.", async (t, engine) => {
	const told = async (host: (name: string) => string): Promise<string> => {
		const casebook = await openCase(await engine.place(t), options());
		t.after(() => casebook.close());
		const mails = ["hosty", "pathy"].flatMap((name) =>
			MEMBERS.slice(0, 3).map((owner, at) =>
				made(
					`${name} ${owner}`,
					owner,
					{
						from: `desk@${name}.example`,
						received: new Date(Date.UTC(2024, 2, 1, at)).toISOString(),
						references: [reference(`https://${host(name)}/o/${hashOf(`${name} ${owner}`)}.gif`)],
					},
					name,
					["tracked", "individual"],
				),
			),
		);
		await take(casebook, mails);
		const [one, other] = await Array.fromAsync(casebook.campaigns());
		await casebook.decide({ kind: "merge", campaign: one?.id ?? "", other: other?.id ?? "" });
		return reasons(casebook);
	};
	assert.doesNotMatch(await told((name) => `t.${name}.example`), /sender domains/);
	assert.match(await told(() => "watch.example"), /2 sender domains \(hosty\.example and pathy\.example\) report to watch\.example\./);
});

testEach("Earlier mail from a domain is the sender's, unless strangers have their addresses there.", async (t, engine) => {
	const domain: Feature = { kind: "from-domain", value: "letters.example" };
	const late = letters(MEMBERS).map((one) => ({ ...one, features: [domain] }));
	/** Three other people's mail, two months before; each their own text, or one that all three have. */
	const earlier = (text: (name: string) => string): Made[] =>
		["anna", "bert", "carla"].map((name, at) => ({
			...made(
				`mail of ${name}`,
				MEMBERS[at] as string,
				{ from: `${name}@letters.example`, received: new Date(Date.UTC(2024, 0, 1 + at)).toISOString() },
				name,
				["tracked"],
			),
			features: [domain, { kind: "text-band", value: `0:${text(name)}` }],
		}));
	for (const [text, expected] of [
		[() => "one", /3 other mails of this sender, or of others at letters\.example, came before, the first on 2024-01-01\./],
		[(name: string) => name, /No mail of friend@letters\.example came before 2024-03-01\./],
	] as const)
		for (const order of [
			[late, earlier(text)],
			[earlier(text), late],
			[[...late, ...earlier(text)]],
			[...earlier(text).map((one) => [one]), late],
		]) {
			const casebook = await openCase(await engine.place(t), options());
			t.after(() => casebook.close());
			for (const mail of order) await take(casebook, mail);
			assert.match(await reasons(casebook), expected);
		}
});

testEach("A case whose verdicts are of an older version is judged anew, once; a newer version's stand.", async (t, engine) => {
	const place = await engine.place(t);
	const casebook = await openCase(place, options());
	t.after(() => casebook.close());
	await take(casebook, letters(MEMBERS));
	const judged = await reasons(casebook);
	assert.notEqual(judged, "");
	const set = (revision: number) =>
		engine.execute(place, `update campaign set reasons = '[]', summary = '{"infrastructure":[],"setAside":[],"assessor":${revision}}'`);
	await set(1);
	assert.deepEqual(await casebook.correlate({ isOperatorHost: () => false }), { messages: 0, campaigns: 1, judgedAnew: true });
	assert.equal(await reasons(casebook), judged);
	assert.deepEqual(await casebook.correlate({ isOperatorHost: () => false }), { messages: 0, campaigns: 0, judgedAnew: false });
	await set(1000);
	assert.deepEqual(await casebook.correlate({ isOperatorHost: () => false }), { messages: 0, campaigns: 0, judgedAnew: false });
	assert.equal(await reasons(casebook), "");
});
