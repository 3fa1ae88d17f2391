import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type MailingMessage, proveAll } from "../../../src/core/campaigns/copies/mailings.ts";
import type { Proof } from "../../../src/core/model/proof.ts";
import type { Sighting } from "../../../src/core/model/sighting.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { packProofs, unpackProofs } from "../../../src/edge/casebook/copies/packed-proofs.ts";
import { identifiersOf, proofsOf, proveTouched } from "../../../src/edge/casebook/copies/proofs.ts";
import type { Engine } from "../../../src/edge/casebook/engine.ts";
import { encodeMessages, type ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { inTransaction } from "../../../src/edge/casebook/transaction.ts";
import { copy, hashOf, reference, sketchOf, token } from "../../core/campaigns/copies/made-up-copies.ts";
import { engineUnder } from "./correlated.ts";
import { ENGINES, testEach } from "./engines.ts";
import { DETECTOR, options, profile, scanned } from "./scanned.ts";

/** Issue `issue` of a letter, to a person, with a picture that tells who opens it and a link that does not. */
function letter(person: number, issue: number, strand: string): MailingMessage {
	const id = token(`${person} ${strand}`);
	const received = new Date(Date.UTC(2024, 2, 1 + issue * 21, 10, person)).toISOString();
	return copy(
		`p${person}@parliament.example`,
		[
			reference(`https://t.example/o/${id}.gif?m=${token(`issue ${issue} ${strand}`)}`, { opaque: id }),
			reference(`https://news.example/${token(`link ${issue}`)}`, { click: true, opaque: token(`link ${issue}`) }),
			reference("https://news.example/about", { click: true }),
		],
		{ received, strand, template: { structure: hashOf(strand).slice(0, 16), sketch: sketchOf(`${strand} ${issue}`) } },
	);
}

function scannedOf(message: MailingMessage): ScannedMessage {
	const { raw, inspection } = scanned(0, {
		owner: message.owners[0] ?? null,
		mailbox: message.owners[0] ?? "nobody",
		file: message.sha256,
	});
	const { references, received, template, subjectShape } = message;
	const own = { ...profile(0), subjectShape, template: { ...profile(0).template, ...template } };
	return { raw: { ...raw, sha256: message.sha256 }, inspection: { ...inspection, received, references, profile: own, deliveredTo: [] } };
}

async function bring(place: string, under: Engine, messages: readonly MailingMessage[]): Promise<void> {
	const casebook = await openCase(place, options());
	const strands = new Map(messages.map(({ sha256, strand }) => [sha256, strand]));
	const byReferences = new Map(messages.map((message) => [message.references, message]));
	const see = ({ references }: { references: unknown }): Sighting => ({
		strand: byReferences.get(references as MailingMessage["references"])?.strand ?? "",
		features: [],
		traits: ["tracked"],
	});
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.write({ rows: [encodeMessages(messages.map(scannedOf), DETECTOR, see)], files: [] });
	await run.finish();
	await casebook.close();
	const touched = [...strands].map(([message, strand]) => ({ message, strand }));
	await inTransaction(under, (trx) => proveTouched(under, trx, touched));
}

async function stored(under: Engine, messages: readonly MailingMessage[]): Promise<Map<string, readonly Proof[]>> {
	return proofsOf(
		under.db,
		messages.map(({ sha256 }) => sha256),
	);
}

function expected(messages: readonly MailingMessage[]): Map<string, readonly Proof[]> {
	return new Map([...proveAll(messages)].filter(([, proofs]) => proofs.length > 0));
}

const LETTERS = [0, 1, 2, 3].flatMap((person) =>
	[0, 1, 2].flatMap((issue) => ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"].map((strand) => letter(person, issue, strand))),
);

testEach("a case proves the same message by message as all at once, in whatever order they come", async (t, engine) => {
	await fc.assert(
		fc.asyncProperty(fc.shuffledSubarray(LETTERS, { minLength: 1 }), fc.integer({ min: 1, max: 9 }), async (messages, size) => {
			const place = await engine.place(t);
			await (await openCase(place, options())).close();
			const under = await engineUnder(t, engine, place);
			for (let at = 0; at < messages.length; at += size) await bring(place, under, messages.slice(at, at + size));
			const [is, should] = [await stored(under, messages), expected(messages)];
			assert.deepEqual(new Map([...is].sort()), new Map([...should].sort()));
		}),
		{ numRuns: engine.name === "SQLite" ? 6 : 1 },
	);
});

testEach("a message that goes over to another strand, and back, leaves no trace in what is proved", async (t, engine) => {
	const place = await engine.place(t);
	await (await openCase(place, options())).close();
	const under = await engineUnder(t, engine, place);
	const messages = LETTERS.slice(0, 10);
	await bring(place, under, messages);
	const [moved] = messages as [MailingMessage];
	for (const strand of ["cccccccccccccccc", "bbbbbbbbbbbbbbbb", moved.strand]) {
		await inTransaction(under, (trx) => proveTouched(under, trx, [{ message: moved.sha256, strand }]));
		const should = expected([{ ...moved, strand }, ...messages.slice(1)]);
		assert.deepEqual(new Map([...(await stored(under, messages))].sort()), new Map([...should].sort()));
	}
});

testEach("a campaign's identifiers are counted with what is proved", async (t, engine) => {
	const place = await engine.place(t);
	await (await openCase(place, options())).close();
	const under = await engineUnder(t, engine, place);
	const messages = LETTERS.filter(({ strand }) => strand.startsWith("a")).slice(0, 6);
	const hashes = messages.map(({ sha256 }) => sha256);
	await bring(place, under, messages.slice(0, 1));
	assert.deepEqual(await identifiersOf(under.db, hashes), { address: 0, unique: 0, opaque: 2 });
	await bring(place, under, messages.slice(1));
	assert.deepEqual(await identifiersOf(under.db, hashes), { address: 0, unique: 6, opaque: 0 });
});

const [{ engine: SQLITE }] = ENGINES;

test("a message that concerns nobody else leaves the others' proofs alone", async (t) => {
	const place = await SQLITE.place(t);
	await (await openCase(place, options())).close();
	const under = await engineUnder(t, SQLITE, place);
	const many = Array.from({ length: 120 }, (_, person) => letter(person, 0, "aaaaaaaaaaaaaaaa")).sort((a, b) =>
		a.sha256 < b.sha256 ? -1 : 1,
	);
	const last = many.pop() as MailingMessage;
	await bring(place, under, many);
	const changed = await inTransaction(under, async (trx) => {
		await trx.deleteFrom("proof").where("message", ">", new Uint8Array()).execute();
		return proveTouched(under, trx, [{ message: many.at(-1)?.sha256 ?? "", strand: last.strand }]);
	});
	assert.deepEqual(changed, [many.at(-1)?.sha256]);
});

test("packed proofs are what they were, and bounded for thousands of references that each differ", () => {
	const proofs = [...expected(LETTERS).values()].flat();
	for (const proof of proofs) assert.deepEqual(unpackProofs(packProofs([proof])), [proof]);
	const value = "v".repeat(120);
	const many = Array.from({ length: 5000 }, (_, at): Proof => {
		const other = { sha256: hashOf("other"), owner: "bob@parliament.example", values: [`${value}${at}`] };
		return {
			reference: at,
			kind: "unique",
			pieces: ["query parameter u"],
			values: [`${at}${value}`],
			other,
			why: ["it differs", "a reason"],
		};
	});
	const packed = packProofs(many);
	assert.ok(packed.length < 200_000, String(packed.length));
	assert.ok(unpackProofs(packed).every(({ kind, other }) => kind === "unique" && other?.sha256 === hashOf("other")));
});
