// Briefings of a report: who was told, and who is still to be told, the most exposed first.

import { LEVELS, type Level } from "../../core/model/exposure.ts";
import { type BriefedPerson, type Briefing, isBeforeMail } from "../../core/model/person.ts";
import { wasTold, wasToldTooEarly } from "../people/briefed.ts";
import { cut, type ReportedBriefings, type Who } from "./case-report-data.ts";
import type { Exposures } from "./case-report-exposures.ts";
import type { Names } from "./case-report-names.ts";
import type { Reach } from "./case-report-reach.ts";
import { type ItTold, itTold } from "./told-instead.ts";
import { listed } from "./words.ts";

const MOST = { told: 50, gaps: 50, organisations: 60 } as const;

interface Sources {
	readonly briefed: readonly BriefedPerson[];
	readonly briefings: readonly Briefing[];
}

/** A person whom targeted mail reached. */
interface Reached {
	readonly row: BriefedPerson;
	readonly who: Who;
	readonly level: Level;
}

export function reportedBriefings({ briefed, briefings }: Sources, reach: Reach, exposures: Exposures, names: Names): ReportedBriefings {
	const isReached = ({ accounts }: BriefedPerson): boolean => accounts.some((account) => reach.accounts.has(account.toLowerCase()));
	const reached = briefed.filter(isReached).map((row): Reached => {
		const levels = row.accounts.map((account) => exposures.strongest(account.toLowerCase()));
		const level = row.level ?? levels.sort(byLevel)[0] ?? "delivered";
		return { row, who: whoOf(row, names), level };
	});
	const told = briefed.filter(wasTold);
	const isItTold = itTold(briefings);
	const gaps = reached.filter(({ row }) => !wasTold(row)).sort((a, b) => byLevel(a.level, b.level) || byLabel(a.who, b.who));
	const groups = [...Map.groupBy(reached, ({ who }) => JSON.stringify([who.organisation, who.country]))].map(([key, of]) => {
		const [organisation, country] = JSON.parse(key) as [string, string];
		return {
			organisation: organisation === "" ? "On no list" : organisation,
			country,
			told: of.filter(({ row }) => wasTold(row)).length,
			reached: of.length,
		};
	});
	groups.sort((a, b) => b.reached - b.told - (a.reached - a.told) || (a.organisation < b.organisation ? -1 : 1));
	return {
		known: briefings.length > 0,
		told: cut(told, MOST.told, (row) => {
			const { on, by, how, acknowledged } = row.told.find(
				({ kind, on }) => kind === "person" && !isBeforeMail(on, row.firstSeen),
			) as BriefedPerson["told"][number];
			return { who: whoOf(row, names), level: row.level, on, by: names.text(by), how: names.text(how), acknowledged };
		}),
		gaps: cut(gaps, MOST.gaps, ({ row, who, level }) => ({
			who,
			level,
			accounts: row.accounts.length,
			firstSeen: row.firstSeen,
			instead: listed(toldInstead(row, isItTold)),
		})),
		organisations: cut(groups, MOST.organisations, (one) => one),
		listedWithoutMail: briefed.filter((row) => row.person !== null && !isReached(row)).length,
	};
}

function toldInstead(row: BriefedPerson, isItTold: ItTold): string[] {
	const instead = [
		...(wasToldTooEarly(row) ? ["the person, before this mail came"] : []),
		...(row.told.some(({ kind }) => kind === "staff") ? ["staff"] : []),
		...(isItTold(row) ? ["the organisation’s IT"] : []),
	];
	return instead.length === 0 ? ["nobody"] : instead;
}

function whoOf({ person, accounts, organisation, country }: BriefedPerson, names: Names): Who {
	const [account] = accounts;
	if (account !== undefined) return names.who(account);
	return { label: names.named && person !== null ? person : "somebody without an account", organisation, country };
}

function byLevel(a: Level, b: Level): number {
	return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}

const collator = new Intl.Collator("en", { numeric: true });

/** "Person 9" before "Person 12". */
function byLabel(a: Who, b: Who): number {
	return collator.compare(a.label, b.label);
}
