// Briefings on a terminal: who is still to be told, those whom it concerns most first; who was told; and which organisations' IT knew while the person did not.

import { LEVELS } from "../../core/model/exposure.ts";
import type { BriefedPerson, Briefing } from "../../core/model/person.ts";
import { wasTold } from "../people/briefed.ts";
import { LEVEL_WORDS } from "./exposure-terminal.ts";
import { counted, shownText } from "./shown-text.ts";
import { indented, wrap } from "./terminal/columns.ts";
import { painter, type Screen } from "./terminal/screen.ts";

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
	const it = new Set(briefings.filter(({ kind }) => kind === "organisation-it").map(({ address }) => domainOf(address)));
	const aware = open.filter(({ accounts }) => accounts.some((account) => it.has(domainOf(account)))).length;
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

function lineOf({ person, accounts, organisation, told }: BriefedPerson): string {
	const who =
		person === null
			? `${accounts.join(", ")} (on no list)`
			: `${person}${organisation === "" ? "" : `, ${organisation}`}: ${accounts.join(", ")}`;
	const how = told.map(
		({ kind, by, on, how, acknowledged }) =>
			`${kind}, ${on}, by ${by}${how === "" ? "" : `, ${how}`}${acknowledged ? ", acknowledged" : ""}`,
	);
	return shownText(how.length === 0 ? who : `${who} (${how.join("; ")})`, 400);
}

function domainOf(address: string): string {
	return address.slice(address.lastIndexOf("@") + 1);
}
