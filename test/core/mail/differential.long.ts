// Against two independent readers, on real mail and on damaged mail. Where they differ from this one, the difference is of a class
// named here with the passage that settles it, or this reader says that something is wrong: it never differs in silence.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { corporaFolder, corpusMessages, NO_CORPORA } from "../../support/corpora.ts";
import { type Leaf, mailparserLeaves, ownReading, postalMimeLeaves, type Reading } from "./other-readers.ts";

const READERS = { mailparser: mailparserLeaves, "postal-mime": postalMimeLeaves } as const;
type Reader = keyof typeof READERS;

/** A way in which another reader differs without the message being at fault. */
interface Concession {
	readonly name: string;
	readonly settledBy: string;
	readonly readers: readonly Reader[];
	/** The leaves of either side in a form in which this class does not show. */
	level(leaves: readonly Leaf[], own: readonly Leaf[]): readonly Leaf[];
}

function withBody(leaf: Leaf, change: (body: string) => string): Leaf {
	return { ...leaf, body: change(leaf.body) };
}

const CONCESSIONS: readonly Concession[] = [
	{
		name: "the parts of a digest are plain text",
		settledBy: "RFC 2046 §5.1.5: message/rfc822 is their default",
		readers: ["mailparser"],
		level: (leaves, own) => (own.some((leaf) => leaf.traits?.includes("in-digest")) ? [] : leaves),
	},
	{
		name: "empty parts are left out",
		settledBy: "RFC 2046 §5.1: body-part may be empty; it holds nothing to find either way",
		readers: ["mailparser", "postal-mime"],
		level: (leaves) => leaves.filter((leaf) => leaf.body !== ""),
	},
	{
		name: "format=flowed is joined everywhere, and its stuffing kept or taken off",
		settledBy: "RFC 3676 §4.2 leaves the blank at a soft break: no URL runs on over it, so only DelSp is joined here",
		readers: ["mailparser", "postal-mime"],
		level: (leaves, own) =>
			leaves.map((leaf, index) => (own[index]?.traits?.includes("flowed") ? withBody(leaf, (body) => body.replace(/[\s>]+/g, "")) : leaf)),
	},
	{
		name: "blanks at the end of a quoted-printable line are kept, also behind the equals sign of a soft break",
		settledBy: "RFC 2045 §6.7 rule 3: they must be deleted, and transport may have added them",
		readers: ["postal-mime"],
		level: (leaves, own) =>
			leaves.map((leaf, index) =>
				own[index]?.traits?.includes("quoted-printable")
					? withBody(leaf, (body) => body.replace(/=[ \t]*\n/g, "").replace(/[ \t]+$/gm, ""))
					: leaf,
			),
	},
	{
		name: "a part without a type takes it from its file name, or is octets where it is an attachment",
		settledBy: "RFC 2045 §5.2: it is text/plain; that a program may open it by its name is for the inspection to know",
		readers: ["mailparser"],
		level: (leaves, own) => leaves.map((leaf, index) => (own[index]?.traits?.includes("untyped") ? { ...leaf, type: "text/plain" } : leaf)),
	},
	{
		name: "a type without a subtype is kept as it is",
		settledBy: "RFC 2045 §5.2: what cannot be parsed is text/plain",
		readers: ["postal-mime"],
		level: (leaves) => leaves.map((leaf) => (leaf.type.includes("/") ? leaf : { ...leaf, type: "text/plain" })),
	},
];

function same(a: readonly Leaf[], b: readonly Leaf[]): boolean {
	const plain = (leaves: readonly Leaf[]): string =>
		JSON.stringify(leaves.map(({ type, depth, filename, body }) => [type, depth, (filename ?? "").trim(), body]));
	return plain(a) === plain(b);
}

/** What makes both agree: "equal", the concessions needed, "said" where this reader reports a problem, or null. */
function verdict(own: Reading, other: readonly Leaf[], reader: Reader): string | null {
	if (same(own.leaves, other)) return "equal";
	let left: readonly Leaf[] = own.leaves;
	let right = other;
	const used: string[] = [];
	for (const { name, readers, level } of CONCESSIONS) {
		if (!readers.includes(reader)) continue;
		const before = JSON.stringify([left, right]);
		const lined = left;
		left = level(left, lined);
		right = level(right, lined);
		if (JSON.stringify([left, right]) !== before) used.push(name);
		if (same(left, right)) return used.join("; ");
	}
	return own.codes.length > 0 ? `said: ${own.codes.join(", ")}` : null;
}

