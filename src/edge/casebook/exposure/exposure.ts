// Exposure in the case: logs that were taken in and the contacts they show, whose address was whose, and what of the case's mail a log is asked for.

import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Lease } from "../../../core/exposure/leases.ts";
import type { LoggedContact } from "../../../core/exposure/log-contact.ts";
import { type LogSample, skewOf } from "../../../core/exposure/log-sample.ts";
import type { Span, TakenLog } from "../../../core/model/exposure.ts";
import type { LogEvent } from "../../../core/model/log-event.ts";
import type { Engine } from "../engine.ts";
import { reversedHost } from "../findings.ts";
import { appendEntry, type JournalDetail, type Stamp } from "../journal.ts";
import type { Tables } from "../schema.ts";
import { inTransaction } from "../transaction.ts";
import { fromHex, keyText, storable, toHex, type Value } from "../values.ts";
import { leasedOwners, leasesOfClients, putLeases } from "./known-leases.ts";
import { logSample } from "./log-samples.ts";
import {
	accountsLedTo,
	campaignsOfHosts,
	hostsOfCampaigns,
	messagesLinkingTo,
	ownersIn,
	type WatchedHost,
	watchedHosts,
} from "./watched-hosts.ts";

/** What is known of a log once it was read. */
export interface ReadLog {
	readonly log: string;
	readonly sha256: string;
	readonly format: string;
	readonly size: number;
	readonly lines: number;
	readonly unread: number;
	readonly problems: TakenLog["problems"];
	/** Milliseconds since 1970. */
	readonly coverage: readonly (readonly [number, number])[];
	readonly speaksFor: readonly string[];
	readonly offset: number;
}

export interface LogContactRow {
	readonly event: LogEvent;
	readonly offset: number;
}

/** A log that is being taken in. */
export interface TakingLog {
	/** Rows wait in memory until `finish`: a file's hash, which they are kept under, is known at its end. */
	add(contacts: readonly LogContactRow[]): Promise<void>;
	/** In one transaction the log takes the place of itself as it was taken in before. */
	finish(log: ReadLog): Promise<void>;
}

export interface ExposureBook {
	/** Hosts that mail contacts without a click, and those of links that single a reader out, in order. */
	watchedHosts(): Promise<WatchedHost[]>;
	/** All that mail of these campaigns (present ids) has to do with, plain links too, in order. */
	hostsOfCampaigns(campaigns: readonly string[]): Promise<string[]>;
	/** Messages (SHA-256, hex) with a reference that singles its reader out to one of these hosts, in order. */
	messagesLinkingTo(hosts: readonly string[]): Promise<string[]>;
	/** Whose mailboxes the case holds, lower case, in order. */
	owners(): Promise<string[]>;
	take(watched: readonly string[]): TakingLog;
	logs(): Promise<TakenLog[]>;
	/** Of these hosts those that a log was not searched for, by log (SHA-256); all where that is not known. Logs that were searched for all are left out. */
	unsearched(watched: readonly string[]): Promise<Map<string, ReadonlySet<string>>>;
	/** A little of what a log (SHA-256, hex) shows. */
	sample(log: string): Promise<LogSample>;
	/** With these hosts, of all logs, in order of time. */
	contacts(hosts: readonly string[]): Promise<LoggedContact[]>;
	/** Hosts that any log shows a contact with, in order. */
	contacted(): Promise<string[]>;
	/** By host, the campaigns whose mail has to do with it; "" for senders none of whose mail contacts anybody without a click. */
	campaignsOf(hosts: readonly string[]): Promise<Map<string, Set<string>>>;
	/** By account, the campaigns whose mail there leads to the host. */
	ledTo(host: string): Promise<Map<string, Set<string>>>;
	/** Replaces those that came from the same source. Returns how many there are from it. */
	putLeases(leases: readonly Lease[], from: JournalDetail & { readonly source: string }): Promise<number>;
	/** Of addresses that logs show as clients, and of all ranges. */
	leases(): Promise<Lease[]>;
	/** Owners of mailboxes whom leases name, with the networks (core/exposure/networks.ts) that they had addresses in. */
	leasedOwners(): Promise<Map<string, ReadonlySet<string>>>;
}

