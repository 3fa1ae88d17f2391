// Transaction: all or nothing, and once more where another process was in the way. What runs inside must therefore depend only on its
// arguments and on the database.

import { setTimeout as wait } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Engine } from "./engine.ts";
import type { Tables } from "./schema.ts";

/** Milliseconds between two attempts. Not the same for all, or those who met once meet again. */
const PAUSE = { least: 2, most: 25 };

/** The event loop runs on while this waits: progress is shown, and an interrupt is heard. */
export function inTransaction<T>(engine: Engine, act: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
	return patiently(engine, () => engine.db.transaction().execute(act));
}

/**
 * A read that a scan begins with, at a moment when others write: whoever opens a case after a process that was killed puts its log in order first, and
 * reads are refused for as long.
 */
export async function patiently<T>(engine: Engine, act: () => Promise<T>): Promise<T> {
	const until = performance.now() + engine.patience;
	for (;;) {
		try {
			return await act();
		} catch (error) {
			if (!engine.inTheWay(error) || performance.now() >= until) throw error;
		}
		await wait(PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least));
	}
}
