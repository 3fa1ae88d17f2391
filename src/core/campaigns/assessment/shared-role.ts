// Shared role: what the people list says of a campaign's readers. Everybody may subscribe to a newsletter; a mail that goes, of all whom the list knows, only
// to those of one role, in several organisations, went along a list of persons.

/** Whom the people list has under an address. */
export interface ListedPerson {
	/** Another for each person. */
	readonly person: string;
	readonly organisation: string;
	/** Empty where unknown. */
	readonly role: string;
}

/** Accounts on the people list, by address, lower case. */
export type ListedPeople = ReadonlyMap<string, ListedPerson>;

/** Two of one role are chance; a third organisation is hardly one office's list. */
const FEWEST = 3;
/** Recipients of whom the list knows too few may have anything in common. */
const KNOWN = 0.5;
/**
 * As many readers, drawn from the list by chance, all have that role so seldom: a case has hundreds of campaigns, each of which is asked. So a list of
 * nothing but members says nothing of members.
 */
const CHANCE = 0.001;

/** The role, as the list has it, or null. `recipients`: addresses, lower case. */
export function sharedRole(recipients: readonly string[], listed: ListedPeople): string | null {
	const met = new Map<string, ListedPerson>();
	let known = 0;
	for (const address of recipients) {
		const one = listed.get(address);
		if (one === undefined) continue;
		known++;
		met.set(one.person, one);
	}
	const people = [...met.values()];
	const role = people[0]?.role ?? "";
	if (role === "" || people.length < FEWEST || known < recipients.length * KNOWN) return null;
	if (people.some((one) => one.role !== role) || new Set(people.map(({ organisation }) => organisation)).size < FEWEST) return null;
	const all = new Map([...listed.values()].map((one) => [one.person, one.role]));
	const share = [...all.values()].filter((other) => other === role).length / all.size;
	return share ** people.length <= CHANCE ? role : null;
}
