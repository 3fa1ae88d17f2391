import assert from "node:assert/strict";
import fc from "fast-check";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import type { ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { testEach } from "./engines.ts";
import { DETECTOR, options, progress, rowsOf, scanned } from "./scanned.ts";

async function fingerprintOf(place: string, batches: readonly (readonly ScannedMessage[])[]): Promise<string> {
	const casebook = await openCase(place, options());
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	for (const batch of batches) await run.write({ rows: rowsOf(batch), files: [] });
	for (const mailbox of ["a", "b", "c"]) await run.write({ rows: [], files: [progress({ mailbox })] });
	await run.finish();
	assert.equal((await casebook.journal.verify()).ok, true);
	const print = await casebook.fingerprint();
	await casebook.close();
	return print;
}

/** Which messages lie in which mailboxes, an order to read them in, and where that is cut into transactions. */
const sweep = fc
	.uniqueArray(
		fc.record({
			seed: fc.nat(15),
			mailbox: fc.constantFrom("a", "b", "c"),
			count: fc.nat(12),
		}),
		{ minLength: 1, maxLength: 40, selector: ({ seed, mailbox }) => `${seed} ${mailbox}` },
	)
	.chain((placed) =>
		fc.record({
			placed: fc.constant(placed),
			order: fc.shuffledSubarray(placed, { minLength: placed.length }),
			again: fc.subarray(placed),
			size: fc.integer({ min: 1, max: 15 }),
		}),
	);

testEach(
	"Any order, any split into transactions, anything read twice and any overlap of mailboxes give the same case.",
	async (t, engine) => {
		// The number of references differs by mailbox, as if other addresses had been looked for: two readings of one message.
		type Placed = { readonly seed: number; readonly mailbox: string; readonly count: number };
		const read = ({ seed, mailbox, count }: Placed) => scanned(seed, { mailbox, owner: `${mailbox}@parliament.example` }, count);
		await fc.assert(
			fc.asyncProperty(sweep, async ({ placed, order, again, size }) => {
				const messages = [...order, ...again].map(read);
				const batches: ScannedMessage[][] = [];
				for (let at = 0; at < messages.length; at += size) batches.push(messages.slice(at, at + size));
				assert.equal(await fingerprintOf(await engine.place(t), batches), await fingerprintOf(await engine.place(t), [placed.map(read)]));
			}),
			// A server takes ten times as long for what both do by the same statements.
			{ numRuns: engine.name === "PostgreSQL" ? 8 : 25 },
		);
	},
);

testEach(
	"A case with another message, reference, placement, flag, owner, problem or checkpoint has another fingerprint.",
	async (t, engine) => {
		const message = scanned(1, { mailbox: "a" });
		const { raw, inspection } = message;
		const [reference, ...others] = inspection.references;
		assert.ok(reference);
		const variants: ScannedMessage[] = [
			message,
			scanned(2, { mailbox: "a" }),
			{ raw, inspection: { ...inspection, references: others } },
			{ raw, inspection: { ...inspection, references: [{ ...reference, end: reference.end + 1 }, ...others] } },
			{ raw, inspection: { ...inspection, references: [{ ...reference, why: ["Another reason."] }, ...others] } },
			{ raw, inspection: { ...inspection, references: [{ ...reference, path: "word/document.xml" }, ...others] } },
			{ raw: { ...raw, offset: 1 }, inspection },
			{ raw: { ...raw, flags: ["answered"] }, inspection },
			{ raw: { ...raw, owner: null }, inspection },
			{ raw, inspection: { ...inspection, problems: [{ code: "unparsable", detail: "", offset: 0 }] } },
			{ raw, inspection, rawBytes: new TextEncoder().encode("From: a@b.example\r\n\r\n") },
		];
		const prints = new Set<string>();
		for (const variant of variants) prints.add(await fingerprintOf(await engine.place(t), [[variant]]));
		assert.equal(prints.size, variants.length);
	},
);
