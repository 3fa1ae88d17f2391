// Line: what every format's reader is made of. A line that is too long to be one is a problem before anything looks at it.

import type { LineReader, LogEvent, LogProblem } from "../../model/log-event.ts";

/** Characters. Attack: a line of a megabyte, of which a reader would make a million fields. */
export const LONGEST_LINE = 65_536;

export const TOO_LONG: LogProblem = { problem: `longer than ${LONGEST_LINE} characters` };

/** `problem`: what such a line should have been. */
export function unreadable(problem: string): LogProblem {
	return { problem };
}

/** Never throws, whatever `read` is given; a byte order mark before the first line is none of it. */
export function lineReader(read: (line: string) => LogEvent | LogProblem | null, time: (line: string) => number | null): LineReader {
	return {
		read(line) {
			if (line.length > LONGEST_LINE) return TOO_LONG;
			const text = line.charCodeAt(0) === 0xfeff ? line.slice(1) : line;
			return text === "" ? null : read(text);
		},
		time: (line) => (line.length > LONGEST_LINE ? null : time(line.charCodeAt(0) === 0xfeff ? line.slice(1) : line)),
	};
}

/** Lines of a head that are looked at to tell a format. */
const LOOKED_AT = 60;

/**
 * Share of the first lines that a reader reads, those in order that tell of nothing among them only beside one that tells of something, so that no
 * format takes a file of comments for its own.
 */
export function shareRead(head: readonly string[], reader: LineReader): number {
	let [events, fine, all] = [0, 0, 0];
	for (const line of head) {
		if (line === "") continue;
		if (++all > LOOKED_AT) break;
		const read = reader.read(line);
		if (read === null) fine++;
		else if (!("problem" in read)) events++;
	}
	return events === 0 ? 0 : (events + fine) / Math.min(all, LOOKED_AT);
}
