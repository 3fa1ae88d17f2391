// Bodies in both directions: an answer that is streamed stops with its client, and a client's own body is never read on for ever.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { openHttpListener } from "../../../src/edge/listeners/http.ts";
import type { AnswerHttp } from "../../../src/edge/listeners/http-answer.ts";
import { rawClient, until } from "./clients.ts";

async function withAnswer(answer: AnswerHttp, work: (port: number) => Promise<void>): Promise<void> {
	const listener = await openHttpListener({
		at: { host: "127.0.0.1", port: 0 },
		option: "--listen",
		certificate: null,
		trustedProxies: [],
		answer,
		seen: () => {},
	});
	try {
		await work(listener.address.port);
	} finally {
		await listener.close();
	}
}

const REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

describe("bodies", { concurrency: true }, () => {
	test("a source that waits for its next piece is ended when the client leaves, and its header went out before", async () => {
		let returned = false;
		const silent: AsyncIterable<string> = {
			[Symbol.asyncIterator]: () => ({
				next: () => new Promise<never>(() => {}),
				return: async () => {
					returned = true;
					return { done: true, value: undefined };
				},
			}),
		};
		await withAnswer(
			() => ({ status: 200, mediaType: "text/plain", body: silent }),
			async (port) => {
				const client = rawClient(port, REQUEST);
				await until(() => client.received().startsWith("HTTP/1.1 200 "), "the header");
				client.socket.destroy();
				await until(() => returned, "the end of the source");
			},
		);
	});

	test("a client that does not read does not make its source go on", async () => {
		let made = 0;
		const endless = async function* (): AsyncGenerator<string> {
			for (;;) {
				made++;
				yield "x".repeat(100_000);
			}
		};
		await withAnswer(
			() => ({ status: 200, mediaType: "text/plain", body: endless() }),
			async (port) => {
				const { socket } = rawClient(port, REQUEST);
				socket.pause();
				await until(() => made > 0, "a first piece");
				await wait(400);
				const soFar = made;
				await wait(200);
				assert.equal(made, soFar);
				assert.ok(made < 200, `${made} pieces`);
				socket.destroy();
			},
		);
	});

	test("a source that ends, or fails midway, ends the answer", async () => {
		const pieces = async function* (fails: boolean): AsyncGenerator<string> {
			yield "one";
			if (fails) throw new Error("secret");
			yield "two";
		};
		await withAnswer(
			({ target }) => ({ status: 200, mediaType: "text/plain", body: pieces(target === "/fails") }),
			async (port) => {
				assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), "onetwo");
				const broken = await fetch(`http://127.0.0.1:${port}/fails`);
				await assert.rejects(broken.text());
			},
		);
	});

	for (const [whose, answer] of [
		[
			"of a form",
			async (_arrival, form) => {
				const read = await form().catch(() => null);
				return { status: read === null ? 413 : 200, mediaType: "text/plain", body: "" };
			},
		],
		["that nobody asked for", () => ({ status: 200, mediaType: "text/plain", body: "" })],
	] as const satisfies readonly (readonly [string, AnswerHttp])[]) {
		test(`a body ${whose} that never ends is answered and cut`, async () => {
			await withAnswer(answer, async (port) => {
				const client = rawClient(port, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
				const chunk = Buffer.from(`10000\r\n${"b".repeat(0x10000)}\r\n`);
				const pump = setInterval(() => {
					for (let sent = 0; sent < 8 && !client.socket.destroyed; sent++) client.socket.write(chunk);
				}, 2);
				const after = await client.closed;
				clearInterval(pump);
				assert.ok(after < 5_000, `${after} ms`);
			});
		});
	}
});
