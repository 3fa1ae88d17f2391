import assert from "node:assert/strict";
import test from "node:test";
import { networkRange } from "../../../src/core/campaigns/network-ranges.ts";

test("The neighbourhood of an address is 256 addresses of IPv4, or a site of IPv6, in whatever form it is written.", () => {
	for (const [ip, range] of [
		["192.0.2.77", "192.0.2.0/24"],
		["::ffff:192.0.2.77", "192.0.2.0/24"],
		["2001:db8:1:2::5", "2001:db8:1::/48"],
		["2001:0DB8:0001:2:3:4:5:6", "2001:db8:1::/48"],
		["2001:db8::5", "2001:db8:0::/48"],
	] as const)
		assert.equal(networkRange(ip), range);
});

test("Addresses of one's own network, and what is no address, have none.", () => {
	for (const ip of [
		"10.1.2.3",
		"127.0.0.1",
		"192.168.1.1",
		"172.20.0.1",
		"100.64.0.1",
		"::1",
		"fe80::1",
		"fd00::1",
		"",
		"mail.example",
		"::",
	])
		assert.equal(networkRange(ip), null);
});
