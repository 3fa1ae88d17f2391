// Comparison: two runs of the self-test as words on a terminal, and as one line of JSON.

import { count, counted, shownText } from "../../report/shown-text.ts";
import { wrap } from "../../report/terminal/columns.ts";
import type { Screen } from "../../report/terminal/screen.ts";
import type { OnceTested, SelftestComparison } from "../compare.ts";
import { asciiJson } from "./json.ts";

const LEAST_WIDTH = 60;
const MOST_NAMED = 40;

/** "--json" has what is shortened here. Ends with a line end. */
export function describeComparison(comparison: SelftestComparison, screen: Screen): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	const { noLonger, newly, asBefore, silent, onlyBefore, onlyAfter, learnt } = comparison;
	const changed = learnt.filter(({ before, after }) => !sameValues(before, after));
	const section = (title: string, lines: readonly string[]): readonly string[] => [
		"",
		screen.colour ? `\u001b[1m${title}\u001b[0m` : title,
		...lines.flatMap((line) => wrap(line, width - 2, 2).map((one) => `  ${one}`)),
	];
	return [
		`${counted(noLonger.length, "way")} less, ${counted(newly.length, "way")} more, ${count(asBefore.length)} as before`,
		...section("Leaks no more", [named(noLonger)]),
		...section("Leaks now, and did not", [named(newly)]),
		...section("Leaks as before", [named(asBefore)]),
		...section(
			"What a sender learnt",
			changed.length === 0
				? ["The same in both."]
				: changed.map(
						({ what, before, after }) => `- ${WHAT_WORDS.get(what) ?? what}: ${valuesOf(before)} before, ${valuesOf(after)} after`,
					),
		),
		...(onlyBefore.length === 0 ? [] : section("Tested only before: nothing is known of them now", [onceNamed(onlyBefore)])),
		...(onlyAfter.length === 0 ? [] : section("Tested only after: nothing is known of them before", [onceNamed(onlyAfter)])),
		"",
		...wrap(
			`${counted(silent.length, "way")} silent in both. Silence is not safety: each run says what its own allows to conclude.`,
			width,
		),
		"",
	].join("\n");
}

export function comparisonLine({ noLonger, newly, asBefore, silent, onlyBefore, onlyAfter, learnt }: SelftestComparison): string {
	return asciiJson({
		comparison: {
			no_longer: noLonger,
			newly,
			as_before: asBefore,
			silent,
			only_before: onlyBefore,
			only_after: onlyAfter,
			learnt,
		},
	});
}

const WHAT_WORDS: ReadonlyMap<string, string> = new Map([
	["client_ip", "IP address"],
	["resolver", "resolver"],
	["program", "program"],
	["system", "system"],
	["language", "languages"],
	["facts", "told by styles"],
	["proxies", "fetched for you by"],
	["shares", "Windows log-on, by"],
	["mail_servers", "mail server"],
]);

function sameValues(before: readonly string[], after: readonly string[]): boolean {
	return before.length === after.length && before.every((value) => after.includes(value));
}

function valuesOf(values: readonly string[]): string {
	return values.length === 0 ? "nothing" : named(values);
}

function named(words: readonly string[]): string {
	if (words.length === 0) return "Nothing.";
	const more = words.length - MOST_NAMED;
	return (
		words
			.slice(0, MOST_NAMED)
			.map((word) => shownText(word, 200))
			.join(", ") + (more > 0 ? ` and ${count(more)} more` : "")
	);
}

function onceNamed(tested: readonly OnceTested[]): string {
	return named(tested.map(({ vector, fired }) => (fired ? `${vector} (fired)` : vector)));
}
