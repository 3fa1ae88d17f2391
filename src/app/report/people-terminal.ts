// People on a terminal: who is on the list and was reached, who was reached and is on none, of whom nothing shows.

import type { Person } from "../../core/model/person.ts";
import { counted, shownText } from "./shown-text.ts";
import { indented, wrap } from "./terminal/columns.ts";
import { painter, type Screen } from "./terminal/screen.ts";

interface Match {
	readonly person: Person | null;
	readonly reached: readonly string[];
}

/** Of each kind. */
const MOST = 15;

export function describePeople(
	{ both, unlisted, silent }: { readonly both: readonly Match[]; readonly unlisted: readonly Match[]; readonly silent: readonly Match[] },
	screen: Screen,
): string {
	const paint = painter(screen);
	if (both.length + unlisted.length + silent.length === 0)
		return `${wrap("No people list was imported, and no targeted campaign reached anybody: `counterpixel people import FILE` takes a list in.", screen.width).join("\n")}\n`;
	const part = (title: string, matches: readonly Match[], what: string): string[] => {
		if (matches.length === 0) return [];
		const shown = matches.slice(0, MOST).flatMap((match) => indented(`${lineOf(match)}`, screen.width, 2, 4));
		const more = matches.length > MOST ? [`  and ${matches.length - MOST} more: --json has all`] : [];
		return [paint("bold", `${title}: ${counted(matches.length, what, what === "person" ? "people" : `${what}s`)}`), ...shown, ...more, ""];
	};
	const lines = [
		...part("Reached by a targeted campaign, on the list", both, "person"),
		...part("Reached, and on no list", unlisted, "account"),
		...part("On the list, and nothing shows that mail reached them", silent, "person"),
		...wrap("That nothing shows is no proof: only mailboxes that were scanned can show it.", screen.width),
	];
	return `${lines.join("\n")}\n`;
}

function lineOf({ person, reached }: Match): string {
	if (person === null) return shownText(reached[0] ?? "", 120);
	const where = [person.organisation, person.country].filter((text) => text !== "").join(", ");
	const accounts = (reached.length > 0 ? reached : person.accounts.map(({ address }) => address)).join(", ");
	return shownText(`${person.name}${where === "" ? "" : ` (${where})`}: ${accounts}`, 300);
}
