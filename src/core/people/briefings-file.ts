// Briefings file: who was told of it, by whom, when and how, as CSV (CONTRACT.md, `brief import`). `person` alone means that the person was told: an IT department
// that knew is how five of 43 came to be told.

import { readCsv, TORN } from "../encoding/csv.ts";
import { BRIEFING_KINDS, type Briefing, isDate } from "../model/person.ts";
import type { RowProblem } from "./people-file.ts";

export interface ReadBriefings {
	readonly briefings: readonly Briefing[];
	readonly problems: readonly RowProblem[];
}

const COLUMNS = ["address", "kind", "by", "on", "how", "acknowledged"] as const;
const YES: ReadonlySet<string> = new Set(["yes", "y", "true", "1", "oui", "ja"]);
const NO: ReadonlySet<string> = new Set(["", "no", "n", "false", "0", "non", "nein"]);
const LONGEST = 500;

/** `latest`: the last day that has begun. Throws an Error with one sentence where the first line does not name the columns. */
export function briefingsOf(text: string, latest?: string): ReadBriefings {
	const [head, ...rows] = readCsv(text);
	if (head === undefined) throw new Error("it is empty");
	const names = head.cells.map((cell) => cell.trim().toLowerCase());
	const missing = ["address", "kind", "on"].filter((name) => !names.includes(name));
	if (missing.length > 0) throw new Error(`its first line has no column ${missing.join(", ")}; it is to be ${COLUMNS.join(",")}`);
	const briefings: Briefing[] = [];
	const problems: RowProblem[] = [];
	for (const { line, cells, torn } of rows) {
		const cell = (name: (typeof COLUMNS)[number]): string => (cells[names.indexOf(name)] ?? "").trim().slice(0, LONGEST);
		try {
			if (torn) throw new Error(TORN);
			const [address, kind, by, on, how, acknowledged] = COLUMNS.map(cell) as [string, string, string, string, string, string];
			briefings.push(briefingOf({ address, kind, by, on, how, acknowledged }, latest));
		} catch (error) {
			problems.push({ line, problem: (error as Error).message });
		}
	}
	return { briefings, problems };
}

/** Each field as it was written. `latest`: the last day that has begun; any day is taken without it. Throws an Error with one sentence. */
export function briefingOf(written: Readonly<Record<(typeof COLUMNS)[number], string>>, latest?: string): Briefing {
	const { by, on, how } = written;
	const address = written.address.toLowerCase();
	if (!/^[^\s@]{1,200}@[^\s@]{1,255}$/.test(address)) throw new Error(`"${written.address}" is no mail address`);
	const kind = BRIEFING_KINDS.find((one) => one === written.kind.toLowerCase());
	if (kind === undefined) throw new Error(`the kind is to be one of ${BRIEFING_KINDS.join(", ")}; not "${written.kind}"`);
	if (by === "") throw new Error('"by" is empty: who told them?');
	if (!isDate(on)) throw new Error(`"${on}" is no date such as 2024-03-23`);
	if (latest !== undefined && on > latest) throw new Error(`${on} is still to come: enter it once they were told`);
	const said = written.acknowledged.toLowerCase();
	if (!YES.has(said) && !NO.has(said)) throw new Error(`acknowledged is to be yes or no; not "${written.acknowledged}"`);
	return { address, kind, by, on, how, acknowledged: YES.has(said) };
}
