// What was given on the command line: each argument is an indicator, a file of them, or "-" for standard input. What is there as a
// file is read as one, whatever else its name could mean.

import { type Stats, statSync } from "node:fs";
import { readAs, readIndicator } from "../../core/indicators/reading.ts";
import { type Search, searchFor } from "../../core/indicators/search.ts";
import { appError } from "../../core/model/app-error.ts";
import { INDICATOR_KINDS, type IndicatorKind } from "../../core/model/indicator.ts";
import { type FileReading, readIndicatorFile } from "./indicator-files.ts";

export type Given = { readonly file: string; readonly bytes: number } | { readonly search: Search };

/** No name ends so on the internet: such an argument is a file that is not there. */
const FILE_NAME = /\.(?:txt|csv|tsv|json|jsonl|stix|stix2|misp|list|lst|ioc|iocs)$/i;
const FILE_PATH = /^(?:\.{1,2}[/\\]|\/(?!\/)|~\/|[A-Za-z]:\\)/;

/** Throws `usage` for what is neither, before anything is looked for. */
export function readGiven(given: readonly string[], kind: IndicatorKind | null): Given[] {
	return given.map((text) => {
		if (text === "-") return { file: text, bytes: 0 };
		const stat = lookedAt(text);
		const reading = kind === null ? readIndicator(text, null) : readAs(kind, text, null);
		const isThere = stat !== undefined && !(stat.isDirectory() && !("why" in reading));
		if (isThere || FILE_PATH.test(text) || (FILE_NAME.test(text) && !text.includes("://"))) return { file: text, bytes: stat?.size ?? 0 };
		if ("why" in reading) throw appError("usage", `${text.slice(0, 200)}: ${reading.why}, and no file of that name`);
		return { search: searchFor(reading.indicators) };
	});
}

function lookedAt(path: string): Stats | undefined {
	try {
		return statSync(path, { throwIfNoEntry: false });
	} catch {
		// Too long for a name, or in a folder that may not be read.
		return undefined;
	}
}

export async function* searchesOf(given: readonly Given[], reading: FileReading): AsyncGenerator<Search> {
	for (const one of given) {
		if ("search" in one) yield one.search;
		else yield* readIndicatorFile(one.file, reading);
	}
}

export function readKind(kind: string | undefined): IndicatorKind | null {
	if (kind === undefined) return null;
	const known = INDICATOR_KINDS.find((one) => one === kind);
	if (known === undefined) throw appError("usage", `--kind knows ${INDICATOR_KINDS.join(", ")}`);
	return known;
}
