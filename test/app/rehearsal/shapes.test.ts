// The shapes of a rehearsal have the numbers that they promise (CASE-2021.md, docs/rehearsal.md).

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { parse } from "yaml";
import { type Written, written } from "./folders.ts";

let full: Written;
before(async () => {
	full = await written({ shape: "ipac-2021", seed: 1, size: 2000, evasion: 0 });
});

test("ipac-2021 has ten senders on one operator, and over 1,000 mails in January 2021 to over 400 accounts in over 30 parliaments", () => {
	const { campaigns, messages } = full.truth;
	const main = messages.filter(({ wave }) => wave === "wave-2");
	assert.ok(main.length > 1000);
	assert.ok(main.every(({ received }) => received.startsWith("2021-01")));
	assert.equal(new Set(main.map(({ operator }) => operator)).size, 1);
	const accounts = new Set(main.map(({ owner }) => owner));
	assert.ok(accounts.size > 400);
	const rows = full
		.read("people.csv")
		.split("\n")
		.slice(1)
		.map((row) => row.split(","));
	const targeted = rows.filter(([, address = ""]) => accounts.has(address));
	const countries = new Set(targeted.map(([, , , country]) => country));
	assert.ok(countries.size > 30);
	assert.ok([...countries].every((code) => /^(?:X[A-Z]|Q[M-Z])$/.test(code ?? "")));
	assert.equal(targeted.filter(([, , , country]) => country === "XA").length, 43);
	const names = targeted.map(([name, , organisation]) => `${name} ${organisation}`);
	assert.ok(new Set(names).size < names.length, "some have a personal account beside");
	assert.equal(campaigns.length, 1);
});

test("an earlier wave went to one co-chair, who is among the recipients of the later one", () => {
	const [early, late] = full.truth.campaigns[0]?.waves ?? [];
	assert.equal(early?.recipients.length, 1);
	assert.ok((early?.last ?? "") < (late?.first ?? ""));
	assert.ok(late?.recipients.includes(early?.recipients[0] ?? ""));
	assert.deepEqual(full.truth.links, [{ campaign: "attack", waves: ["wave-1", "wave-2"] }]);
});

test("the background is exactly as large as asked, and a quarter of it or more carries a tracking pixel", () => {
	const background = full.truth.messages.filter(({ kind }) => kind === "background");
	assert.equal(background.length, 2000);
	const tracked = background.filter(({ references }) => references.some(({ trigger, individual }) => trigger === "open" && individual));
	assert.ok(tracked.length >= 500, String(tracked.length));
	assert.equal(new Set(background.map(({ genre }) => genre)).size, 7);
});

test("the attackers' operator has other customers", () => {
	const operator = full.truth.campaigns[0]?.operator;
	const customers = new Set(full.truth.messages.filter((message) => message.operator === operator).map(({ sender }) => sender));
	assert.ok(customers.size > 3, [...customers].join());
});

test("logs show some openings, some refused, and miss some that fell into a gap; and each line that shows one is there", () => {
	const { openings, logs } = full.truth;
	const counted = (test: (opening: (typeof openings)[number]) => boolean): number => openings.filter(test).length;
	assert.ok(counted(({ logged, blocked }) => logged && !blocked) > 0);
	assert.ok(counted(({ blocked }) => blocked) > 0);
	assert.ok(counted(({ in_gap }) => in_gap) > 0);
	const text = logs.map(({ path }) => full.read(path)).join("\n");
	for (const { logged, client_ip, url } of openings) {
		if (logged) assert.ok(text.includes(client_ip) && text.includes(new URL(url).hostname), url);
	}
	assert.deepEqual(new Set(logs.map(({ format }) => format)), new Set(["squid", "combined", "unbound", "bind"]));
	for (const { path, gaps } of logs.filter(({ format }) => format === "squid")) {
		const times = full
			.read(path)
			.trim()
			.split("\n")
			.map((line) => Number(line.split(" ", 1)[0]) * 1000);
		assert.deepEqual(
			times.toSorted((a, b) => a - b),
			times,
			"in order of time",
		);
		for (const { from, to } of gaps) assert.ok(times.every((time) => time < Date.parse(from) || time >= Date.parse(to)));
	}
});

test("five people were told, two later incidents may or may not be connected, and every claim names its source", () => {
	const told = full
		.read("briefings.csv")
		.split("\n")
		.filter((row) => row.split(",")[1] === "person");
	assert.equal(told.length, 5);
	const { incidents } = parse(full.read("incidents.yaml")) as { incidents: { connected: string }[] };
	assert.deepEqual(
		incidents.map(({ connected }) => connected),
		["unknown", "unknown"],
	);
	const { claims } = parse(full.read("claims.yaml")) as { claims: { source?: string; is?: number; over?: number }[] };
	assert.ok(claims.length >= 12);
	assert.ok(claims.every(({ source, is, over }) => source !== undefined && (is === undefined) !== (over === undefined)));
});

test("two-recipients writes to two people and no more", async () => {
	const { truth } = await written({ shape: "two-recipients", seed: 5, size: 60, evasion: 3 });
	const attack = truth.messages.filter(({ kind }) => kind === "targeted");
	assert.equal(new Set(attack.map(({ owner }) => owner)).size, 2);
	assert.equal(attack.length, 4);
});

test("slow-drip writes a mail every few weeks over a year", async () => {
	const { truth } = await written({ shape: "slow-drip", seed: 5, size: 60, evasion: 3 });
	const days = [
		...new Set(
			truth.messages.filter(({ kind }) => kind === "targeted").map(({ received }) => Date.parse(received.slice(0, 10)) / 86_400_000),
		),
	];
	assert.ok((days.at(-1) ?? 0) - (days[0] ?? 0) > 300);
	for (const [index, day] of days.entries()) if (index > 0) assert.ok(day - (days[index - 1] ?? 0) >= 13);
});

test("none has no attackers", async () => {
	const { truth } = await written({ shape: "none", seed: 5, size: 60, evasion: 3 });
	assert.deepEqual([truth.campaigns, truth.links], [[], []]);
	assert.ok(truth.messages.every(({ kind }) => kind === "background"));
});
