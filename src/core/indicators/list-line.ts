// A line of a list: one indicator, or nothing. "#" begins a comment at the start of a line, or behind white space, since URLs hold it too.

import type { IndicatorKind } from "../model/indicator.ts";
import { readAs, readIndicator } from "./reading.ts";
import { type Remark, type Search, searchFor } from "./search.ts";

/** `kind`: what all lines are, null for each by its form. null for a line that says nothing. */
export function readListLine(
	line: string,
	{ file, number, kind }: { readonly file: string; readonly number: number; readonly kind: IndicatorKind | null },
): Search | Remark | null {
	const text = line
		.replace(/^\ufeff/, "")
		.replace(/(?:^|\s)#.*$/s, "")
		.trim();
	if (text === "") return null;
	// A column of a CSV file.
	const bare = /^(["'])([^"']*)\1$/.exec(text)?.[2] ?? text;
	const from = `${file}, line ${number}`;
	const reading = kind === null ? readIndicator(bare, from) : readAs(kind, bare, from);
	if ("why" in reading) return { place: `line ${number}`, says: `${reading.why}: ${text.slice(0, 100)}`, kind: "skipped" };
	return searchFor(reading.indicators);
}
