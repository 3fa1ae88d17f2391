// Casebook: what was found, in a database that outlives every command. The only SQL of the project stands in this folder;
// docs/casebook.md describes the tables, and how to read and verify a case without this program.

import type { Engine } from "./engine.ts";
import { fingerprint } from "./fingerprint.ts";
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
import { type Migration, migrate } from "./migrations.ts";
import type { JournalTable } from "./schema.ts";
import { type FileIdentity, type FileState, fileStates, markGone } from "./source-files.ts";
import { openSqlite } from "./sqlite.ts";
import { type MessageQuery, message, messages, raw, type StoredMessage } from "./stored-messages.ts";
import { type Summary, summarise } from "./summary.ts";
import { inTransaction } from "./transaction.ts";
import { type ScannedBatch, writeBatch } from "./writer.ts";

export interface CaseOptions {
	/** Who acts, for the journal. */
	readonly actor: string;
	/** The time now, ISO 8601, UTC. */
	readonly now: () => string;
	/** "read": the case must be there, and it is enough that it may be read. It is made where it is missing otherwise. */
	readonly access?: "read" | "make";
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
	/** `detector` is the revision of the engine's rules; it rises with every change of what they find. */
	beginRun(run: { readonly sources: readonly string[]; readonly detector: number }): Promise<Run>;
	messages(query?: MessageQuery): AsyncGenerator<StoredMessage>;
	message(sha256: string): Promise<StoredMessage | null>;
	/** The raw message where it was kept, else null. */
	raw(sha256: string): Promise<Uint8Array | null>;
	summary(): Promise<Summary>;
	fingerprint(): Promise<string>;
	readonly journal: Journal;
	close(): Promise<void>;
}

/**
 * Opens the case in a folder, or on PostgreSQL by URL, made where it is missing. Throws AppErrors: `usage` for what is no case or a
 * newer one, and where there is none to read.
 */
export async function openCase(location: string, options: CaseOptions): Promise<Casebook> {
	const mustExist = options.access === "read";
	const engine = await openEngine(location, mustExist, options.busyTimeout);
	const stamp = (): Stamp => ({ time: options.now(), actor: options.actor });
	try {
		await migrate(engine, stamp, { ...(options.migrations && { migrations: options.migrations }), mustExist });
	} catch (error) {
		await engine.close();
		throw error;
	}
	const { db } = engine;
	return {
		location: engine.shown,
		beginRun: (run) => beginRun(engine, stamp, run),
		messages: (query) => messages(db, query),
		message: (sha256) => message(db, sha256),
		raw: (sha256) => raw(db, sha256),
		summary: () => summarise(db),
		fingerprint: () => fingerprint(db),
		journal: {
			append: (action, detail) => inTransaction(engine, (trx) => appendEntry(engine, trx, stamp(), action, detail)),
			head: () => journalHead(db),
			entries: () => journalEntries(db),
			verify: (head) => verifyJournal(db, head ?? null),
		},
		close: () => engine.close(),
	};
}

/** The driver of PostgreSQL is loaded for a case there alone: a person waits for the start. */
async function openEngine(location: string, mustExist: boolean, busyTimeout: number | undefined): Promise<Engine> {
	if (!isServer(location)) return openSqlite(location, { mustExist, busyTimeout: busyTimeout ?? BUSY_TIMEOUT.folder });
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
		fileState: (file) => stateOf(file, detector),
		write: (batch) => inTransaction(engine, (trx) => writeBatch(engine, trx, batch, detector)),
		markGone: (mailbox, exists) => inTransaction(engine, (trx) => markGone(engine, trx, mailbox, exists)),
		async finish(detail = {}) {
			await engine.durable(true);
			await inTransaction(engine, (trx) => appendEntry(engine, trx, stamp(), "scan.finished", detail));
			await engine.settle();
		},
	};
}
