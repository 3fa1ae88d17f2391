// The bounds of the http listener: what is no request is counted and costs little, and what is open when it closes is cut.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { type HttpListener, openHttpListener } from "../../../src/edge/listeners/http.ts";
import type { AnswerHttp } from "../../../src/edge/listeners/http-answer.ts";
import { closing, createSeen, LOOPBACK, rawClient, type Seen, until } from "./clients.ts";

async function withListener(work: (port: number, seen: Seen, listener: HttpListener) => Promise<void>, answer?: AnswerHttp): Promise<void> {
	const seen = createSeen();
	const listener = await openHttpListener({
		at: LOOPBACK,
		option: "--listen",
		certificate: null,
		trustedProxies: [],
		answer: answer ?? (() => ({ status: 200, mediaType: "text/plain", body: "answer" })),
		seen: seen.add,
	});
	try {
		await work(listener.address.port, seen, listener);
	} finally {
		await listener.close();
	}
}

const HELLO_WITHOUT_END = Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3);

/** What it is, and the status it is answered with, if any. */
const JUNK: readonly (readonly [what: string, bytes: string | Uint8Array, status: number | null])[] = [
	["no protocol", "hello\r\n\r\n", 400],
	["zeros", new Uint8Array(64), 400],
	["HTTP/2 at once", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
	["HTTP/1.1 without a host", "GET / HTTP/1.1\r\n\r\n", 400],
	["a line break in a field", "GET / HTTP/1.1\r\nHost: x\r\nA: b\nc: d\r\n\r\n", 400],
	["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400],
	["a length and chunks", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400],
	["a header of nine kilobytes", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"b".repeat(9000)}\r\n\r\n`, 400],
	["a path of nine kilobytes", `GET /${"b".repeat(9000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 400],
	["TLS that is none", Uint8Array.of(0x16, ...new Uint8Array(200)), null],
];

for (const [what, bytes, status] of JUNK) {
	test(`${what} is junk, once, and the connection is closed`, async () => {
		let answers = 0;
		await withListener(
			async (port, seen) => {
				const client = rawClient(port, bytes);
				await client.closed;
				await seen.reach(1);
				await wait(20);
				assert.deepEqual(
					seen.list.map((arrival) => arrival.kind === "junk" && [arrival.channel, arrival.client]),
					[["http", "127.0.0.1"]],
				);
				assert.equal(/^HTTP\/1\.1 (\d+)/.exec(client.received())?.[1] ?? null, status === null ? null : String(status));
				assert.equal(answers, 0);
			},
			() => {
				answers++;
				return { status: 200, mediaType: "text/plain", body: "" };
			},
		);
	});
}

test("a request that is smuggled behind another is junk, and not answered", async () => {
	const targets: string[] = [];
	await withListener(
		async (port, seen) => {
			const first = "GET /first HTTP/1.1\r\nHost: x\r\n\r\n";
			const client = rawClient(port, `${first}GET /second HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`);
			await client.closed;
			assert.deepEqual(targets, ["/first"]);
			assert.deepEqual(
				(await seen.reach(1)).map(({ kind }) => kind),
				["junk"],
			);
		},
		({ target }) => {
			targets.push(target);
			return { status: 200, mediaType: "text/plain", body: "" };
		},
	);
});

test("a connection on which nothing is said is none of the test's", async () => {
	await withListener(async (port, seen) => {
		const client = rawClient(port);
		await wait(50);
		client.socket.end();
		await client.closed;
		await wait(50);
		assert.deepEqual(seen.list, []);
	});
});

test("thousands of junk connections are counted and leave room for a real one", async () => {
	await withListener(async (port, seen, listener) => {
		const clients = 5_000;
		for (let begun = 0; begun < clients; begun += 250) {
			await Promise.all(Array.from({ length: 250 }, () => rawClient(port, "junk\r\n\r\n").closed));
		}
		await until(() => seen.list.length + listener.refused() === clients, "each to be counted");
		assert.ok(seen.list.every(({ kind }) => kind === "junk"));
		const real = rawClient(port, "GET / HTTP/1.0\r\n\r\n");
		await real.closed;
		assert.match(real.received(), /answer$/);
	});
});

test("one client has three hundred connections open at most; those beyond are cut and counted", async () => {
	await withListener(async (port, _seen, listener) => {
		const clients = Array.from({ length: 400 }, () => rawClient(port, "GET /"));
		await until(() => listener.refused() === 100, "a hundred refusals");
		assert.equal(clients.filter(({ socket }) => socket.destroyed).length <= 100, true);
		const taken = await closing(listener);
		assert.ok(taken < 1_000, String(taken));
		await Promise.all(clients.map(({ closed }) => closed));
	});
});

test("a connection carries two hundred requests, and not more", async () => {
	await withListener(async (port) => {
		const client = rawClient(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(250));
		await until(() => client.received().includes("HTTP/1.1 503 "), "a refusal");
		await wait(50);
		assert.equal(client.received().match(/HTTP\/1\.1 200 OK/g)?.length, 200);
	});
});

test("closing takes less than a second, whatever is open", async () => {
	const forever: AnswerHttp = ({ target }) => ({
		status: 200,
		mediaType: "text/plain",
		body: target === "/stream" ? never() : "answer",
	});
	await withListener(async (port, seen, listener) => {
		const clients = [
			rawClient(port),
			rawClient(port, "GET /half"),
			rawClient(port, HELLO_WITHOUT_END),
			rawClient(port, "GET /kept HTTP/1.1\r\nHost: x\r\n\r\n"),
			rawClient(port, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"),
			rawClient(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\nabc"),
		];
		const tls = connectTls({ port, host: "127.0.0.1", servername: "early.t.example", rejectUnauthorized: false });
		tls.on("error", () => {});
		await new Promise((resolve) => tls.once("secureConnect", resolve));
		await until(() => clients.slice(3).every((client) => client.received() !== ""), "answers");
		const taken = await closing(listener);
		assert.ok(taken < 1_000, String(taken));
		await Promise.all(clients.map(({ closed }) => closed));
		assert.ok((await seen.reach(3)).some(({ kind }) => kind === "tls"));
	}, forever);
});

async function* never(): AsyncGenerator<string> {
	yield "first";
	await new Promise(() => {});
}
