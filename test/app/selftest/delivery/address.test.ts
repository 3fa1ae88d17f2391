// One mail address, read strictly: whatever a mail server could take for a second recipient, a route or a command is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { mailboxOf, readAddress } from "../../../../src/app/selftest/delivery/address.ts";
import { isAppError } from "../../../../src/core/model/app-error.ts";
import { HOSTILE_ADDRESSES } from "./hostile-addresses.ts";

test("a plain address is taken as typed, its domain in lower case, spaces around it left out", () => {
	for (const [typed, address] of [
		["reader@reader.example", "reader@reader.example"],
		["  Reader@Reader.Example ", "Reader@reader.example"],
		["first.last+tag@mail.reader.example", "first.last+tag@mail.reader.example"],
		["o'neill_1@xn--bcher-kva.example", "o'neill_1@xn--bcher-kva.example"],
		["a@localhost", "a@localhost"],
		[`${"a".repeat(64)}@reader.example`, `${"a".repeat(64)}@reader.example`],
	] as const) {
		assert.equal(readAddress(typed), address);
	}
});

test("whatever is more than one plain address is refused, in words without what was typed", () => {
	for (const typed of HOSTILE_ADDRESSES) {
		assert.throws(
			() => readAddress(typed),
			(error) => {
				assert.ok(isAppError(error) && error.code === "usage", JSON.stringify(typed));
				assert.doesNotMatch(error.message, /[\p{C}]|\d\.example/u);
				return true;
			},
			`accepted ${JSON.stringify(typed.slice(0, 80))}`,
		);
	}
});

test("addresses of one mailbox are counted as one", () => {
	for (const typed of ["reader@reader.example", "READER@reader.example", "Reader+1@Reader.example", "reader+a+b@reader.example"]) {
		assert.equal(mailboxOf(readAddress(typed)), "reader@reader.example");
	}
	assert.equal(mailboxOf(readAddress("+a@reader.example")), "+a@reader.example");
});
