// The terminal's account of a self-test: what came as it comes (live.ts), and at the end what a sender would now know, what did not leak,
// what was not tested, what to change and what it all allows to conclude. 80 columns; a colour never says what the words do not.

import { count, counted, shownText } from "../../report/shown-text.ts";
import { wrap } from "../../report/terminal/columns.ts";
import type { Screen } from "../../report/terminal/screen.ts";
import { capital, TRIGGER_WORDS } from "../../report/words.ts";
import { adviceFor } from "../advice.ts";
import { conclusionsOf } from "../conclusions.ts";
import type { SelftestResult } from "../result.ts";
import { verdictsOf } from "../verdicts.ts";
import { firedWays, HEADINGS, keptWords, senderKnows, silentWays, type Told, uncountedWords, untestedReasons, wayWords } from "./told.ts";

export { createLive } from "./live.ts";

const LEAST_WIDTH = 60;
/** Vectors named of one kind; `--json` has them all. */
const MOST_NAMED = 24;
const MOST_IN_ADVICE = 8;
const LABEL = 17;

/** How a run ended. Ends with a line end. */
export function describeSelftest(result: SelftestResult, screen: Screen): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	const section = (title: string, lines: readonly string[]): readonly string[] => ["", heading(title, screen), ...lines];
	const sections = [
		section(HEADINGS.known, knownLines(result, width)),
		section(HEADINGS.kept, keptLines(result, width)),
		section(HEADINGS.untested, untestedLines(result, width)),
		section(
			HEADINGS.change,
			adviceFor(result).flatMap(({ says, path, vectors }) => adviceLines(says, path, vectors, width)),
		),
		section(
			HEADINGS.conclude,
			conclusionsOf(result.reach, result).flatMap((sentence) => item(sentence, width)),
		),
	];
	const uncounted = uncountedWords(result);
	const last = uncounted === null ? [] : ["", ...wrap(uncounted, width)];
	return `${[...sections.flat(), ...last].join("\n")}\n`;
}

function heading(title: string, { colour }: Screen): string {
	return colour ? `\u001b[1m${title}\u001b[0m` : title;
}

function knownLines(result: SelftestResult, width: number): readonly string[] {
	const known = senderKnows(result);
	if (known.length === 0) return item("Nothing: no probe of this test was contacted.", width);
	const ways = firedWays(verdictsOf(result).fired);
	return [
		...known.flatMap((told) => toldLines(told, width)),
		...ways.flatMap((way) => item(`${wayWords(way)}: ${named(way.vectors)}`, width)),
	];
}

function keptLines(result: SelftestResult, width: number): readonly string[] {
	const kept = keptWords(result);
	const ways = silentWays(result);
	return [
		...(kept === null ? item("Nothing came, so silence proves nothing here: see below.", width) : kept === "" ? [] : item(kept, width)),
		...ways.flatMap(({ trigger, vectors }) =>
			item(`${counted(vectors.length, "way")} ${TRIGGER_WORDS[trigger]}: ${named(vectors)}`, width),
		),
		...(kept === "" && ways.length === 0 ? item("Nothing: whatever was tested, fired.", width) : []),
	];
}

function untestedLines(result: SelftestResult, width: number): readonly string[] {
	const reasons = untestedReasons(result);
	if (reasons.length === 0) return item("Every way that is known was tested.", width);
	return reasons.flatMap(({ why, vectors }) =>
		item(`${capital(shownText(why))}. ${counted(vectors.length, "way")}: ${named(vectors)}`, width),
	);
}

function adviceLines(says: string, path: string | null, vectors: readonly string[], width: number): readonly string[] {
	return [
		...item(shownText(says), width),
		...(path === null ? [] : indented(shownText(path), width)),
		...(vectors.length === 0 ? [] : indented(`(${named(vectors, MOST_IN_ADVICE)})`, width)),
	];
}

function toldLines({ label, text }: Told, width: number): readonly string[] {
	return wrap(`${label.padEnd(LABEL, "\u00a0")}${shownText(text)}`, width - 2, LABEL).map((line) => `  ${line.replaceAll("\u00a0", " ")}`);
}

/** A dash tells where each begins, since lines are wrapped. */
function item(text: string, width: number): readonly string[] {
	return wrap(`- ${text}`, width - 2, 2).map((line) => `  ${line}`);
}

function indented(text: string, width: number): readonly string[] {
	return wrap(text, width - 4, 2).map((line) => `    ${line}`);
}

function named(vectors: readonly string[], most = MOST_NAMED): string {
	const more = vectors.length - most;
	return (
		vectors
			.slice(0, most)
			.map((vector) => shownText(vector))
			.join(", ") + (more > 0 ? ` and ${count(more)} more` : "")
	);
}
