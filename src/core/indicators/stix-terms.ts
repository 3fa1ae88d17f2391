// From a pattern's tree to what a case is asked. Of alternatives each is looked for; of an AND in one observation, one message must have all.
// What stands between observations (AND, FOLLOWEDBY, qualifiers) is about how often and in which order: each part is looked for by itself,
// and that is said, since a search that finds more than the pattern is of use, and one that finds less is not.

import type { Indicator } from "../model/indicator.ts";
import { readAs } from "./reading.ts";
import type { Search, Term } from "./search.ts";
import { readLike } from "./stix-like.ts";
import { stixProperty } from "./stix-objects.ts";
import { parseStixPattern, type StixComparison, type StixObservation } from "./stix-pattern.ts";
import type { StixFault, StixLiteral } from "./stix-tokens.ts";

export interface PatternReading {
	readonly searches: readonly Search[];
	/** Parts that are not looked for, a sentence each. */
	readonly skipped: readonly string[];
	/** What is looked for more widely than the pattern says. */
	readonly noted: readonly string[];
}

/** `(a OR b) AND (c OR d)` is four searches; a pattern can double them with every further pair of brackets. */
const MOST_SEARCHES = 10_000;
const WIDER: Readonly<Record<string, string>> = {
	and: "AND between observations: each is looked for by itself",
	"followed-by": "FOLLOWEDBY: each observation is looked for by itself, in any order",
	WITHIN: "WITHIN is not applied",
	REPEATS: "REPEATS is not applied: one sighting is shown too",
	START: "START and STOP are not applied: every time is shown",
};

/** `from`: where the pattern stands. A fault where it is no pattern. */
export function readStixPattern(pattern: string, from: string | null): PatternReading | StixFault {
	const tree = parseStixPattern(pattern);
	if ("why" in tree) return tree;
	const reading = { searches: [] as Search[], skipped: new Set<string>(), noted: new Set<string>() };
	readObservation(tree, from, reading);
	return { searches: reading.searches, skipped: [...reading.skipped], noted: [...reading.noted] };
}

interface Growing {
	readonly searches: Search[];
	readonly skipped: Set<string>;
	readonly noted: Set<string>;
}

function readObservation(tree: StixObservation, from: string | null, reading: Growing): void {
	if (tree.kind === "observation") {
		for (const all of alternatives(tree.comparison, from, reading)) {
			if (reading.searches.length >= MOST_SEARCHES) {
				reading.skipped.add(`more than ${MOST_SEARCHES} alternatives: the rest of them`);
				return;
			}
			reading.searches.push({ all });
		}
		return;
	}
	if (tree.kind === "qualified") {
		reading.noted.add(WIDER[tree.qualifier] as string);
		readObservation(tree.of, from, reading);
		return;
	}
	if (tree.kind !== "or") reading.noted.add(WIDER[tree.kind] as string);
	for (const part of tree.of) readObservation(part, from, reading);
}

type Terms = readonly (readonly Term[])[];

/** In disjunctive normal form: any of the lists finds it, and within one, one message must have all. */
function alternatives(comparison: StixComparison, from: string | null, reading: Growing): readonly Terms[] {
	if (comparison.kind === "or") {
		const found: Terms[] = [];
		for (const part of comparison.of)
			for (const all of alternatives(part, from, reading)) if (found.length <= MOST_SEARCHES) found.push(all);
		return found;
	}
	if (comparison.kind === "test") return testAlternatives(comparison, from, reading);
	let product: readonly Terms[] = [[]];
	for (const part of comparison.of) {
		const one = alternatives(part, from, reading);
		if (one.length * product.length > MOST_SEARCHES) {
			reading.skipped.add(`more than ${MOST_SEARCHES} combinations of AND and OR`);
			return [];
		}
		// A part that cannot be looked for takes the others with it: without it they say something else.
		product = product.flatMap((all) => one.map((more) => [...all, ...more]));
	}
	return product;
}

type Test = Extract<StixComparison, { kind: "test" }>;

function testAlternatives(test: Test, from: string | null, reading: Growing): readonly Terms[] {
	const property = stixProperty(test.object, test.path);
	if ("why" in property) {
		reading.skipped.add(property.why);
		return [];
	}
	const skip = (why: string): readonly Terms[] => {
		reading.skipped.add(`${test.object}:${test.path} ${test.negated ? "NOT " : ""}${test.test}: ${why}`);
		return [];
	};
	if (test.negated || test.test === "!=") return skip("a case is asked for what is there, not for what is not");
	const found: Terms[] = [];
	for (const literal of test.literals) {
		const one = readLiteral(test, literal, from, property);
		if ("why" in one) skip(one.why);
		else found.push([one.terms]);
	}
	return test.literals.length === 0 ? skip("a value is needed to look for") : found;
}

type Property = Exclude<ReturnType<typeof stixProperty>, { why: string }>;

function readLiteral(
	{ test }: Test,
	literal: StixLiteral,
	from: string | null,
	{ kind, header }: Property,
): { readonly terms: readonly Term[] } | { readonly why: string } {
	const value = literal.kind === "hex" && kind === "sha256" ? literal.value : literal.kind === "string" ? literal.value : null;
	if (value === null) return { why: `a ${literal.kind} literal is no ${kind}` };
	const term = (indicator: Indicator): Term => ({ indicator, header, like: null });
	switch (test) {
		case "=":
		case "IN": {
			const reading = readAs(kind, value, from);
			return "why" in reading ? { why: `${reading.why}: ${value.slice(0, 100)}` } : { terms: reading.indicators.map(term) };
		}
		case "ISSUBSET":
		case "ISSUPERSET": {
			const reading = kind === "ip" ? readAs(kind, value, from) : { why: "only addresses have ranges" };
			if ("why" in reading) return { why: reading.why };
			const [range] = reading.indicators;
			if (test === "ISSUPERSET" && (range === undefined || /[/-]/.test(range.value)))
				return { why: "a case holds single addresses, and none of them contains a range" };
			return { terms: reading.indicators.map(term) };
		}
		case "LIKE": {
			const reading = readLike(kind, value, from);
			return "why" in reading ? reading : { terms: reading.indicators.map((indicator) => ({ indicator, header, like: reading.like })) };
		}
		default:
			return { why: test === "MATCHES" ? "regular expressions are not looked for" : "not supported" };
	}
}
