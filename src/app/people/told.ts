// Told: whose each briefing is. It is about an address, and an address may be somebody else's later: who has it now was not told by what its owner of that
// time was told. A briefing keeps the name that the list had for its address then, and goes with that name.

import type { Briefing, Person } from "../../core/model/person.ts";
import { personKey } from "../../core/people/people-file.ts";

/** With the name that the list had then; empty where the address was on none. */
export type NamedBriefing = Briefing & { readonly name: string };

export interface Told {
	/** By address, for whoever has it now. */
	readonly byAddress: ReadonlyMap<string, readonly NamedBriefing[]>;
	/** Of those on the list, or who left it: what was told about an address that is somebody else's now. */
	readonly ofPerson: ReadonlyMap<Person, readonly NamedBriefing[]>;
	/** The same of people whom the list does not have any more under that name, by it. */
	readonly ofOthers: ReadonlyMap<string, readonly NamedBriefing[]>;
}

export function whoWasTold(briefings: readonly NamedBriefing[], people: readonly Person[]): Told {
	const owners = new Map(people.flatMap((person) => person.accounts.map(({ address }) => [address, person] as const)));
	const byName = Map.groupBy(people, ({ name }) => nameKey(name));
	const byAddress = new Map<string, NamedBriefing[]>();
	const ofPerson = new Map<Person, NamedBriefing[]>();
	const ofOthers = new Map<string, NamedBriefing[]>();
	for (const briefing of briefings) {
		const { address, name } = briefing;
		const owner = owners.get(address);
		if (owner === undefined || name === "" || nameKey(name) === nameKey(owner.name)) {
			add(byAddress, address, briefing);
			continue;
		}
		// Of two of one name nobody knows which of them it was.
		const [person, another] = byName.get(nameKey(name)) ?? [];
		if (person === undefined || another !== undefined) add(ofOthers, name, briefing);
		else add(ofPerson, person, briefing);
	}
	return { byAddress, ofPerson, ofOthers };
}

function nameKey(name: string): string {
	return personKey(name, "");
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [value]);
	else list.push(value);
}
