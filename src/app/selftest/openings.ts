// Openings: when a message was opened, and when it was opened again, as whoever sent it could tell.

import type { UserAgentReading } from "../../core/exposure/user-agents.ts";
import { kindOf } from "../../core/trackers/programs/kinds.ts";
import { programNamed } from "../../core/trackers/programs.ts";
import type { Contact } from "./contact.ts";

export interface Opening {
	/** Number of the test message. */
	readonly message: number;
	/** ISO 8601, UTC: of its first contact. */
	readonly time: string;
	/** Not the first of this message. */
	readonly again: boolean;
}

/** Milliseconds without a contact before the next one is another opening: what one opening loads has come by then. */
export const BETWEEN_OPENINGS = 10_000;
/** A client that asks again and again could pretend to thousands. */
const MOST_OPENINGS = 200;

/** `contacts` in the order in which they came. */
export function openingsOf(contacts: readonly Contact[], readingOf: (agent: string | null) => UserAgentReading): readonly Opening[] {
	const ofMachines = machineTimes(contacts);
	const last = new Map<number, number>();
	const openings: Opening[] = [];
	for (const contact of contacts) {
		if (!tellsOpening(contact, readingOf)) continue;
		const { message, channel } = contact.probe;
		const at = Date.parse(contact.time);
		if (channel === "dns" && ofMachines.has(slotOf(message, at))) continue;
		const before = last.get(message);
		if (before === undefined || at - before >= BETWEEN_OPENINGS)
			openings.push({ message, time: contact.time, again: before !== undefined });
		last.set(message, Math.max(at, before ?? at));
		if (openings.length >= MOST_OPENINGS) break;
	}
	return openings;
}

/** When machines fetched: their resolvers ask at about the same time, and then a lookup tells nothing of a reader. */
function machineTimes(contacts: readonly Contact[]): ReadonlySet<string> {
	const slots = new Set<string>();
	for (const { by, probe, time } of contacts) {
		if (by !== "machine") continue;
		for (const near of [-BETWEEN_OPENINGS, 0, BETWEEN_OPENINGS]) slots.add(slotOf(probe.message, Date.parse(time) + near));
	}
	return slots;
}

function slotOf(message: number, at: number): string {
	return `${message} ${Math.floor(at / BETWEEN_OPENINGS)}`;
}

/** A machine's contact tells it only where the leak table says that it fetches when the reader opens. */
function tellsOpening({ probe, by, user_agent }: Contact, readingOf: (agent: string | null) => UserAgentReading): boolean {
	if (probe.trigger !== "open" && probe.trigger !== "preview") return false;
	if (by !== "machine") return true;
	const behind = readingOf(user_agent).leakProgram;
	const row = behind === null ? undefined : programNamed(behind)?.rows[kindOf(probe)];
	return row?.proxied === true && row.when === "opening";
}
