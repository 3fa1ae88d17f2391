// The composer of exposures: one campaign's mail and the contacts with its hosts that logs show, to one row for each account (CONTRACT.md, Level). The
// strongest level wins; what may be of several people raises nobody's; where the logs are silent, nothing can be known.

import { type Attribution, attribute, type Showing } from "./exposure/attribution.ts";
import { copiesHeld, type HeldReference } from "./exposure/copies-held.ts";
import { covers, unionOf } from "./exposure/coverage.ts";
import type { Leases } from "./exposure/leases.ts";
import { type JudgedContact, maybeWhy, whyOf } from "./exposure/level-why.ts";
import { type JoinedContact, joinContacts, type LoggedContact } from "./exposure/log-contact.ts";
import { machineOf, scannersAmong } from "./exposure/machines.ts";
import { mayShow, type Speakers } from "./exposure/speaking.ts";
import { type Uncertain, type UncertainContact, type UncertainContacts, uncertainContacts } from "./exposure/uncertain.ts";
import { type Doubt, type Exposure, LEVELS, type Leak, type Level, type LogCitation, type Span, type TakenLog } from "./model/exposure.ts";

/** A campaign that singles its readers out. */
export interface CampaignMail {
	readonly campaign: string;
	/** By account, when its first copy came in (ISO 8601, UTC), or null. */
	readonly deliveries: ReadonlyMap<string, string | null>;
	readonly references: Iterable<HeldReference>;
	/** By log (SHA-256), one of this campaign's hosts for which it was not searched, since the case did not know it then. */
	readonly unsearched: ReadonlyMap<string, string>;
}

export interface ExposureFacts {
	readonly logs: readonly TakenLog[];
	readonly leases: Leases;
	/** Name on the people list, or null. */
	readonly personOf: (account: string) => string | null;
	/** The same text for all accounts of one person. */
	readonly personKey: (account: string) => string;
	/** Whether this campaign's mail alone leads an account to the host. */
	readonly leadsOnly: (host: string, account: string) => boolean;
	readonly speakersOf: (account: string) => Speakers;
	/** 32 hex digits, or null for what is no address. */
	readonly addressKey: (client: string) => string | null;
}

/** By how much a contact may come before its mail for clocks that differ, in milliseconds. */
const SKEW = 5 * 60_000;
/** Contacts that a row cites, and those of them that it tells of which may be others' as well: more say no more. */
const MOST = { own: 100, maybe: 20, told: 10 } as const;

/** Rows in order of account. `contacts`: with hosts of this campaign, of all logs. */
export function assessExposure(mail: CampaignMail, contacts: readonly LoggedContact[], facts: ExposureFacts): Exposure[] {
	const { own, maybe } = judge(mail, contacts, facts);
	const coverageOf = createCoverage(facts.logs);
	const leakOf = createLeakOf(contacts);
	return [...mail.deliveries.keys()].sort().map((account) => {
		const contacts = (own.get(account) ?? []).sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
		const uncertain = maybe.of(account);
		const received = mail.deliveries.get(account) ?? null;
		const speakers = facts.speakersOf(account);
		const searched = speakers.logs.filter((log) => !mail.unsearched.has(log));
		const coverage = coverageOf(searched);
		const level = contacts
			.map((contact) => contact.level)
			.reduce(stronger, received !== null && covers(coverage, received) ? "no-evidence" : "delivered");
		const silence = { level, received, speakers, searched, isMaybe: uncertain.shown.length > 0 };
		const by = (...levels: readonly Level[]): JoinedContact[] =>
			contacts.filter((one) => levels.includes(one.level)).map((one) => one.contact);
		const [reader, machine] = [by("fetched", "clicked"), by("fetched-by-proxy")];
		return {
			campaign: mail.campaign,
			person: facts.personOf(account),
			account,
			level,
			leaked: leakOf([...reader, ...machine]),
			leakedBy: { reader: leakOf(reader), machine: leakOf(machine) },
			evidence: citationsOf([...contacts.slice(0, MOST.own), ...uncertain.shown].map(({ contact }) => contact)),
			uncertain: citationsOf(uncertain.shown.map(({ contact }) => contact)),
			coverage,
			doubt: doubtOf(silence, coverage),
			why: [...whyOf(contacts), ...silenceOf(silence, mail, facts.logs), ...maybesOf(uncertain)],
		};
	});
}

