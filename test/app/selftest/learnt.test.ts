// What contacts tell of a person, and what they do not: a machine's never count as the person's.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { learntFrom } from "../../../src/app/selftest/learnt.ts";
import { verdictsOf } from "../../../src/app/selftest/verdicts.ts";
import { vectors } from "../../../src/core/vectors/index.generated.ts";
import { at, byGmail, contact, lookup, READER, run, THUNDERBIRD } from "./made-up-run.ts";

const CHROMIUM = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

test("nothing came: nothing is learnt", () => {
	const learnt = learntFrom(run());
	assert.equal(learnt.alive, false);
	assert.deepEqual([learnt.openings, learnt.clientAddresses, learnt.programs, learnt.languages, learnt.system], [[], [], [], [], null]);
});

test("one fetch tells the address, the program, its version, the system and the languages", () => {
	const headers = { host: "h.example", "accept-language": "de-AT, de;q=0.8, en;q=0.5, ,\u0007;q=1" };
	const learnt = learntFrom(run([contact({ headers })]));
	assert.ok(learnt.alive);
	assert.deepEqual(learnt.clientAddresses, [READER]);
	assert.deepEqual(learnt.programs, [
		{ name: "Thunderbird 153.7.0", version: "153.7.0", system: "Linux", leakProgram: "thunderbird", contacts: 1 },
	]);
	assert.equal(learnt.system, "Linux");
	assert.deepEqual(learnt.languages, ["de-AT", "de", "en"]);
	assert.deepEqual(learnt.userAgents, [THUNDERBIRD]);
});

test("a contact ten seconds after the last one of its message is another opening, an earlier one is not", () => {
	const times = [0, 4, 13.9, 23.9, 30];
	const { openings } = learntFrom(run(times.map((seconds) => contact({ time: at(seconds) }))));
	assert.deepEqual(openings, [
		{ message: 1, time: at(0), again: false },
		{ message: 1, time: at(23.9), again: true },
	]);
});

test("each message has its own openings, and clicks and attachments are none", () => {
	const { openings } = learntFrom(
		run([
			contact({ time: at(0) }),
			contact({ time: at(1), probe: { message: 3 } }),
			contact({ time: at(40), probe: { trigger: "click" } }),
			contact({ time: at(50), probe: { trigger: "attachment" } }),
		]),
	);
	assert.deepEqual(
		openings.map(({ message, again }) => [message, again]),
		[
			[1, false],
			[3, false],
		],
	);
});

test("a clock that is set back opens nothing again", () => {
	const { openings } = learntFrom(run([contact({ time: at(100) }), contact({ time: at(2) }), contact({ time: at(104) })]));
	assert.equal(openings.length, 1);
});

test("a proxy's address is the proxy's, never the reader's, nor are its headers", () => {
	const headers = { host: "h.example", "accept-language": "fr" };
	const learnt = learntFrom(run([byGmail({ headers, fact: "dark colours" })]));
	assert.deepEqual(learnt.clientAddresses, []);
	assert.deepEqual([learnt.programs, learnt.languages, learnt.facts, learnt.system], [[], [], [], null]);
	assert.deepEqual(learnt.proxies, [
		{ what: "Google's image proxy", addresses: ["198.51.100.9"], leakProgram: "gmail", first: at(0), last: at(0), contacts: 1 },
	]);
	assert.equal(learnt.personal, 0);
});

test("a proxy that fetches when the reader opens tells when; a scanner and Apple's relays do not, nor do the lookups for them", () => {
	assert.equal(learntFrom(run([byGmail()])).openings.length, 1);
	const apple = { user_agent: "Mozilla/5.0", by: "machine", why: "a proxy" } as const;
	assert.deepEqual(learntFrom(run([contact(apple)])).openings, []);
	const scanner = { user_agent: "Barracuda Sentinel (EE)", by: "machine", why: "Barracuda's mail scanner" } as const;
	assert.deepEqual(learntFrom(run([lookup({ time: at(1) }), contact({ ...scanner, time: at(2) })])).openings, []);
	assert.equal(learntFrom(run([lookup()])).openings.length, 1);
});

