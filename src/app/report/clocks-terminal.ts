// Clocks on a terminal: by when a law would have what done, if somebody decides that it applies. The program decides nothing.

import type { ClockEvent, Due } from "../../core/people/clocks.ts";
import { counted, shownText } from "./shown-text.ts";
import { indented, wrap } from "./terminal/columns.ts";
import { painter, type Screen } from "./terminal/screen.ts";

const EVENT_WORDS: Readonly<Record<ClockEvent, string>> = {
	aware: "you became aware",
	"first-seen": "the first such mail came in",
	"first-contact": "a log first shows a contact with the sender",
};

const HINT =
	"Whether a law sets you a time (GDPR Art. 33 and 34, NIS2 Art. 23) is yours to decide: --aware DATE, the moment you became aware, shows which and by when.";

export function clocksHint(screen: Screen): string {
	return `\n${wrap(HINT, screen.width).join("\n")}\n`;
}

/** `now`: ISO 8601, UTC. */
export function describeClocks(due: readonly Due[], now: string, screen: Screen): string {
	const paint = painter(screen);
	const byDecision = Map.groupBy(due, ({ clock }) => clock.decide);
	const lines = [...byDecision].flatMap(([decide, of]) => [
		...indented(`If you decide that ${shownText(decide, 500)}, then`, screen.width, 2),
		...of.flatMap((one) => indented(lineOf(one, now, due), screen.width, 4, 6)),
	]);
	const last =
		"This program decides none of it: it counts hours and months of the calendar, and whether these laws bind you is a lawyer's question.";
	return `\n${[paint("bold", "What laws may ask, and by when"), ...lines, ...wrap(last, screen.width)].join("\n")}\n`;
}

function lineOf({ clock, by, since }: Due, now: string, all: readonly Due[]): string {
	const what = `${shownText(`${clock.law} ${clock.article}`.trim(), 120)}: ${shownText(clock.act, 500)}`;
	if (clock.within === null)
		return `${what}: without undue delay after ${from(clock.from, all)}${since === null ? "" : ` (${shown(since)})`}.`;
	const time = "hours" in clock.within ? counted(clock.within.hours, "hour") : counted(clock.within.months, "month");
	if (by === null) return `${what}: ${time} after ${from(clock.from, all)}, which is not known here.`;
	return `${what}: by ${shown(by)}, ${time} after ${from(clock.from, all)}${by < now ? "; that has passed" : ""}.`;
}

function from(event: string, all: readonly Due[]): string {
	const before = all.find(({ clock }) => clock.id === event)?.clock;
	return before === undefined ? EVENT_WORDS[event as ClockEvent] : `that of ${shownText(`${before.law} ${before.article}`.trim(), 120)}`;
}

function shown(time: string): string {
	return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
