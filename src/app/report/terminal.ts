// The terminal's reports: what one inspected message would do, and what a scan came to. Compact at 80 columns; a colour never says what the
// words beside it do not. Whatever stems from a mail goes through `shownText` first, so that no escape sequence reaches the terminal.

import { IDENTIFIER_KINDS } from "../../core/model/identifier.ts";
import type { ShownInspection } from "../../core/model/inspection.ts";
import type { Problem } from "../../core/model/problem.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import type { Program } from "../../core/trackers/programs/program.ts";
import { inProgram } from "../../core/trackers/programs.ts";
import type { Summary } from "../../edge/casebook/summary.ts";
import { count, counted, shownText } from "./shown-text.ts";
import { compareTelling } from "./telling.ts";
import { type Column, columnWidths, tableLine, wrap } from "./terminal/columns.ts";
import { actInWords, programLines } from "./terminal/in-program.ts";
import { LEAST_WIDTH, type Painter, painter, type Screen, type Style } from "./terminal/screen.ts";
import { IDENTIFIER_WORDS, leaksInWords, NO_PROOF, operatorName, PROBLEM_WORDS, TRIGGER_WORDS, vectorTitle } from "./words.ts";

/** Rows of one message, most telling first; `--json` and `--csv` have them all. */
const MAX_ROWS = 40;
const MAX_LINK_ROWS = 10;
const MAX_PROBLEMS = 20;
/** Longer pieces of a header are cut. */
const MAX_HEADER = 300;

/** One message of `inspect`: head, a line for each distinct reference, what the sender would learn, problems. Ends with an empty line. `program`: by whose defaults it is told too. */
export function describeInspection(file: string, inspection: ShownInspection, screen: Screen, program: Program | null = null): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	const paint = painter(screen);
	const { from, subject, references, problems } = inspection;
	const lines = wrap(shownText(file, MAX_HEADER), width).map((line) => paint("bold", line));
	if (from !== null) lines.push(...wrap(`From     ${shownText(from, MAX_HEADER)}`, width, 9));
	if (subject !== null) lines.push(...wrap(`Subject  ${shownText(subject, MAX_HEADER)}`, width, 9));
	if (references.length > 0) {
		lines.push("", ...referenceTable(references, width, paint, program), "", ...whatTheSenderLearns(references, width));
		if (program !== null) lines.push("", ...programLines(references, program, width));
	} else lines.push(...nothingFound(problems, width));
	lines.push(...problemLines(problems, width));
	return `${lines.join("\n")}\n\n`;
}

const REFERENCE_COLUMNS: readonly Column[] = [{ least: 5 }, { least: 9 }, { least: 16, side: "host" }, { least: 12 }, { least: 8 }];
const REFERENCE_HEAD = ["When", "What", "To", "Identifier", "Operator"];
const IDENTIFIER_COLUMN = 3;
/** With --program there is a column more. */
const PROGRAM_COLUMNS: readonly Column[] = [
	{ least: 5 },
	{ least: 7 },
	{ least: 10, side: "host" },
	{ least: 10 },
	{ least: 8 },
	{ least: 10 },
];
const PROGRAM_HEAD = [...REFERENCE_HEAD, "By default"];

interface Row {
	readonly reference: RemoteReference;
	readonly cells: readonly string[];
	count: number;
}

function referenceTable(references: readonly RemoteReference[], width: number, paint: Painter, program: Program | null): string[] {
	const columns = program === null ? REFERENCE_COLUMNS : PROGRAM_COLUMNS;
	const head = program === null ? REFERENCE_HEAD : PROGRAM_HEAD;
	const rows = distinctRows(references, program);
	const links = rows.filter(({ reference }) => reference.trigger === "click");
	const others = rows.filter(({ reference }) => reference.trigger !== "click");
	const shown = [...others.slice(0, MAX_ROWS), ...links.slice(0, MAX_LINK_ROWS)];
	const cells = shown.map(({ cells: [when = "", what = "", ...rest], count: times }) => [
		when,
		times > 1 ? `${count(times)} × ${what}` : what,
		...rest,
	]);
	const widths = columnWidths([head, ...cells], columns, width);
	const lines = [tableLine(head, columns, widths, (cell) => paint("soft", cell))];
	for (const [index, row] of cells.entries()) {
		const style = styleOf((shown[index] as Row).reference);
		lines.push(tableLine(row, columns, widths, (cell, column) => paint(column === IDENTIFIER_COLUMN ? style : null, cell)));
	}
	lines.push(...more(others.slice(MAX_ROWS), "more reference"), ...more(links.slice(MAX_LINK_ROWS), "more link"));
	return lines;
}

