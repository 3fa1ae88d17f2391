// A slow drip in a case: what comparing two people's copies proves holds for the mails to one person alone, and is told so.

import assert from "node:assert/strict";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { encodeMessages, type ScannedMessage } from "../../../src/edge/casebook/rows.ts";
import { hashOf, reference, sketchOf } from "../../core/campaigns/copies/made-up-copies.ts";
import { testEach } from "./engines.ts";
import { DETECTOR, options, profile, scanned } from "./scanned.ts";

const HOST = "cdn.cache-assets.example";

/** The `at`th mail: its logo has a name like any picture's, another in each copy. */
function mail(reader: string, at: number): ScannedMessage {
	const owner = `${reader}@parliament.example`;
	const { raw, inspection } = scanned(0, { owner, mailbox: owner, file: `${at}` });
	const template = { ...profile(0).template, structure: "00112233445566ff", sketch: sketchOf(`mail ${at}`) };
	const references = [reference(`https://${HOST}/assets/p/${hashOf(owner + at).slice(0, 24)}.png`)];
	return {
		raw: { ...raw, sha256: hashOf(`${owner} ${at}`) },
		inspection: {
			...inspection,
			received: new Date(Date.UTC(2021, 0, 4 + at * 25)).toISOString(),
			references,
			profile: { ...profile(0), subjectShape: `subject ${at}`, template },
			deliveredTo: [],
		},
	};
}

const FIRST = [mail("ann", 0), mail("bob", 0)];
const LATER = [mail("carl", 1), mail("dora", 2), mail("ann", 3)];

testEach(
	"what copies prove of one mailing holds in the same place of a sender's mails that have no copy, in whatever order they come",
	async (t, engine) => {
		const told: string[] = [];
		for (const order of [[[...FIRST, ...LATER]], [LATER, FIRST], [FIRST, LATER.toReversed()]]) {
			const casebook = await openCase(await engine.place(t), options());
			t.after(() => casebook.close());
			for (const messages of order) {
				const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
				const see = () => ({ strand: "0123456789abcdef", features: [], traits: ["tracked", "mailed-by-service"] as const });
				await run.write({ rows: [encodeMessages(messages, DETECTOR, see)], files: [] });
				await run.finish();
				await casebook.correlate({ isOperatorHost: () => false });
			}
			for await (const { reasons } of casebook.campaigns()) told.push(reasons.map(({ text }) => text).join("\n"));
		}
		const [first, ...others] = told;
		assert.match(first ?? "", /2 of 2 compared messages differ between people by an identifier; 3 others hold a value of their own/);
		assert.match(first ?? "", /5 of 5 messages report by reader to cache-assets\.example/);
		assert.deepEqual(others, [first, first]);
	},
);
