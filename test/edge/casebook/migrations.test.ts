import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { FORMAT_1 } from "../../../src/edge/casebook/migrations/format-1.ts";
import type { Migration } from "../../../src/edge/casebook/migrations/step.ts";
import { MIGRATIONS } from "../../../src/edge/casebook/migrations.ts";
import { encodeMessages } from "../../../src/edge/casebook/rows.ts";
import { COLUMNS } from "../../../src/edge/casebook/schema.ts";
import { toHex, type Value } from "../../../src/edge/casebook/values.ts";
import { schemaOf, type TestedEngine, testEach } from "./engines.ts";
import { scanMailboxes } from "./scan-child.ts";
import { all, options, progress, rowsOf, scanned, see } from "./scanned.ts";

const NEXT: Migration = {
	format: 5,
	async up(trx) {
		await trx.schema.createTable("future").addColumn("name", "text").execute();
	},
};

testEach("An older case is copied, then brought to the newest format, and the journal says so.", async (t, engine) => {
	const place = await engine.place(t);
	await scanMailboxes(place, 20, ["a"]);
	const before = await openCase(place, options());
	const print = await before.fingerprint();
	await before.close();
	const after = await openCase(place, options({ migrations: [...MIGRATIONS, NEXT] }));
	const last = (await all(after.journal.entries())).at(-1);
	assert.equal(last?.action, "case.migrated");
	const { backup, ...formats } = JSON.parse(last?.detail ?? "");
	assert.deepEqual(formats, { from: 4, to: 5 });
	assert.equal(await after.fingerprint(), print);
	assert.equal((await after.journal.verify()).ok, true);
	await after.close();
	const copy = engine.copyOf(place, backup);
	if (engine.name === "SQLite") {
		assert.equal(backup, "case.v4.db");
		const database = new DatabaseSync(copy, { readOnly: true });
		assert.deepEqual({ ...database.prepare("select value from \"case\" where name = 'format'").get() }, { value: "4" });
		assert.equal(database.prepare("select count(*) as count from message").get()?.count, 20);
		database.close();
	} else {
		// A case of its own, which the older program opens.
		assert.equal(backup, `${schemaOf(place)}_v4`);
		const older = await openCase(copy, options());
		assert.equal(await older.fingerprint(), print);
		assert.equal((await older.journal.verify()).ok, true);
		await older.close();
		for (const table of ["journal", "decision"]) await assert.rejects(engine.execute(copy, `truncate ${table}`), /append-only/);
	}
});

testEach("A case of a newer format is refused and not touched.", async (t, engine) => {
	const place = await engine.place(t);
	await (await openCase(place, options({ migrations: [...MIGRATIONS, NEXT] }))).close();
	await assert.rejects(openCase(place, options()), (error) => isAppError(error) && error.code === "usage" && /newer/.test(error.message));
	if (engine.name === "SQLite") assert.equal(existsSync(join(place, "case.v4.db")), false);
});

testEach("A migration that fails leaves the case as it was, beside its copy; the next one keeps that copy.", async (t, engine) => {
	const place = await engine.place(t);
	await scanMailboxes(place, 20, ["a"]);
	const broken: Migration = {
		format: 5,
		async up(trx, engine) {
			await NEXT.up(trx, engine);
			throw new Error("half way");
		},
	};
	await assert.rejects(openCase(place, options({ migrations: [...MIGRATIONS, broken] })), /half way/);
	const casebook = await openCase(place, options());
	assert.equal((await casebook.summary()).messages, 20);
	assert.equal((await casebook.journal.verify()).ok, true);
	await casebook.close();
	await (await openCase(place, options({ migrations: [...MIGRATIONS, NEXT] }))).close();
	const copies =
		engine.name === "SQLite"
			? ["case.v4.db", "case.v4.2.db"].map((name) => existsSync(join(place, name)))
			: await Promise.all(
					["v4", "v4_2"].map(async (end) => {
						const older = await openCase(engine.copyOf(place, `${schemaOf(place)}_${end}`), options({ access: "read" }));
						await older.close();
						return true;
					}),
				);
	assert.deepEqual(copies, [true, true]);
});

testEach("A case of format 1 keeps all it says, and its next scan reads every message again and has it seen.", async (t, engine) => {
	const place = await engine.place(t);
	await (await openCase(place, options({ migrations: [FORMAT_1] }))).close();
	const messages = [scanned(1), scanned(2)];
	await writeFormat1(engine, place, messages);
	const casebook = await openCase(place, options());
	t.after(() => casebook.close());
	const last = (await all(casebook.journal.entries())).at(-1);
	const { backup, ...formats } = JSON.parse(last?.detail ?? "");
	assert.deepEqual([last?.action, formats], ["case.migrated", { from: 1, to: 4 }]);
	if (engine.name === "PostgreSQL") assert.equal((await engine.execute(engine.copyOf(place, backup), "select * from message")).length, 2);
	else assert.equal(existsSync(engine.copyOf(place, backup)), true);
	const stored = await casebook.message(scanned(1).raw.sha256);
	assert.deepEqual(stored?.references, scanned(1).inspection.references);
	assert.equal((await casebook.summary()).messages, 2);
	const rows = async (query: string) => (await engine.execute(place, query)).map((row) => ({ ...row }));
	assert.deepEqual(await rows("select distinct profile from message"), [{ profile: "" }]);
	for (const table of ["sighting", "trail", "fresh"]) assert.deepEqual(await rows(`select * from ${table}`), []);
	const run = await casebook.beginRun({ sources: ["mail"], detector: 2 });
	assert.deepEqual(await run.fileState(progress()), { kind: "again", because: "newer-detector" });
	await run.write({ rows: [encodeMessages(messages, 2, see)], files: [progress({ state: "again" })] });
	assert.equal((await rows("select * from sighting")).length, 2);
	assert.equal((await rows("select * from contact")).length, (rowsOf(messages)[0]?.contact.length as number) / COLUMNS.contact.length);
	assert.deepEqual(await rows("select strand from fresh where reread = 0"), [{ strand: "" }, { strand: "" }]);
	assert.equal((await rows("select * from message where profile = ''")).length, 0);
});

/** Rows as the program of that format wrote them. */
async function writeFormat1(engine: TestedEngine, place: string, messages: Parameters<typeof encodeMessages>[0]): Promise<void> {
	const literal = (value: Value): string => {
		if (value === null) return "null";
		if (typeof value === "number") return String(value);
		if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
		return engine.name === "SQLite" ? `x'${toHex(value)}'` : `'\\x${toHex(value)}'`;
	};
	const statements: string[] = [];
	const insert = (table: keyof typeof COLUMNS, columns: readonly string[], values: readonly Value[], width: number): void => {
		for (let at = 0; at < values.length; at += width)
			statements.push(
				`insert into ${table} (${columns.map((column) => `"${column}"`).join(", ")}) values (${values
					.slice(at, at + columns.length)
					.map(literal)
					.join(", ")})`,
			);
	};
	const rows = encodeMessages(messages, 1, see);
	insert("message", COLUMNS.message.slice(0, -1), rows.message, COLUMNS.message.length);
	for (const table of ["contact", "explanation", "placement", "problem"] as const)
		insert(table, COLUMNS[table], rows[table], COLUMNS[table].length);
	const { mailbox, file, size, modified, tail, owner, to } = progress();
	insert("source_file", COLUMNS.source_file, [mailbox, file, size, modified, tail, owner, 1, to, 1], 9);
	await engine.execute(place, ...statements, "select 1");
}
