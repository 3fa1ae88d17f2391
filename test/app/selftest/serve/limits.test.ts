// Limits hold for a time and no longer, for a mailbox across a restart, and for IPv6 by the network that one customer has.

import assert from "node:assert/strict";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { networkOf, openLimits } from "../../../../src/app/selftest/serve/limits.ts";
import { createWindow, MOST_KEYS } from "../../../../src/app/selftest/serve/windows.ts";

const HOUR = 3_600_000;
const HASH = "a".repeat(64);

test("so many within the time, then none, then again", () => {
	let at = 0;
	const window = createWindow({ most: 2, within: 100, now: () => at });
	assert.deepEqual([window.take("a"), window.take("a"), window.take("a"), window.take("b")], [true, true, false, true]);
	at = 99;
	assert.equal(window.take("a"), false);
	at = 100;
	assert.deepEqual([window.take("a"), window.take("a"), window.take("a")], [true, true, false]);
});

test("a clock that is set back sets nobody free", () => {
	let at = 10_000;
	const window = createWindow({ most: 1, within: 100, now: () => at });
	window.take("a");
	at = 0;
	assert.equal(window.take("a"), false);
});

test("a flood of keys stays within the bound", () => {
	const window = createWindow({ most: 1, within: 1_000_000, now: () => 0 });
	for (let key = 0; key < 2.5 * MOST_KEYS; key++) window.take(String(key));
	assert.ok(window.entries().length <= MOST_KEYS);
	assert.equal(window.take(String(2.5 * MOST_KEYS - 1)), false, "the newest are kept");
});

test("an IPv6 client is its /64, an IPv4 client its address", () => {
	assert.equal(networkOf("2001:db8:1:2::1"), networkOf("2001:db8:1:2:ffff::9"));
	assert.notEqual(networkOf("2001:db8:1:2::1"), networkOf("2001:db8:1:3::1"));
	assert.equal(networkOf("::ffff:192.0.2.1"), networkOf("192.0.2.1"));
	assert.notEqual(networkOf("192.0.2.1"), networkOf("192.0.2.2"));
});

test("what a mailbox was sent counts after a restart; domains and clients begin anew, and the file is its owner's", async () => {
	const state = await mkdtemp(join(tmpdir(), "counterpixel-limits-"));
	try {
		let at = 100 * HOUR + 1234;
		const open = () => openLimits(state, { per_address: 2, per_domain: 3, per_client: 1 }, () => at, assert.fail);
		const first = await open();
		assert.deepEqual(
			[first.mailbox(HASH, "a.example"), first.mailbox(HASH, "a.example"), first.mailbox(HASH, "a.example")],
			[true, true, false],
		);
		assert.deepEqual(
			[first.mailbox("b".repeat(64), "a.example"), first.mailbox("c".repeat(64), "a.example")],
			[true, false],
			"the domain's",
		);
		assert.deepEqual([first.client("192.0.2.1"), first.client("192.0.2.1")], [true, false]);
		await first.settled();
		assert.equal((await stat(join(state, "asked.json"))).mode & 0o777, 0o600);
		const second = await open();
		assert.equal(second.mailbox(HASH, "a.example"), false);
		assert.equal(second.client("192.0.2.1"), true);
		at += 25 * HOUR;
		const third = await open();
		assert.equal(third.mailbox(HASH, "a.example"), true);
		await third.settled();
	} finally {
		await rm(state, { recursive: true, force: true });
	}
});
