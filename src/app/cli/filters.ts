// --filters FILE, as often as there are lists: the user's own filter lists, and what in them is not understood.

import type { Classify } from "../../core/model/classifier.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import type { FilterImage } from "../../edge/filters/compile-lists.ts";
import { counted, shownText } from "../report/shown-text.ts";

/** Enough to see what is wrong with a list. */
const LINES_NAMED = 10;

/** Says on standard error which lines no filter list has. Throws a usage error for a file that cannot be read. */
export async function readFilters(files: readonly string[] | undefined): Promise<FilterImage | null> {
	if (files === undefined) return null;
	const { readFilterLists } = await import("../../edge/filters/filter-lists.ts");
	const { image, unread } = await readFilterLists(files);
	for (const { file, lines } of unread) {
		const named = lines.slice(0, LINES_NAMED).join(", ");
		const more = lines.length > LINES_NAMED ? " and more" : "";
		process.stderr.write(
			`${file}: left out ${counted(lines.length, "line")} that ${lines.length === 1 ? "is" : "are"} no filter: ${named}${more}\n`,
		);
	}
	return image;
}

export async function readClassifier(files: readonly string[] | undefined): Promise<Classify | null> {
	const image = await readFilters(files);
	if (image === null) return null;
	const { createListClassifier } = await import("../../edge/filters/list-classifier.ts");
	return createListClassifier(image);
}

/** `--json` and `--csv` have them all. */
const MAX_SENTENCES = 20;

/** For the terminal, which has no room for the reasons of each reference. Ends with an empty line. */
export function describeListed(references: readonly RemoteReference[], classify: Classify): string {
	const sentences = new Map<string, number>();
	for (const { url, vector, trigger } of references) {
		const sentence = classify(url, vector, trigger);
		if (sentence !== null) sentences.set(sentence, (sentences.get(sentence) ?? 0) + 1);
	}
	const blocked = [...sentences.values()].reduce((sum, times) => sum + times, 0);
	if (blocked === 0) return `Your filter lists would block none of ${counted(references.length, "reference")}.\n\n`;
	const lines = [...sentences]
		.slice(0, MAX_SENTENCES)
		.map(([sentence, times]) => `  ${shownText(sentence)}: ${counted(times, "reference")}`);
	if (sentences.size > MAX_SENTENCES) lines.push(`  and ${counted(sentences.size - MAX_SENTENCES, "more line")}`);
	return `Your filter lists would block ${blocked} of ${counted(references.length, "reference")}:\n${lines.join("\n")}\n\n`;
}
