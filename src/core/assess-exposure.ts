// The composer of exposures: one campaign's mail and the contacts with its hosts that logs show, to one row for each account (CONTRACT.md, Level). The
// strongest level wins; what may be of several people raises nobody's; where the logs are silent, nothing can be known.

import { type Attribution, attribute } from "./exposure/attribution.ts";
import { copiesHeld, type HeldReference } from "./exposure/copies-held.ts";
import { covers, speaksFor, unionOf } from "./exposure/coverage.ts";
import type { Leases } from "./exposure/leases.ts";
import { type JudgedContact, maybeWhy, whyOf } from "./exposure/level-why.ts";
import { type JoinedContact, joinContacts, type LoggedContact } from "./exposure/log-contact.ts";
import { machineOf, scannersAmong } from "./exposure/machines.ts";
import { type Exposure, LEVELS, type Level, type LogCitation, type TakenLog } from "./model/exposure.ts";

/** A campaign that singles its readers out. */
export interface CampaignMail {
	readonly campaign: string;
	/** By account, when its first copy came in (ISO 8601, UTC), or null. */
	readonly deliveries: ReadonlyMap<string, string | null>;
	readonly references: Iterable<HeldReference>;
}

export interface ExposureFacts {
	readonly logs: readonly TakenLog[];
	readonly leases: Leases;
	/** Name on the people list, or null. */
	readonly personOf: (account: string) => string | null;
	/** Whether this campaign's mail alone contacts the host. */
	readonly isOwnHost: (host: string) => boolean;
	/** 32 hex digits, or null for what is no address. */
	readonly addressKey: (client: string) => string | null;
}

/** By how much a contact may come before its mail for clocks that differ, in milliseconds. */
const SKEW = 5 * 60_000;
/** Of contacts that may be anybody's; more say no more. */
const MOST_MAYBE = 200;

/** Rows in order of account. `contacts`: with hosts of this campaign, of all logs. */
export function assessExposure(mail: CampaignMail, contacts: readonly LoggedContact[], facts: ExposureFacts): Exposure[] {
	const { own, maybe } = judge(mail, contacts, facts);
	return [...mail.deliveries.keys()].sort().map((account) => {
		const contacts = own.get(account) ?? [];
		const uncertain = maybe.get(account) ?? [];
		const received = mail.deliveries.get(account) ?? null;
		const speaking = facts.logs.filter((log) => speaksFor(log, account));
		const coverage = unionOf(speaking.flatMap((log) => log.coverage));
		const level = contacts
			.map((contact) => contact.level)
			.reduce(stronger, received !== null && covers(coverage, received) ? "no-evidence" : "delivered");
		const leaking = contacts.filter(
			(contact) => contact.level === "fetched" || contact.level === "clicked" || contact.level === "fetched-by-proxy",
		);
		const distinct = (of: (contact: JoinedContact) => readonly string[]): string[] =>
			[...new Set(leaking.flatMap(({ contact }) => of(contact)))].sort();
		return {
			campaign: mail.campaign,
			person: facts.personOf(account),
			account,
			level,
			leaked: {
				clientIp: distinct(({ clients }) => clients),
				userAgent: distinct(({ agents }) => agents),
				times: distinct(({ time }) => (time === null ? [] : [new Date(time).toISOString()])),
			},
			evidence: citationsOf([...contacts, ...uncertain].map(({ contact }) => contact)),
			coverage,
			why: [
				...whyOf(contacts),
				...silenceOf(level, received, speaking),
				...uncertain.slice(0, MOST_MAYBE).map(({ contact, attribution }) => maybeWhy(contact, attribution)),
			],
		};
	});
}

interface Judged {
	readonly own: ReadonlyMap<string, readonly JudgedContact[]>;
	readonly maybe: ReadonlyMap<string, readonly { readonly contact: JoinedContact; readonly attribution: Attribution }[]>;
}