const NAMED = 200;
const BATCH = 2000;

export function createExposureBook(engine: Engine, stamp: () => Stamp): ExposureBook {
	const { db } = engine;
	return {
		watchedHosts: () => watchedHosts(db),
		hostsOfCampaigns: (campaigns) => hostsOfCampaigns(db, campaigns),
		messagesLinkingTo: (hosts) => messagesLinkingTo(db, hosts),
		owners: () => ownersIn(db),
		take: (watched) => takeLog(engine, stamp, watched),
		logs: () => takenLogs(db),
		unsearched: (watched) => unsearched(db, watched),
		sample: (log) => logSample(db, log),
		contacts: (hosts) => contactsOf(db, hosts),
		async contacted() {
			const rows = await db.selectFrom("log_contact").select("host").distinct().execute();
			return rows.map(({ host }) => reversedHost(host)).sort();
		},
		campaignsOf: (hosts) => campaignsOfHosts(db, hosts),
		ledTo: (host) => accountsLedTo(db, host),
		putLeases: (leases, from) => putLeases(engine, stamp, leases, from),
		leases: () => leasesOfClients(db),
		leasedOwners: () => leasedOwners(db),
	};
}

function watchDigest(watched: readonly string[]): string {
	return createHash("sha256").update(watched.join("\n")).digest("hex");
}

async function unsearched(db: Kysely<Tables>, watched: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
	const now = watchDigest(watched);
	const logs = await db.selectFrom("log_file").select(["sha256", "watched"]).execute();
	const missing = new Map<string, ReadonlySet<string>>();
	const found = new Map<string, ReadonlySet<string>>();
	for (const { sha256, watched: then } of logs) {
		const digest = toHex(then);
		if (digest === now) continue;
		let lacking = missing.get(digest);
		if (lacking === undefined) {
			const row = await db.selectFrom("log_search").select("hosts").where("watched", "=", then).executeTakeFirst();
			const searched = new Set(row?.hosts.split("\n"));
			lacking = new Set(watched.filter((host) => !searched.has(host)));
			missing.set(digest, lacking);
		}
		if (lacking.size > 0) found.set(toHex(sha256), lacking);
	}
	return found;
}

function takeLog(engine: Engine, stamp: () => Stamp, watched: readonly string[]): TakingLog {
	const hosts = new Set(watched);
	let waiting: LogContactRow[] = [];
	return {
		async add(contacts) {
			// Below a watched host anybody may have names of their own.
			for (const contact of contacts) if (hosts.has(contact.event.host)) waiting.push(contact);
		},
		async finish(log) {
			const sha256 = fromHex(log.sha256);
			await inTransaction(engine, async (trx) => {
				const now = stamp();
				await engine.takeTurn(trx, "journal");
				await trx.deleteFrom("log_contact").where("log", "=", sha256).execute();
				for (let at = 0; at < waiting.length; at += BATCH) {
					const values = waiting.slice(at, at + BATCH).flatMap(({ event, offset }) => contactValues(sha256, event, offset));
					await engine.insert(trx, "log_contact", values, "replace");
				}
				const { log: path, format, size, lines, unread, problems, coverage, speaksFor, offset } = log;
				const values: Value[] = [
					...[sha256, storable(path), format, size, lines, unread, storable(JSON.stringify(problems)), JSON.stringify(coverage)],
					...[JSON.stringify(speaksFor), offset, fromHex(watchDigest(watched)), now.time],
				];
				await engine.insert(trx, "log_file", values, "replace");
				await engine.insert(trx, "log_search", [fromHex(watchDigest(watched)), watched.join("\n")], "keep");
				await dropSearches(trx);
				const spoken =
					coverage.length === 0 ? {} : { from: iso(coverage[0]?.[0] ?? 0), to: iso(coverage.at(-1)?.[1] ?? 0), gaps: coverage.length - 1 };
				await appendEntry(engine, trx, now, "log.taken", {
					...{ log: path, sha256: log.sha256, format, lines, unread, contacts: waiting.length },
					...spoken,
				});
			});
			waiting = [];
		},
	};
}

