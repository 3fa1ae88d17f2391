// Where another process is in the way, what a case is asked waits for it; any other failure, and one that lasts, is told.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Engine } from "../../../src/edge/casebook/engine.ts";
import { patiently } from "../../../src/edge/casebook/transaction.ts";

const BUSY = new Error("busy");
const engine = (patience: number): Engine => ({ patience, inTheWay: (error: unknown) => error === BUSY }) as unknown as Engine;

/** Fails so many times, then answers with how often it was asked. */
function failing(times: number, error: Error): () => Promise<number> {
	let asked = 0;
	return async () => {
		asked++;
		if (asked <= times) throw error;
		return asked;
	};
}

test("a read that another process is in the way of is asked again until it is answered", async () => {
	assert.equal(await patiently(engine(5_000), failing(3, BUSY)), 4);
});

test("whoever is in the way for longer than the case is patient is told of", async () => {
	await assert.rejects(patiently(engine(60), failing(1_000_000, BUSY)), BUSY);
});

test("any other failure is told at once", async () => {
	const act = failing(1, new Error("damaged"));
	await assert.rejects(patiently(engine(5_000), act), /damaged/);
	assert.equal(await act(), 2);
});
