// The http listener, before real clients: one port for http and https, whose request it is, and what every answer says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { HandshakeArrival, HttpArrival } from "../../../src/edge/listeners/arrival.ts";
import { type HttpListener, type HttpListenerOptions, openHttpListener } from "../../../src/edge/listeners/http.ts";
import type { AnswerHttp } from "../../../src/edge/listeners/http-answer.ts";
import { needProgram } from "../../support/programs.ts";
import { createSeen, LOOPBACK, rawClient, run, type Seen, until } from "./clients.ts";

interface Site {
	readonly listener: HttpListener;
	readonly port: number;
	readonly requests: HttpArrival[];
	readonly seen: Seen;
	/** Standard output of curl, header included; fails where curl does. */
	curl(...args: readonly string[]): Promise<string>;
}

const TEXT = { status: 200, mediaType: "text/plain; charset=utf-8", body: "answer" };

async function withSite(work: (site: Site) => Promise<void>, options: Partial<HttpListenerOptions> = {}, answer: AnswerHttp = () => TEXT) {
	const seen = createSeen();
	const requests: HttpArrival[] = [];
	const listener = await openHttpListener({
		at: LOOPBACK,
		option: "--listen",
		certificate: null,
		trustedProxies: [],
		answer(arrival, form) {
			requests.push(arrival);
			return answer(arrival, form);
		},
		seen: seen.add,
		...options,
	});
	const curl = async (...args: readonly string[]): Promise<string> => {
		const { code, out, err } = await run("curl", ["-sSi", "-m", "20", ...args]);
		assert.equal(code, 0, err);
		return out;
	};
	try {
		await work({ listener, port: listener.address.port, requests, seen, curl });
	} finally {
		await listener.close();
	}
}

