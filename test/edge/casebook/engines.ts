// Engines: every test of what a case does runs on each database that can hold one.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test, { after, type TestContext } from "node:test";
import { type Casebook, type CaseOptions, openCase } from "../../../src/edge/casebook/casebook.ts";
import { KEYS } from "../../../src/edge/casebook/schema.ts";
import { needPostgres, type PostgresServer, startPostgres } from "../../support/postgres.ts";
import { options, temporaryFolder } from "./scanned.ts";

export interface TestedEngine {
	readonly name: "SQLite" | "PostgreSQL";
	/** Where there is no case yet. */
	place(t: Pick<TestContext, "after">): Promise<string>;
	/** Runs statements past the program, as somebody who owns the database, and returns the rows of the last. */
	execute(location: string, ...statements: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
	/** A statement that frees the journal for changes. */
	readonly unlock: string;
	/** Where a copy of the case lies that a migration made. */
	copyOf(location: string, name: string): string;
}

const sqlite: TestedEngine = {
	name: "SQLite",
	place: async (t) => join(temporaryFolder(t), "case"),
	async execute(location, ...statements) {
		const database = new DatabaseSync(join(location, "case.db"));
		try {
			for (const statement of statements.slice(0, -1)) database.exec(statement);
			return database.prepare(statements.at(-1) ?? "").all();
		} finally {
			database.close();
		}
	},
	unlock: "drop trigger journal_no_update; drop trigger journal_no_delete",
	copyOf: (location, name) => join(location, name),
};

let started: Promise<PostgresServer> | undefined;
let places = 0;

/** One for each file of tests, and only where a test asks for it. */
export function server(): Promise<PostgresServer> {
	started ??= startPostgres();
	return started;
}

after(async () => (await started)?.remove());

const postgres: TestedEngine = {
	name: "PostgreSQL",
	place: async () => (await server()).url({ schema: `case_${++places}` }),
	async execute(location, ...statements) {
		return (await server()).query([`set search_path to ${schemaOf(location)}`, ...statements].join(";"));
	},
	unlock: "drop trigger journal_no_change on journal",
	copyOf: (location, name) => location.replace(/schema=.*/, `schema=${name}`),
};

export function schemaOf(location: string): string {
	return new URL(location).searchParams.get("schema") ?? "counterpixel";
}

export const ENGINES = [
	{ engine: sqlite, skip: false as string | false },
	{ engine: postgres, skip: needPostgres().skip },
] as const;

/** Tables that say what was found; explanations that only a replaced reading used are left over, and say nothing. */
const FOUND: Readonly<Record<string, string>> = {
	message: "message",
	contact: "contact",
	explanation: "explanation where id in (select explanation from contact)",
	placement: "placement",
	problem: "problem",
	file_problem: "file_problem",
	source_file: "source_file",
	raw: "raw",
	sighting: "sighting",
	trail: "trail",
};

/** All rows of a case except the journal's, asked past the program that wrote them. */
export async function rowsOfCase(engine: TestedEngine, location: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
	const rows: Record<string, readonly unknown[]> = {};
	for (const [table, from] of Object.entries(FOUND)) {
		const key = KEYS[table as keyof typeof KEYS].map((name) => `"${name}"`).join(", ");
		rows[table] = await engine.execute(location, `select * from ${from} order by ${key}`);
	}
	return rows;
}

/** One sentence of the specification, for each engine. */
export function testEach(sentence: string, act: (t: TestContext, engine: TestedEngine) => Promise<void>): void {
	for (const { engine, skip } of ENGINES) test(`${sentence} (${engine.name})`, { skip }, (t) => act(t, engine));
}

/** A case made anew, closed at the end of the test. */
export async function newCase(t: TestContext, engine: TestedEngine, more: Partial<CaseOptions> = {}): Promise<Casebook> {
	const casebook = await openCase(await engine.place(t), options(more));
	t.after(() => casebook.close());
	return casebook;
}
