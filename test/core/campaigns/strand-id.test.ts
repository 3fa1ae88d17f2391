import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { maskedAddress, strandId } from "../../../src/core/campaigns/strand-id.ts";
import { mail } from "./made-up-mail.ts";

const NEWS = { from: "news@letters.example", pixels: ["https://t.letters.example/o/TOKEN1"], profile: { signatures: ["letters.example"] } };

test("Messages of one sender are one strand, whatever token stands in their URLs.", () => {
	assert.equal(
		strandId(mail(NEWS)),
		strandId(mail({ ...NEWS, pixels: ["https://t.letters.example/o/TOKEN2"], received: "2022-01-01T00:00:00.000Z" })),
	);
});

test("A sender's name on a mail that reports to somebody else, or that somebody else signed, is another strand.", () => {
	const spoofed = [
		{ ...NEWS, pixels: [...NEWS.pixels, "https://x.watching.test/TOKEN3"] },
		{ ...NEWS, profile: { signatures: ["massmail.example"] } },
		{ ...NEWS, profile: {} },
	];
	assert.equal(new Set([NEWS, ...spoofed].map((one) => strandId(mail(one)))).size, 4);
});

test("What a sender's address has for each reader or mailing is masked, and names are not.", () => {
	for (const [address, masked] of [
		["news+a8f3c09d71e2@x.example", "news+*@x.example"],
		["bounce-118274633-ann=parliament.example@x.example", "bounce-*-*@x.example"],
		["9f3a2b7c81d04e55@x.example", "*@x.example"],
		["newsletter2021@x.example", "newsletter2021@x.example"],
		["jane.doe-smith@x.example", "jane.doe-smith@x.example"],
	] as const)
		assert.equal(maskedAddress(address), masked);
});

test("Senders without From are told apart by what else names them, and by whom they report to.", () => {
	const nameless = { from: null, pixels: ["https://a.watching.test/TOKEN1"] };
	const other = { from: null, pixels: ["https://b.other.test/TOKEN1"] };
	assert.notEqual(strandId(mail(nameless)), strandId(mail(other)));
	assert.notEqual(strandId(mail(nameless)), strandId(mail({ ...nameless, profile: { returnPath: "x@y.example" } })));
});

test("Any address has a mask, and masking twice changes nothing.", () => {
	fc.assert(
		fc.property(fc.string(), (text) => maskedAddress(maskedAddress(text)) === maskedAddress(text)),
		{ numRuns: 200 },
	);
});
