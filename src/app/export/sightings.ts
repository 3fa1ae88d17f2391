// Sightings: at which organisations logs show contacts with a campaign, as numbers of accounts. Names and addresses of persons stay here.

import type { ExportedCampaign } from "../../core/model/export.ts";
import { type Exposure, LEVELS } from "../../core/model/exposure.ts";

type Sightings = ExportedCampaign["sightings"];

/** Of a campaign. What no log shows is no sighting. `organisationOf`: of an account, "" where nobody knows. */
export function sightingsOf(exposures: readonly Exposure[], campaign: string, organisationOf: (account: string) => string): Sightings {
	const shown = exposures.filter(({ campaign: id, level }) => id === campaign && level !== "no-evidence" && level !== "delivered");
	const groups = Map.groupBy(shown, ({ account, level }) => JSON.stringify([organisationOf(account), level]));
	return [...groups.values()]
		.map((group) => {
			const times = group.flatMap(({ leaked }) => leaked.times.map((time) => Date.parse(time))).filter((time) => Number.isFinite(time));
			const [first, last] = [Math.min(...times), Math.max(...times)];
			const { account, level } = group[0] as Exposure;
			return {
				organisation: organisationOf(account),
				level,
				accounts: new Set(group.map((one) => one.account)).size,
				span: times.length === 0 ? null : { from: new Date(first).toISOString(), to: new Date(last).toISOString() },
			};
		})
		.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.organisation < b.organisation ? -1 : 1));
}
