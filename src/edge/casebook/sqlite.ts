// SQLite: a case in a folder, through node:sqlite. The only file with SQL of one engine: the shim that Kysely's dialect
// needs, pragmas, triggers, backup, and what SQLite's result codes mean to a person (https://sqlite.org/rescode.html).

import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from "kysely";
import { type AppError, appError } from "../../core/model/app-error.ts";
import { bulkInsert } from "./bulk.ts";
import type { Engine } from "./engine.ts";
import type { Tables } from "./schema.ts";

/** "CPXC", in the header of the file: tells a case from any other SQLite database. */
const APPLICATION_ID = 0x43505843;
/** Statements differ by their number of rows, so there are some dozens; the bound is against a caller who builds SQL. */
const CACHED_STATEMENTS = 256;

/** Milliseconds for which SQLite itself waits for another writer, and with it everything else in this process: transaction.ts waits longer. */
const BLOCKED = 5;

export interface SqliteOptions {
	/** A case that may only be read is opened for reading. */
	readonly toRead: boolean;
	/** Milliseconds to wait for another writer. */
	readonly busyTimeout: number;
}

export function openSqlite(folder: string, { toRead, busyTimeout }: SqliteOptions): Engine {
	const file = join(folder, "case.db");
	makeFolder(folder);
	const isNew = !existsSync(file) || statSync(file).size === 0;
	const readOnly = toRead && !isNew && !mayWrite(folder, file);
	const translate = (error: unknown): AppError => explain(error, file);
	let database: DatabaseSync;
	try {
		database = readOnly ? openToRead(file) : new DatabaseSync(file, { timeout: busyTimeout });
	} catch (error) {
		throw translate(error);
	}
	const run = (statement: string): void => {
		try {
			database.exec(statement);
		} catch (error) {
			throw translate(error);
		}
	};
	const number = (statement: string): number => {
		try {
			return Number(Object.values(database.prepare(statement).get() ?? {})[0] ?? 0);
		} catch (error) {
			throw translate(error);
		}
	};
	try {
		// Before anything is written: somebody else's database stays as it is.
		const isCase = (): boolean => number("pragma application_id") === APPLICATION_ID;
		// Once more, since another process may have made the case between the two looks.
		if (!isCase() && number("select count(*) from sqlite_schema") > 0 && !isCase())
			throw appError("usage", `${file} is a database of another program, not a case: name another folder with --case`);
		run("pragma cache_size = -8192; pragma temp_store = memory");
		// 8 KiB pages: findings of a message are some kilobytes, and a page is what every changed key costs in the log.
		if (isNew && !readOnly) run("pragma page_size = 8192");
		if (!readOnly) run("pragma journal_mode = wal; pragma wal_autocheckpoint = 4000; pragma synchronous = full");
		run(`pragma busy_timeout = ${Math.min(BLOCKED, busyTimeout)}`);
	} catch (error) {
		database.close();
		throw error;
	}
	const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: shim(database, translate) }) });
	return {
		db,
		shown: folder,
		readOnly,
		types: { integer: sql`integer`, text: sql`text`, bytes: sql`blob` },
		inKeyOrder: sql`without rowid`,
		insert: bulkInsert(),
		// A transaction holds the write lock of the whole case from its beginning.
		forUpdate: null,
		async takeTurn() {},
		patience: busyTimeout,
		inTheWay: (error) => resultCode((error as { cause?: unknown }).cause) === BUSY,
		async format() {
			if (number("select count(*) from sqlite_schema where name = 'case'") === 0) return 0;
			return number("select value from \"case\" where name = 'format'");
		},
		async prepare() {},
		async claim(trx) {
			await sql`pragma application_id = ${sql.lit(APPLICATION_ID)}`.execute(trx);
		},
		async forbidChanges(trx, table, key) {
			const refuse = sql`begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end`;
			const on = sql`on ${sql.table(table)}`;
			await sql`create trigger ${sql.id(`${table}_no_update`)} before update ${on} ${refuse}`.execute(trx);
			await sql`create trigger ${sql.id(`${table}_no_delete`)} before delete ${on} ${refuse}`.execute(trx);
			// INSERT OR REPLACE deletes without running triggers on deletion.
			const taken = sql`when exists (select 1 from ${sql.table(table)} where ${sql.ref(key)} = new.${sql.ref(key)})`;
			await sql`create trigger ${sql.id(`${table}_no_replace`)} before insert ${on} ${taken} ${refuse}`.execute(trx);
		},
		async backUp(format) {
			let copy = `case.v${format}.db`;
			for (let n = 2; existsSync(join(folder, copy)); n++) copy = `case.v${format}.${n}.db`;
			await sql`vacuum into ${join(folder, copy)}`.execute(db);
			return copy;
		},
		async durable(on) {
			run(`pragma synchronous = ${on ? "full" : "normal"}`);
		},
		async settle() {
			run("pragma wal_checkpoint(truncate)");
		},
		async close() {
			await db.destroy();
			if (database.isOpen) database.close();
		},
	};
}

