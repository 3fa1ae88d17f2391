// Detection: which format the first lines of a log are of. Each format says which share of them it reads; the largest wins, and of two alike the one whose
// id comes first, so that the answer is always the same.

import type { LogContext, LogFormat } from "../../model/log-event.ts";
import { formats } from "../index.generated.ts";

/** A log of which more cannot be read is not taken for one. */
const LEAST = 0.5;

/** `head`: the first lines, at most 64 KiB. Null where none fits. */
export function detectFormat(head: readonly string[], context: LogContext): LogFormat | null {
	let found: LogFormat | null = null;
	let most = 0;
	for (const format of formats) {
		const share = format.detect(head, context);
		if (share >= LEAST && share > most) [found, most] = [format, share];
	}
	return found;
}

/** Null where none has this id. */
export function formatNamed(id: string): LogFormat | null {
	return formats.find((format) => format.id === id) ?? null;
}
