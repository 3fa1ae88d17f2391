// Opt-outs: the mailboxes that get no mail from here, whoever asks for it. Of each only a keyed hash is kept, a line each, and nothing beside it.

import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { readWhole, unusable, writeWhole } from "./state-file.ts";

const FILE = "opt-outs";

export interface OptOuts {
	/** `hash` is of the server's secret (server-secret.ts). */
	has(hash: string): boolean;
	/** Throws an AppError where it cannot be written: then it does not hold. */
	add(hash: string): Promise<void>;
	/** Throws an AppError where it cannot be written. */
	remove(hash: string): Promise<void>;
}

export async function openOptOuts(state: string): Promise<OptOuts> {
	const file = join(state, FILE);
	const hashes = new Set(((await readWhole(file)) ?? "").split("\n").filter((line) => /^[0-9a-f]{64}$/.test(line)));
	return {
		has: (hash) => hashes.has(hash),
		async add(hash) {
			if (hashes.has(hash)) return;
			await appendFile(file, `${hash}\n`, { mode: 0o600, flush: true }).catch((cause) => {
				throw unusable(file, "cannot be written", cause);
			});
			hashes.add(hash);
		},
		async remove(hash) {
			if (!hashes.delete(hash)) return;
			await writeWhole(file, [...hashes].map((line) => `${line}\n`).join(""));
		},
	};
}
