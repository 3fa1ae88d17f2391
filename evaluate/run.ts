// Run: one rehearsal, written, scanned, correlated, compared, and thrown away.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evasion } from "../src/app/rehearsal/attack/toolkit.ts";
import type { Edition } from "../src/app/rehearsal/grammar/edition.ts";
import { rehearse } from "../src/app/rehearsal/rehearse.ts";
import type { Shape } from "../src/app/rehearsal/shapes.ts";
import { type Baselines, baselines } from "./baselines.ts";
import { caseOf } from "./case.ts";
import { type Comparison, compare, type Kept } from "./compare.ts";
import { readTruth } from "./truth-lines.ts";

export interface RunPlan {
	readonly edition: Edition;
	readonly shape: Shape;
	readonly evasion: Evasion;
	readonly seed: number;
	readonly size: number;
}

export interface Run extends RunPlan {
	readonly comparison: Comparison;
	readonly baselines: Baselines;
	readonly seconds: { readonly rehearse: number; readonly scan: number; readonly correlate: number };
}

export async function run(plan: RunPlan): Promise<Run> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-evaluate-"));
	try {
		const out = join(folder, "rehearsal");
		const began = performance.now();
		const { mail } = await rehearse({ ...plan, out });
		const written = (performance.now() - began) / 1000;
		const truth = new Map<string, Kept>();
		const rest = await readTruth(
			join(out, "truth.json"),
			({ sha256, path, kind, genre, sender, operator, campaign, wave, references, owner }) =>
				truth.set(sha256, { path, kind, genre, sender, operator, campaign, wave, references, owner }),
		);
		const { casebook, scanSeconds, correlateSeconds } = await caseOf(mail, folder);
		try {
			return {
				...plan,
				comparison: await compare(casebook, truth, rest),
				baselines: await baselines(out, [...truth.values()], rest),
				seconds: { rehearse: written, scan: scanSeconds, correlate: correlateSeconds },
			};
		} finally {
			await casebook.close();
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
