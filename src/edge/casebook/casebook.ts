// Casebook: what was found, in a database that outlives every command. The only SQL of the project stands in this folder;
// docs/casebook.md describes the tables, and how to read and verify a case without this program.

import type { Assessment, Campaign } from "../../core/model/campaign.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { Feature } from "../../core/model/sighting.ts";
import { type CampaignQuery, campaign, campaigns } from "./campaigns/campaigns.ts";
import { type Decision, decisionLog, type MadeDecision } from "./campaigns/decision-log.ts";
import { type Decided, decide } from "./campaigns/decisions.ts";
import { doubtfulClocks } from "./campaigns/doubtful-clocks.ts";
import { featureUsers, type HostUser, hostUsers } from "./campaigns/host-users.ts";
import { type Membership, membership, type Relation, relation } from "./campaigns/relations.ts";
import { mostSuspect } from "./campaigns/suspicion.ts";
import { type CampaignTimeline, timeline } from "./campaigns/timeline.ts";
import { type CampaignTotals, campaignTotals } from "./campaigns/totals.ts";
import { type Claims, createClaims } from "./claims.ts";
import { proofsOf } from "./copies/proofs.ts";
import { type Correlated, type CorrelationOptions, correlate } from "./correlation/correlation.ts";
import type { Engine } from "./engine.ts";
import { createExposureBook, type ExposureBook } from "./exposure/exposure.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Holdings, holdings } from "./hunting/holdings.ts";
import { createHunt, type Hunt } from "./hunting/hunt.ts";
import { createVerdicts, type Verdicts } from "./hunting/verdicts.ts";
import { createWatchList, type WatchList } from "./hunting/watch.ts";
import {
	appendEntry,
	type JournalDetail,
	type JournalHead,
	type JournalVerdict,
	journalEntries,
	journalHead,
	type Stamp,
	verifyJournal,
} from "./journal.ts";
import type { Migration } from "./migrations/step.ts";
import { migrate } from "./migrations.ts";
import { createPeople, type People } from "./people/people.ts";
import type { JournalTable } from "./schema/scan-tables.ts";
import { type FileIdentity, type FileState, fileStates, markGone } from "./source-files.ts";
import { openSqlite } from "./sqlite.ts";
import { type MessageQuery, message, messages, messagesNamed, raw, type StoredMessage } from "./stored-messages.ts";
import { type Summary, summarise } from "./summary.ts";
import { inTransaction, patiently } from "./transaction.ts";
import { type ScannedBatch, writeBatch } from "./writer.ts";

export interface CaseOptions {
	/** Who acts, for the journal. */
	readonly actor: string;
	/** The time now, ISO 8601, UTC. */
	readonly now: () => string;
	/** "read": it is enough that a case which is there may be read. It is made where it is missing in either case. */
	readonly access?: "read" | "write";
	/** How long to wait for another process that writes, in milliseconds. */
	readonly busyTimeout?: number;
	/** For tests of what a future format does. */
	readonly migrations?: readonly Migration[];
}

/** A write is one transaction and lasts about a tenth of a second; a folder has few writers, a server may have a hundred. */
const BUSY_TIMEOUT = { folder: 15_000, server: 60_000 } as const;

export interface Journal {
	append(action: string, detail: JournalDetail): Promise<void>;
	head(): Promise<JournalHead>;
	entries(): AsyncGenerator<JournalTable>;
	/** `head`: a hash noted earlier, through which the chain must pass. */
	verify(head?: string): Promise<JournalVerdict>;
}

/** One scan. */
export interface Run {
	/** Whether and from where a file is to be read. */
	fileState(file: FileIdentity): Promise<FileState>;
	/** Writes messages and checkpoints in one transaction. About 1,000 messages at a time cost least for each. */
	write(batch: ScannedBatch): Promise<void>;
	/** Marks as gone what lay in files of the mailbox that are there no more. Returns how many files. */
	markGone(mailbox: string, exists: (file: string) => boolean): Promise<number>;
	/** Journals the end of the scan and waits for the disk. */
	finish(detail?: JournalDetail): Promise<void>;
}

