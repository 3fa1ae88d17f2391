// Verdicts: what became of each vector of a run: a contact came, none came, or the run could not test it. Each vector has exactly one, however
// many probes of it there were.

import type { Channel, Trigger } from "../../core/model/reference.ts";
import type { Contact } from "./contact.ts";
import type { Untestable } from "./probe.ts";
import type { SelftestResult } from "./result.ts";

export interface Fired {
	readonly vector: string;
	/** What set it off, and how the contacts came, in the order in which they did. */
	readonly triggers: readonly Trigger[];
	readonly channels: readonly Channel[];
	readonly contacts: readonly Contact[];
	/** Nothing but lookups of its name: whoever made them may have fetched, or not. */
	readonly lookedUpOnly: boolean;
}

export interface Verdicts {
	readonly fired: readonly Fired[];
	/** In the order of the probes. */
	readonly silent: readonly string[];
	readonly untestable: readonly Untestable[];
}

export function verdictsOf({ contacts, probes, untestable }: Pick<SelftestResult, "contacts" | "probes" | "untestable">): Verdicts {
	const byVector = Map.groupBy(contacts, ({ probe }) => probe.vector);
	const fired = [...byVector].map(([vector, of]): Fired => {
		const channels = new Set(of.map(({ probe }) => probe.channel));
		return {
			vector,
			triggers: [...new Set(of.map(({ probe }) => probe.trigger))],
			channels: [...channels],
			contacts: of,
			lookedUpOnly: channels.size === 1 && channels.has("dns"),
		};
	});
	const silent = new Set(probes.map(({ vector }) => vector).filter((vector) => !byVector.has(vector)));
	const left = new Map<string, Untestable>();
	for (const one of untestable)
		if (!byVector.has(one.vector) && !silent.has(one.vector) && !left.has(one.vector)) left.set(one.vector, one);
	return { fired, silent: [...silent], untestable: [...left.values()] };
}
