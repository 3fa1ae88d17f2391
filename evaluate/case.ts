// A case made of a rehearsal: scanned and correlated by the very functions that the commands call, into a folder that is then thrown away.

import { join } from "node:path";
import { correlateNew } from "../src/app/cli/correlation.ts";
import { scan } from "../src/app/scan/scan.ts";
import type { Casebook } from "../src/edge/casebook/casebook.ts";
import { openCase } from "../src/edge/casebook/casebook.ts";

export interface Timed {
	readonly casebook: Casebook;
	readonly scanSeconds: number;
	readonly correlateSeconds: number;
}

export async function caseOf(mail: string, folder: string): Promise<Timed> {
	const casebook = await openCase(join(folder, "case"), { actor: "evaluate", now: () => new Date().toISOString() });
	const began = performance.now();
	await scan([mail], casebook, { owner: [], keepRaw: false });
	const scanned = performance.now();
	await correlateNew(casebook);
	return { casebook, scanSeconds: (scanned - began) / 1000, correlateSeconds: (performance.now() - scanned) / 1000 };
}
