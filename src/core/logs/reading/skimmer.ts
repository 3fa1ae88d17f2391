// Skimmer: a reader that passes over most lines by a look at their bytes. It knows what LogFormat.plausible, a function of the bytes alone, does not: the
// context (a time without a year may be none at all), the fields in force, and which earlier lines later ones may refer to.

import type { LineReader } from "../../model/log-event.ts";
import { LONGEST_LINE } from "./line.ts";

export interface Skimmer extends LineReader {
	/**
	 * Of a line (without its line end) whose bytes hold no watched host as src/core/exposure/host-matcher.ts finds them: whether `read` would neither call
	 * it unreadable nor find a watched host in it. What of it matters to later lines is kept. False: ask `read`, nothing was kept.
	 */
	skim(bytes: Uint8Array, start: number, end: number): boolean;
	/** What `time` says of the line that was skimmed last. Where a format's order is "all", the time of each line counts. */
	skimmedTime?(): number | null;
}

/** First byte of U+FEFF in UTF-8. */
const MARK = 0xef;

export function isSkimmer(reader: LineReader): reader is Skimmer {
	return "skim" in reader;
}

export function skimmer(reader: LineReader, skim: Skimmer["skim"], skimmedTime?: () => number | null): Skimmer {
	const own: Skimmer = {
		...reader,
		// So many bytes are no more characters. What follows a byte order mark may be anything, even a directive.
		skim: (bytes, start, end) => end - start <= LONGEST_LINE && bytes[start] !== MARK && skim(bytes, start, end),
	};
	return skimmedTime === undefined ? own : { ...own, skimmedTime };
}
