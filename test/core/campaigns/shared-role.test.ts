// Shared role: what readers have in common by the people list, where chance would not have it so.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type ListedPeople, sharedRole } from "../../../src/core/campaigns/assessment/shared-role.ts";

type Row = readonly [name: string, organisation: string, role: string];

/** Each with one account. */
function list(...rows: readonly Row[]): ListedPeople {
	return new Map(rows.map(([name, organisation, role]) => [`${name}@${organisation}.example`, { person: name, organisation, role }]));
}

const CLERKS = Array.from({ length: 12 }, (_, at): Row => [`clerk${at}`, `house${at % 4}`, "clerk"]);
const MEMBERS = Array.from({ length: 12 }, (_, at): Row => [`member${at}`, `house${at % 4}`, "member"]);
const LIST = list(...CLERKS, ...MEMBERS);
const readers = (rows: readonly Row[]): string[] => rows.map(([name, organisation]) => `${name}@${organisation}.example`);
const roleOf = (recipients: readonly string[], listed = LIST): string | null => sharedRole(recipients, listed);

test("readers of one role in several organisations are told by it, and readers of two roles are not", () => {
	assert.equal(roleOf(readers(MEMBERS)), "member");
	assert.equal(roleOf(readers([...MEMBERS, ...CLERKS.slice(0, 1)])), null);
	assert.equal(roleOf(readers(MEMBERS.filter(([, organisation]) => organisation < "house2"))), null);
});

test("a list of nothing but members says nothing of members, and few readers are chance", () => {
	assert.equal(roleOf(readers(MEMBERS), list(...MEMBERS)), null);
	assert.equal(roleOf(readers(MEMBERS.slice(0, 9))), null);
	assert.equal(roleOf(readers(MEMBERS.slice(0, 10))), "member");
});

test("readers whom the list does not know are no evidence, and too many of them leave nothing to say", () => {
	const strangers = Array.from({ length: 13 }, (_, at) => `stranger${at}@elsewhere.example`);
	assert.equal(roleOf([...readers(MEMBERS), ...strangers.slice(1)]), "member");
	assert.equal(roleOf([...readers(MEMBERS), ...strangers]), null);
	assert.equal(roleOf(strangers), null);
	assert.equal(roleOf([]), null);
	assert.equal(roleOf(readers(MEMBERS), list(...MEMBERS.map(([name, house]): Row => [name, house, ""]))), null);
});

test("two accounts of one person count once", () => {
	const twice = new Map([...LIST, ...[...LIST].map(([address, person]) => [`private-${address}`, person] as const)]);
	const nine = readers(MEMBERS.slice(0, 9));
	assert.equal(roleOf([...nine, ...nine.map((address) => `private-${address}`)], twice), null);
});

test("a role is said only where every reader that is known has it, whoever reads", () => {
	fc.assert(
		fc.property(fc.subarray([...LIST.keys()]), fc.nat(20), (recipients, strangers) => {
			const all = [...recipients, ...Array.from({ length: strangers }, (_, at) => `x${at}@y.example`)];
			const role = roleOf(all);
			assert.ok(role === null || recipients.every((address) => LIST.get(address)?.role === role));
		}),
	);
});