export interface Casebook {
	/** As given, without a password. */
	readonly location: string;
	/** There was none until it was opened. */
	readonly made: boolean;
	/** `detector` is the revision of the engine's rules; it rises with every change of what they find. */
	beginRun(run: { readonly sources: readonly string[]; readonly detector: number }): Promise<Run>;
	messages(query?: MessageQuery): AsyncGenerator<StoredMessage>;
	message(sha256: string): Promise<StoredMessage | null>;
	/** Those of these (SHA-256, hex) that are in the case, in no order; a few hundred at a time. */
	messagesOf(sha256s: readonly string[]): Promise<StoredMessage[]>;
	/** The raw message where it was kept, else null. */
	raw(sha256: string): Promise<Uint8Array | null>;
	/** Brings campaigns to what scans found and analysts decided by now. Processes take turns; who finds nothing new is done at once. */
	correlate(options: CorrelationOptions): Promise<Correlated>;
	/** As the last correlation left them, and as analysts decided since. */
	campaigns(query?: CampaignQuery): AsyncGenerator<Campaign>;
	campaign(idOrAlias: string): Promise<Campaign | null>;
	timeline(idOrAlias: string): Promise<CampaignTimeline | null>;
	/** How many there are, without building them. */
	campaignTotals(): Promise<CampaignTotals>;
	/** Ids of campaigns that the program calls so, those for whose being targeted most speaks first, then those seen last. */
	mostSuspect(assessment: Assessment, most: number): Promise<string[]>;
	/** How many of these messages (SHA-256, hex) a clock places doubtfully. */
	doubtfulClocks(messages: readonly string[]): Promise<number>;
	/** What comparing copies proves of references, by message (SHA-256, hex). */
	proofs(messages: readonly string[]): Promise<Map<string, readonly Proof[]>>;
	/** Why a message (SHA-256, hex) is in its campaign (a present id); null where it is no tracked one. */
	membership(campaign: string, sha256: string): Promise<Membership | null>;
	/** What two campaigns (present ids) share, whether or not that links them. */
	relation(one: string, other: string, isOperatorHost: (host: string) => boolean): Promise<Relation>;
	/** Whose mail goes to a host, or to one below it, besides that of these campaigns (present ids). */
	hostUsers(host: string, except: ReadonlySet<string>): Promise<HostUser[]>;
	/** How many senders besides those of these campaigns (present ids) have a feature in their mail that contacts somebody without a click. */
	featureUsers(feature: Feature, except: ReadonlySet<string>): Promise<number>;
	/** Journals what an analyst says. What it does to memberships shows after the next correlation. Throws `usage` for the impossible. */
	decide(decision: Decision): Promise<Decided>;
	/** All that were made, oldest first. */
	decisions(): Promise<MadeDecision[]>;
	/** Answers searches as they come, in their order. */
	readonly hunt: Hunt;
	/** What campaigns found messages are in, as the last correlation left them. */
	verdicts(): Verdicts;
	holdings(detector: number): Promise<Holdings>;
	readonly watchList: WatchList;
	/** Logs, the contacts they show, and whose address was whose. */
	readonly exposure: ExposureBook;
	/** Whom the case is about, who was told, what happened later. */
	readonly people: People;
	/** What others said of the case. */
	readonly claims: Claims;
	summary(): Promise<Summary>;
	fingerprint(): Promise<string>;
	readonly journal: Journal;
	close(): Promise<void>;
}

/**
 * Opens the case in a folder, or on PostgreSQL by URL, made where it is missing. Throws AppErrors: `usage` for what is no case or a
 * newer one.
 */
