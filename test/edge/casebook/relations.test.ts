// Relations and totals: what the answers to "why" and the lists rest on, on each engine.

import assert from "node:assert/strict";
import { newCase, testEach } from "./engines.ts";
import { hashOf, isOperatorHost, type MadeUp, OPERATOR, write } from "./made-up-sightings.ts";

const COMMON = ["tracker-host px.briefing.test", "reply-address desk@briefing.test", "text-band 1:aa", "text-band 2:bb", "text-band 3:cc"];
const MAIL: readonly MadeUp[] = [
	{ number: 1, strand: "one", features: [...COMMON, "from-address one@a.test"] },
	{ number: 2, strand: "one", features: [...COMMON, "from-address one@a.test"], traits: ["tracked", "clock-doubt"] },
	{ number: 3, strand: "two", features: [...COMMON, "from-address two@b.test"] },
	{ number: 4, strand: "shop", features: [`tracker-host ${OPERATOR}`, "subject-shape 77"], day: 90 },
	{ number: 5, strand: "bank", features: [`tracker-host ${OPERATOR}`, "from-address box@bank.test"], day: 200, traits: ["tracked"] },
	{ number: 6, strand: "friend", features: ["from-address a@friend.test"], traits: ["answers"] },
];

testEach("a member is told by whom its sender is known, and with whom it belongs, and why", async (t, engine) => {
	const casebook = await newCase(t, engine);
	await write(casebook, MAIL);
	await casebook.correlate({ isOperatorHost });
	const all = await Array.fromAsync(casebook.campaigns());
	const idOf = (number: number): string => all.find(({ messages }) => messages.some(({ sha256 }) => sha256 === hashOf(number)))?.id ?? "";
	assert.equal(idOf(1), idOf(3));
	const told = (await casebook.membership(idOf(1), hashOf(1))) ?? assert.fail();
	assert.deepEqual(
		{ ...told, kin: told.kin.map(({ sender }) => sender) },
		{
			split: false,
			sender: [
				{ kind: "from-address", value: "one@a.test", sharedBy: 1 },
				{ kind: "tracker-host", value: "px.briefing.test", sharedBy: 2 },
			],
			messages: 2,
			senders: 2,
			kinInAll: 1,
			kin: ["two@b.test"],
		},
	);
	assert.ok(told.kin[0]?.why.some((sentence) => sentence.includes("desk@briefing.test")));

	const apart = await casebook.relation(idOf(4), idOf(5), isOperatorHost);
	assert.deepEqual(apart.shared, []);
	assert.deepEqual(apart.aside, [`Set aside: ${OPERATOR} is a known operator's, whose customers all share it.`]);
	assert.deepEqual(await casebook.relation(idOf(1), idOf(5), isOperatorHost), { shared: [], aside: [] });

	await casebook.decide({ kind: "split", campaign: idOf(1), messages: [hashOf(2)] });
	await casebook.correlate({ isOperatorHost });
	const own = (await Array.fromAsync(casebook.campaigns())).find(({ messages }) => messages[0]?.sha256 === hashOf(2))?.id ?? assert.fail();
	assert.equal((await casebook.membership(own, hashOf(2)))?.split, true);
	assert.ok((await casebook.relation(own, idOf(1), isOperatorHost)).shared.some((sentence) => sentence.includes("px.briefing.test")));
});

testEach("totals agree with the campaigns themselves, whatever analysts decided, and count only senders who watch", async (t, engine) => {
	const casebook = await newCase(t, engine);
	assert.deepEqual(await casebook.campaignTotals(), { senders: 0, campaigns: [] });
	await write(casebook, MAIL);
	await casebook.correlate({ isOperatorHost });
	const ids = (await Array.fromAsync(casebook.campaigns())).map(({ id }) => id);
	await casebook.decide({ kind: "confirm", campaign: ids[0] ?? "" });
	await casebook.decide({ kind: "reject", campaign: ids[1] ?? "" });
	await casebook.decide({ kind: "reject", campaign: ids[2] ?? "" });
	await casebook.decide({ kind: "reset", campaign: ids[2] ?? "" });
	const counted = new Map<string, number>();
	for await (const { assessment, decided } of casebook.campaigns())
		counted.set(`${assessment} ${decided}`, (counted.get(`${assessment} ${decided}`) ?? 0) + 1);
	const { senders, campaigns } = await casebook.campaignTotals();
	assert.equal(senders, 4);
	assert.deepEqual(new Map(campaigns.map(({ assessment, decided, count }) => [`${assessment} ${decided}`, count])), counted);
	assert.equal(await casebook.doubtfulClocks([1, 2, 3, 4, 5, 6].map(hashOf)), 1);
	assert.equal(await casebook.doubtfulClocks([]), 0);
});
