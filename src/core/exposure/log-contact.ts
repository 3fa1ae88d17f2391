// Log contact: a line of a log about a host that mail of the case contacts, as it lies in the case; and one contact as several logs may have seen it.

import type { LogCitation } from "../model/exposure.ts";
import type { LogEvent } from "../model/log-event.ts";

export interface LoggedContact extends LogEvent {
	readonly citation: LogCitation;
}

/** What several logs saw of one contact: each tells something that holds for the others. */
export interface JoinedContact {
	/** Of the first of them; null where none has a time. */
	readonly time: number | null;
	readonly host: string;
	readonly url: string | null;
	/** Of all logs, each once: behind a proxy, its own address stands there too. */
	readonly clients: readonly string[];
	readonly agents: readonly string[];
	readonly users: readonly string[];
	/** "dns" alone: nobody but a resolver was asked. */
	readonly kind: LogEvent["kind"];
	readonly outcome: LogEvent["outcome"];
	readonly citations: readonly LogCitation[];
	/** Ids of the logs. */
	readonly logs: readonly string[];
}

/** Milliseconds within which two logs tell of one contact: a lookup precedes its fetch by a moment, and clocks differ by a little. */
export const ONE_CONTACT = 10_000;

/** Attack: a flood of lines within a second. */
const MOST_OPEN = 100;

const STRENGTH = ["dns", "tls", "connect", "http"] as const satisfies readonly LogEvent["kind"][];

/** `contacts`: of one host. Two lines of one log are two contacts; two of different logs are one where time fits, and URL or client. */
export function joinContacts(contacts: readonly LoggedContact[]): JoinedContact[] {
	const sorted = [...contacts].sort((a, b) => (a.time ?? 0) - (b.time ?? 0) || (a.citation.log < b.citation.log ? -1 : 1));
	const open: { lines: LoggedContact[]; until: number }[] = [];
	const done: LoggedContact[][] = [];
	for (const contact of sorted) {
		const time = contact.time;
		while (open[0] !== undefined && time !== null && open[0].until < time) done.push((open.shift() as { lines: LoggedContact[] }).lines);
		const fitting = time === null ? undefined : open.slice(-MOST_OPEN).find(({ lines }) => lines.every((line) => isOne(line, contact)));
		if (fitting === undefined) open.push({ lines: [contact], until: (time ?? 0) + ONE_CONTACT });
		else fitting.lines.push(contact);
	}
	return [...done, ...open.map(({ lines }) => lines)].map(joined);
}

/** A resolver is asked by the proxy where there is one: then only its client differs. */
function isOne(one: LoggedContact, other: LoggedContact): boolean {
	if (one.citation.sha256 === other.citation.sha256) return false;
	if (one.time === null || other.time === null || Math.abs(one.time - other.time) > ONE_CONTACT) return false;
	if (one.url !== null && one.url === other.url) return true;
	if (one.url !== null && other.url !== null) return false;
	return one.client !== null && one.client === other.client;
}

function joined(lines: readonly LoggedContact[]): JoinedContact {
	const [first] = lines as readonly [LoggedContact, ...LoggedContact[]];
	const distinct = (of: (line: LoggedContact) => string | null): string[] => [...new Set(lines.map(of).filter((text) => text !== null))];
	return {
		time: first.time,
		host: first.host,
		url: lines.find(({ url }) => url !== null)?.url ?? null,
		clients: distinct(({ client }) => client),
		agents: distinct(({ agent }) => agent),
		users: distinct(({ user }) => user),
		kind: STRENGTH.findLast((kind) => lines.some((line) => line.kind === kind)) ?? "dns",
		outcome: outcomeOf(lines),
		citations: lines.map(({ citation }) => citation),
		logs: distinct(({ citation }) => citation.sha256),
	};
}

/** What one hop refused did not reach the next, whatever that one said of its own client. A lookup's answer says nothing of the fetch. */
function outcomeOf(lines: readonly LoggedContact[]): LogEvent["outcome"] {
	if (lines.some(({ outcome }) => outcome === "refused")) return "refused";
	const most = STRENGTH.findLast((kind) => lines.some((line) => line.kind === kind));
	const strongest = lines.filter(({ kind }) => kind === most);
	return (["failed", "answered", "unknown"] as const).find((word) => strongest.some(({ outcome }) => outcome === word)) ?? "unknown";
}
