import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { isAppError } from "../../../src/core/model/app-error.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { MIGRATIONS, type Migration } from "../../../src/edge/casebook/migrations.ts";
import { scanMailboxes } from "./scan-child.ts";
import { all, options, temporaryFolder } from "./scanned.ts";

const NEXT: Migration = {
	format: 2,
	async up(trx) {
		await trx.schema.createTable("person").addColumn("name", "text").execute();
	},
};

test("An older case is copied, then brought to the newest format, and the journal says so.", async (t) => {
	const folder = temporaryFolder(t);
	await scanMailboxes(folder, 20, ["a"]);
	const before = await openCase(folder, options());
	const print = await before.fingerprint();
	await before.close();
	const after = await openCase(folder, options({ migrations: [...MIGRATIONS, NEXT] }));
	const last = (await all(after.journal.entries())).at(-1);
	assert.equal(last?.action, "case.migrated");
	assert.deepEqual(JSON.parse(last?.detail ?? ""), { from: 1, to: 2, backup: "case.v1.db" });
	assert.equal(await after.fingerprint(), print);
	assert.equal((await after.journal.verify()).ok, true);
	await after.close();
	const copy = new DatabaseSync(join(folder, "case.v1.db"), { readOnly: true });
	assert.deepEqual({ ...copy.prepare("select value from \"case\" where name = 'format'").get() }, { value: "1" });
	assert.equal(copy.prepare("select count(*) as count from message").get()?.count, 20);
	copy.close();
});

test("A case of a newer format is refused and not touched.", async (t) => {
	const folder = temporaryFolder(t);
	await (await openCase(folder, options({ migrations: [...MIGRATIONS, NEXT] }))).close();
	await assert.rejects(openCase(folder, options()), (error) => isAppError(error) && error.code === "usage" && /newer/.test(error.message));
	assert.equal(existsSync(join(folder, "case.v2.db")), false);
});

test("A migration that fails leaves the case as it was, beside its copy; the next one keeps that copy.", async (t) => {
	const folder = temporaryFolder(t);
	await scanMailboxes(folder, 20, ["a"]);
	const broken: Migration = {
		format: 2,
		async up(trx, engine) {
			await NEXT.up(trx, engine);
			throw new Error("half way");
		},
	};
	await assert.rejects(openCase(folder, options({ migrations: [...MIGRATIONS, broken] })), /half way/);
	const casebook = await openCase(folder, options());
	assert.equal((await casebook.summary()).messages, 20);
	assert.equal((await casebook.journal.verify()).ok, true);
	await casebook.close();
	await (await openCase(folder, options({ migrations: [...MIGRATIONS, NEXT] }))).close();
	assert.deepEqual(
		["case.v1.db", "case.v1.2.db"].map((name) => existsSync(join(folder, name))),
		[true, true],
	);
});
