// Persons: whose copy a message is. One message in two accounts shows that both are read by one person or desk, so that what differs between the
// two tells no people apart.

import type { Copy } from "./copy.ts";

export interface Persons {
	/** Number of different persons. */
	readonly count: number;
	/** The person of each copy. */
	readonly of: readonly number[];
	/** Persons among the copies whose accounts a further copy lies in. */
	among(owners: readonly string[]): ReadonlySet<number>;
}

export function personsOf(copies: readonly Pick<Copy, "owners">[]): Persons {
	/** Accounts by number, each leading to another of the same person's, or to itself. */
	const leads: number[] = [];
	const accounts = new Map<string, number>();
	const root = (account: number): number => {
		let at = account;
		while (leads[at] !== at) {
			leads[at] = leads[leads[at] as number] as number;
			at = leads[at] as number;
		}
		return at;
	};
	const number = (owner: string): number => {
		let account = accounts.get(owner);
		if (account === undefined) {
			account = leads.length;
			accounts.set(owner, account);
			leads.push(account);
		}
		return account;
	};
	for (const { owners } of copies) {
		const [first, ...others] = owners.map(number);
		for (const other of others) leads[root(other)] = root(first as number);
	}
	const of = copies.map(({ owners }) => root(accounts.get(owners[0] as string) as number));
	return {
		count: new Set(of).size,
		of,
		among: (owners) => new Set(owners.flatMap((owner) => (accounts.has(owner) ? [root(accounts.get(owner) as number)] : []))),
	};
}

/** How many of `persons` are not of `own`. */
export function without(persons: ReadonlySet<number> | undefined, own: ReadonlySet<number>): number {
	if (persons === undefined) return 0;
	let count = persons.size;
	for (const person of own) if (persons.has(person)) count--;
	return count;
}
