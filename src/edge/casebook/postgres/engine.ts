// PostgreSQL: a case on a server that several people and machines fill at once, through `pg`. This folder holds all SQL that only PostgreSQL knows.
// A case is a schema. Writers are kept apart by advisory locks, named by mailbox, and otherwise work side by side (writer.ts).

import { createHash } from "node:crypto";
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, type RawBuilder, sql } from "kysely";
import pg from "pg";
import { appError, isAppError } from "../../../core/model/app-error.ts";
import type { Engine } from "../engine.ts";
import type { Tables } from "../schema.ts";
import { storable } from "../values.ts";
import { codeOf, explain, type Server } from "./failures.ts";
import { insertArrays, preparedName } from "./insert.ts";
import { type PostgresLocation, readLocation } from "./location.ts";

/** In the comment of the table `case`: tells a case from any other schema. */
const MARK = "counterpixel case";

/** Fourteen is the oldest that still got corrections when this was written, and the first to compress with LZ4. */
const OLDEST = 140_000;

/** One writes, one looks up and reads. */
const CONNECTIONS = 3;
const CONNECT_TIMEOUT = 15_000;

/** Turns that names share: a transaction with a thousand mailboxes must not fill the server's table of locks. */
const TURNS = 64;

/** Deadlock and serialization failure: the server undid the transaction so that another could go on. */
const IN_THE_WAY: ReadonlySet<string> = new Set(["40001", "40P01"]);

/** Throws AppErrors: see failures.ts, and `usage` where the schema holds something else. */
export async function openPostgres(location: string, busyTimeout: number): Promise<Engine> {
	const given = readLocation(location);
	const { schema, shown } = given;
	const commits = { durable: true };
	const { pool, server } = openPool(given, busyTimeout);
	const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: shim(pool, server, commits) }) });
	const close = (): Promise<void> => db.destroy();
	try {
		await look(db, server);
	} catch (error) {
		await close();
		throw error;
	}
	return {
		db,
		shown,
		readOnly: false,
		types: { integer: sql`bigint`, text: sql`text collate "C"`, bytes: sql`bytea` },
		inKeyOrder: sql``,
		forUpdate: sql`for update`,
		insert: insertArrays,
		async takeTurn(trx, turn, names = [""]) {
			const numbers = [...new Set(names.map((name) => hash(name) & (TURNS - 1)))].sort((a, b) => a - b);
			await sql`select pg_advisory_xact_lock(${hash(`${schema} ${turn}`)}::int, number) from unnest(${numbers}::int[]) number`.execute(trx);
		},
		patience: busyTimeout,
		inTheWay: (error) => isAppError(error) && IN_THE_WAY.has(codeOf(error.cause)),
		async format(trx) {
			const { rows } = await caseTable(schema).execute(trx);
			if (rows.length === 0) return 0;
			// By its full name: without a right to the schema, the search path passes over it in silence.
			const format = sql<{ value: string }>`select value from ${sql.table(`${schema}.case`)} where name = 'format'`;
			return Number((await format.execute(trx)).rows[0]?.value ?? 0);
		},
		async prepare(trx) {
			const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(trx);
			if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(trx);
		},
		claim: (trx) => mark(trx, schema),
		forbidChanges: (trx, table) => forbidChanges(trx, schema, table),
		backUp: (format) => backUp(db, schema, format),
		async durable(on) {
			commits.durable = on;
		},
		// A commit that waits for the disk waits for all before it.
		async settle() {},
		close,
	};
}

/** Asked of the catalog as a table: to_regclass() may answer from a cache that is older than a wait for another process. */
function caseTable(schema: string): RawBuilder<{ oid: number }> {
	return sql`select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema} and c.relname = 'case'`;
}

/** One look before anything is written: somebody else's tables stay as they are. */
async function look(db: Kysely<Tables>, { address, database, schema }: Server): Promise<void> {
	const { rows } = await sql<{ version: number; encoding: string; mark: string | null; taken: boolean }>`
		select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
			(select obj_description(oid, 'pg_class') from (${caseTable(schema)}) as found) as mark,
			exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema}) as taken`.execute(db);
	const found = rows[0];
	if (found === undefined) throw appError("failure", `PostgreSQL at ${address} gave no answer`);
	if (found.version < OLDEST)
		throw appError("usage", `PostgreSQL at ${address} is older than version ${OLDEST / 10_000}: a case needs that or a newer one`);
	if (found.encoding !== "UTF8")
		throw appError(
			"usage",
			`the database ${database} holds text as ${found.encoding}: make one with \`createdb -E UTF8 -T template0 NAME\``,
		);
	if (found.taken && found.mark !== MARK)
		throw appError(
			"usage",
			`the schema ${schema} of ${database} holds tables of another program, not a case: name another with ?schema=NAME in the case's URL`,
		);
}

