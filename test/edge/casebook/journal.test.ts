import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { TestContext } from "node:test";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { newCase, type TestedEngine, testEach } from "./engines.ts";
import { all, DETECTOR, options } from "./scanned.ts";

/** What a journal of five entries says of itself after somebody ran statements past the program. */
async function verdictAfter(t: TestContext, engine: TestedEngine, statements: readonly string[], noted = false) {
	const place = await engine.place(t);
	const before = await openCase(place, options());
	for (const name of ["first", "second", "third", "fourth"]) await before.journal.append("note.added", { name });
	const { head } = await before.journal.head();
	await before.close();
	if (statements.length > 0) await engine.execute(place, engine.unlock, ...statements);
	const after = await openCase(place, options());
	t.after(() => after.close());
	return after.journal.verify(noted ? head : undefined);
}

testEach("An unbroken journal verifies, with its head and the number of its entries.", async (t, engine) => {
	const verdict = await verdictAfter(t, engine, []);
	assert.ok(verdict.ok);
	assert.equal(verdict.count, 5);
	assert.match(verdict.head, /^[0-9a-f]{64}$/);
});

testEach("The database itself refuses to edit, replace or delete an entry.", async (t, engine) => {
	const place = await engine.place(t);
	const casebook = await openCase(place, options());
	await casebook.close();
	const replace =
		engine.name === "SQLite"
			? "insert or replace into journal select n, time, 'nobody', action, detail, previous, hash from journal"
			: "insert into journal select n, time, 'nobody', action, detail, previous, hash from journal on conflict (n) do update set actor = 'nobody'";
	for (const statement of ["update journal set actor = 'nobody'", "delete from journal", replace])
		await assert.rejects(engine.execute(place, `${statement} returning n`), /append-only/);
	if (engine.name === "PostgreSQL") await assert.rejects(engine.execute(place, "truncate journal"), /append-only/);
});

for (const column of ["time", "actor", "action", "detail"])
	testEach(`An entry whose ${column} was edited is named.`, async (t, engine) => {
		const verdict = await verdictAfter(t, engine, [`update journal set "${column}" = "${column}" || ' ' where n = 3`]);
		assert.deepEqual({ ...verdict, why: "" }, { ok: false, at: 3, why: "" });
	});

testEach("An entry that was edited and given a fitting hash breaks the link after it.", async (t, engine) => {
	const place = await engine.place(t);
	const before = await openCase(place, options());
	for (const name of ["first", "second", "third", "fourth"]) await before.journal.append("note.added", { name });
	const entries = await all(before.journal.entries());
	await before.close();
	const third = entries[2];
	assert.ok(third);
	const { n, time, action, detail, previous } = third;
	const hash = createHash("sha256")
		.update(JSON.stringify(["counterpixel-journal-1", n, time, "nobody", action, detail, previous]))
		.digest("hex");
	await engine.execute(place, engine.unlock, `update journal set actor = 'nobody', hash = '${hash}' where n = 3 returning n`);
	const after = await openCase(place, options());
	t.after(() => after.close());
	const verdict = await after.journal.verify();
	assert.deepEqual({ ...verdict, why: "" }, { ok: false, at: 4, why: "" });
});

testEach("A removed entry is named, the first one too.", async (t, engine) => {
	assert.deepEqual(await verdictAfter(t, engine, ["delete from journal where n = 3"]), { ok: false, at: 3, why: "entry 3 is missing" });
	assert.deepEqual(await verdictAfter(t, engine, ["delete from journal where n = 1"]), { ok: false, at: 1, why: "entry 1 is missing" });
});

testEach("An entry smuggled in before the first or renumbered is named.", async (t, engine) => {
	const verdict = await verdictAfter(t, engine, [
		"insert into journal select 0, time, actor, action, detail, previous, hash from journal where n = 1",
	]);
	assert.equal(verdict.ok, false);
	const swap = [
		[2, 9],
		[3, 2],
		[9, 3],
	].map(([from, to]) => `update journal set n = ${to} where n = ${from}`);
	const swapped = await verdictAfter(t, engine, swap);
	assert.deepEqual({ ...swapped, why: "" }, { ok: false, at: 2, why: "" });
});

testEach("A cut tail is a valid shorter chain, and is found by a head noted before.", async (t, engine) => {
	const cut = ["delete from journal where n > 3"];
	assert.equal((await verdictAfter(t, engine, cut)).ok, true);
	assert.deepEqual({ ...(await verdictAfter(t, engine, cut, true)), why: "" }, { ok: false, at: 4, why: "" });
	assert.equal((await verdictAfter(t, engine, [], true)).ok, true);
});

testEach("A noted head holds while the journal grows.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const { head } = await casebook.journal.head();
	await casebook.journal.append("note.added", { text: 'ein Wort – \ud83d\udc41, a quote " and a line\nbreak' });
	assert.equal((await casebook.journal.verify(head)).ok, true);
});

testEach("An entry's hash can be made by hand, as docs/casebook.md says.", async (t, engine) => {
	const place = await engine.place(t);
	const casebook = await openCase(place, options());
	t.after(() => casebook.close());
	await casebook.journal.append("note.added", { text: 'ein Wort – \ud83d\udc41, a "quote", a slash / and a line\nbreak\t\u0001\u007f' });
	const form =
		engine.name === "SQLite"
			? "json_array('counterpixel-journal-1', n, time, actor, action, detail, previous)"
			: `concat('["counterpixel-journal-1",', n, ',', to_json(time), ',', to_json(actor), ',', to_json(action), ',', to_json(detail), ',', to_json(previous), ']')`;
	const rows = await engine.execute(place, `select ${form} as form, hash from journal`);
	assert.equal(rows.length, 2);
	for (const { form, hash } of rows) assert.equal(createHash("sha256").update(String(form)).digest("hex"), hash);
});

testEach("A scan journals that it began, of what, and that it ended.", async (t, engine) => {
	const casebook = await newCase(t, engine);
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.finish({ messages: 0 });
	const entries = await all(casebook.journal.entries());
	assert.deepEqual(
		entries.map(({ action, detail }) => [action, JSON.parse(detail)]),
		[
			["case.made", { format: 4 }],
			["scan.began", { sources: ["mail"], detector: 1 }],
			["scan.finished", { messages: 0 }],
		],
	);
});
