// Log contact: a line of a log about a host that mail of the case contacts, as it lies in the case; and one contact as several logs may have seen it.

import type { LogCitation } from "../model/exposure.ts";
import type { LogEvent } from "../model/log-event.ts";

export interface LoggedContact extends LogEvent {
	readonly citation: LogCitation;
}

/** What several logs saw of one contact: each tells something that holds for the others. */
export interface JoinedContact {
	/** Of the line that tells most, milliseconds since 1970; null where it has none. */
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

/**
 * Milliseconds within which lines tell of one contact: a lookup precedes its fetch by a moment, one program writes when a request begins and another when
 * it ends, and clocks differ by a little.
 */
export const ONE_CONTACT = 10_000;

const STRENGTH = ["dns", "tls", "connect", "http"] as const satisfies readonly LogEvent["kind"][];

interface Open {
	readonly time: number | null;
	readonly lines: LoggedContact[];
}

/**
 * `contacts`: of one host. Two requests in one log are two contacts. Lines of several logs are one where their time fits, and their URL (of one client, or
 * any client's where `isIndividual` says that the URL singles a reader out: the next proxy knows only the one before it). A line without a URL belongs to
 * a request of the same client where there is one: the tunnel it came through, the lookup before it.
 */
export function joinContacts(contacts: readonly LoggedContact[], isIndividual: (url: string) => boolean): JoinedContact[] {
	const timed = contacts.filter(({ time }) => time !== null).sort(byTime);
	const done: Open[] = contacts.filter(({ time }) => time === null).map((line) => ({ time: null, lines: [line] }));
	const byUrl = createRecent();
	const byClient = createRecent();
	const take = (line: LoggedContact, same: Open | null): void => {
		const contact = same ?? { time: line.time, lines: [] };
		contact.lines.push(line);
		if (same === null) done.push(contact);
		if (same === null && line.url !== null) byUrl.add(line.url, contact);
		if (line.client !== null && !contact.lines.some((other) => other !== line && other.client === line.client))
			byClient.add(line.client, contact);
	};
	for (const line of timed) {
		const { url, client } = line;
		if (url === null) continue;
		const alone = !isIndividual(url);
		const fits = ({ lines }: Open): boolean =>
			lines.every(({ citation }) => citation.sha256 !== line.citation.sha256) && (!alone || lines.some((other) => other.client === client));
		take(line, byUrl.nearest(url, line, fits));
	}
	for (const line of timed) {
		if (line.url !== null) continue;
		take(line, line.client === null ? null : byClient.nearest(line.client, line, (contact) => !isTwice(contact, line)));
	}
	return done.map(({ lines }) => joined(lines.sort(byTime)));
}

/** Two tunnels in one log are two contacts; a question for addresses of both families is one. */
function isTwice({ lines }: Open, line: LoggedContact): boolean {
	return line.kind !== "dns" && lines.some(({ citation, kind }) => citation.sha256 === line.citation.sha256 && kind === line.kind);
}

interface Recent {
	add(name: string, contact: Open): void;
	/** The nearest in time that fits; what has a URL goes before what has none. */
	nearest(name: string, line: LoggedContact, fits: (contact: Open) => boolean): Open | null;
}

function createRecent(): Recent {
	const known = new Map<string, Open[]>();
	return {
		add(name, contact) {
			const list = known.get(name) ?? [];
			known.set(name, list);
			list.splice(firstFrom(list, (contact.time as number) + 1), 0, contact);
		},
		nearest(name, line, fits) {
			const list = known.get(name) ?? [];
			const time = line.time as number;
			let best: Open | null = null;
			let least = Number.POSITIVE_INFINITY;
			const first = firstFrom(list, time - ONE_CONTACT);
			for (let index = first; index < Math.min(list.length, first + MOST_OPEN); index++) {
				const contact = list[index] as Open;
				const distance = Math.abs((contact.time as number) - time);
				if (distance > ONE_CONTACT) break;
				const weight = distance + (contact.lines[0]?.url === null ? ONE_CONTACT : 0);
				if (weight < least && fits(contact)) [best, least] = [contact, weight];
			}
			return best;
		},
	};
}

/** Attack: a flood of lines within a second. */
const MOST_OPEN = 200;

/** Index of the first that is no earlier; the list is in order of time. */
function firstFrom(list: readonly Open[], time: number): number {
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (((list[middle] as Open).time as number) < time) low = middle + 1;
		else high = middle;
	}
	return low;
}

function byTime({ time: a, citation: one }: LoggedContact, { time: b, citation: other }: LoggedContact): number {
	return (a ?? 0) - (b ?? 0) || (one.sha256 < other.sha256 ? -1 : one.sha256 > other.sha256 ? 1 : one.offset - other.offset);
}

function joined(lines: readonly LoggedContact[]): JoinedContact {
	const kind = strongestOf(lines);
	const first = lines.find((line) => line.kind === kind) as LoggedContact;
	const distinct = (of: (line: LoggedContact) => string | null): string[] => [...new Set(lines.map(of).filter((text) => text !== null))];
	return {
		time: first.time,
		host: first.host,
		url: lines.find(({ url }) => url !== null)?.url ?? null,
		clients: distinct(({ client }) => client),
		agents: distinct(({ agent }) => agent),
		users: distinct(({ user }) => user),
		kind,
		outcome: outcomeOf(lines),
		citations: lines.map(({ citation }) => citation),
		logs: distinct(({ citation }) => citation.sha256),
	};
}

function strongestOf(lines: readonly LoggedContact[]): LogEvent["kind"] {
	return STRENGTH.findLast((kind) => lines.some((line) => line.kind === kind)) ?? "dns";
}

/**
 * What one hop refused did not reach the next, whatever that one said of its own client; but for a log that shows the request answered after all, as a
 * proxy's that asked for a password first. A lookup's answer says nothing of the fetch.
 */
function outcomeOf(lines: readonly LoggedContact[]): LogEvent["outcome"] {
	const answered = new Set(
		lines.flatMap(({ kind, outcome, citation }) => (kind === "http" && outcome === "answered" ? [citation.sha256] : [])),
	);
	if (lines.some(({ outcome, citation }) => outcome === "refused" && !answered.has(citation.sha256))) return "refused";
	const most = strongestOf(lines);
	const strongest = lines.filter(({ kind }) => kind === most);
	return (["failed", "answered", "unknown"] as const).find((word) => strongest.some(({ outcome }) => outcome === word)) ?? "unknown";
}