function openPool({ connectionString, ssl, schema }: PostgresLocation, busyTimeout: number): { pool: pg.Pool; server: Server } {
	const integer = (text: string): number => Number(text);
	const options: pg.PoolConfig = {
		connectionString,
		ssl,
		max: CONNECTIONS,
		connectionTimeoutMillis: CONNECT_TIMEOUT,
		keepAlive: true,
		application_name: "counterpixel",
		onConnect: (client) => prepareSession(client, schema, busyTimeout),
		types: {
			// Sums and sizes stay far below 2^53.
			getTypeParser: (oid: number, format?: "text" | "binary") =>
				oid === pg.types.builtins.INT8 ? integer : pg.types.getTypeParser(oid, format as "text"),
		},
	};
	const { host, port, user, database } = new pg.Client(options);
	const address = host.startsWith("/") ? host : `${host}:${port}`;
	const pool = new pg.Pool(options);
	// Of a connection that nobody uses at the moment: who uses it next is told.
	pool.on("error", () => {});
	return { pool, server: { address, user: user || "you", database: database ?? "", schema } };
}

/**
 * A scanner whose machine vanished would hold its turns for two hours, and one that was stopped for ever: both are bounded. LZ4 costs the
 * server a fraction of what its older compression does; a server may have been built without.
 */
async function prepareSession(client: pg.ClientBase, schema: string, busyTimeout: number): Promise<void> {
	await client.query(
		`set search_path to "${schema}"; set lock_timeout to ${busyTimeout}; set idle_in_transaction_session_timeout to '5min';
		set tcp_keepalives_idle to 30; set tcp_keepalives_interval to 10; set tcp_keepalives_count to 3;
		select set_config(name, 'lz4', false) from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)`,
	);
}

/** What Kysely's PostgresDialect expects of a pool, over pg's: errors in plain words, and commits that need not wait for the disk. */
function shim(pool: pg.Pool, server: Server, commits: { readonly durable: boolean }): PostgresPool {
	const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
	const translated = async <T>(act: () => Promise<T>): Promise<T> => {
		try {
			return await act();
		} catch (error) {
			throw explain(error, server);
		}
	};
	const wrap = (client: pg.PoolClient): PostgresPoolClient => {
		let broken = false;
		// A connection that breaks off between two statements of a transaction: the next statement is told.
		client.on("error", () => {});
		const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
			if (text === "begin" && !commits.durable) text = "begin; set local synchronous_commit to off";
			try {
				const name = preparedName(text);
				const statement = { text, values: parameters.map(accepted), ...(name === undefined ? {} : { name }) };
				return await translated(() => client.query(statement));
			} catch (error) {
				// The server rolls back by itself where the connection is lost; a second failure would hide the first.
				if (text !== "rollback") throw error;
				broken = true;
				return { command: "ROLLBACK", rowCount: 0, rows: [] };
			}
		};
		return { query: query as PostgresPoolClient["query"], release: (destroy) => client.release(destroy === true || broken) };
	};
	return {
		options: pool.options,
		async connect() {
			const client = await translated(() => pool.connect());
			let wrapper = wrapped.get(client);
			if (wrapper === undefined) {
				wrapper = wrap(client);
				wrapped.set(client, wrapper);
			}
			return wrapper;
		},
		end: () => pool.end(),
	};
}

/** The server ends a statement with a NUL in a text, and no name that a stranger gave a file may end a scan. */
function accepted(parameter: unknown): unknown {
	return typeof parameter === "string" ? storable(parameter) : parameter;
}

/** The same everywhere: the first four bytes of SHA-256. */
function hash(text: string): number {
	return createHash("sha256").update(text).digest().readInt32BE(0);
}

async function mark(trx: Kysely<Tables>, schema: string): Promise<void> {
	await sql`comment on table ${sql.table(`${schema}.case`)} is ${sql.lit(MARK)}`.execute(trx);
}

async function forbidChanges(trx: Kysely<Tables>, schema: string, table: string): Promise<void> {
	const refuse = sql.table(`${schema}.${table}_is_append_only`);
	const body = sql.lit(`begin raise exception '${table} is append-only'; end`);
	await sql`create function ${refuse}() returns trigger language plpgsql as ${body}`.execute(trx);
	await sql`create trigger ${sql.id(`${table}_no_change`)} before update or delete or truncate on ${sql.table(`${schema}.${table}`)}
		for each statement execute function ${refuse}()`.execute(trx);
}

/** The case as another schema, which an older version opens under that name: all tables as of one moment. */
async function backUp(db: Kysely<Tables>, schema: string, format: number): Promise<string> {
	return db
		.transaction()
		.setIsolationLevel("repeatable read")
		.execute(async (trx) => {
			const names = async (query: RawBuilder<{ name: string }>): Promise<string[]> =>
				(await query.execute(trx)).rows.map(({ name }) => name);
			const schemas = new Set(await names(sql`select nspname as name from pg_namespace`));
			let copy = `${schema}_v${format}`;
			for (let n = 2; schemas.has(copy); n++) copy = `${schema}_v${format}_${n}`;
			await sql`create schema ${sql.id(copy)}`.execute(trx);
			const tables = sql<{
				name: string;
			}>`select relname as name from pg_class where relnamespace = to_regnamespace(${schema}) and relkind = 'r'`;
			const copied = await names(tables);
			for (const table of copied) {
				const [from, to] = [sql.table(`${schema}.${table}`), sql.table(`${copy}.${table}`)];
				await sql`create table ${to} (like ${from} including all)`.execute(trx);
				await sql`insert into ${to} select * from ${from}`.execute(trx);
			}
			for (const table of ["journal", "decision"] as const) if (copied.includes(table)) await forbidChanges(trx, copy, table);
			await mark(trx, copy);
			return copy;
		});
}
