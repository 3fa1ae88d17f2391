// Patterns of STIX 2.1 §9: what is read of them, what is looked for, and where a fault stands.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import type { Search } from "../../../src/core/indicators/search.ts";
import { parseStixPattern, type StixComparison, type StixObservation } from "../../../src/core/indicators/stix-pattern.ts";
import { readStixPattern } from "../../../src/core/indicators/stix-terms.ts";

const PATTERNS = JSON.parse(readFileSync(new URL("../../../fixtures/indicators/patterns.json", import.meta.url), "utf8")) as {
	readonly good: readonly (readonly [string, readonly string[]])[];
	readonly bad: readonly (readonly [string, number])[];
};

function inWords({ all }: Search): string {
	return all
		.map((terms) =>
			terms
				.map(({ indicator, header, like }) => {
					const where = header === null ? "" : ` in ${header}`;
					return `${indicator.kind} ${indicator.value}${where}${like === null ? "" : ` like, within ${like.within}`}`;
				})
				.join(" | "),
		)
		.join(" & ");
}

for (const [pattern, wanted] of PATTERNS.good)
	test(`${pattern} is looked for as: ${wanted.join(", ") || "nothing, and said so"}`, () => {
		const reading = readStixPattern(pattern, null);
		assert.ok(!("why" in reading), JSON.stringify(reading));
		assert.deepEqual(reading.searches.map(inWords), wanted);
		if (wanted.length === 0) assert.notEqual(reading.skipped.length, 0);
	});

for (const [pattern, at] of PATTERNS.bad)
	test(`the fault of ${JSON.stringify(pattern)} stands at character ${at}`, () => {
		const fault = parseStixPattern(pattern);
		assert.ok("why" in fault, "it was read");
		assert.equal(fault.at, at, fault.why);
	});

test("of an OR the part that is not supported is named, and the other is looked for; an AND goes as a whole", () => {
	const either = readStixPattern("[process:name = 'x' OR domain-name:value = 'a.example']", "f");
	const both = readStixPattern("[process:name = 'x' AND domain-name:value = 'a.example']", "f");
	assert.ok(!("why" in either) && !("why" in both));
	assert.deepEqual([either.searches.length, both.searches.length], [1, 0]);
	assert.match(either.skipped.join(), /process:name/);
	assert.match(both.skipped.join(), /process:name/);
});

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).filter((text) => text !== "true" && text !== "false");
const comparison: fc.Arbitrary<StixComparison> = fc.letrec<{ tree: StixComparison; test: StixComparison; group: StixComparison }>(
	(tie) => ({
		test: fc
			.record({
				object: word,
				path: word,
				value: fc.string({ maxLength: 12 }),
				negated: fc.boolean(),
				test: fc.constantFrom("=", "!=", "LIKE", "ISSUBSET"),
			})
			.map(({ object, path, value, negated, test }) => ({
				...{ kind: "test", negated, test: test as "=", object, path, at: 0 },
				literals: [{ kind: "string", value }],
			})),
		group: fc.record({ kind: fc.constantFrom("and" as const, "or" as const), of: fc.array(tie("tree"), { minLength: 2, maxLength: 3 }) }),
		tree: fc.oneof({ maxDepth: 4 }, tie("test"), tie("group")),
	}),
).tree;
const observation: fc.Arbitrary<StixObservation> = fc.letrec<{
	tree: StixObservation;
	one: StixObservation;
	group: StixObservation;
	timed: StixObservation;
}>((tie) => ({
	one: comparison.map((comparison) => ({ kind: "observation", comparison })),
	group: fc.record({
		kind: fc.constantFrom("and" as const, "or" as const, "followed-by" as const),
		of: fc.array(tie("tree"), { minLength: 2, maxLength: 3 }),
	}),
	timed: fc.record({ kind: fc.constant("qualified" as const), qualifier: fc.constantFrom("WITHIN", "REPEATS", "START"), of: tie("tree") }),
	tree: fc.oneof({ maxDepth: 4 }, tie("one"), tie("group"), tie("timed")),
})).tree;

const QUALIFIED = {
	WITHIN: "WITHIN 5 SECONDS",
	REPEATS: "REPEATS 2 TIMES",
	START: "START t'2021-01-01T00:00:00Z' STOP t'2022-01-01T00:00:00Z'",
};

function writeComparison(tree: StixComparison): string {
	if (tree.kind === "test") {
		const [literal] = tree.literals;
		return `${tree.object}:${tree.path} ${tree.negated ? "NOT " : ""}${tree.test} '${String(literal?.value).replace(/['\\]/g, "\\$&")}'`;
	}
	return tree.of
		.map((part) => (part.kind === "test" ? writeComparison(part) : `(${writeComparison(part)})`))
		.join(` ${tree.kind.toUpperCase()} `);
}

function writeObservation(tree: StixObservation): string {
	if (tree.kind === "observation") return `[${writeComparison(tree.comparison)}]`;
	if (tree.kind === "qualified") return `(${writeObservation(tree.of)}) ${QUALIFIED[tree.qualifier]}`;
	const sign = tree.kind === "followed-by" ? "FOLLOWEDBY" : tree.kind.toUpperCase();
	return tree.of.map((part) => (part.kind === "observation" ? writeObservation(part) : `(${writeObservation(part)})`)).join(` ${sign} `);
}

function withoutPlaces(tree: unknown): unknown {
	return JSON.parse(JSON.stringify(tree, (key, value) => (key === "at" ? undefined : value)));
}

test("a pattern written from a tree is read as that tree", () => {
	fc.assert(
		fc.property(observation, (tree) => assert.deepEqual(withoutPlaces(parseStixPattern(writeObservation(tree))), withoutPlaces(tree))),
		{
			numRuns: 200,
		},
	);
});

test("no text makes the reader throw, whatever it is, and brackets without end are a fault", () => {
	const piece = fc.constantFrom(
		"[",
		"]",
		"(",
		")",
		"a:b",
		"=",
		"'c'",
		"AND",
		"OR",
		"NOT",
		"IN",
		",",
		"FOLLOWEDBY",
		"WITHIN",
		"5",
		"SECONDS",
		"'",
		"\\",
		" ",
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void readStixPattern(pieces.join(" "), null)),
		{ numRuns: 500 },
	);
	for (const hostile of [
		"(".repeat(150_000),
		`[${"(".repeat(150_000)}`,
		`[a:b = 'c']${" WITHIN 1 SECONDS".repeat(8_000)}`,
		"/*".repeat(90_000),
	])
		assert.ok("why" in parseStixPattern(hostile));
	const many = `[${Array.from({ length: 30 }, (_, n) => `(a:b = '${n}' OR domain-name:value = 'x${n}.example')`).join(" AND ")}]`;
	assert.ok(!("why" in readStixPattern(many, null)));
});
