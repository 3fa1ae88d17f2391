// What `brief --json` prints: an object for each person, told or not (docs/schema/brief.schema.json).

import type { BriefedPerson } from "../../core/model/person.ts";

/** Whoever has no account left stands with those that they had. */
export function briefedLine({
	person,
	organisation,
	accounts: own,
	formerAccounts,
	country,
	level,
	told,
	firstSeen,
}: BriefedPerson): string {
	const accounts = own.length > 0 ? own : formerAccounts;
	return `${JSON.stringify({ person, accounts, country, level, told, organisation, first_seen: firstSeen })}\n`;
}
