// Coverage: from when to when the logs that speak for an account speak. Only what it spans can be evidence of silence.

import type { Span, TakenLog } from "../model/exposure.ts";

/** Whether a log speaks for this account: of a log that names nobody, nobody knows, and it counts for all. */
export function speaksFor({ speaksFor: named }: Pick<TakenLog, "speaksFor">, account: string): boolean {
	if (named.length === 0) return true;
	const domain = account.slice(account.lastIndexOf("@") + 1);
	return named.some((one) => one === account || one === domain || domain.endsWith(`.${one}`));
}

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

export function covers(spans: readonly Span[], time: string): boolean {
	return spans.some(({ from, to }) => from <= time && time <= to);
}
