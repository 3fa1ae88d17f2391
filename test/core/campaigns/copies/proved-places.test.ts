// Where copies have proved an identifier to stand, the sender's other mails hold one too, if each has a value there that nobody else has got.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type MailingMessage, proveAll } from "../../../../src/core/campaigns/copies/mailings.ts";
import { type FetchedByOne, inProvedPlaces } from "../../../../src/core/campaigns/copies/proved-places.ts";
import { copy, hashOf, reference, sketchOf } from "./made-up-copies.ts";

const HOST = "cdn.pictures.example";

/** The `at`th mail of a slow drip, whose logo has a name like any picture's, and is the reader's alone. */
function drip(reader: string, at: number, path = `/assets/p/${hashOf(`${reader} ${at}`).slice(0, 24)}.png`): MailingMessage {
	const received = new Date(Date.UTC(2024, 0, 1 + at * 25)).toISOString();
	const template = { structure: "00112233445566ff", sketch: sketchOf(`mail ${at}`) };
	return copy(`${reader}@parliament.example`, [reference(`https://${HOST}${path}`)], { received, template, subjectShape: `subject ${at}` });
}

/** As a campaign's facts see them: with what comparing their copies proves. */
function seen(mails: readonly MailingMessage[]): FetchedByOne[] {
	const proofs = proveAll(mails);
	return mails.map(({ sha256, owners, references }) => ({
		owners,
		fetched: references.map(({ url, host, identifier }, at) => {
			const proof = proofs.get(sha256)?.find(({ reference: index }) => index === at) ?? null;
			return { url, host, kind: proof?.kind ?? identifier.kind, proof: proof?.kind === "unique" ? proof : null };
		}),
	}));
}

const counted = (mails: readonly MailingMessage[]): number[] => inProvedPlaces(seen(mails)).map((found) => found.size);

/** One mailing to two, and one mail each to three others. */
const COPIES = [drip("ann", 0), drip("bob", 0)];
const ALONE = [drip("carl", 1), drip("dora", 2), drip("ann", 3)];

test("a name of a picture is an identifier where copies have proved another of its kind in its place", () => {
	assert.deepEqual(counted([...COPIES, ...ALONE]), [0, 0, 1, 1, 1]);
	assert.deepEqual(counted(ALONE), [0, 0, 0]);
});

test("it is none where two people have got the same there, in whatever mail", () => {
	const path = `/assets/p/${hashOf("a picture").slice(0, 24)}.png`;
	assert.deepEqual(counted([...COPIES, ...ALONE, drip("emil", 4, path), drip("fay", 5, path)]), [0, 0, 0, 0, 0, 0, 0]);
	// The same person's twice says nothing against it.
	assert.deepEqual(counted([...COPIES, drip("emil", 4, path), drip("emil", 5, path)]), [0, 0, 1, 1]);
});

test("another host, another path, or a name that somebody chose is no such place", () => {
	const token = hashOf("x").slice(0, 24);
	for (const path of [
		`/other/p/${token}.png`,
		`/assets/p/${token}.png?v=2`,
		`/assets/${token}.png`,
		"/assets/p/summer-logo.png",
		"/assets/p/7.png",
	])
		assert.deepEqual(counted([...COPIES, drip("carl", 1, path)]), [0, 0, 0], path);
	const elsewhere = copy("carl@parliament.example", [reference(`https://static.other.example/assets/p/${token}.png`)]);
	assert.deepEqual(counted([...COPIES, elsewhere]), [0, 0, 0]);
});

test("a number in a parameter counts as well as a token in a path", () => {
	const mail = (reader: string, at: number) => drip(reader, at, `/p.gif?id=${123_456_789 + reader.charCodeAt(0) * 7919 + at * 104_729}`);
	assert.deepEqual(counted([mail("ann", 0), mail("bob", 0), mail("carl", 1), mail("dora", 2)]), [0, 0, 1, 1]);
});

test("the order of mails changes nothing, and URLs without end find an end", () => {
	const mails = seen([...COPIES, ...ALONE]);
	fc.assert(
		fc.property(fc.shuffledSubarray(mails, { minLength: mails.length }), (order) => {
			const found = inProvedPlaces(order);
			for (const [index, mail] of order.entries()) assert.equal(found[index]?.size, mails.indexOf(mail) < COPIES.length ? 0 : 1);
		}),
		{ numRuns: 20 },
	);
	const [one] = mails as [FetchedByOne];
	const many = {
		...one,
		fetched: Array.from({ length: 50_000 }, (_, at) => ({
			...one.fetched[0],
			url: `https://${HOST}/${at}/`,
			host: HOST,
			kind: "none" as const,
			proof: null,
		})),
	};
	assert.deepEqual(
		inProvedPlaces([...mails, many]).map(({ size }) => size),
		[0, 0, 0, 0, 0, 0],
	);
});