/** Of which no log is left. */
async function dropSearches(trx: Kysely<Tables>): Promise<void> {
	await trx
		.deleteFrom("log_search")
		.where(({ not, exists, selectFrom }) =>
			not(exists(selectFrom("log_file").select("log_file.sha256").whereRef("log_file.watched", "=", "log_search.watched"))),
		)
		.execute();
}

function contactValues(log: Uint8Array, event: LogEvent, offset: number): Value[] {
	const { host, time, kind, outcome, status, client, url, agent, user } = event;
	return [
		...[keyText(reversedHost(host), "name"), time === null ? -1 : Math.round(time), log, offset, kind, outcome, status ?? 0],
		...[client, url, agent, user].map((text) => storable(text ?? "")),
	];
}

async function takenLogs(db: Kysely<Tables>): Promise<TakenLog[]> {
	const rows = await db.selectFrom("log_file").selectAll().orderBy("log").orderBy("sha256").execute();
	const counts = await db
		.selectFrom("log_contact")
		.select(["log", ({ fn }) => fn.countAll().as("contacts")])
		.groupBy("log")
		.execute();
	const contacts = new Map(counts.map(({ log, contacts }) => [toHex(log), Number(contacts)]));
	return Promise.all(
		rows.map(async (row) => ({
			log: row.log,
			sha256: toHex(row.sha256),
			format: row.format,
			size: Number(row.size),
			lines: Number(row.lines),
			unread: Number(row.unread),
			problems: JSON.parse(row.problems) as TakenLog["problems"],
			coverage: (JSON.parse(row.coverage) as [number, number][]).map(([from, to]): Span => ({ from: iso(from), to: iso(to) })),
			speaksFor: JSON.parse(row.speaks_for) as string[],
			skew: skewOf(await logSample(db, toHex(row.sha256))),
			offset: Number(row.offset),
			added: row.added,
			contacts: contacts.get(toHex(row.sha256)) ?? 0,
		})),
	);
}

async function contactsOf(db: Kysely<Tables>, hosts: readonly string[]): Promise<LoggedContact[]> {
	const found: LoggedContact[] = [];
	for (let at = 0; at < hosts.length; at += NAMED) {
		const keys = hosts.slice(at, at + NAMED).map((host) => keyText(reversedHost(host), "name"));
		const rows = await db
			.selectFrom("log_contact")
			.innerJoin("log_file", "log_file.sha256", "log_contact.log")
			.select(["log_contact.host", "log_contact.time", "log_contact.log as sha256", "log_file.log as log", "log_contact.offset as offset"])
			.select([
				"log_contact.kind",
				"log_contact.outcome",
				"log_contact.status",
				"log_contact.client",
				"log_contact.url",
				"log_contact.agent",
				"log_contact.user",
			])
			.where("log_contact.host", "in", keys)
			.orderBy("log_contact.host")
			.orderBy("log_contact.time")
			.execute();
		for (const row of rows)
			found.push({
				kind: row.kind as LogEvent["kind"],
				time: Number(row.time) === -1 ? null : Number(row.time),
				client: orNull(row.client),
				host: reversedHost(row.host),
				url: orNull(row.url),
				outcome: row.outcome as LogEvent["outcome"],
				status: Number(row.status) === 0 ? null : Number(row.status),
				agent: orNull(row.agent),
				user: orNull(row.user),
				citation: { log: row.log, sha256: toHex(row.sha256), offset: Number(row.offset) },
			});
	}
	return found.sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
}

function iso(time: number): string {
	return new Date(time).toISOString();
}

function orNull(text: string): string | null {
	return text === "" ? null : text;
}
