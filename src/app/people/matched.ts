// Matched: the people list against the evidence, in both directions. Official lists are incomplete: one recipient of 2021 was on none.

import type { Person } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";

export interface Match {
	/** Null for an account that is on no list. */
	readonly person: Person | null;
	/** Those that mail of a targeted campaign reached, in order. */
	readonly reached: readonly string[];
}

export interface Matched {
	/** On the list, and mail reached them. */
	readonly both: readonly Match[];
	/** Mail reached them, and they are on no list, or were taken off it. */
	readonly unlisted: readonly Match[];
	/** On the list, and nothing shows that mail reached them. */
	readonly silent: readonly Match[];
}

/** The case is to be correlated. */
export async function matchPeople(casebook: Casebook): Promise<Matched> {
	const reached = new Set<string>();
	for await (const { recipients } of casebook.campaigns({ targeted: true }))
		for (const account of recipients) reached.add(account.toLowerCase());
	const people = (await casebook.people.list()).filter(({ gone }) => !gone);
	const listed = new Set(people.flatMap(({ accounts }) => accounts.map(({ address }) => address)));
	const matches = people.map((person): Match => {
		return { person, reached: person.accounts.map(({ address }) => address).filter((address) => reached.has(address)) };
	});
	return {
		both: matches.filter((match) => match.reached.length > 0),
		unlisted: [...reached]
			.filter((account) => !listed.has(account))
			.sort()
			.map((account) => ({ person: null, reached: [account] })),
		silent: matches.filter((match) => match.reached.length === 0),
	};
}