test("one port answers http and https, and says which it was", needProgram("curl"), async () => {
	await withSite(async ({ port, requests, seen, curl }) => {
		assert.match(await curl(`http://127.0.0.1:${port}/a.gif?b=c`), /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nanswer$/);
		assert.match(await curl("-k", `https://127.0.0.1:${port}/d`), /answer$/);
		assert.deepEqual(
			requests.map(({ kind, client, secure, method, host, target }) => [kind, client, secure, method, host, target]),
			[
				["http", "127.0.0.1", false, "GET", "127.0.0.1", "/a.gif?b=c"],
				["http", "127.0.0.1", true, "GET", "127.0.0.1", "/d"],
			],
		);
		assert.match(requests[0]?.headers["user-agent"] ?? "", /^curl\//);
		await wait(50);
		assert.deepEqual(seen.list, []);
	});
});

test("HTTP/1.0, a host name in any case, and a field given twice are read", needProgram("curl"), async () => {
	await withSite(async ({ port, requests, curl }) => {
		await curl(
			"--http1.0",
			"-H",
			"Host: TOKEN.T.Example:80",
			"-H",
			"Accept-Language: de",
			"-H",
			"Accept-Language: fr",
			`http://127.0.0.1:${port}/`,
		);
		assert.equal(requests[0]?.host, "token.t.example");
		assert.equal(requests[0]?.headers["accept-language"], "de, fr");
		assert.equal(Object.getPrototypeOf(requests[0]?.headers), null);
	});
});

test("a client that does not trust the certificate is a handshake, once, by the name it looked for", needProgram("curl"), async () => {
	await withSite(async ({ port, requests, seen }) => {
		const before = Date.now();
		const { code } = await run("curl", ["-sS", "-m", "20", "--connect-to", `::127.0.0.1:${port}`, "https://Token.T.Example/x.gif"]);
		assert.equal(code, 60, "curl says that the certificate does not verify");
		await seen.reach(1);
		await wait(50);
		const [arrival] = seen.list as HandshakeArrival[];
		assert.equal(seen.list.length, 1);
		assert.deepEqual([arrival?.kind, arrival?.client, arrival?.serverName], ["tls", "127.0.0.1", "token.t.example"]);
		assert.ok((arrival?.at ?? 0) >= before && (arrival?.at ?? 0) <= Date.now());
		assert.deepEqual(requests, []);
	});
});

test("a connection made in advance that leads to no request is a handshake", needProgram("openssl"), async () => {
	await withSite(async ({ port, seen, listener }) => {
		const { out } = await run("openssl", [
			"s_client",
			"-connect",
			`127.0.0.1:${port}`,
			"-servername",
			"early.t.example",
			"-alpn",
			"h2,http/1.1",
		]);
		assert.match(out, /ALPN protocol: http\/1\.1/);
		assert.deepEqual(
			(await seen.reach(1)).map((arrival) => arrival.kind === "tls" && arrival.serverName),
			["early.t.example"],
		);
		const shown = await run(
			"openssl",
			["x509", "-noout", "-fingerprint", "-sha256"],
			/-----BEGIN[\s\S]*END CERTIFICATE-----/.exec(out)?.[0],
		);
		assert.equal(shown.out.trim().split("=")[1], listener.fingerprint);
	});
});

for (const [host, asked, client] of [
	["::1", "[::1]", "::1"],
	["::ffff:127.0.0.1", "127.0.0.1", "127.0.0.1"],
] as const) {
	test(`a client of a listener at [${host}] is ${client}`, needProgram("curl"), async () => {
		await withSite(
			async ({ port, requests, curl }) => {
				await curl("-g", `http://${asked}:${port}/`);
				assert.deepEqual([requests[0]?.client, requests[0]?.host], [client, asked]);
			},
			{ at: { host, port: 0 } },
		);
	});
}

test("X-Forwarded-For of a stranger is his own invention", needProgram("curl"), async () => {
	await withSite(
		async ({ port, requests, curl }) => {
			await curl("-H", "X-Forwarded-For: 198.51.100.7", "-H", "X-Forwarded-Host: other.example", `http://127.0.0.1:${port}/`);
			assert.deepEqual([requests[0]?.client, requests[0]?.host], ["127.0.0.1", "127.0.0.1"]);
		},
		{ trustedProxies: ["192.0.2.0/24"] },
	);
});

test("X-Forwarded-For of a proxy that is trusted names the client, and it says what it was asked for", needProgram("curl"), async () => {
	await withSite(
		async ({ port, requests, curl }) => {
			const fields = [
				"X-Forwarded-For: 203.0.113.9, 198.51.100.7, 192.0.2.4",
				"X-Forwarded-Proto: https",
				"X-Forwarded-Host: T.Example:443",
			];
			await curl(...fields.flatMap((field) => ["-H", field]), `http://127.0.0.1:${port}/`);
			assert.deepEqual([requests[0]?.client, requests[0]?.secure, requests[0]?.host], ["198.51.100.7", true, "t.example"]);
		},
		{ trustedProxies: ["127.0.0.1", "192.0.2.0/24"] },
	);
});

test("every answer says that it is not to be kept, and an answer's own fields stand before that", needProgram("curl"), async () => {
	await withSite(
		async ({ port, curl }) => {
			const usual = await curl(`http://127.0.0.1:${port}/`);
			for (const line of [
				"Cache-Control: no-store",
				"Referrer-Policy: no-referrer",
				"X-Content-Type-Options: nosniff",
				"Cross-Origin-Resource-Policy: cross-origin",
				"Access-Control-Allow-Origin: *",
				"Content-Length: 6",
			])
				assert.ok(usual.includes(`\r\n${line}\r\n`), `${line} in ${usual}`);
			assert.doesNotMatch(usual, /^(?:Server|X-Powered-By):/im);
			const own = await curl(`http://127.0.0.1:${port}/own`);
			assert.deepEqual(own.match(/^cache-control:.*$/gim), ["cache-control: max-age=60"]);
			assert.deepEqual(own.match(/^access-control-allow-origin:.*$/gim), ["Access-Control-Allow-Origin: https://t.example"]);
		},
		{},
		({ target }) =>
			target === "/own"
				? { ...TEXT, headers: { "cache-control": "max-age=60", "Access-Control-Allow-Origin": "https://t.example" } }
				: TEXT,
	);
});

test("HEAD is answered without a body", needProgram("curl"), async () => {
	await withSite(async ({ port, requests, curl }) => {
		assert.match(await curl("-I", `http://127.0.0.1:${port}/`), /Content-Length: 6\r\n[\s\S]*\r\n\r\n$/);
		assert.equal(requests[0]?.method, "HEAD");
	});
});

test("a client that takes this for a proxy gets the path's own answer, and no tunnel", needProgram("curl"), async () => {
	await withSite(async ({ port, requests, seen, curl }) => {
		assert.match(await curl("-x", `http://127.0.0.1:${port}`, "http://other.example:8080/a?b"), /answer$/);
		assert.deepEqual([requests[0]?.host, requests[0]?.target], ["other.example", "/a?b"]);
		const tunnel = await run("curl", ["-sS", "-m", "20", "-p", "-x", `http://127.0.0.1:${port}`, "http://other.example/"]);
		assert.match(tunnel.err, /response 405/);
		assert.equal(requests.length, 1);
		assert.deepEqual(
			(await seen.reach(1)).map(({ kind }) => kind),
			["junk"],
		);
	});
});

test("OPTIONS of the whole server, an upgrade and an unknown expectation are requests like others", needProgram("curl"), async () => {
	await withSite(async ({ port, requests, curl }) => {
		await curl("-X", "OPTIONS", "--request-target", "*", `http://127.0.0.1:${port}`);
		await curl("-H", "Connection: Upgrade", "-H", "Upgrade: websocket", `http://127.0.0.1:${port}/socket`);
		await curl("-H", "Expect: the-moon", `http://127.0.0.1:${port}/moon`);
		assert.deepEqual(
			requests.map(({ target }) => target),
			["/", "/socket", "/moon"],
		);
	});
});

test("a form is read up to 16 KiB, and a longer one is answered all the same", needProgram("curl"), async () => {
	const answer: AnswerHttp = async (_arrival, form) => {
		try {
			return { ...TEXT, body: `got ${(await form()).get("a")?.length}` };
		} catch (error) {
			return { ...TEXT, status: 413, body: (error as Error).message };
		}
	};
	await withSite(
		async ({ port, curl }) => {
			assert.match(await curl("-d", `a=${"b".repeat(16_000)}`, `http://127.0.0.1:${port}/`), /got 16000$/);
			const long = await run(
				"curl",
				["-sSi", "-m", "20", "-H", "Expect:", "--data-binary", "@-", `http://127.0.0.1:${port}/`],
				"b".repeat(900_000),
			);
			assert.match(long.out, /^HTTP\/1\.1 413 [\s\S]*longer than 16 KiB$/);
		},
		{},
		answer,
	);
});

test("a body that nobody asked for is not waited for", needProgram("curl"), async () => {
	await withSite(async ({ port, curl }) => {
		assert.match(await curl("-d", "b".repeat(100_000), `http://127.0.0.1:${port}/`), /answer$/);
	});
});

test("an answer that fails is a 500, and the next request is answered", needProgram("curl"), async () => {
	await withSite(
		async ({ port, curl }) => {
			assert.match(await curl(`http://127.0.0.1:${port}/broken`), /^HTTP\/1\.1 500 /);
			assert.match(await curl(`http://127.0.0.1:${port}/`), /answer$/);
		},
		{},
		({ target }) => {
			if (target === "/broken") throw new Error("a page failed");
			return TEXT;
		},
	);
});

test("a streamed answer comes as it is made, and its source ends when the client leaves", async () => {
	let returned = 0;
	const ticks = (): AsyncIterable<string> => ({
		[Symbol.asyncIterator]: () => ({
			next: async () => {
				await wait(10);
				return { done: false, value: "tick\n" };
			},
			return: async () => {
				returned++;
				return { done: true, value: undefined };
			},
		}),
	});
	await withSite(
		async ({ port }) => {
			const client = rawClient(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
			await until(() => client.received().includes("tick\n"), "a first piece");
			assert.equal(returned, 0);
			client.socket.destroy();
			await until(() => returned === 1, "the end of the source");
		},
		{},
		() => ({ ...TEXT, body: ticks() }),
	);
});

test("what cannot be listened at says what to do", async () => {
	await withSite(async ({ port }) => {
		const taken = openHttpListener({
			at: { host: "127.0.0.1", port },
			option: "--listen",
			certificate: null,
			trustedProxies: [],
			answer: () => TEXT,
			seen: () => {},
		});
		await assert.rejects(taken, {
			code: "usage",
			message: new RegExp(`^--listen 127\\.0\\.0\\.1:${port}: the port is taken; free now: \\d+, \\d+$`),
		});
	});
});
