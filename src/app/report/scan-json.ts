// What `scan --json` prints: an object for each file that could not be read, and at the end one with what this scan did and what the
// case holds (docs/schema/scan.schema.json). What was found in each message is for `inspect --json` and the case.

import type { Problem } from "../../core/model/problem.ts";
import type { Match } from "../../edge/casebook/hunting/hunt.ts";
import type { Summary } from "../../edge/casebook/summary.ts";
import type { ScanResult } from "../scan/scan.ts";
import { matchObjects } from "./hunt-json.ts";

export function failureLine(file: string, { code, detail, offset }: Problem): string {
	return JSON.stringify({ kind: "failure", file, code, detail, offset });
}

/** An object for each place where something on the watch list was found. */
export function watchedLines(match: Match): string[] {
	return matchObjects(match, undefined).map((found) => `${JSON.stringify({ kind: "watched", match: found })}\n`);
}

export function summaryLine(result: ScanResult, summary: Summary): string {
	const { messages, bytes, unchanged, newerDetector, ignored, unreadable, watched, interrupted } = result;
	return JSON.stringify({
		kind: "summary",
		read: { messages, bytes, unchanged, newer_detector: newerDetector, ignored, unreadable, watched, interrupted },
		case: caseJson(summary),
	});
}

function caseJson({ messages, placements, references, byTrigger, trackers, problems }: Summary) {
	return {
		...{ messages, placements, references },
		by_trigger: byTrigger.map(({ trigger, count }) => ({ trigger, count })),
		trackers: trackers.map(({ identifier, operator, count }) => ({ identifier, operator, count })),
		problems: problems.map(({ code, count }) => ({ code, count })),
	};
}