/** References that look the same in the table are one row with a count. */
function distinctRows(references: readonly RemoteReference[], program: Program | null): Row[] {
	const rows = new Map<string, Row>();
	for (const reference of [...references].sort(compareTelling)) {
		const { trigger, vector, host, identifier, operator } = reference;
		const identified = identifier.kind === "none" ? "-" : IDENTIFIER_WORDS[identifier.kind];
		const cells = [trigger, shownText(vectorTitle(vector)), shownText(host), identified, operatorCell(operator)];
		if (program !== null) cells.push(actInWords(inProgram(reference, program)));
		const key = JSON.stringify(cells);
		const row = rows.get(key);
		if (row === undefined) rows.set(key, { reference, cells, count: 1 });
		else row.count++;
	}
	return [...rows.values()];
}

function styleOf({ identifier }: RemoteReference): Style | null {
	if (identifier.kind === "opaque") return "token";
	return identifier.kind === "none" ? "soft" : "names";
}

function more(rows: readonly Row[], what: string): string[] {
	if (rows.length === 0) return [];
	const references = rows.reduce((sum, { count }) => sum + count, 0);
	return [`and ${counted(references, what)} (--json and --csv list all)`];
}

/** For each trigger, and whose addresses are named. */
function whatTheSenderLearns(references: readonly RemoteReference[], width: number): string[] {
	const lines = ["The sender would learn"];
	for (const [trigger, of] of Map.groupBy([...references].sort(compareTelling), ({ trigger }) => trigger)) {
		const learnt = leaksInWords(of.flatMap(({ leaks }) => leaks));
		lines.push(...indented(`${TRIGGER_WORDS[trigger]}: ${learnt}.`, width));
	}
	const named = new Set(references.flatMap(({ identifier: { kind, value } }) => (kind === "address" && value !== null ? [value] : [])));
	if (named.size > 0) lines.push(...indented(`about: ${[...named].map((address) => shownText(address, MAX_HEADER)).join(", ")}`, width));
	return lines;
}

function indented(text: string, width: number): string[] {
	return wrap(text, width - 2, 2).map((line) => `  ${line}`);
}

/** A case may name one that this version does not know, and somebody may have edited the case. */
function operatorCell(operator: string | null): string {
	return operator === null ? "-" : shownText(operatorName(operator));
}

function nothingFound(problems: readonly Problem[], width: number): string[] {
	if (problems.some(({ code }) => code === "not-a-message" || code === "unreadable")) return [];
	return ["", ...wrap(`Nothing was found that would contact anybody. ${NO_PROOF}`, width, 2)];
}

function problemLines(problems: readonly Problem[], width: number): string[] {
	if (problems.length === 0) return [];
	const lines = problems.slice(0, MAX_PROBLEMS).flatMap(({ code, detail, offset }) => {
		const sentence = `${PROBLEM_WORDS[code]}, at byte ${count(offset)}: ${shownText(detail, MAX_HEADER)}`;
		return wrap(sentence, width, 2);
	});
	if (problems.length > MAX_PROBLEMS) lines.push(`and ${count(problems.length - MAX_PROBLEMS)} more problems (--json lists all)`);
	return ["", ...lines];
}

const COUNT_COLUMNS: readonly Column[] = [{ side: "right", least: 20 }, { least: 12 }, { least: 8 }];
const MAX_TRACKERS = 15;

/** What a scan, or a whole case, comes to. */
export function describeSummary(summary: Summary, screen: Screen): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	const paint = painter(screen);
	const { messages, placements, references, byTrigger, trackers, problems } = summary;
	const places = placements > messages ? ` in ${counted(placements, "place")}` : "";
	const lines = [paint("bold", `${counted(messages, "message")}${places}, ${counted(references, "remote reference")}`)];
	const section = (title: string, rows: readonly (readonly [number, ...string[]])[]): void => {
		if (rows.length === 0) return;
		const cells = rows.map(([number, ...rest]) => [`  ${count(number)}`, ...rest]);
		const columns = COUNT_COLUMNS.slice(0, cells[0]?.length);
		const widths = columnWidths(cells, columns, width);
		lines.push("", ...wrap(title, width).map((line) => paint("soft", line)), ...cells.map((row) => tableLine(row, columns, widths)));
	};
	section(
		"Remote references, by what sets them off",
		byTrigger.map(({ trigger, count }) => [count, TRIGGER_WORDS[trigger]]),
	);
	section(
		"Contacted without a click, by what singles the reader out, and operator",
		[...trackers]
			.sort((a, b) => IDENTIFIER_KINDS.indexOf(a.identifier) - IDENTIFIER_KINDS.indexOf(b.identifier) || b.count - a.count)
			.slice(0, MAX_TRACKERS)
			.map(({ identifier, operator, count }) => [count, IDENTIFIER_WORDS[identifier], operatorCell(operator)]),
	);
	if (trackers.length > MAX_TRACKERS) lines.push(`and ${count(trackers.length - MAX_TRACKERS)} more kinds (--json lists all)`);
	section(
		"What could not be read",
		problems.map(({ code, count }) => [count, PROBLEM_WORDS[code]]),
	);
	if (references === 0 && messages > 0) lines.push("", ...wrap(`Nothing was found that would contact anybody. ${NO_PROOF}`, width, 2));
	return `${lines.join("\n")}\n`;
}
