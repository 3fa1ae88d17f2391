import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareCopies } from "../../../../src/core/campaigns/copies/comparison.ts";
import type { Copy } from "../../../../src/core/campaigns/copies/copy.ts";
import type { Proof } from "../../../../src/core/model/proof.ts";
import { copy, reference, token } from "./made-up-copies.ts";

const ALICE = "alice@parliament.example";
const BOB = "bob@parliament.example";

/** Kinds of the references of the first copy, where something is said of them. */
function kinds(copies: readonly Copy[]): (string | null)[] {
	const [first] = copies as [Copy];
	const proofs = compareCopies(copies).get(first.sha256) as readonly Proof[];
	return first.references.map((_, index) => proofs.find((proof) => proof.reference === index)?.kind ?? null);
}

function proof(copies: readonly Copy[], index = 0): Proof | undefined {
	return compareCopies(copies)
		.get((copies[0] as Copy).sha256)
		?.find(({ reference }) => reference === index);
}

/** Two people's copies of one mail with one reference each. */
function pair(mine: string, other: string, options = {}): Copy[] {
	const text = [reference("https://news.example/about", { click: true })];
	return [copy(ALICE, [...text, reference(mine, options)]), copy(BOB, [...text, reference(other, options)])];
}

const INDIVIDUAL: readonly (readonly [string, string, string, string])[] = [
	["a parameter", "https://t.example/o?u=8f3a2c", "https://t.example/o?u=1b9e77", "query parameter u"],
	["a path segment", "https://t.example/o/8f3a2c/p.gif", "https://t.example/o/1b9e77/p.gif", "path segment 2 of 3"],
	["a host label", "https://x8f3a2c.t.example/p.gif", "https://x1b9e77.t.example/p.gif", "label 1 of 3 of the host name"],
	["part of a value", "https://t.example/o?q=mail-8f3a2c-1", "https://t.example/o?q=mail-1b9e77-1", "part 2 of 3 of query parameter q"],
	["a number", "https://t.example/open.php?r=1001", "https://t.example/open.php?r=1002", "query parameter r"],
	["a user name", "https://8f3a2c@t.example/p.gif", "https://1b9e77@t.example/p.gif", "the user name"],
	["a port", "https://t.example:40017/p.gif", "https://t.example:40018/p.gif", "the port"],
	["a bare item", "https://t.example/p.gif?8f3a2c", "https://t.example/p.gif?1b9e77", "item 1 of the query"],
	[
		"a name inside base64",
		`https://t.example/o?d=${btoa('{"m":17,"u":"8f3a2c"}')}`,
		`https://t.example/o?d=${btoa('{"m":17,"u":"1b9e77"}')}`,
		"base64 in query parameter d, key u",
	],
	[
		"a wrapped link",
		"https://wrap.example/?url=https%3A%2F%2Ft.example%2Fo%3Fu%3D8f3a2c&s=1",
		"https://wrap.example/?url=https%3A%2F%2Ft.example%2Fo%3Fu%3D1b9e77&s=1",
		"in query parameter url: query parameter u",
	],
	["another host", "https://quiet-river.example/b/1.png", "https://green-valley.test/b/1.png", "the host name"],
	["the owner's name", "https://t.example/o?to=alice", "https://t.example/o?to=bob", "query parameter to"],
];

for (const [what, mine, other, piece] of INDIVIDUAL)
	test(`${what} that differs between two people is proved unique, with both values`, () => {
		const found = proof(pair(mine, other), 1);
		assert.equal(found?.kind, "unique");
		assert.ok(
			found.pieces.some((place) => place === piece || place.endsWith(` of ${piece}`)),
			found.pieces.join(", "),
		);
		assert.notDeepEqual(found.values, found.other?.values);
		assert.equal(found.other?.owner, BOB);
		assert.equal(found.other?.sha256, pair(mine, other)[1]?.sha256);
	});

test("a token cut over two parameters, of which each piece is shared, is proved by both together", () => {
	const people = ["a", "b", "c", "d"].flatMap((left) => ["k", "l", "m", "n"].map((right) => [left, right] as const));
	const copies = people.map(([left, right], index) =>
		copy(`p${index}@x.example`, [reference(`https://t.example/o?l=3${left}&r=7${right}`)]),
	);
	assert.deepEqual(proof(copies)?.pieces, ["the query"]);
	assert.equal(proof(copies)?.kind, "unique");
});

const CONTENT: readonly (readonly [string, string, string, object])[] = [
	["two articles", "https://news.example/politics/budget-vote", "https://news.example/sport/cup-final", { click: true }],
	["articles by number", "https://news.example/story/48213", "https://news.example/story/48377", { click: true }],
	["an article number in a parameter", "https://news.example/story?id=48213", "https://news.example/story?id=48377", { click: true }],
	["two pictures", "https://news.example/img/spring-flowers.jpg", "https://news.example/img/autumn-leaves.jpg", {}],
	["a server of several", "https://img1.news.example/a.png", "https://img2.news.example/a.png", {}],
	["a variant", "https://t.example/o?v=a", "https://t.example/o?v=b", {}],
	["the time of sending", "https://t.example/o?t=1709287200", "https://t.example/o?t=1709287203", {}],
	["a campaign's source", "https://t.example/o?utm_content=a8f3b2c9", "https://t.example/o?utm_content=b7e1d4a0", {}],
	["a fragment, which is never sent", "https://t.example/o#8f3a2c", "https://t.example/o#1b9e77", {}],
];

for (const [what, mine, other, options] of CONTENT)
	test(`of two copies ${what} is no identifier`, () => {
		assert.notEqual(proof(pair(mine, other, options), 1)?.kind, "unique");
	});

