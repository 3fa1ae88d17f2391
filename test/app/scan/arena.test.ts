// The arena: bounded memory that never waits for what only the waiting reader could give back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createArena } from "../../../src/app/scan/arena.ts";

const KIB = 1024;

/** Whether a promise is settled already. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
	const pending = Symbol("pending");
	return (await Promise.race([promise, new Promise((resolve) => setImmediate(resolve, pending))])) !== pending;
}

test("past its size a chunk waits until a worker gives one back, and is shared memory", async () => {
	const arena = createArena(KIB, 6);
	const chunks = await Promise.all(Array.from({ length: 6 }, () => arena.allocate(KIB)));
	assert.ok(chunks[0].buffer instanceof SharedArrayBuffer);
	arena.handOver(chunks[0]);
	const waiting = arena.allocate(KIB);
	assert.equal(await isSettled(waiting), false);
	arena.release(chunks[0]);
	assert.equal(await isSettled(waiting), true);
});

test("a reader that holds everything itself never waits, however large the message is", async () => {
	const arena = createArena(KIB, 6);
	for (const size of [KIB, 100 * KIB, 200 * KIB]) assert.ok((await arena.allocate(size)).length >= size);
});

test("a large message waits while workers have chunks, and comes when the last of them is back", async () => {
	const arena = createArena(KIB, 6);
	const [a, b] = [await arena.allocate(KIB), await arena.allocate(KIB)];
	arena.handOver(a);
	arena.handOver(b);
	const large = arena.allocate(100 * KIB);
	arena.release(a);
	assert.equal(await isSettled(large), false);
	arena.release(b);
	assert.equal(await isSettled(large), true);
});
