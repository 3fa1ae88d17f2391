import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { MIGRATIONS, type Migration } from "../../../src/edge/casebook/migrations.ts";
import { schemaOf, testEach } from "./engines.ts";
import { scanMailboxes } from "./scan-child.ts";
import { all, options } from "./scanned.ts";

const NEXT: Migration = {
	format: 2,
	async up(trx) {
		await trx.schema.createTable("person").addColumn("name", "text").execute();
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
	assert.deepEqual(formats, { from: 1, to: 2 });
	assert.equal(await after.fingerprint(), print);
	assert.equal((await after.journal.verify()).ok, true);
	await after.close();
	const copy = engine.copyOf(place, backup);
	if (engine.name === "SQLite") {
		assert.equal(backup, "case.v1.db");
		const database = new DatabaseSync(copy, { readOnly: true });
		assert.deepEqual({ ...database.prepare("select value from \"case\" where name = 'format'").get() }, { value: "1" });
		assert.equal(database.prepare("select count(*) as count from message").get()?.count, 20);
		database.close();
	} else {
		// A case of its own, which the older program opens.
		assert.equal(backup, `${schemaOf(place)}_v1`);
		const older = await openCase(copy, options());
		assert.equal(await older.fingerprint(), print);
		assert.equal((await older.journal.verify()).ok, true);
		await older.close();
		await assert.rejects(engine.execute(copy, "delete from journal"), /append-only/);
	}
});

testEach("A case of a newer format is refused and not touched.", async (t, engine) => {
	const place = await engine.place(t);
	await (await openCase(place, options({ migrations: [...MIGRATIONS, NEXT] }))).close();
	await assert.rejects(openCase(place, options()), (error) => isAppError(error) && error.code === "usage" && /newer/.test(error.message));
	if (engine.name === "SQLite") assert.equal(existsSync(join(place, "case.v2.db")), false);
});

testEach("A migration that fails leaves the case as it was, beside its copy; the next one keeps that copy.", async (t, engine) => {
	const place = await engine.place(t);
	await scanMailboxes(place, 20, ["a"]);
	const broken: Migration = {
		format: 2,
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
			? ["case.v1.db", "case.v1.2.db"].map((name) => existsSync(join(place, name)))
			: await Promise.all(
					["v1", "v1_2"].map(async (end) => {
						const older = await openCase(engine.copyOf(place, `${schemaOf(place)}_${end}`), options({ access: "read" }));
						await older.close();
						return true;
					}),
				);
	assert.deepEqual(copies, [true, true]);
});