/** `lines`: all that the contacts may cite. */
function createLeakOf(lines: readonly LoggedContact[]): (contacts: readonly JoinedContact[]) => Leak {
	const keyOf = ({ sha256, offset }: LogCitation): string => `${sha256} ${offset}`;
	const keysOf = (outcomes: readonly LoggedContact["outcome"][]): ReadonlySet<string> =>
		new Set(lines.flatMap(({ kind, outcome, citation }) => (kind === "http" && outcomes.includes(outcome) ? [keyOf(citation)] : [])));
	const [cached, sent] = [keysOf(["cached"]), keysOf(["answered", "unknown"])];
	// A copy from a cache told the sender nothing, unless another log shows that the request went on to it.
	const reached = ({ citations }: JoinedContact): boolean =>
		!citations.some((citation) => cached.has(keyOf(citation))) || citations.some((citation) => sent.has(keyOf(citation)));
	return (contacts) => {
		const told = contacts.filter(reached);
		const distinct = (of: (contact: JoinedContact) => readonly string[]): string[] => [...new Set(told.flatMap(of))].sort();
		return {
			clientIp: distinct(({ clients }) => clients),
			userAgent: distinct(({ agents }) => agents),
			times: distinct(({ time }) => (time === null ? [] : [new Date(time).toISOString()])),
		};
	};
}

/** By the logs that speak: one network's accounts share them. */
function createCoverage(logs: readonly TakenLog[]): (speaking: readonly string[]) => readonly Span[] {
	const known = new Map<string, readonly Span[]>();
	return (speaking) => {
		const key = speaking.join();
		const coverage = known.get(key) ?? unionOf(logs.flatMap((log) => (speaking.includes(log.sha256) ? log.coverage : [])));
		known.set(key, coverage);
		return coverage;
	};
}

interface Judged {
	/** In order of time. */
	readonly own: ReadonlyMap<string, JudgedContact[]>;
	readonly maybe: UncertainContacts;
}

function judge({ deliveries, references }: CampaignMail, contacts: readonly LoggedContact[], facts: ExposureFacts): Judged {
	const copies = copiesHeld(references);
	const recipients = new Set(deliveries.keys());
	const logs = new Map(facts.logs.map((log) => [log.sha256, log]));
	const shows = (sha256: string, account: string): Showing => {
		const log = logs.get(sha256);
		if (log !== undefined && !mayShow(log, account)) return "no";
		const { logs: speaking, others = [] } = facts.speakersOf(account);
		return speaking.includes(sha256) ? "yes" : others.includes(sha256) ? "others" : "hardly";
	};
	const attributing = { ...facts, copies, recipients, shows, networks: new Map() };
	const isIndividual = (url: string): boolean => copies.find(url)?.individual ?? false;
	const joined = [...Map.groupBy(contacts, ({ host }) => host).values()].flatMap((of) => joinContacts(of, isIndividual));
	const attributed = joined.flatMap((contact) => {
		const attribution = attribute(contact, attributing);
		return attribution === null ? [] : [{ contact, attribution }];
	});
	const arrivals = new Map([...deliveries].map(([account, received]) => [account, timeIn(received)]));
	const timeOf = (account: string): number | null => arrivals.get(account) ?? null;
	const scanning = scannersAmong(
		attributed.flatMap(({ contact, attribution: { accounts, way, received } }) =>
			way === "identifier" && accounts[0] !== undefined ? [{ contact, account: accounts[0], received }] : [],
		),
	);
	const skewed = new Set(facts.logs.flatMap(({ sha256, skew }) => (skew === null ? [] : [sha256])));
	const own = new Map<string, JudgedContact[]>();
	const maybe = uncertainContacts(MOST.maybe, (account) => (timeOf(account) ?? Number.NEGATIVE_INFINITY) - SKEW);
	const networks = new Map<readonly string[], { readonly of: JoinedContact[]; readonly against: Attribution["against"] }>();
	for (const { contact, attribution } of attributed.sort((a, b) => (a.contact.time ?? 0) - (b.contact.time ?? 0))) {
		const { accounts, sure, way } = attribution;
		if (!sure && attribution.network) {
			const of = networks.get(accounts);
			if (of === undefined) networks.set(accounts, { of: [contact], against: attribution.against });
			else of.of.push(contact);
			continue;
		}
		// Before its mail had come somebody's contact was about something else.
		const possible = way === "identifier" ? accounts : accounts.filter((account) => !isBefore(contact, timeOf(account)));
		if (!sure) {
			maybe.add(contact, attribution, possible);
			continue;
		}
		const machine =
			machineOf(contact, facts.addressKey) ??
			(scanning.has(contact) ? "a scanner, by its timing: it fetched for several mailboxes as their mail came in" : null) ??
			(isBefore(contact, attribution.received) && !contact.logs.some((log) => skewed.has(log)) ? BEFORE_ARRIVAL : null);
		const level = levelOf(contact, attribution, machine);
		for (const account of possible)
			listIn(own, account).push({ contact, attribution: { ...attribution, accounts: possible }, machine, level });
	}
	for (const [accounts, { of, against }] of networks) maybe.addNetwork(accounts, of, against);
	return { own, maybe };
}