test("a lookup shows a resolver and a subnet, not a reader's address", () => {
	const learnt = learntFrom(run([lookup({ client_subnet: "192.0.2.0/24" })]));
	assert.deepEqual([learnt.resolvers, learnt.clientSubnets, learnt.clientAddresses], [["203.0.113.53"], ["192.0.2.0/24"], []]);
	assert.equal(learnt.personal, 0);
});

test("a receipt shows a mail server, and the program that wrote it", () => {
	const receipt = { vector: "disposition-notification-to", trigger: "receipt", channel: "smtp" } as const;
	const learnt = learntFrom(run([contact({ probe: receipt, client_ip: "198.51.100.25", by: "unknown" })]));
	assert.deepEqual([learnt.mailServers, learnt.clientAddresses], [["198.51.100.25"], []]);
	assert.equal(learnt.programs[0]?.name, "Thunderbird 153.7.0");
});

test("a connection without a request and one to a share are told apart from fetches", () => {
	const learnt = learntFrom(
		run([
			contact({ probe: { vector: "link-preconnect" }, headers: {}, user_agent: null, by: "unknown" }),
			contact({ probe: { channel: "smb" }, headers: {}, user_agent: null, by: "unknown" }),
		]),
	);
	assert.deepEqual([learnt.connected, learnt.shares, learnt.clientAddresses], [["link-preconnect"], ["img-src"], [READER]]);
});

test("the program is that of the openings, not that of the browser in which links opened", () => {
	const click = { probe: { vector: "a-href", trigger: "click" }, user_agent: CHROMIUM } as const;
	const { programs, system } = learntFrom(run([contact(click), contact(click), contact()]));
	assert.deepEqual(
		programs.map(({ name }) => name),
		["Thunderbird 153.7.0", "Chromium 156"],
	);
	assert.equal(system, "Linux");
});

test("each vector is in exactly one of fired, silent and untestable, whatever comes", () => {
	const ids = [...vectors.slice(0, 12).map(({ id }) => id), "reply-to"];
	const vector = fc.constantFrom(...ids);
	fc.assert(
		fc.property(
			fc.array(vector),
			fc.array(vector),
			fc.array(fc.tuple(vector, fc.constantFrom("http", "dns", "smtp", "smb"))),
			(probes, untestable, came) => {
				const result = run(
					came.map(([id, channel]) => contact({ probe: { vector: id, channel } })),
					{
						probes: probes.map((id) => ({ vector: id, trigger: "open", channel: "http", message: 1, fact: null })),
						untestable: untestable.map((id) => ({ vector: id, why: "because" })),
					},
				);
				const verdicts = verdictsOf(result);
				const all = [...verdicts.fired.map((one) => one.vector), ...verdicts.silent, ...verdicts.untestable.map((one) => one.vector)];
				assert.equal(new Set(all).size, all.length);
				assert.deepEqual(new Set(all), new Set([...probes, ...untestable, ...came.map(([id]) => id)]));
				for (const { vector: id, lookedUpOnly } of verdicts.fired)
					assert.equal(
						lookedUpOnly,
						came.every(([other, channel]) => other !== id || channel === "dns"),
					);
			},
		),
	);
});

test("what a hostile client can pile up is bounded", () => {
	const many = Array.from({ length: 5000 }, (_, index) =>
		contact({ client_ip: `2001:db8::${index.toString(16)}`, user_agent: `Thunderbird/${index}`, time: at(index * 20) }),
	);
	const learnt = learntFrom(run(many));
	assert.ok(learnt.clientAddresses.length <= 50 && learnt.programs.length <= 50 && learnt.userAgents.length <= 50);
	assert.ok(learnt.openings.length <= 200);
});
