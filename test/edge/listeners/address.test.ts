// Where a listener listens: HOST:PORT as it is written, and what is said where it cannot be had.

import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import { hostAndPort, isLoopback } from "../../../src/edge/hosts.ts";
import { cannotListen, listenAt, parseSocketAddress, plainAddress } from "../../../src/edge/listeners/address.ts";

const GOOD: readonly (readonly [text: string, host: string, port: number])[] = [
	["127.0.0.1:8080", "127.0.0.1", 8080],
	["[::1]:0", "::1", 0],
	["[::FFFF:127.0.0.1]:1", "::ffff:127.0.0.1", 1],
	["LocalHost:0", "localhost", 0],
	["0.0.0.0:53", "0.0.0.0", 53],
	["my-host_1.example:65535", "my-host_1.example", 65535],
];

for (const [text, host, port] of GOOD) {
	test(`${text} is ${host} and ${port}`, () => assert.deepEqual(parseSocketAddress(text, "--listen"), { host, port }));
}

const BAD = [
	"",
	"127.0.0.1",
	":80",
	"::1:80",
	"[::1]",
	"[127.0.0.1]:80",
	"[]:80",
	"127.0.0.1:65536",
	"127.0.0.1:-1",
	"127.0.0.1:80x",
	"127.0.0.1: 80",
	"999.0.0.1:80",
	"1:80",
	"http://127.0.0.1:80",
	"a b:80",
	"a..b:80",
	`${"a.".repeat(130)}b:80`,
	"*:80",
];

for (const text of BAD) {
	test(`"${text.slice(0, 30)}" is no address, and the option is named`, () => {
		assert.throws(() => parseSocketAddress(text, "--smb"), { code: "usage", message: /^--smb takes HOST:PORT/ });
	});
}

test("an address is written as it is read", () => {
	for (const text of ["127.0.0.1:8080", "[::1]:0", "localhost:53"]) assert.equal(hostAndPort(parseSocketAddress(text, "--listen")), text);
});

test("loopback is loopback in every form, and nothing else is", () => {
	for (const host of ["127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "localhost"])
		assert.ok(isLoopback(host), host);
	for (const host of ["0.0.0.0", "::", "192.0.2.1", "128.0.0.1", "::ffff:192.0.2.1", "127.example", "localhost.example", ""])
		assert.ok(!isLoopback(host), host);
});

test("IPv4 in IPv6 is IPv4, and a zone index is no part of an address", () => {
	assert.deepEqual(["::ffff:192.0.2.1", "fe80::1%eth0", "192.0.2.1", undefined].map(plainAddress), [
		"192.0.2.1",
		"fe80::1",
		"192.0.2.1",
		"",
	]);
});

test("a port that is taken is named with its option, and both ports offered are free", async () => {
	const holder = createServer();
	await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
	const { port } = holder.address() as AddressInfo;
	try {
		const message = await messageOf(listenAt(createServer(), { host: "127.0.0.1", port }, "--listen"));
		const [, ...offered] =
			new RegExp(`^--listen 127\\.0\\.0\\.1:${port}: the port is taken; free now: (\\d+), (\\d+)$`).exec(message) ?? [];
		assert.equal(offered.length, 2, message);
		assert.equal(new Set([...offered, String(port)]).size, 3);
		for (const free of offered) {
			const server = createServer();
			assert.equal((await listenAt(server, { host: "127.0.0.1", port: Number(free) }, "--listen")).port, Number(free));
			server.close();
		}
	} finally {
		holder.close();
	}
});

test("an address that this machine has not is called so", async () => {
	const error = Object.assign(new Error("x"), { code: "EADDRNOTAVAIL" });
	const said = await cannotListen(error, { host: "192.0.2.1", port: 80 }, "--dns");
	assert.equal(said.message, "--dns 192.0.2.1:80: this machine has no such address");
	assert.equal(said.code, "usage");
});

test("a port below 1024 says which right it takes", async () => {
	const said = await cannotListen(Object.assign(new Error("x"), { code: "EACCES" }), { host: "::", port: 53 }, "--dns");
	assert.equal(said.code, "usage");
	assert.match(said.message, /^--dns \[::\]:53: ports below 1024 need a right: .*root.*cap_net_bind_service/);
});

test("what nobody thought of is a failure with its cause", async () => {
	const cause = Object.assign(new Error("x"), { code: "EMFILE" });
	const said = await cannotListen(cause, { host: "127.0.0.1", port: 1 }, "--smb");
	assert.deepEqual([said.code, said.cause], ["failure", cause]);
	assert.match(said.message, /EMFILE/);
});

/** Of what `work` fails with; "" where it does not. */
async function messageOf(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return "";
	} catch (error) {
		return (error as Error).message;
	}
}
