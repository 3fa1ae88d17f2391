// One contact, as several logs tell of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { joinContacts, type LoggedContact, ONE_CONTACT } from "../../../src/core/exposure/log-contact.ts";
import { ANNA, line, lookup, tunnel, urlOf } from "./made-up.ts";

const isIndividual = (url: string): boolean => url.includes("?u=");
const join = (...lines: readonly LoggedContact[]) => joinContacts(lines, isIndividual);
const second = 1 / 60;

test("A look-up and the fetch after it are one contact, of the fetch's time and outcome.", () => {
	const [contact, ...rest] = join(lookup({ after: 10 }), line({ url: urlOf(ANNA), after: 10 + second }));
	assert.equal(rest.length, 0);
	assert.equal(contact?.kind, "http");
	assert.equal(contact?.outcome, "answered");
	assert.equal(contact?.time, Date.parse("2021-02-01T10:10:01Z"));
	assert.equal(contact?.citations.length, 2);
});

test("A look-up of another client, or much earlier, is a contact of its own.", () => {
	assert.equal(join(lookup({ client: "192.0.2.9" }), line({ url: urlOf(ANNA) })).length, 2);
	assert.equal(join(lookup({ after: 1 }), line({ url: urlOf(ANNA) })).length, 2);
});

test("Of two proxies in a chain one refusal holds for both, whichever it is, though they know different clients.", () => {
	for (const [inner, outer] of [
		["answered", "refused"],
		["refused", "answered"],
	] as const) {
		const [contact, ...rest] = join(
			line({ url: urlOf(ANNA), outcome: inner }),
			line({ url: urlOf(ANNA), outcome: outer, log: "outer", client: "192.0.2.200", after: 10 + second }),
		);
		assert.equal(rest.length, 0);
		assert.equal(contact?.outcome, "refused");
		assert.deepEqual(contact?.clients, ["192.0.2.1", "192.0.2.200"]);
	}
});

test("A picture that is everybody's is not one contact of two clients.", () => {
	const url = "https://t1.evil.example/logo.gif";
	assert.equal(join(line({ url }), line({ url, log: "outer", client: "192.0.2.2" })).length, 2);
	assert.equal(join(line({ url }), line({ url, log: "outer" })).length, 1);
});

test("Two requests in one log are two contacts, and a tunnel belongs to the request that came through it.", () => {
	assert.equal(join(line({ url: urlOf(ANNA) }), line({ url: urlOf(ANNA), after: 10 + second })).length, 2);
	assert.equal(join(tunnel(), tunnel({ after: 10 + second })).length, 2);
	const [opened] = join(tunnel(), line({ url: urlOf(ANNA), outcome: "refused", status: 403 }));
	assert.equal(opened?.outcome, "refused", "a proxy that opens TLS answers the tunnel, and refuses what is in it");
	const [asked] = join(tunnel({ outcome: "refused", status: 407 }), line({ url: urlOf(ANNA), after: 10 + second }));
	assert.equal(asked?.outcome, "answered", "a proxy that asks for a password first");
});

test("A question for addresses of both families is one contact.", () => {
	assert.equal(join(lookup(), lookup(), lookup({ after: 10 + second })).length, 1);
});

test("Every line is in exactly one contact, in whatever order the lines come, and a flood takes no time.", () => {
	const lines = fc.array(
		fc.record({
			log: fc.constantFrom("squid", "outer", "dns"),
			after: fc.option(fc.integer({ min: 0, max: 2 })),
			client: fc.option(fc.constantFrom("192.0.2.1", "192.0.2.2")),
			url: fc.option(fc.constantFrom(urlOf(ANNA), "https://t1.evil.example/logo.gif")),
			kind: fc.constantFrom("http", "connect", "dns"),
		}),
		{ maxLength: 30 },
	);
	fc.assert(
		fc.property(lines, fc.infiniteStream(fc.nat()), (shapes, chance) => {
			const made = shapes.map((shape, offset) => line({ ...shape, url: shape.kind === "http" ? shape.url : null, offset } as never));
			const keys = (from: readonly LoggedContact[]): string[] => {
				const contacts = join(...from);
				return contacts
					.map(({ citations, outcome }) => `${outcome} ${citations.map(({ sha256, offset }) => `${sha256}${offset}`).sort()}`)
					.sort();
			};
			const shuffled = made.map((one) => [chance.next().value, one] as const).sort((a, b) => a[0] - b[0]);
			assert.deepEqual(keys(shuffled.map(([, one]) => one)), keys(made));
			assert.equal(join(...made).flatMap(({ citations }) => citations).length, made.length);
		}),
		{ numRuns: 200 },
	);
	const began = performance.now();
	join(...Array.from({ length: 20_000 }, (_, n) => line({ url: urlOf(ANNA), log: n % 2 === 0 ? "squid" : "outer", after: 10 })));
	assert.ok(performance.now() - began < 2_000);
	assert.ok(ONE_CONTACT < 60_000);
});
