// Whatever order mail comes in, and in however many scans: the campaigns are the same.

import assert from "node:assert/strict";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import fc from "fast-check";
import type { Trait } from "../../../src/core/model/sighting.ts";
import { type Casebook, openCase } from "../../../src/edge/casebook/casebook.ts";
import { isOperatorHost, type MadeUp, OPERATOR, partition, write } from "./made-up-sightings.ts";
import { options, temporaryFolder } from "./scanned.ts";

const FEATURES = [
	...["a", "b", "c"].flatMap((name) => [
		`tracker-host ${name}.test`,
		`from-domain ${name}.example`,
		`text-band 0:${name}`,
		`text-band 1:${name}`,
	]),
	...["a", "b"].flatMap((name) => [
		`list-id ${name}`,
		`url-piece c=${name}1`,
		`structure ${name}`,
		`origin-ip 192.0.2.${name === "a" ? 1 : 2}`,
	]),
	...["paper-news", "paper-daily"].map((name) => `from-domain ${name}.example`),
	...["return-domain mailer.test", "feedback-account 1:c1:mailer.test"],
	...["dkim-domain a.example", "url-shape /o/*", "helo mx.test", "mailer M", "from-address news@a.example", `tracker-host ${OPERATOR}`],
];
const TRAITS: readonly Trait[] = ["signed-by-sender", "unsubscribe-header", "individual", "mailed-by-service"];
const ROOM = { numRuns: 5 };

const madeUp: fc.Arbitrary<MadeUp> = fc.record({
	number: fc.integer({ min: 0, max: 40 }),
	strand: fc.constantFrom("s", "t", "u", "v", "w", "x", "y", "z"),
	features: fc.uniqueArray(fc.constantFrom(...FEATURES), { minLength: 1, maxLength: 9 }),
	traits: fc
		.subarray([...TRAITS])
		.chain((some) => fc.boolean().map((tracked) => (tracked || some.length > 1 ? (["tracked", ...some] as const) : some))),
	day: fc.option(fc.integer({ min: 0, max: 60 })),
	detector: fc.constantFrom(1, 1, 2, 3),
});

async function newCase(t: TestContext): Promise<Casebook> {
	const casebook = await openCase(join(temporaryFolder(t), "case"), options());
	t.after(() => casebook.close());
	return casebook;
}

test("Campaigns, links and what is set aside are the same in any order and number of scans, though readings are replaced meanwhile.", async (t) => {
	await fc.assert(
		fc.asyncProperty(fc.array(madeUp, { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat(7)), async (messages, chances) => {
			const whole = await newCase(t);
			await write(whole, messages);
			await whole.correlate({ isOperatorHost });
			const parts = await newCase(t);
			const shuffled = messages.map((message) => ({ message, at: chances.next().value as number })).sort((a, b) => a.at - b.at);
			let batch: MadeUp[] = [];
			for (const { message } of shuffled) {
				batch.push(message);
				if ((chances.next().value as number) > 2) continue;
				await write(parts, batch);
				await parts.correlate({ isOperatorHost });
				batch = [];
			}
			await write(parts, batch);
			await parts.correlate({ isOperatorHost });
			assert.deepEqual(await partition(parts, messages), await partition(whole, messages));
			assert.equal(await parts.fingerprint(), await whole.fingerprint());
		}),
		ROOM,
	);
});
