// Measurement: what one mail program gave away in one setting.

import type { SeenContact } from "./contacts.ts";
import type { Setting } from "./mail-program.ts";

/** A probe that fired; `fact` tells the conditional ones of a vector apart. */
export interface Fired {
	readonly vector: string;
	readonly fact: string | null;
	readonly trigger: string;
	/** "dns" only where nothing but the look-up came. */
	readonly channel: string;
	readonly message: number;
	/** That was asked for the file, in lower case; null where the contact was no request. */
	readonly host: string | null;
}

export interface Measurement {
	/** Id of the program. */
	readonly program: string;
	/** Of the Debian package. */
	readonly version: string;
	readonly setting: Setting;
	readonly messages: number;
	readonly fired: readonly Fired[];
	/** Of these, what `inspect` does not name in the same message. */
	readonly unnamed: readonly Fired[];
	/** As sent, each once; "" where a request had none. */
	readonly userAgents: readonly string[];
	/** From the program's start to its last message. */
	readonly seconds: number;
}

/** One entry a probe, in the order of their first contact; a look-up is only told where no more came of it. */
export function firedBy(contacts: readonly SeenContact[]): readonly Fired[] {
	const fired = new Map<string, Fired>();
	const keyOf = ({ probe, fact }: SeenContact): string => JSON.stringify([probe.vector, fact, probe.message]);
	for (const lookups of [false, true]) {
		for (const contact of contacts) {
			const { vector, trigger, channel, message } = contact.probe;
			if ((channel === "dns") !== lookups) continue;
			const key = lookups ? keyOf(contact) : `${keyOf(contact)}${channel}`;
			const known = fired.has(key) || (lookups && [...fired.keys()].some((other) => other.startsWith(key)));
			if (!known) fired.set(key, { vector, fact: contact.fact, trigger, channel, message, host: hostOf(contact) });
		}
	}
	return [...fired.values()];
}

function hostOf({ headers }: SeenContact): string | null {
	return headers.host?.toLowerCase().replace(/:\d+$/, "") ?? null;
}

export function userAgentsOf(contacts: readonly SeenContact[]): readonly string[] {
	return [...new Set(contacts.filter(({ probe }) => probe.channel === "http").map(({ user_agent }) => user_agent ?? ""))].sort();
}
