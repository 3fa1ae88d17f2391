// Slow clients: whoever says nothing, or little at a time, holds no listener's connection for longer than its patience.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect as connectTls } from "node:tls";
import { openDnsListener } from "../../../src/edge/listeners/dns.ts";
import { openHttpListener } from "../../../src/edge/listeners/http.ts";
import { openSmbListener } from "../../../src/edge/listeners/smb.ts";
import { createSeen, LOOPBACK, rawClient, type Seen } from "./clients.ts";

async function withListener(work: (port: number, seen: Seen) => Promise<void>): Promise<void> {
	const seen = createSeen();
	const listener = await openHttpListener({
		at: LOOPBACK,
		option: "--listen",
		certificate: null,
		trustedProxies: [],
		answer: () => ({ status: 200, mediaType: "text/plain", body: "answer" }),
		seen: seen.add,
	});
	try {
		await work(listener.address.port, seen);
	} finally {
		await listener.close();
	}
}

const HELLO_WITHOUT_END = Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3);

// All at once: each waits for a listener's patience to end.
describe("nobody holds a connection", { concurrency: true }, () => {
	const drip = async (first: string | Uint8Array, next: string | Uint8Array, longest: number, kinds: readonly string[]): Promise<void> => {
		await withListener(async (port, seen) => {
			const client = rawClient(port, first);
			const timer = setInterval(() => client.socket.write(next), 300);
			const taken = await client.closed;
			clearInterval(timer);
			assert.ok(taken > longest - 1_500 && taken < longest + 2_500, `${taken} milliseconds`);
			assert.deepEqual(
				(await seen.reach(kinds.length)).map(({ kind }) => kind),
				kinds,
			);
		});
	};
	test("by a header that comes bit by bit (slow loris): ten seconds in all", () =>
		drip("GET / HTTP/1.1\r\n", "X-A: b\r\n", 10_000, ["junk"]));
	test("by a handshake that comes bit by bit: ten seconds in all", () => drip(HELLO_WITHOUT_END, Uint8Array.of(0), 10_000, ["junk"]));
	test("by saying nothing: ten seconds", async () => {
		await withListener(async (port) => {
			const taken = await rawClient(port).closed;
			assert.ok(taken > 8_500 && taken < 12_500, String(taken));
		});
	});
	test("by a handshake without a request: five seconds, and it is a handshake", async () => {
		await withListener(async (port, seen) => {
			const begun = performance.now();
			const tls = connectTls({ port, host: "127.0.0.1", servername: "Silent.T.Example", rejectUnauthorized: false });
			tls.on("error", () => {});
			await new Promise((resolve) => tls.once("close", resolve));
			const taken = performance.now() - begun;
			assert.ok(taken > 3_500 && taken < 7_500, String(taken));
			assert.deepEqual(
				(await seen.reach(1)).map((arrival) => arrival.kind === "tls" && arrival.serverName),
				["silent.t.example"],
			);
		});
	});
	test("by keeping it after an answer: five seconds or so", async () => {
		await withListener(async (port) => {
			const client = rawClient(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
			const taken = await client.closed;
			assert.ok(taken > 3_500 && taken < 8_500, String(taken));
		});
	});
	test("to the DNS listener: half a question, or none, ends in five seconds of silence, and half a one is counted", async () => {
		const seen = createSeen();
		const listener = await openDnsListener({ at: LOOPBACK, zone: "probe.test", addresses: ["127.0.0.1"], mail: false, seen: seen.add });
		try {
			const clients = [rawClient(listener.address.port, Uint8Array.of(0, 100, 1, 2)), rawClient(listener.address.port)];
			for (const taken of await Promise.all(clients.map(({ closed }) => closed))) assert.ok(taken > 3_500 && taken < 7_500, String(taken));
			assert.deepEqual(
				(await seen.reach(1)).map((arrival) => arrival.kind === "junk" && arrival.channel),
				["dns"],
			);
		} finally {
			await listener.close();
		}
	});
	test("to the SMB listener: half a request that comes bit by bit, or none, ends after five seconds, and half a one is counted", async () => {
		const seen = createSeen();
		const listener = await openSmbListener({ at: LOOPBACK, seen: seen.add });
		try {
			const clients = [rawClient(listener.address.port, Uint8Array.of(0, 0, 1, 0, 0xfe)), rawClient(listener.address.port)];
			const timer = setInterval(() => clients[0]?.socket.write("S"), 1_000);
			for (const taken of await Promise.all(clients.map(({ closed }) => closed))) assert.ok(taken > 3_500 && taken < 7_500, String(taken));
			clearInterval(timer);
			assert.deepEqual(
				(await seen.reach(1)).map((arrival) => arrival.kind === "junk" && arrival.channel),
				["smb"],
			);
		} finally {
			await listener.close();
		}
	});
});
