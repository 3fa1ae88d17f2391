// Exposure totals: what the terminal tells of each campaign, gathered from the rows as they come.

import { type Exposure, LEVELS, type Level } from "../../core/model/exposure.ts";

export interface CampaignExposure {
	readonly accounts: number;
	readonly levels: ReadonlyMap<Level, number>;
	/** Of those with evidence, or all: strongest first. */
	readonly rows: readonly Exposure[];
	/** Contacts that may be of several people. */
	readonly maybe: number;
}

interface Gathered {
	accounts: number;
	readonly levels: Map<Level, number>;
	readonly rows: Exposure[];
	readonly maybe: Set<string>;
}

const fresh = (): Gathered => ({ accounts: 0, levels: new Map(), rows: [], maybe: new Set() });

/** Levels that a log line shows. */
const SHOWN: ReadonlySet<Level> = new Set(["clicked", "fetched", "fetched-by-proxy", "blocked", "looked-up"]);

export function createExposureTotals(all: boolean): {
	add(exposure: Exposure): void;
	/** By campaign. */
	result(): ReadonlyMap<string, CampaignExposure>;
} {
	const campaigns = new Map<string, Gathered>();
	return {
		add(exposure) {
			const { campaign, level, evidence } = exposure;
			const of = campaigns.get(campaign) ?? fresh();
			campaigns.set(campaign, of);
			of.accounts++;
			of.levels.set(level, (of.levels.get(level) ?? 0) + 1);
			if (all || SHOWN.has(level)) of.rows.push(exposure);
			else for (const { sha256, offset } of evidence) of.maybe.add(`${sha256} ${offset}`);
		},
		result() {
			const rank = ({ level }: Exposure): number => LEVELS.indexOf(level);
			return new Map(
				[...campaigns].map(([id, { accounts, levels, rows, maybe }]) => {
					const sorted = rows.sort((a, b) => rank(a) - rank(b) || (a.account < b.account ? -1 : 1));
					return [id, { accounts, levels, rows: sorted, maybe: maybe.size }] as const;
				}),
			);
		},
	};
}
