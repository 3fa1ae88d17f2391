// Reach: whom the targeted campaigns of a case reached, all of them together; and the figures that the report begins with.

import type { Campaign } from "../../core/model/campaign.ts";
import { LEVELS, type Level } from "../../core/model/exposure.ts";
import type { BriefedPerson, Briefing, Person } from "../../core/model/person.ts";
import { wasTold } from "../people/briefed.ts";
import type { CaseFigures, LevelCounts } from "./case-report-data.ts";
import type { Exposures } from "./case-report-exposures.ts";
import type { Names } from "./case-report-names.ts";
import { itTold } from "./told-instead.ts";

export interface Reach {
	/** Of a campaign of the case, called targeted or not. */
	add(campaign: Campaign, targeted: boolean): void;
	/** Ids. */
	readonly targeted: ReadonlySet<string>;
	/** Addresses in lower case that targeted mail reached. */
	readonly accounts: ReadonlySet<string>;
	/** All owners' addresses of the case that mail with references reached. */
	readonly owners: ReadonlySet<string>;
	/** Senders' addresses of targeted campaigns, lower case; grows as their messages are read. */
	readonly senders: Set<string>;
	/** "kind value" of what campaigns that are not called targeted have too. */
	readonly elsewhere: ReadonlySet<string>;
	/** SHA-256 of targeted messages. */
	readonly mails: ReadonlySet<string>;
	/** ISO 8601, UTC; null where no message tells. */
	seen(): { readonly first: string | null; readonly last: string | null };
}

/** `theirs`: "kind value" of what targeted campaigns have. */
export function createReach(theirs: ReadonlySet<string>): Reach {
	const targeted = new Set<string>();
	const accounts = new Set<string>();
	const owners = new Set<string>();
	const senders = new Set<string>();
	const elsewhere = new Set<string>();
	const mails = new Set<string>();
	let [first, last]: [string | null, string | null] = [null, null];
	return {
		add({ id, recipients, messages, infrastructure, firstSeen, lastSeen }, isTargeted) {
			for (const recipient of recipients) owners.add(recipient.toLowerCase());
			if (!isTargeted) {
				for (const { kind, value } of infrastructure) if (theirs.has(`${kind} ${value}`)) elsewhere.add(`${kind} ${value}`);
				return;
			}
			targeted.add(id);
			for (const recipient of recipients) accounts.add(recipient.toLowerCase());
			for (const { sha256 } of messages) mails.add(sha256);
			for (const { kind, value } of infrastructure)
				if (kind === "from-address" || kind === "reply-address") senders.add(value.toLowerCase());
			if (firstSeen !== null && (first === null || firstSeen < first)) first = firstSeen;
			if (lastSeen !== null && (last === null || lastSeen > last)) last = lastSeen;
		},
		targeted,
		accounts,
		owners,
		senders,
		elsewhere,
		mails,
		seen: () => ({ first, last }),
	};
}

export function noLevels(): Record<Level, number> {
	return Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
}

/** By the strongest level of each account; one of which no row tells stands at "delivered": nothing is known of it. */
export function countLevels(accounts: Iterable<string>, levelOf: (account: string) => Level): LevelCounts {
	const counts = noLevels();
	for (const account of accounts) counts[levelOf(account)]++;
	return counts;
}

interface Listed {
	readonly people: readonly Person[];
	readonly briefed: readonly BriefedPerson[];
	readonly briefings: readonly Briefing[];
}

export function caseFigures(reach: Reach, exposures: Exposures, { people, briefed, briefings }: Listed, names: Names): CaseFigures {
	const onList = new Set(people.flatMap((person) => person.accounts.map(({ address }) => address.toLowerCase())));
	const keys = new Set<string>();
	const opened = new Set<string>();
	const organisations = new Set<string>();
	const countries = new Set<string>();
	let unlisted = 0;
	for (const account of reach.accounts) {
		const key = names.keyOf(account);
		keys.add(key);
		const level = exposures.strongest(account);
		if (level === "fetched" || level === "clicked") opened.add(key);
		const { organisation, country } = names.who(account);
		if (organisation !== "") organisations.add(organisation);
		if (country !== "") countries.add(country);
		if (!onList.has(account)) unlisted++;
	}
	const reached = briefed.filter(({ accounts }) => accounts.some((account) => reach.accounts.has(account.toLowerCase())));
	const told = reached.filter(wasTold).length;
	const open = reached.filter((row) => !wasTold(row));
	const { first, last } = reach.seen();
	return {
		mails: reach.mails.size,
		accounts: reach.accounts.size,
		people: keys.size,
		unlisted,
		hasList: people.length > 0,
		organisations: organisations.size,
		countries: countries.size,
		firstSeen: first,
		lastSeen: last,
		levels: countLevels(reach.accounts, exposures.strongest),
		peopleWhoOpened: opened.size,
		leaked: exposures.leaked,
		told,
		notTold: keys.size - told,
		itTold: open.filter(itTold(briefings)).length,
		staffTold: open.filter((row) => row.told.some(({ kind }) => kind === "staff")).length,
	};
}
