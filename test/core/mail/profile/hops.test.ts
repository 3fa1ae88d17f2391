import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addressIn, usualForm } from "../../../../src/core/mail/profile/hop-addresses.ts";
import { readHops } from "../../../../src/core/mail/profile/hops.ts";

test("a hop is read as each mail server spells it", () => {
	for (const [value, from, ip, by] of [
		["from a.example (b.example [192.0.2.1]) by c.example (Postfix) with ESMTP id 1", "a.example", "192.0.2.1", "c.example"],
		["from A.example (unknown [IPv6:2001:DB8:0::1])\r\n\tby c.example (Postfix)", "a.example", "2001:db8::1", "c.example"],
		["from helo.example ([192.0.2.1]) by c.example (8.11.6/8.11.6) with SMTP", "helo.example", "192.0.2.1", "c.example"],
		["from user@b.example (b.example [192.0.2.1] (may be forged)) by c.example", "b.example", "192.0.2.1", "c.example"],
		["from [192.0.2.1] (helo=a.example) by c.example with esmtp (Exim 4.96)", "a.example", "192.0.2.1", "c.example"],
		["from b.example ([192.0.2.1]:25 helo=a.example) by c.example with esmtp", "a.example", "192.0.2.1", "c.example"],
		["from [192.0.2.1] by c.example with ESMTP", null, "192.0.2.1", "c.example"],
		["from [10.0.0.5] (b.example [192.0.2.1]) by c.example", "10.0.0.5", "192.0.2.1", "c.example"],
		["from unknown (HELO a.example) (192.0.2.1)\r\n  by c.example with SMTP", "a.example", "192.0.2.1", "c.example"],
		["from b.example (HELO a.example) (user@192.0.2.1) by c.example with SMTP", "a.example", "192.0.2.1", "c.example"],
		["from unknown (192.0.2.1) by c.example with QMQP", null, "192.0.2.1", "c.example"],
		["from A.test (2001:db8:0:1::5) by\r\n C.test (2001:db8::6) with Microsoft SMTP Server", "a.test", "2001:db8:0:1::5", "c.test"],
		["from A.test (fe80::1%12) by C.test (192.0.2.9) with mapi", "a.test", "fe80::1", "c.test"],
		["from a.example (a.example. [192.0.2.1]) by mx.example with ESMTPS id x", "a.example", "192.0.2.1", "mx.example"],
		["by 2001:db8:f00:0:0:0:0:1 with SMTP id x; Mon, 1 Jan 2024 00:00:00 +0000", null, null, "2001:db8:f00::1"],
		["from a.example by c.example with local (Exim)", "a.example", null, "c.example"],
		["from a.example (b (c (d) e) [192.0.2.1]) by c.example", "a.example", "192.0.2.1", "c.example"],
		["from a.example ([::ffff:192.0.2.1]) by c.example", "a.example", "192.0.2.1", "c.example"],
		["from a.example (rdns sent by d.example [192.0.2.1]) by c.example", "a.example", "192.0.2.1", "c.example"],
	] as const) {
		assert.deepEqual(readHops([value]), [{ from, ip, by }], value);
	}
});

test("what names no server is no hop, and twenty are kept", () => {
	assert.deepEqual(readHops(["(qmail 123 invoked from network); 1 Jan 2024 00:00:00 -0000", "", "nonsense"]), []);
	const many = Array.from({ length: 50 }, (_, at) => `from h${at}.example by c.example`);
	assert.equal(readHops(many).length, 20);
	assert.equal(readHops(many)[0]?.from, "h0.example");
});

test("an address is told from times, versions and longer numbers", () => {
	for (const [text, expected] of [
		["8.11.6/8.11.6", null],
		["1.2.3.4.5", null],
		["10:20:30", null],
		["999.1.1.1", null],
		["192.0.2.010", "192.0.2.10"],
		["x [192.0.2.1] y 192.0.2.2", "192.0.2.1"],
	] as const) {
		assert.equal(addressIn(text), expected, text);
	}
});

test("the usual form of any IPv6 address is the one that a browser writes", () => {
	const group = fc.oneof(
		fc.constant("0"),
		fc.constant("0000"),
		fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16)),
	);
	fc.assert(
		fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), fc.nat(8), fc.nat(4), (groups, at, left) => {
			const cut = Math.min(left, 8 - at);
			const written = cut === 0 ? groups.join(":") : `${groups.slice(0, at).join(":")}::${groups.slice(at + cut).join(":")}`;
			const host = URL.parse(`http://[${written}]/`)?.hostname.slice(1, -1) ?? null;
			const mapped = /^::ffff:/.test(host ?? "") ? usualForm(written) : host;
			assert.equal(usualForm(written), mapped, written);
		}),
		{ numRuns: 300 },
	);
});

test("a hostile field costs little", () => {
	const start = performance.now();
	for (const piece of ["(", "(a", "from ", " by ", "[", "helo=", "1.1.1.1 ", ":", "\\", '"']) readHops([`from x ${piece.repeat(50_000)}`]);
	assert.ok(performance.now() - start < 500);
});