const CORPORA = [
	"mime-conformance",
	"newsletter-two-recipients",
	"phishing-2021-2025",
	"spamassassin-easy-ham-1",
	"spamassassin-hard-ham-1",
	"spamassassin-spam-1",
];

for (const reader of Object.keys(READERS) as Reader[]) {
	test(`real mail has the leaves that ${reader} sees`, { skip: corporaFolder() === null ? NO_CORPORA : false }, async () => {
		let total = 0;
		let equal = 0;
		for (const { name, bytes } of CORPORA.flatMap(corpusMessages)) {
			const found = verdict(ownReading(bytes), await READERS[reader](bytes), reader);
			assert.notEqual(found, null, `${name}: differs from ${reader}, and nothing says why`);
			total++;
			if (found === "equal") equal++;
		}
		// Concessions are exceptions: most of it agrees to the last byte.
		assert.ok(equal / total > 0.9, `${equal} of ${total} equal`);
	});
}

const SEEDS = [
	[
		"From: a@a.example",
		"Subject: seed",
		'Content-Type: multipart/mixed; boundary="outer"',
		"",
		"preamble",
		"--outer",
		'Content-Type: multipart/alternative; boundary="inner"',
		"",
		"--inner",
		"Content-Type: text/plain; charset=utf-8",
		"Content-Transfer-Encoding: quoted-printable",
		"",
		"plain =3D text=",
		" goes on",
		"--inner",
		"Content-Type: text/html; charset=utf-8",
		"Content-Transfer-Encoding: base64",
		"",
		"PGltZyBzcmM9Imh0dHA6Ly9hLmV4YW1wbGUvcC5n",
		"aWYiPg==",
		"--inner--",
		"",
		"--outer",
		'Content-Type: image/png; name="a.png"',
		'Content-Disposition: inline; filename="a.png"',
		"Content-Transfer-Encoding: base64",
		"",
		"iVBORw==",
		"--outer--",
		"epilogue",
	],
	[
		"From: a@a.example",
		"Content-Type: multipart/mixed; boundary=b",
		"",
		"--b",
		"Content-Type: message/rfc822",
		"",
		"Subject: inner",
		"Content-Type: text/html",
		"",
		"<b>x</b>",
		"--b",
		"Content-Type: text/html",
		"Content-Disposition: attachment;",
		" filename=x.html",
		"",
		"<i>y</i>",
		"--b--",
	],
];

type Damage = (lines: string[], at: number, other: number) => string[];

const DAMAGES: readonly Damage[] = [
	(lines, at) => lines.toSpliced(at, 1),
	(lines, at) => lines.toSpliced(at, 0, lines[at]),
	(lines, at) => lines.toSpliced(at, 0, ""),
	(lines, at) => lines.slice(0, at + 1),
	(lines, at, other) => lines.toSpliced(at, 1, lines[other]),
	(lines, at, other) => lines.toSpliced(at, 0, lines[other]),
	(lines, at, other) => lines.with(at, lines[at].slice(0, other)),
	(lines, at, other) => lines.with(at, `${lines[at].slice(0, other)}${lines[other].slice(0, 3)}${lines[at].slice(other)}`),
	(lines, at) => lines.with(at, `${lines[at]}--`),
	(lines, at) => lines.with(at, `${lines[at]} `),
	(lines, at) => lines.with(at, ` ${lines[at]}`),
	(lines, at) => lines.with(at, lines[at].toUpperCase()),
	(lines, at) => lines.with(at, lines[at].replaceAll('"', "")),
];

const damaged = fc
	.tuple(
		fc.constantFrom(...SEEDS),
		fc.array(fc.tuple(fc.constantFrom(...DAMAGES), fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 3 }),
		fc.constantFrom("\r\n", "\n"),
	)
	.map(([seed, damages, eol]) => {
		let lines = seed;
		for (const [damage, at, other] of damages) {
			if (lines.length > 0) lines = damage(lines, at % lines.length, other % lines.length);
		}
		return lines.join(eol);
	});

for (const reader of Object.keys(READERS) as Reader[]) {
	test(`damaged mail is read as ${reader} reads it, or said to be damaged`, async () => {
		await fc.assert(
			fc.asyncProperty(damaged, async (text) => {
				const bytes = new Uint8Array(Buffer.from(text));
				assert.notEqual(verdict(ownReading(bytes), await READERS[reader](bytes), reader), null);
			}),
			{ numRuns: 3000, seed: 20240101 },
		);
	});
}
