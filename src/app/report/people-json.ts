// What `people --json` prints: an object for each person on the list, and each account that mail reached and that is on none (docs/schema/people.schema.json).

import type { Person } from "../../core/model/person.ts";

export function personLine({ person, reached }: { readonly person: Person | null; readonly reached: readonly string[] }): string {
	const { name = null, organisation = "", country = "", role = "", language = "", accounts = [] } = person ?? {};
	const found = person === null ? "not-listed" : reached.length > 0 ? "reached" : "no-evidence";
	return `${JSON.stringify({ person: name, organisation, country, role, language, accounts, reached, found })}\n`;
}
