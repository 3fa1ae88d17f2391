// Handshakes at the HTTP listener that lead to no request, or come by another way than usual: what they told is kept, and none of them ends it.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import { connect as connectTls } from "node:tls";
import type { HttpArrival } from "../../../src/edge/listeners/arrival.ts";
import { type HttpListener, openHttpListener } from "../../../src/edge/listeners/http.ts";
import { needProgram } from "../../support/programs.ts";
import { closing, createSeen, rawClient, run, type Seen } from "./clients.ts";

interface Open {
	readonly listener: HttpListener;
	readonly port: number;
	readonly requests: HttpArrival[];
	readonly seen: Seen;
}

async function withListener(host: string, work: (open: Open) => Promise<void>): Promise<void> {
	const requests: HttpArrival[] = [];
	const seen = createSeen();
	const listener = await openHttpListener({
		at: { host, port: 0 },
		option: "--listen",
		certificate: null,
		trustedProxies: [],
		answer: (arrival) => {
			requests.push(arrival);
			return { status: 200, mediaType: "text/plain", body: "answer" };
		},
		seen: seen.add,
	});
	try {
		await work({ listener, port: listener.address.port, requests, seen });
	} finally {
		await listener.close();
	}
}

/** The first message of a client, for `name`. */
function clientHello(name: string): Promise<Buffer> {
	return new Promise((resolve) => {
		const server = createServer((socket) => {
			socket.on("error", () => {});
			socket.once("data", (hello: Buffer) => {
				resolve(hello);
				socket.destroy();
				server.close();
			});
		});
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address() as { readonly port: number };
			connectTls({ port, host: "127.0.0.1", servername: name }).on("error", () => {});
		});
	});
}

describe("handshakes", { concurrency: true }, () => {
	test("a client that speaks HTTP/2 alone is refused, and the name it looked for told", needProgram("openssl"), async () => {
		await withListener("127.0.0.1", async ({ port, requests, seen }) => {
			await run("openssl", ["s_client", "-connect", `127.0.0.1:${port}`, "-servername", "H2.example", "-alpn", "h2"]);
			assert.deepEqual(
				(await seen.reach(1)).map((arrival) => (arrival.kind === "tls" ? arrival.serverName : arrival.kind)),
				["h2.example"],
			);
			assert.deepEqual(requests, []);
		});
	});

	test("a client without protocols, of TLS 1.2, or without a name is served all the same", needProgram("curl"), async () => {
		await withListener("127.0.0.1", async ({ port, requests, seen }) => {
			for (const args of [["--no-alpn"], ["--tls-max", "1.2"], ["--http2"]]) {
				const { code, err } = await run("curl", [
					"-sSk",
					"-m",
					"10",
					...args,
					"--connect-to",
					`::127.0.0.1:${port}`,
					"https://t.example/x",
				]);
				assert.equal(code, 0, err);
			}
			assert.equal((await run("curl", ["-sSk", "-m", "10", `https://127.0.0.1:${port}/x`])).code, 0);
			assert.deepEqual(
				requests.map(({ host, secure }) => [host, secure]),
				[...Array.from({ length: 3 }, () => ["t.example", true]), ["127.0.0.1", true]],
			);
			assert.deepEqual(seen.list, []);
		});
	});

	test("IPv6 is served and told, by http and https", needProgram("curl"), async () => {
		await withListener("::1", async ({ port, requests }) => {
			for (const scheme of ["http", "https"]) {
				const { code, err } = await run("curl", ["-sSkg", "-m", "10", `${scheme}://[::1]:${port}/x`]);
				assert.equal(code, 0, err);
			}
			assert.deepEqual(
				requests.map(({ client, host, secure }) => [client, host, secure]),
				[
					["::1", "[::1]", false],
					["::1", "[::1]", true],
				],
			);
		});
	});

	test("what breaks off within a handshake is told once: by its name where there was one, else as junk", async () => {
		const hello = await clientHello("broken.example");
		await withListener("127.0.0.1", async ({ port, seen }) => {
			for (const bytes of [hello, hello.subarray(0, hello.length - 1), Buffer.from("\x16\x03\x01\x00\x05hello", "latin1")]) {
				const client = rawClient(port, bytes);
				client.socket.end();
				await client.closed;
			}
			await seen.reach(3);
			assert.deepEqual(seen.list.map(({ kind }) => kind).sort(), ["junk", "junk", "tls"]);
		});
	});

	test("it is closed in the middle of a hundred handshakes", async () => {
		const hello = await clientHello("closing.example");
		await withListener("127.0.0.1", async ({ listener, port }) => {
			const clients = Array.from({ length: 100 }, (_, index) => rawClient(port, hello.subarray(0, index % 2 === 0 ? hello.length : 50)));
			await new Promise((resolve) => setTimeout(resolve, 20));
			assert.ok((await closing(listener)) < 1_000);
			await Promise.all(clients.map(({ closed }) => closed));
		});
	});
});
