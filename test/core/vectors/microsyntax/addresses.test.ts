// Addresses as RFC 5322 §3.4 has them and as senders mangle them; on well-formed lists against postal-mime's parser.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Address, addressParser } from "postal-mime";
import { cutAddresses } from "../../../../src/core/vectors/microsyntax/addresses.ts";
import { cutFrom, slowest } from "./cuts.ts";

const CASES: readonly [string, string, readonly string[]][] = [
	["a bare address", "a@b.example", ["a@b.example"]],
	["an address in brackets", "<a@b.example>", ["a@b.example"]],
	["a display name", "Ann Other <a@b.example>", ["a@b.example"]],
	["a display name that is itself an address", "x@y.example <a@b.example>", ["a@b.example"]],
	["a quoted display name with a comma, a bracket and an address", '"Other, <x@y.example> Ann" <a@b.example>', ["a@b.example"]],
	["an encoded word with an address in it", "=?utf-8?q?x=40y.example?= <a@b.example>", ["a@b.example"]],
	["several", "a@b.example, Ann <c@d.example>; e@f.example", ["a@b.example", "c@d.example", "e@f.example"]],
	["a group", "us: a@b.example, Ann <c@d.example>;, e@f.example", ["a@b.example", "c@d.example", "e@f.example"]],
	["an empty group", "undisclosed-recipients:;", []],
	["comments", "(x@y.example (nested)) a@b.example (Ann)", ["a@b.example"]],
	["a quoted local part", '"a b"@c.example', ['"ab"@c.example']],
	["blanks inside brackets", "< a @ b.example >", ["a@b.example"]],
	["a route", "<@x.example,@y.example:a@b.example>", ["a@b.example"]],
	["an unclosed bracket", "Ann <a@b.example", ["a@b.example"]],
	["an unclosed quote hides nothing", '"Ann <a@b.example>', ["a@b.example"]],
	["an unclosed comment hides nothing", "(Ann <a@b.example>", ["a@b.example"]],
	["a mailto: URL", "<mailto:a@b.example>", ["a@b.example"]],
	["a mailto: URL without brackets", "mailto:a@b.example", ["a@b.example"]],
	["a flag is no address", "yes", []],
	["neither is half of one", "a@, @b.example, <>", []],
];

for (const [sentence, value, expected] of CASES) {
	test(sentence, () =>
		assert.deepEqual(
			cutFrom(cutAddresses, value),
			expected.map((address) => `mailto:${address}`),
		),
	);
}

function addressesOf(parsed: readonly Address[]): string[] {
	return parsed.flatMap(({ address, group }) => (group === undefined ? [address ?? ""] : group.map((member) => member.address ?? "")));
}

test("a well-formed list gives what postal-mime reads in it", () => {
	const address = fc
		.tuple(fc.stringMatching(/^[a-z0-9+_-]{1,8}$/), fc.stringMatching(/^[a-z0-9]{1,8}\.example$/))
		.map((pair) => pair.join("@"));
	const name = fc.constantFrom("", "Ann ", "Ann Other ", '"Other, Ann" ', '"A (b) <c>" ', "=?utf-8?B?QW5u?= ");
	const mailbox = fc.oneof(
		address,
		fc.tuple(name, address).map(([words, own]) => `${words}<${own}>`),
	);
	const group = fc
		.tuple(fc.constantFrom("us", "you all"), fc.array(mailbox, { maxLength: 3 }))
		.map(([words, members]) => `${words}: ${members.join(", ")};`);
	fc.assert(
		fc.property(fc.array(fc.oneof(mailbox, mailbox, group), { minLength: 1, maxLength: 5 }), (list) => {
			const value = list.join(", ");
			assert.deepEqual(
				cutFrom(cutAddresses, value),
				addressesOf(addressParser(value)).map((one) => `mailto:${one}`),
				value,
			);
		}),
	);
});

test("hostile repetition costs no more than its length", () => {
	const units = ["(", "<", '"', "a ", "a@b ", "<a@b", ":", ",", "@", "mailto:", '\\"', "(\\", '"a"@b,'];
	assert.ok(
		slowest(
			cutAddresses,
			units.map((unit) => unit.repeat(200_000 / unit.length)),
		) < 2,
	);
});
