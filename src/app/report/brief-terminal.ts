// Briefings on a terminal: who is still to be told, those whom it concerns most first; who was told; and which organisations' IT knew while the person did not.

import { LEVELS } from "../../core/model/exposure.ts";
import { type BriefedPerson, type Briefing, isBeforeMail } from "../../core/model/person.ts";
import { wasTold, wasToldTooEarly } from "../people/briefed.ts";
import { LEVEL_WORDS } from "./exposure-terminal.ts";
import { counted, shownText } from "./shown-text.ts";
import { indented, wrap } from "./terminal/columns.ts";
import { painter, type Screen } from "./terminal/screen.ts";
import { itTold } from "./told-instead.ts";

/** Of each kind. */
const MOST = 20;

export function describeBriefings(people: readonly BriefedPerson[], briefings: readonly Briefing[], screen: Screen): string {
	const paint = painter(screen);
	const reached = people.filter(({ level }) => level !== null);
	const told = reached.filter(wasTold);
	const open = reached.filter((row) => !wasTold(row));
	const others = people.filter((row) => row.level === null && wasTold(row));
	if (people.length === 0 && briefings.length === 0)
		return `${wrap("Nobody is to be told: no targeted campaign reached anybody, and no people list was imported.", screen.width).join("\n")}\n`;
	const aware = open.filter(itTold(briefings)).length;
	const early = open.filter(wasToldTooEarly).length;
	const lines = [
		paint("bold", `Still to be told: ${counted(open.length, "person", "people")}`),
		...[...Map.groupBy(open, ({ level }) => level)]
			.sort(([a], [b]) => LEVELS.indexOf(a ?? "delivered") - LEVELS.indexOf(b ?? "delivered"))
			.flatMap(([level, of]) => [
				`  ${LEVEL_WORDS[level ?? "delivered"]}: ${counted(of.length, "person", "people")}`,
				...of.slice(0, MOST).flatMap((row) => indented(`${lineOf(row)}`, screen.width, 4, 6)),
				...(of.length > MOST ? [`    and ${of.length - MOST} more: --json has all`] : []),
			]),
		...(aware === 0 ? [] : wrap(`For ${aware} of these the organisation's IT was told, and they were not.`, screen.width)),
		...(early === 0
			? []
			: wrap(`For ${early} of these a briefing is dated before their first mail came in, and does not count as told.`, screen.width)),
		"",
		paint("bold", `Told: ${counted(told.length, "person", "people")}`),
		...told.slice(0, MOST).flatMap((row) => indented(`${lineOf(row)}`, screen.width, 2, 4)),
		...(told.length > MOST ? [`  and ${told.length - MOST} more: --json has all`] : []),
		"",
		...wrap(
			`Of ${counted(people.length - reached.length, "other person", "other people")} nothing shows that mail reached them${others.length === 0 ? "" : `; ${others.length} of them ${others.length === 1 ? "was" : "were"} told all the same`}.`,
			screen.width,
		),
	];
	return `${lines.join("\n")}\n`;
}

function lineOf({ person, accounts, formerAccounts = [], organisation, told, firstSeen }: BriefedPerson): string {
	const former = formerAccounts.map((account) => `${account}, somebody else's now`);
	const all = [...accounts, ...former].join(", ");
	const who = person === null ? `${all} (on no list)` : `${person}${organisation === "" ? "" : `, ${organisation}`}: ${all}`;
	const how = told.map(({ kind, by, on, how, acknowledged }) => {
		const when = isBeforeMail(on, firstSeen) ? `${on}, before their first mail` : on;
		return `${kind}, ${when}, by ${by}${how === "" ? "" : `, ${how}`}${acknowledged ? ", acknowledged" : ""}`;
	});
	return shownText(how.length === 0 ? who : `${who} (${how.join("; ")})`, 400);
}