function judge({ deliveries, references }: CampaignMail, contacts: readonly LoggedContact[], facts: ExposureFacts): Judged {
	const copies = copiesHeld(references);
	const recipients = new Set(deliveries.keys());
	const logs = new Map(facts.logs.map((log) => [log.sha256, log]));
	const mayShow = (sha256: string, account: string): boolean => {
		const log = logs.get(sha256);
		return log === undefined || speaksFor(log, account);
	};
	const joined = [...Map.groupBy(contacts, ({ host }) => host).values()].flatMap(joinContacts);
	const attributed = joined.flatMap((contact) => {
		const attribution = attribute(contact, { ...facts, copies, recipients, mayShow });
		return attribution === null ? [] : [{ contact, attribution }];
	});
	const timeOf = (account: string): number | null => timeIn(deliveries.get(account) ?? null);
	const scanning = scannersAmong(
		attributed.flatMap(({ contact, attribution: { accounts, way } }) =>
			way === "identifier" && accounts[0] !== undefined ? [{ contact, account: accounts[0], received: timeOf(accounts[0]) }] : [],
		),
	);
	const own = new Map<string, JudgedContact[]>();
	const maybe = new Map<string, { contact: JoinedContact; attribution: Attribution }[]>();
	for (const { contact, attribution } of attributed.sort((a, b) => (a.contact.time ?? 0) - (b.contact.time ?? 0))) {
		const { accounts, way } = attribution;
		// Before its mail had come somebody's contact was about something else; that it holds their own URL shows a clock that is wrong.
		const possible = way === "identifier" ? accounts : accounts.filter((account) => !isBefore(contact, timeOf(account)));
		const [only] = possible;
		if (only === undefined) continue;
		if (accounts.length > 1 || way === null) {
			for (const account of possible)
				if (recipients.has(account)) listIn(maybe, account).push({ contact, attribution: { ...attribution, accounts: possible } });
			continue;
		}
		const machine =
			machineOf(contact, facts.addressKey) ?? (scanning.has(contact) ? "it fetched for several mailboxes as their mail came in" : null);
		listIn(own, only).push({ contact, attribution, machine, level: levelOf(contact, attribution, machine) });
	}
	return { own, maybe };
}

function levelOf({ kind, outcome }: JoinedContact, { click }: Attribution, machine: string | null): Level {
	if (outcome === "refused") return "blocked";
	// A fetch that got no answer needs a lookup, and may have got no further.
	if (kind === "dns" || outcome === "failed") return "looked-up";
	return machine !== null ? "fetched-by-proxy" : click ? "clicked" : "fetched";
}

function silenceOf(level: Level, received: string | null, speaking: readonly TakenLog[]): string[] {
	if (level === "delivered") {
		const reason =
			speaking.length === 0
				? "no log that was taken in speaks for this account"
				: received === null
					? "when its mail came in is not known"
					: `its mail came in at ${received}, when no log speaks`;
		return [`Whether it was opened cannot be known: ${reason}.`];
	}
	if (level !== "no-evidence") return [];
	const sure = speaking.some((log) => log.speaksFor.length > 0);
	return [
		`Logs speak from the arrival of its mail on (${received}) and show no contact. That is no proof that it was not opened.`,
		...(sure ? [] : ["Whether this account's traffic goes through what is logged was not told (--for), and is not known."]),
	];
}

function isBefore({ time }: JoinedContact, received: number | null): boolean {
	return time !== null && received !== null && time < received - SKEW;
}

function stronger(one: Level, other: Level): Level {
	return LEVELS.indexOf(one) <= LEVELS.indexOf(other) ? one : other;
}

function citationsOf(contacts: readonly JoinedContact[]): LogCitation[] {
	const all = new Map(
		contacts.flatMap(({ citations }) => citations.map((citation) => [`${citation.sha256} ${citation.offset}`, citation] as const)),
	);
	return [...all.values()].sort((a, b) => (a.log < b.log ? -1 : a.log > b.log ? 1 : a.offset - b.offset));
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
	const list = lists.get(key) ?? [];
	lists.set(key, list);
	return list;
}

function timeIn(text: string | null): number | null {
	const time = text === null ? Number.NaN : Date.parse(text);
	return Number.isNaN(time) ? null : time;
}
