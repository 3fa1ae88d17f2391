// What `brief --json` prints: an object for each person, told or not (docs/schema/brief.schema.json).

import type { BriefedPerson } from "../../core/model/person.ts";

export function briefedLine({ person, organisation, accounts, country, level, told, firstSeen }: BriefedPerson): string {
	return `${JSON.stringify({ person, accounts, country, level, told, organisation, first_seen: firstSeen })}\n`;
}
