// Code store in memory, for a server of the organisation's own: nothing is left of it when the process ends.

import { randomBytes } from "node:crypto";
import type { CodeStore, Kept } from "./codes.ts";

/** Nothing kept yet, under a new secret. */
export function newKept(): Kept {
	return { secret: randomBytes(32).toString("hex"), codes: [] };
}

export function createMemoryStore(): CodeStore {
	let all = newKept();
	return {
		// No step of it waits, so nothing comes between.
		async update(change) {
			const { kept, answer } = change(all);
			all = kept;
			return answer;
		},
	};
}
