// Coverage: from when to when the logs that speak for an account speak. Only what it spans can be evidence of silence.

import type { Span } from "../model/exposure.ts";

/** Spans of several logs as one list without overlap, in order. */
export function unionOf(spans: readonly Span[]): Span[] {
	const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
	const union: { from: string; to: string }[] = [];
	for (const { from, to } of sorted) {
		const last = union.at(-1);
		if (last !== undefined && from <= last.to) {
			if (to > last.to) last.to = to;
		} else union.push({ from, to });
	}
	return union;
}

/** Both ends belong to a span. */
export function covers(spans: readonly Span[], time: string): boolean {
	const at = Date.parse(time);
	return spans.some(({ from, to }) => Date.parse(from) <= at && at <= Date.parse(to));
}
