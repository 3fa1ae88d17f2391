// Casebook: what was found, in a database that outlives every command. The only SQL of the project stands in this folder;
// docs/casebook.md describes the tables, and how to read and verify a case without this program.

import type { Kysely } from "kysely";
import { appError } from "../../core/model/app-error.ts";
import { bulkInsert } from "./bulk.ts";
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
import { MIGRATIONS, type Migration, migrate } from "./migrations.ts";
import type { JournalTable, Tables } from "./schema.ts";
import { type FileIdentity, type FileState, fileStates, markGone } from "./source-files.ts";
import { openSqlite } from "./sqlite.ts";
import { type MessageQuery, message, messages, raw, type StoredMessage } from "./stored-messages.ts";
import { type Summary, summarise } from "./summary.ts";
import { type ScannedBatch, writeBatch } from "./writer.ts";

export interface CaseOptions {
	/** Who acts, for the journal. */
	readonly actor: string;
	/** The time now, ISO 8601, UTC. */
	readonly now: () => string;
	/** How long to wait for another process that writes, in milliseconds. */
	readonly busyTimeout?: number;
	/** For tests of what a future format does. */
	readonly migrations?: readonly Migration[];
}

/** A write is one transaction and lasts about a tenth of a second. */
const BUSY_TIMEOUT = 15_000;

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
	/** As given. */
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

/** Opens the case in a folder, made where it is missing. Throws AppErrors: `usage` for what is no case or a newer one. */
export async function openCase(location: string, options: CaseOptions): Promise<Casebook> {
	if (/^postgres(ql)?:/i.test(location))
		throw appError("usage", "cases on PostgreSQL come with a later version: name a folder with --case");
	const engine = openSqlite(location, options.busyTimeout ?? BUSY_TIMEOUT);
	const stamp = (): Stamp => ({ time: options.now(), actor: options.actor });
	try {
		await migrate(engine, stamp, options.migrations ?? MIGRATIONS);
	} catch (error) {
		await engine.close();
		throw error;
	}
	const { db } = engine;
	return {
		location,
		beginRun: (run) => beginRun(engine, stamp, run),
		messages: (query) => messages(db, query),
		message: (sha256) => message(db, sha256),
		raw: (sha256) => raw(db, sha256),
		summary: () => summarise(db),
		fingerprint: () => fingerprint(db),
		journal: {
			append: (action, detail) => inTransaction(db, (trx) => appendEntry(trx, stamp(), action, detail)),
			head: () => journalHead(db),
			entries: () => journalEntries(db),
			verify: (head) => verifyJournal(db, head ?? null),
		},
		close: () => engine.close(),
	};
}

async function beginRun(
	engine: Engine,
	stamp: () => Stamp,
	{ sources, detector }: { readonly sources: readonly string[]; readonly detector: number },
): Promise<Run> {
	const { db } = engine;
	const insert = bulkInsert();
	const stateOf = fileStates(db);
	await inTransaction(db, (trx) => appendEntry(trx, stamp(), "scan.began", { sources, detector }));
	// What the power takes with it, the next scan reads again: the checkpoint is lost with the rows. A killed process loses nothing.
	await engine.durable(false);
	return {
		fileState: (file) => stateOf(file, detector),
		write: (batch) => inTransaction(db, (trx) => writeBatch(trx, insert, batch, detector)),
		markGone: (mailbox, exists) => inTransaction(db, (trx) => markGone(trx, mailbox, exists)),
		async finish(detail = {}) {
			await engine.durable(true);
			await inTransaction(db, (trx) => appendEntry(trx, stamp(), "scan.finished", detail));
			await engine.settle();
		},
	};
}

function inTransaction<T>(db: Kysely<Tables>, act: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
	return db.transaction().execute(act);
}
