// Tokens of a run: as in tokens.ts, but all of one run begin with its mark of 32 bits, by which the server finds the run among thousands without
// a table of every token; 96 bits of each are its own, which nobody guesses.

import type { PlanOptions } from "../plan.ts";
import { planSelftest, type SelftestPlan } from "../plan.ts";
import type { SelftestProbe } from "../probe.ts";
import { tokenMaker } from "../tokens.ts";

export const MARK_DIGITS = 8;

export function tokensOfRun(secret: Uint8Array, mark: string): (name: string) => string {
	const tokenOf = tokenMaker(secret, `served ${mark}`);
	return (name) => `${mark}${tokenOf(name).slice(MARK_DIGITS)}`;
}

/** What every run of this server has in common. */
export interface RunPlan extends Pick<SelftestPlan, "untestable"> {
	readonly titles: readonly string[];
	/** Without their tokens. */
	readonly probes: readonly Omit<SelftestProbe, "token">[];
	/** With those of one run. */
	probesWith(tokenOf: (name: string) => string): readonly SelftestProbe[];
}

/** Made once: of a run that is found again after a restart only the tokens have to be made anew. */
export function planOfRuns(options: Omit<PlanOptions, "tokenOf">): RunPlan {
	const names = new Map<string, string>();
	const { messages, probes, untestable } = planSelftest({
		...options,
		tokenOf(name) {
			const token = String(names.size).padStart(32, "0");
			names.set(token, name);
			return token;
		},
	});
	return {
		titles: messages.map(({ title }) => title),
		// What follows the colon is for whoever starts the server.
		untestable: untestable.map(({ vector, why }) => ({ vector, why: why.split(": ", 1)[0] ?? why })),
		probes: probes.map(({ token: _, ...probe }) => probe),
		probesWith: (tokenOf) => probes.map((probe) => ({ ...probe, token: tokenOf(names.get(probe.token) ?? "") })),
	};
}
