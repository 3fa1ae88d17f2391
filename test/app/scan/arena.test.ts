// The arena: bounded memory that never waits for what only the waiting reader could give back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Arena, createArena } from "../../../src/app/scan/arena.ts";

const KIB = 1024;

async function allocated(arena: Arena, sizes: readonly number[]): Promise<Uint8Array[]> {
	return Promise.all(sizes.map((size) => arena.allocate(size)));
}

/** Whether `request` is answered without anything else happening. */
async function isAnswered(request: Promise<unknown>): Promise<boolean> {
	let answered = false;
	void request.then(() => {
		answered = true;
	});
	await new Promise((resolve) => setImmediate(resolve));
	return answered;
}

test("a chunk waits until a worker gives one back, and is shared memory", async () => {
	const arena = createArena(KIB, 6);
	const chunks = await allocated(arena, [KIB, KIB, KIB, KIB, KIB, KIB]);
	assert.ok(chunks[0].buffer instanceof SharedArrayBuffer);
	for (const chunk of chunks) arena.handOver(chunk);
	const request = arena.allocate(KIB);
	assert.equal(await isAnswered(request), false);
	arena.release(chunks[0]);
	await request;
});

test("a message larger than the arena waits for the workers, and then for nothing that the reader holds", async () => {
	const arena = createArena(KIB, 6);
	const [held, worked] = await allocated(arena, [5 * KIB, KIB]);
	arena.handOver(worked);
	const request = arena.allocate(100 * KIB);
	assert.equal(await isAnswered(request), false);
	arena.release(worked);
	assert.ok((await request).length >= 100 * KIB);
	arena.release(held);
});

test("however much a reader holds while it makes room for one message, it gets more", async () => {
	const arena = createArena(KIB, 6);
	let held = await arena.allocate(KIB);
	for (let size = 2; size <= 128; size *= 2) {
		const larger = await arena.allocate(size * KIB);
		arena.release(held);
		held = larger;
	}
	const second = await arena.allocate(128 * KIB);
	arena.handOver(held);
	assert.equal(await isAnswered(arena.allocate(KIB)), false, "meanwhile all else waits");
	arena.release(second);
	arena.release(held);
});
