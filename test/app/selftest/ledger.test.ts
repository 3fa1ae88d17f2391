// Only what carries a live token of this test is a contact; everything else is counted, however much of it comes.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createLedger, MOST_PER_TOKEN } from "../../../src/app/selftest/ledger.ts";
import type { SelftestProbe } from "../../../src/app/selftest/probe.ts";
import { newSecret, tokenMaker } from "../../../src/app/selftest/tokens.ts";
import type { Arrival, HttpArrival } from "../../../src/edge/listeners/arrival.ts";

const tokenOf = tokenMaker(newSecret(), "run");
const PICTURE: SelftestProbe = { token: tokenOf("img-src"), vector: "img-src", trigger: "open", channel: "http", message: 1, fact: null };
const LINK: SelftestProbe = { token: tokenOf("a-href"), vector: "a-href", trigger: "click", channel: "http", message: 2, fact: null };
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7.0";

function request(target: string, fields: Partial<HttpArrival> = {}): HttpArrival {
	const at = Date.UTC(2026, 10, 25, 12);
	return {
		kind: "http",
		at,
		client: "192.0.2.7",
		secure: false,
		method: "GET",
		host: "127.0.0.1",
		target,
		headers: { "user-agent": FIREFOX },
		...fields,
	};
}

test("a request with a live token is its probe's contact, with what it told", () => {
	const contact = createLedger([PICTURE, LINK]).record(request(`/${PICTURE.token}.gif`));
	assert.deepEqual(contact?.probe, { vector: "img-src", trigger: "open", channel: "http", message: 1 });
	assert.equal(contact?.time, "2026-11-25T12:00:00.000Z");
	assert.equal(contact?.client_ip, "192.0.2.7");
	assert.equal(contact?.user_agent, FIREFOX);
	assert.equal(contact?.by, "person");
});

test("a lookup of a probe's host is a contact by dns, whatever the case of its letters", () => {
	const lookup: Arrival = {
		kind: "dns",
		at: 0,
		client: "192.0.2.53",
		name: `${LINK.token.toUpperCase()}.probe.test`,
		type: "A",
		subnet: "198.51.100.0/24",
	};
	const contact = createLedger([PICTURE, LINK]).record(lookup);
	assert.deepEqual(contact?.probe, { vector: "a-href", trigger: "click", channel: "dns", message: 2 });
	assert.deepEqual([contact?.client_ip, contact?.resolver, contact?.client_subnet], [null, "192.0.2.53", "198.51.100.0/24"]);
});

test("where host and path name different probes, the path is believed", () => {
	const contact = createLedger([PICTURE, LINK]).record(request(`/${PICTURE.token}.gif`, { host: `${LINK.token}.probe.test` }));
	assert.equal(contact?.probe.vector, "img-src");
});

test("what a browser asks of every host by itself is no contact", () => {
	const ledger = createLedger([LINK]);
	for (const target of ["/favicon.ico", "/robots.txt", "/apple-touch-icon.png", "/.well-known/x"]) {
		assert.equal(ledger.record(request(target, { host: `${LINK.token}.probe.test` })), null, target);
	}
	assert.equal(ledger.uncounted().foreign, 4);
});

test("tokens of another secret, of another length, or inside longer words are never contacts", () => {
	const other = tokenMaker(newSecret(), "run");
	const ledger = createLedger([PICTURE]);
	const foreign = [other("img-src"), PICTURE.token.slice(1), `a${PICTURE.token}`, `${PICTURE.token}0`, "", "x".repeat(100_000)];
	for (const token of foreign) assert.equal(ledger.record(request(`/${token}.gif`)), null);
	assert.deepEqual(ledger.uncounted(), { foreign: foreign.length, beyond: 0, shares: 0 });
});

test("whatever is asked for, nothing without a live token becomes a contact", () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), fc.dictionary(fc.string(), fc.string()), (path, host, headers) => {
			const ledger = createLedger([PICTURE]);
			assert.equal(ledger.record(request(`/${path}`, { host, headers })), null);
			assert.equal(ledger.uncounted().foreign, 1);
		}),
	);
});

test("one token asked for again and again keeps a bounded number of contacts, and the rest is counted", () => {
	const ledger = createLedger([PICTURE]);
	for (let i = 0; i < MOST_PER_TOKEN + 1000; i++) ledger.record(request(`/${PICTURE.token}.gif`));
	assert.deepEqual(ledger.uncounted(), { foreign: 0, beyond: 1000, shares: 0 });
});

test("thousands of junk requests change nothing but a count", () => {
	const ledger = createLedger([PICTURE]);
	for (let i = 0; i < 50_000; i++) ledger.record(request(`/${i.toString(16).padStart(32, "0")}.gif`));
	assert.equal(ledger.uncounted().foreign, 50_000);
	assert.equal(ledger.record(request(`/${PICTURE.token}.gif`))?.probe.vector, "img-src");
});

test("a connection to a share that names no probe is counted apart", () => {
	const ledger = createLedger([PICTURE]);
	assert.equal(ledger.record({ kind: "smb", at: 0, client: "192.0.2.7", serverName: null, dialects: [] }), null);
	assert.deepEqual(ledger.uncounted(), { foreign: 0, beyond: 0, shares: 1 });
});

test("cookies and log-ons are named, not kept; many or long fields are cut", () => {
	const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x-${i}`, "v".repeat(10_000)]));
	const contact = createLedger([PICTURE]).record(
		request(`/${PICTURE.token}.gif`, { headers: { cookie: "secret", authorization: "Basic c2VjcmV0", ...many } }),
	);
	assert.doesNotMatch(JSON.stringify(contact), /secret|c2VjcmV0/);
	assert.ok(JSON.stringify(contact).length < 25_000);
});
