// Whose request it is: a reverse proxy's word counts where it is configured, hop by hop from the right, and nobody else's does.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { forwardedBy, trustedProxies } from "../../../src/edge/listeners/client-address.ts";

const trusts = trustedProxies(["192.0.2.0/24", "2001:db8::/32", "127.0.0.1"]);

/** Peer, X-Forwarded-For, and the client that it makes. */
const CHAINS: readonly (readonly [peer: string, field: string | undefined, client: string])[] = [
	["198.51.100.1", "203.0.113.5", "198.51.100.1"],
	["127.0.0.1", undefined, "127.0.0.1"],
	["127.0.0.1", "203.0.113.5", "203.0.113.5"],
	["127.0.0.1", "203.0.113.5, 198.51.100.7", "198.51.100.7"],
	["127.0.0.1", "203.0.113.5, 192.0.2.8, 192.0.2.9", "203.0.113.5"],
	["127.0.0.1", "192.0.2.8, 192.0.2.9", "192.0.2.8"],
	["2001:db8::1", "2001:DB8:0::9, [2001:db9::1]:443", "2001:db9::1"],
	["127.0.0.1", "203.0.113.5:1234", "203.0.113.5"],
	["127.0.0.1", "::ffff:203.0.113.5", "203.0.113.5"],
	["127.0.0.1", "203.0.113.5, unknown", "127.0.0.1"],
	["127.0.0.1", "203.0.113.5, _hidden, 192.0.2.9", "192.0.2.9"],
	["127.0.0.1", ", ,203.0.113.5,,", "203.0.113.5"],
	["127.0.0.1", `198.51.100.1, ${"192.0.2.1, ".repeat(50)}192.0.2.9`, "192.0.2.1"],
];

for (const [peer, field, client] of CHAINS) {
	test(`from ${peer} with ${String(field).slice(0, 50)} it is ${client}`, () => {
		assert.equal(forwardedBy(peer, field === undefined ? {} : { "x-forwarded-for": field }, trusts).client, client);
	});
}

test("the nearest proxy's word on protocol and host is taken, and a stranger's is not", () => {
	const headers = { "x-forwarded-proto": "http, HTTPS", "x-forwarded-host": "a.example, b.example" };
	assert.deepEqual(forwardedBy("127.0.0.1", headers, trusts), { client: "127.0.0.1", secure: true, host: "b.example" });
	assert.deepEqual(forwardedBy("198.51.100.1", headers, trusts), { client: "198.51.100.1", secure: null, host: null });
	assert.equal(forwardedBy("127.0.0.1", { "x-forwarded-proto": "gopher" }, trusts).secure, null);
});

test("a proxy that is no address is a wrong command", () => {
	for (const wrong of ["proxy.example", "192.0.2.0/33", "", "192.0.2.0/x"]) {
		assert.throws(() => trustedProxies([wrong]), { code: "usage" }, wrong);
	}
});

test("nothing that is written in the fields makes it fail, and the client is always an address", () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), fc.string(), (chain, protocol, host) => {
			const { client } = forwardedBy(
				"127.0.0.1",
				{ "x-forwarded-for": chain, "x-forwarded-proto": protocol, "x-forwarded-host": host },
				trusts,
			);
			assert.match(client, /^[0-9a-f.:]+$/);
		}),
	);
});
