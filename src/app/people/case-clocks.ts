// Case clocks: the rules that a user gave or that are built in, and the moments of this case that they run from.

import { appError } from "../../core/model/app-error.ts";
import { type BriefedPerson, isDate } from "../../core/model/person.ts";
import type { ClockEvent } from "../../core/people/clocks.ts";
import { clocksFrom, type ReadClocks } from "../../core/people/clocks-file.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { readTextFile } from "../../edge/user-files/text-file.ts";
import { readYaml } from "../../edge/user-files/yaml-file.ts";
import { exposuresOf } from "../exposure/case-exposures.ts";

/** Throws `unreadable` where the file cannot be read, is no YAML, or holds no list of clocks. */
export async function readClocks(file: string): Promise<ReadClocks> {
	const text = await readTextFile(file);
	try {
		return clocksFrom(readYaml(text));
	} catch (cause) {
		throw appError("unreadable", `${file} holds no clocks: ${(cause as Error).message}; docs/briefings.md shows some`, { cause });
	}
}

/** A day is its first moment in UTC, so that no time shown is too late by the hour. Throws a usage error. */
export function momentOf(text: string): string {
	if (isDate(text)) return `${text}T00:00:00.000Z`;
	const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
	const time = written === null || !isDate(written[1] as string) ? Number.NaN : Date.parse(text.replace(" ", "T"));
	if (Number.isNaN(time))
		throw appError("usage", `--aware takes a day or a time with its zone, 2024-03-25 or 2024-03-25T09:30+01:00; not "${text}"`);
	return new Date(time).toISOString();
}

/** Of those that are known. `aware`: ISO 8601, UTC. The case is to be correlated. */
export async function clockEvents(
	casebook: Casebook,
	people: readonly BriefedPerson[],
	aware: string | null,
): Promise<Map<ClockEvent, string>> {
	const events = new Map<ClockEvent, string>();
	if (aware !== null) events.set("aware", aware);
	const [seen] = people.flatMap(({ firstSeen }) => firstSeen ?? []).sort();
	if (seen !== undefined) events.set("first-seen", seen);
	let contact: string | null = null;
	for await (const { leaked } of exposuresOf(casebook, casebook.campaigns({ targeted: true })))
		for (const time of leaked.times) if (contact === null || time < contact) contact = time;
	if (contact !== null) events.set("first-contact", contact);
	return events;
}
