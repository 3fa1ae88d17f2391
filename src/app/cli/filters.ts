// --filters FILE, as often as there are lists: the user's own filter lists, and what in them is not understood.

import type { Classify } from "../../core/model/classifier.ts";
import type { FilterImage } from "../../edge/filters/compile-lists.ts";
import { counted } from "../report/shown-text.ts";

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
