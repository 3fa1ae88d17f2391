// `counterpixel brief --aware DATE [--clocks FILE]`: by when which law would have what done, below the people that it is about.

import type { BriefedPerson } from "../../core/model/person.ts";
import { CLOCKS, type Clock, clocksDue } from "../../core/people/clocks.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { clocksHint, describeClocks } from "../report/clocks-terminal.ts";
import { shownText } from "../report/shown-text.ts";
import { print, screenOf } from "./output.ts";

export interface ClockOptions {
	readonly aware?: string;
	readonly clocks?: string;
}

export interface ReadClockOptions {
	/** Null where neither option was given. */
	readonly clocks: readonly Clock[] | null;
	/** ISO 8601, UTC. */
	readonly aware: string | null;
	/** Whether a rule was left out; it was named on standard error. */
	readonly refused: boolean;
}

/** Reads both before the case is opened. Throws a usage error, or `unreadable`. */
export async function readClockOptions({ aware, clocks: file }: ClockOptions): Promise<ReadClockOptions> {
	if (aware === undefined && file === undefined) return { clocks: null, aware: null, refused: false };
	const { momentOf, readClocks } = await import("../people/case-clocks.ts");
	const moment = aware === undefined ? null : momentOf(aware);
	if (file === undefined) return { clocks: CLOCKS, aware: moment, refused: false };
	const { clocks, refused } = await readClocks(file);
	for (const { clock, problem } of refused)
		process.stderr.write(`${file}: ${shownText(clock, 80)} is left out: ${shownText(problem, 300)}\n`);
	return { clocks, aware: moment, refused: refused.length > 0 };
}

/** A hint where no clock was asked for and somebody was reached. */
export async function printClocks(
	casebook: Casebook,
	people: readonly BriefedPerson[],
	{ clocks, aware }: ReadClockOptions,
): Promise<void> {
	const screen = screenOf(process.stdout);
	if (clocks === null) {
		if (people.some(({ level }) => level !== null)) await print(clocksHint(screen));
		return;
	}
	const { clockEvents } = await import("../people/case-clocks.ts");
	const events = await clockEvents(casebook, people, aware);
	await print(describeClocks(clocksDue(clocks, events), new Date().toISOString(), screen));
}
