import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test, { type TestContext } from "node:test";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { all, DETECTOR, options, temporaryFolder } from "./scanned.ts";

/** A case with five entries, closed; `tamper` gets the bare database, triggers and all. */
async function verdictAfter(t: TestContext, tamper: (database: DatabaseSync) => void, noted = false) {
	const folder = temporaryFolder(t);
	const before = await openCase(folder, options());
	for (const name of ["first", "second", "third", "fourth"]) await before.journal.append("note.added", { name });
	const { head } = await before.journal.head();
	await before.close();
	const database = new DatabaseSync(join(folder, "case.db"));
	tamper(database);
	database.close();
	const after = await openCase(folder, options());
	t.after(() => after.close());
	return after.journal.verify(noted ? head : undefined);
}

const unlocked = (statement: string) => (database: DatabaseSync) => {
	database.exec("drop trigger journal_no_update; drop trigger journal_no_delete");
	database.exec(statement);
};

test("An unbroken journal verifies, with its head and the number of its entries.", async (t) => {
	const verdict = await verdictAfter(t, () => {});
	assert.ok(verdict.ok);
	assert.equal(verdict.count, 5);
	assert.match(verdict.head, /^[0-9a-f]{64}$/);
});

test("The database itself refuses to edit or delete an entry.", async (t) => {
	await verdictAfter(t, (database) => {
		assert.throws(() => database.exec("update journal set actor = 'nobody'"), /append-only/);
		assert.throws(() => database.exec("delete from journal"), /append-only/);
		assert.throws(
			() => database.exec("insert or replace into journal select n, time, 'nobody', action, detail, previous, hash from journal"),
			/append-only/,
		);
	});
});

for (const column of ["time", "actor", "action", "detail"])
	test(`An entry whose ${column} was edited is named.`, async (t) => {
		const verdict = await verdictAfter(t, unlocked(`update journal set "${column}" = "${column}" || ' ' where n = 3`));
		assert.deepEqual({ ...verdict, why: "" }, { ok: false, at: 3, why: "" });
	});

test("An entry that was edited and given a fitting hash breaks the link after it.", async (t) => {
	const verdict = await verdictAfter(t, (database) => {
		unlocked("update journal set actor = 'nobody' where n = 3")(database);
		const row = database.prepare("select n, time, actor, action, detail, previous from journal where n = 3").get();
		const hash = createHash("sha256")
			.update(JSON.stringify(["counterpixel-journal-1", ...Object.values(row ?? {})]))
			.digest("hex");
		database.prepare("update journal set hash = ? where n = 3").run(hash);
	});
	assert.deepEqual({ ...verdict, why: "" }, { ok: false, at: 4, why: "" });
});

test("A removed entry is named, the first one too.", async (t) => {
	assert.deepEqual(await verdictAfter(t, unlocked("delete from journal where n = 3")), { ok: false, at: 3, why: "entry 3 is missing" });
	assert.deepEqual(await verdictAfter(t, unlocked("delete from journal where n = 1")), { ok: false, at: 1, why: "entry 1 is missing" });
});

test("An entry smuggled in before the first or renumbered is named.", async (t) => {
	const verdict = await verdictAfter(
		t,
		unlocked("insert into journal select 0, time, actor, action, detail, previous, hash from journal where n = 1"),
	);
	assert.equal(verdict.ok, false);
	const swap = "update journal set n = 9 where n = 2; update journal set n = 2 where n = 3; update journal set n = 3 where n = 9";
	const swapped = await verdictAfter(t, unlocked(swap));
	assert.deepEqual({ ...swapped, why: "" }, { ok: false, at: 2, why: "" });
});

test("A cut tail is a valid shorter chain, and is found by a head noted before.", async (t) => {
	const cut = unlocked("delete from journal where n > 3");
	assert.equal((await verdictAfter(t, cut)).ok, true);
	assert.deepEqual({ ...(await verdictAfter(t, cut, true)), why: "" }, { ok: false, at: 4, why: "" });
	assert.equal((await verdictAfter(t, () => {}, true)).ok, true);
});

test("A noted head holds while the journal grows.", async (t) => {
	const casebook = await openCase(temporaryFolder(t), options());
	t.after(() => casebook.close());
	const { head } = await casebook.journal.head();
	await casebook.journal.append("note.added", { text: 'ein Wort – \ud83d\udc41, a quote " and a line\nbreak' });
	assert.equal((await casebook.journal.verify(head)).ok, true);
});

test("An entry's hash can be made by hand, as docs/casebook.md says.", async (t) => {
	const folder = temporaryFolder(t);
	const casebook = await openCase(folder, options());
	t.after(() => casebook.close());
	await casebook.journal.append("note.added", { text: 'ein Wort – \ud83d\udc41, a "quote", a slash / and a line\nbreak\t\u0001\u007f' });
	const database = new DatabaseSync(join(folder, "case.db"), { readOnly: true });
	const rows = database
		.prepare("select json_array('counterpixel-journal-1', n, time, actor, action, detail, previous) as form, hash from journal")
		.all();
	database.close();
	assert.equal(rows.length, 2);
	for (const { form, hash } of rows) assert.equal(createHash("sha256").update(String(form)).digest("hex"), hash);
});

test("A scan journals that it began, of what, and that it ended.", async (t) => {
	const casebook = await openCase(temporaryFolder(t), options());
	t.after(() => casebook.close());
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.finish({ messages: 0 });
	const entries = await all(casebook.journal.entries());
	assert.deepEqual(
		entries.map(({ action, detail }) => [action, JSON.parse(detail)]),
		[
			["case.made", { format: 1 }],
			["scan.began", { sources: ["mail"], detector: 1 }],
			["scan.finished", { messages: 0 }],
		],
	);
});