/** That somebody's very URL was asked for before the mail had come shows a machine, unless the log's clock is wrong throughout. */
const BEFORE_ARRIVAL = "it came before the mail did: a scanner on its way, or a clock that is wrong (--clock)";

function levelOf({ kind, outcome }: JoinedContact, { click }: Attribution, machine: string | null): Level {
	if (outcome === "refused") return "blocked";
	// A fetch that got no answer needs a lookup, and may have got no further. A request of which nobody says what came of it most likely arrived; a tunnel
	// or a handshake has to be told established.
	if (kind === "dns" || outcome === "failed" || (outcome === "unknown" && kind !== "http")) return "looked-up";
	return machine !== null ? "fetched-by-proxy" : click ? "clicked" : "fetched";
}

/** Each group of people is named once. */
function maybesOf({ shown, more }: Uncertain): string[] {
	const groups = Map.groupBy(shown, ({ way, copies, against, names }) => `${way} ${copies} ${against} ${names.join()}`);
	const told = [...groups.values()].slice(0, MOST.told);
	const sentences = told.map(([first, ...alike]) => maybeWhy(first as UncertainContact, alike.length));
	const rest = shown.length + more - told.reduce((sum, of) => sum + of.length, 0);
	if (rest > 0) sentences.push(`${rest} more ${rest === 1 ? "contact" : "contacts"} may have been this account's, or another's.`);
	return sentences;
}

interface Silence {
	readonly level: Level;
	readonly received: string | null;
	readonly speakers: Speakers;
	/** Of the speakers' logs those that were searched for all hosts of the campaign. */
	readonly searched: readonly string[];
	/** A contact may be this account's. */
	readonly isMaybe: boolean;
}

function silenceOf(silence: Silence, { unsearched }: CampaignMail, logs: readonly TakenLog[]): string[] {
	const { level, received, speakers, searched, isMaybe } = silence;
	const late = speakers.logs.flatMap((log) => {
		const host = unsearched.get(log);
		return host === undefined
			? []
			: [
					`${logs.find(({ sha256 }) => sha256 === log)?.log ?? log} was not searched for ${host}, which came into the case later: take it in again.`,
				];
	});
	if (level === "delivered") {
		const reason =
			speakers.logs.length === 0
				? (NOBODY[speakers.by] ?? "no log that was taken in speaks for this account")
				: searched.length === 0
					? "no log that speaks for this account was searched for this campaign's hosts"
					: received === null
						? "when its mail came in is not known"
						: `its mail came in at ${received}, when no log speaks`;
		return [`Whether it was opened cannot be known: ${reason}.`, ...late.slice(0, MOST.told)];
	}
	if (level !== "no-evidence") return [];
	return [
		`Logs speak from the arrival of its mail on (${received}) and show no contact${isMaybe ? " that is surely this account's" : ""}. That is no proof that it was not opened.`,
		...late.slice(0, MOST.told),
		...(speakers.by === "alone"
			? ["For whom they speak was not told (--for), and they show nobody: the case has mail of this organisation alone."]
			: []),
		...(speakers.by === "leased"
			? [
					"For whom they speak was not told (--for); the leases place this account in a network that they show, or they show nobody and the leases name its organisation.",
				]
			: []),
		...(speakers.by === "seen" ? ["For whom they speak was not told (--for); they show accounts of the same domain."] : []),
	];
}

function doubtOf({ level, received, speakers, searched, isMaybe }: Silence, coverage: readonly Span[]): Doubt | null {
	if (level === "clicked" || level === "fetched") return null;
	// A refusal that was logged later does not tell what happened before the logs spoke.
	if (level === "delivered" || received === null || !covers(coverage, received)) return "silent";
	if (level === "looked-up") return "looked-up";
	if (isMaybe) return "shared";
	if (searched.length < speakers.logs.length) return "unsearched";
	return speakers.by === "alone" || speakers.by === "leased" ? "untold" : null;
}

/** Why no log speaks for an account, where more can be said than that. */
const NOBODY: Readonly<Partial<Record<Speakers["by"], string>>> = {
	elsewhere: "the logs that were taken in show people, and none of this account's domain (--for says for whom a log speaks)",
	untold: "nobody said for whom the logs speak (--for), and they show nobody",
};

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
