// In program: what the reader's own mail program does by default with what was found, for the terminal: a word for each row of the table, and
// below it the sentences, with where to change it.

import type { RemoteReference } from "../../../core/model/reference.ts";
import type { Program, ProgramAct } from "../../../core/trackers/programs/program.ts";
import { type InProgram, inProgram } from "../../../core/trackers/programs.ts";
import { counted } from "../shown-text.ts";
import { compareTelling } from "../telling.ts";
import { leaksInWords } from "../words.ts";
import { wrap } from "./columns.ts";

const ACT_WORDS: Readonly<Record<ProgramAct, string>> = { loads: "yes", asks: "asks first", never: "no", unknown: "not known" };

/** "yes", "by proxy", "on a click", "asks first", "no", "not known". */
export function actInWords({ kind, act, proxied }: InProgram): string {
	if (act === "loads" && kind === "click") return "on a click";
	return act === "loads" && proxied ? "by proxy" : ACT_WORDS[act];
}

/** One sentence for each thing that the program does, the most telling first. */
export function programLines(references: readonly RemoteReference[], program: Program, width: number): string[] {
	const lines = wrap(`In ${program.name}, by default (${program.covers})`, width, 2);
	const told = [...references].sort(compareTelling).map((reference) => ({ trigger: reference.trigger, ...inProgram(reference, program) }));
	for (const [, same] of Map.groupBy(told, ({ trigger, says }) => `${trigger} ${says}`)) {
		const [{ trigger, act, says }] = same as [(typeof told)[number]];
		const does = says.slice(says.indexOf(": ") + 2);
		const learnt = new Set(same.flatMap(({ leaks }) => leaks));
		const tells = act === "loads" ? `; the sender learns ${leaksInWords(learnt)}` : "";
		lines.push(...indented(`${trigger}, ${counted(same.length, "reference")}: ${does}${tells}.`, width));
	}
	const kinds = new Set(told.map(({ kind }) => kind));
	for (const { for: kind, what, path } of program.settings) {
		if (kinds.has(kind)) lines.push(...indented(`To ${what}: ${path}`, width));
	}
	return lines;
}

function indented(text: string, width: number): string[] {
	return wrap(text, width - 2, 2).map((line) => `  ${line}`);
}