export async function openCase(location: string, options: CaseOptions): Promise<Casebook> {
	const engine = await openEngine(location, options);
	const stamp = (): Stamp => ({ time: options.now(), actor: options.actor });
	let made: boolean;
	try {
		made = await migrate(engine, stamp, options.migrations);
	} catch (error) {
		await engine.close();
		throw error;
	}
	const { db } = engine;
	return {
		location: engine.shown,
		made,
		beginRun: (run) => beginRun(engine, stamp, run),
		messages: (query) => messages(db, query),
		message: (sha256) => message(db, sha256),
		messagesOf: (sha256s) => messagesNamed(db, sha256s),
		raw: (sha256) => raw(db, sha256),
		correlate: (options) => correlate(engine, options),
		campaigns: (query) => campaigns(db, query),
		campaign: (idOrAlias) => campaign(db, idOrAlias),
		timeline: (idOrAlias) => timeline(db, idOrAlias),
		campaignTotals: () => campaignTotals(db),
		mostSuspect: (assessment, most) => mostSuspect(db, assessment, most),
		doubtfulClocks: (messages) => doubtfulClocks(db, messages),
		proofs: (messages) => proofsOf(db, messages),
		membership: (campaign, sha256) => membership(db, campaign, sha256),
		relation: (one, other, isOperatorHost) => relation(db, one, other, isOperatorHost),
		hostUsers: (host, except) => hostUsers(db, host, except),
		featureUsers: (feature, except) => featureUsers(db, feature, except),
		decide: (decision) => inTransaction(engine, (trx) => decide(engine, trx, stamp(), decision)),
		decisions: () => decisionLog(db),
		hunt: createHunt(db),
		verdicts: () => createVerdicts(db),
		holdings: (detector) => holdings(db, detector),
		watchList: createWatchList(engine, stamp),
		exposure: createExposureBook(engine, stamp),
		people: createPeople(engine, stamp),
		claims: createClaims(engine, stamp),
		summary: () => summarise(db),
		fingerprint: () => fingerprint(db),
		journal: {
			async append(action, detail) {
				await inTransaction(engine, (trx) => appendEntry(engine, trx, stamp(), action, detail));
			},
			head: () => journalHead(db),
			entries: () => journalEntries(db),
			verify: (head) => verifyJournal(db, head ?? null),
		},
		close: () => engine.close(),
	};
}

/** The driver of PostgreSQL is loaded for a case there alone: a person waits for the start. */
async function openEngine(location: string, { access, busyTimeout }: CaseOptions): Promise<Engine> {
	if (!isServer(location)) return openSqlite(location, { toRead: access === "read", busyTimeout: busyTimeout ?? BUSY_TIMEOUT.folder });
	const { openPostgres } = await import("./postgres/engine.ts");
	return openPostgres(location, busyTimeout ?? BUSY_TIMEOUT.server);
}

/** Whether a location names a case on a server rather than in a folder. */
export function isServer(location: string): boolean {
	return /^postgres(?:ql)?:/i.test(location);
}

async function beginRun(
	engine: Engine,
	stamp: () => Stamp,
	{ sources, detector }: { readonly sources: readonly string[]; readonly detector: number },
): Promise<Run> {
	const { db } = engine;
	const stateOf = fileStates(db);
	await inTransaction(engine, (trx) => appendEntry(engine, trx, stamp(), "scan.began", { sources, detector }));
	// What the power takes with it, the next scan reads again: the checkpoint is lost with the rows. A killed process loses nothing.
	await engine.durable(false);
	return {
		fileState: (file) => patiently(engine, () => stateOf(file, detector)),
		write: (batch) => inTransaction(engine, (trx) => writeBatch(engine, trx, batch, detector)),
		markGone: (mailbox, exists) => inTransaction(engine, (trx) => markGone(engine, trx, mailbox, exists)),
		async finish(detail = {}) {
			await engine.durable(true);
			await inTransaction(engine, (trx) => appendEntry(engine, trx, stamp(), "scan.finished", detail));
			await engine.settle();
		},
	};
}