test("what is the same in people's copies is none, however random it looks", () => {
	const url = "https://t.example/o/8f3a2c9d1e7b4a60";
	const copies = pair(url, url, { opaque: "8f3a2c9d1e7b4a60" });
	assert.deepEqual(kinds(copies), [null, "none"]);
	assert.match(proof(copies, 1)?.why[0] ?? "", /the same in the copies of 2 people/);
});

test("a number in links that all of a copy's links carry is a reader's; one that each link has of its own is not", () => {
	const links = (person: string, article: number): Copy["references"] =>
		[0, 1, 2].map((link) => reference(`https://t.example/c?l=${article + link}&r=${person}`, { click: true }));
	const copies = [copy(ALICE, links("2201", 500)), copy(BOB, links("2202", 500))];
	assert.deepEqual(kinds(copies), ["unique", "unique", "unique"]);
	assert.deepEqual(proof(copies, 1)?.pieces, ["query parameter r"]);
	assert.deepEqual(kinds([copy(ALICE, links("7", 500)), copy(BOB, links("7", 600))]), [null, null, null]);
});

test("a value that some of many people share is a segment; what each has alone is theirs", () => {
	const copies = Array.from({ length: 12 }, (_, person) =>
		copy(`p${person}@x.example`, [
			reference(`https://t.example/o?seg=${token(`s${person >> 2}`)}&u=${person < 2 ? "shared8f3a" : token(`u${person}`)}`),
		]),
	);
	const all = compareCopies(copies);
	for (const [index, { sha256 }] of copies.entries()) {
		const [found] = all.get(sha256) as readonly Proof[];
		assert.equal(found?.kind, index < 2 ? undefined : "unique");
		if (index >= 2) assert.deepEqual(found?.pieces, ["query parameter u"]);
	}
});

test("two mails to one person, or one mail in two accounts of theirs, prove nothing", () => {
	const mail = (id: string, owners: string[]): Copy => ({ ...copy(ALICE, [reference(`https://t.example/o?u=${id}`)]), owners });
	for (const other of [[ALICE], [ALICE, BOB]]) {
		const copies = [mail("8f3a2c", [ALICE]), { ...mail("1b9e77", other), sha256: "00" }];
		assert.deepEqual(kinds(copies), [null]);
	}
	assert.deepEqual(kinds([mail("8f3a2c", []), { ...mail("1b9e77", [BOB]), sha256: "00" }]), [null]);
});

test("a further block in one of two copies shifts nothing", () => {
	const links = [1, 2, 3, 4, 5, 6].map((link) => reference(`https://news.example/l/${token(`link${link}`)}`, { click: true }));
	const extra = reference(`https://news.example/l/${token("extra")}`, { click: true });
	const copies = [copy(ALICE, links), copy(BOB, [...links.slice(0, 2), extra, ...links.slice(2)])];
	assert.ok(kinds(copies).every((kind) => kind === null));
});

test("copies of thousands of references, all of one shape, and all different, take no time to speak of", () => {
	const many = (owner: string, from: number): Copy =>
		copy(
			owner,
			Array.from({ length: 3000 }, (_, index) => reference(`https://t.example/${token(`${owner}${from + index}`)}`, { click: true })),
		);
	const start = performance.now();
	compareCopies([many(ALICE, 0), many(BOB, 3)]);
	assert.ok(performance.now() - start < 5000);
});

/** Ways to put a token into a URL. */
const PLACES: readonly ((token: string, slot: number) => string)[] = [
	(id, slot) => `https://t.example/o/${slot}?u=${id}`,
	(id, slot) => `https://t.example/c/${id}/${slot}.gif`,
	(id, slot) => `https://${id}.t.example/p/${slot}`,
	(id, slot) => `https://t.example/x?s=${slot}&a=${id.slice(0, 6)}&b=${id.slice(6)}`,
	(id, slot) => `https://t.example/x?d=${btoa(`{"s":${slot},"u":"${id}"}`)}`,
	(id, slot) => `https://t.example/x?d=${btoa(`s=${slot}&u=${id}`).replaceAll("=", "")}`,
	(id, slot) => `https://www-${id}.test/p/${slot}.png`,
	(id, slot) => `https://w.example/?url=${encodeURIComponent(`https://t.example/${slot}?u=${id}`)}`,
];

const template = fc.array(
	fc.record({
		place: fc.nat(PLACES.length - 1),
		individual: fc.boolean(),
		click: fc.boolean(),
	}),
	{ minLength: 1, maxLength: 12 },
);

test("exactly the slots with a token of each person's own come out, in whatever order copies come", () => {
	fc.assert(
		fc.property(template, fc.integer({ min: 2, max: 7 }), fc.nat(1e9), (slots, people, seed) => {
			const copies = Array.from({ length: people }, (_, person) =>
				copy(
					`p${person}@x.example`,
					slots.map(({ place, individual, click }, slot) => {
						const id = token(`${seed} ${slot} ${individual ? person : "all"}`);
						return reference(PLACES[place]?.(id, slot + 10) as string, { click, opaque: id.slice(0, 6) });
					}),
				),
			);
			const forwards = compareCopies(copies);
			const backwards = compareCopies(copies.toReversed());
			for (const { sha256 } of copies) {
				assert.deepEqual(forwards.get(sha256), backwards.get(sha256));
				const found = slots.map((_, index) => forwards.get(sha256)?.find((proof) => proof.reference === index)?.kind);
				assert.deepEqual(
					found,
					slots.map(({ individual }) => (individual ? "unique" : "none")),
				);
			}
		}),
		{ numRuns: 80 },
	);
});