function mayWrite(folder: string, file: string): boolean {
	try {
		for (const path of [folder, file]) accessSync(path, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * The write-ahead log needs a file beside the case, which nobody can make in a folder that is not theirs. Where there is none, nobody writes now, and the
 * case is read as a file that does not change.
 */
function openToRead(file: string): DatabaseSync {
	const hasLog = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
	const url = pathToFileURL(file);
	url.searchParams.set("mode", "ro");
	if (!hasLog) url.searchParams.set("immutable", "1");
	return new DatabaseSync(url, { readOnly: true });
}

function makeFolder(folder: string): void {
	try {
		mkdirSync(folder, { recursive: true });
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === "EEXIST" || code === "ENOTDIR")
			throw appError("usage", `${folder} is a file, and a case is a folder: name another with --case`, { cause: error });
		throw appError("failure", `the case folder ${folder} cannot be made (${code}): name one you may write to with --case`, {
			cause: error,
		});
	}
}

/** What Kysely's SqliteDialect expects of a database, over node:sqlite; each statement is prepared once. */
function shim(database: DatabaseSync, translate: (error: unknown) => AppError): SqliteDatabase {
	const statements = new Map<string, SqliteStatement>();
	const guarded = <T>(act: () => T): T => {
		try {
			return act();
		} catch (error) {
			throw translate(error);
		}
	};
	const wrap = (statement: StatementSync): SqliteStatement => ({
		reader: statement.columns().length > 0,
		all: (parameters) => guarded(() => statement.all(...(parameters as SQLInputValue[]))),
		run: (parameters) => guarded(() => statement.run(...(parameters as SQLInputValue[]))),
		iterate: (parameters) => guarded(() => statement.iterate(...(parameters as SQLInputValue[]))),
	});
	const nothing: SqliteStatement = {
		reader: true,
		all: () => [],
		run: () => ({ changes: 0, lastInsertRowid: 0 }),
		iterate: () => [].values(),
	};
	return {
		close: () => database.close(),
		prepare(text) {
			// A deferred transaction that reads first and then writes fails at once where another process wrote in between
			// (SQLITE_BUSY_SNAPSHOT), without waiting: so the write lock is taken at the beginning.
			if (text === "begin") text = "begin immediate";
			// SQLite itself rolls back on a full disk or an I/O error; a second rollback would hide the cause.
			if (text === "rollback" && !database.isTransaction) return nothing;
			let statement = statements.get(text);
			if (statement === undefined) {
				statement = guarded(() => wrap(database.prepare(text)));
				if (statements.size >= CACHED_STATEMENTS) statements.clear();
				statements.set(text, statement);
			}
			return statement;
		},
	};
}

const BUSY = 5;

/** Primary result codes. */
const MEANINGS: Readonly<Record<number, (file: string) => AppError>> = {
	[BUSY]: busy,
	6: busy,
	3: denied, // SQLITE_PERM
	8: denied, // SQLITE_READONLY
	14: denied, // SQLITE_CANTOPEN
	10: (file) =>
		appError("failure", `reading or writing ${file} failed: check the disk, then run the same command again`, { temporary: true }),
	11: (file) => appError("failure", `${file} is damaged: go on with a copy of the case made before, or scan into a new one`),
	13: (file) =>
		appError("failure", `no space left to write ${file}: free some and run the same command again, it goes on where it stopped`, {
			temporary: true,
		}),
	26: (file) => appError("usage", `${file} is not a case (no SQLite database): name another folder with --case`),
};

function busy(file: string): AppError {
	return appError("failure", `${file} is being written by another program: wait for it to end and run the same command again`, {
		temporary: true,
	});
}

function denied(file: string): AppError {
	return appError("failure", `${file} cannot be written: make its folder writable for you, or name another with --case`);
}

/** The primary result code of an error of node:sqlite, 0 for any other. */
function resultCode(error: unknown): number {
	const code = (error as { errcode?: unknown } | undefined)?.errcode;
	return typeof code === "number" ? code & 0xff : 0;
}

function explain(error: unknown, file: string): AppError {
	const base =
		MEANINGS[resultCode(error)]?.(file) ??
		appError("failure", `the case ${file} failed: ${error instanceof Error ? error.message : String(error)}`);
	return appError(base.code, base.message, { temporary: base.temporary, cause: error });
}
