// Who is posed as is found by equal keys of name and domain, under another domain, where the other was known before.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { imitationsOf, type KnownSender } from "../../../src/core/campaigns/imitations.ts";
import { domainKeys, nameKeys, senderKeys } from "../../../src/core/campaigns/sender-keys.ts";

const known = (name: string | null, domain: string, first = "2025-02-01T06:00:00Z", messages = 10): KnownSender => ({
	name,
	domain,
	first,
	messages,
});
const late = (name: string | null, domain: string): KnownSender => known(name, domain, "2026-02-01T06:00:00Z", 2);
const PAPER = known("Harbour Paper news", "harbourpaper.example");

const found = (own: readonly KnownSender[], others: readonly KnownSender[]): string[] =>
	imitationsOf(own, others).map(({ by, domain }) => `${by} ${domain}`);

test("name and domain come down to one key, whatever stands beside them", () => {
	for (const name of [
		"Harbour Paper",
		"The HARBOUR PAPER",
		"Harbour Paper Newsletter",
		"Jo Doe, Harbour Paper",
		"Jo Doe at Harbour Paper",
		"Hárbour-Paper",
		"Harb0ur Paper",
	])
		assert.ok(nameKeys(name).includes(nameKeys("Harbour Paper")[0] as string), name);
	for (const domain of [
		"harbourpaper.example",
		"harbour-paper.test",
		"mail.harbour-paper-news.example",
		"harbour-paper-daily.example",
		"harb0ur-paper.example",
		"harbour-paper-online2.example",
		"harbour-paper-news24.test",
	])
		assert.deepEqual(domainKeys(domain), nameKeys("Harbour Paper"), domain);
});

test("a word that is short, or only what stands beside names, is no key", () => {
	assert.deepEqual(senderKeys("News", "mail.example"), []);
	assert.deepEqual(senderKeys(null, ""), []);
	assert.deepEqual(domainKeys("gmail.com"), []);
});

test("who bears name and domain of a sender known before, under another domain, poses as that one", () => {
	assert.deepEqual(found([late("Harbour Paper", "harbour-paper-daily.example")], [PAPER]), ["both harbourpaper.example"]);
	assert.deepEqual(found([late("Harbour Paper", "letters.example")], [PAPER]), ["name harbourpaper.example"]);
	assert.deepEqual(found([late("Jo Doe", "harbour-paper.test")], [PAPER]), ["domain harbourpaper.example"]);
	assert.deepEqual(found([late("Lantern", "lantern-press.example")], [PAPER]), []);
});

test("a sender's own sub-domains, newcomers and those of one mail are not posed as", () => {
	assert.deepEqual(found([late("Harbour Paper", "mail.harbourpaper.example")], [PAPER]), []);
	const own = late("Harbour Paper", "harbour-paper.test");
	assert.deepEqual(found([own], [late("Harbour Paper", "harbourpaper.example")]), []);
	assert.deepEqual(found([own], [{ ...PAPER, messages: 1 }]), []);
	assert.deepEqual(found([own], [{ ...PAPER, first: null }]), []);
});

test("a name that several unrelated senders bear is nobody's own", () => {
	const others = [PAPER, known("Harbour Paper", "harbour-paper.example")];
	assert.deepEqual(found([late("Harbour Paper", "harbour-paper-daily.example")], others), [
		"name harbour-paper.example",
		"name harbourpaper.example",
	]);
});

test("the same imitator's second domain, begun weeks before, takes nothing from whose name it is", () => {
	const second = known("Harbour Paper", "harbour-paper-press.example", "2026-01-20T06:00:00Z", 4);
	assert.deepEqual(found([late("Harbour Paper", "harbour-paper-daily.example")], [PAPER, second])[0], "both harbourpaper.example");
});

test("nor does it if the case had its first mail two months before, since whose name it is was known for a year", () => {
	const second = known("Harbour Paper", "harbour-paper-press.example", "2025-12-01T06:00:00Z", 4);
	assert.deepEqual(found([late("Harbour Paper", "harbour-paper-daily.example")], [second, PAPER]), [
		"both harbourpaper.example",
		"both harbour-paper-press.example",
	]);
});

test("of several whose name it could be the one that was known longest comes first, whichever wrote more", () => {
	const young = known("Harbour Paper", "harbour-paper-a.example", "2026-01-27T06:00:00Z", 10);
	const old = known("Harbour Paper", "letters.example", "2023-01-27T06:00:00Z", 3);
	assert.deepEqual(found([late("Harbour Paper", "post.example")], [young, old]), ["name letters.example", "name harbour-paper-a.example"]);
});

test("the mail of a known sender is that of all its addresses under the name, and exact only below ten", () => {
	const told = (...messages: number[]) => {
		const others = messages.map((count, at) =>
			known("Harbour Paper", `n${at}.harbourpaper.example`, `2025-0${9 - at}-01T06:00:00Z`, count),
		);
		return imitationsOf([late("Harbour Paper", "harbour-paper-daily.example")], others).map((one) => [one.messages, one.since.slice(0, 7)]);
	};
	assert.deepEqual(told(2, 3, 1), [[6, "2025-07"]]);
	assert.deepEqual(told(9, 9), [[10, "2025-08"]]);
});

test("any name and domain are answered, alike in any order", () => {
	const sender = fc.record({
		name: fc.option(fc.string({ maxLength: 80 })),
		domain: fc.constantFrom("a.example", "harbour-paper.example", "harbourpaper.test", "gmail.com", "", "xn--"),
		first: fc.constantFrom(null, "2020-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
		messages: fc.nat(20),
	});
	fc.assert(
		fc.property(fc.array(sender, { maxLength: 4 }), fc.array(sender, { maxLength: 6 }), (own, others) => {
			assert.deepEqual(found(own, others), found(own.toReversed(), others.toReversed()));
		}),
	);
});
