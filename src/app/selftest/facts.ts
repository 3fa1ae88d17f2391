// Facts: what conditional styles tell, program by program. Some programs take every condition as true (litehtml, the viewer of Claws Mail, was
// measured to); whoever asks for dark and light at once has told nothing of the reader by either.

import type { Contact } from "./contact.ts";
import { CONDITION_FACTS } from "./extras.ts";

/** Of each list not all can hold for one program at one time. */
export const OPPOSITES: readonly (readonly string[])[] = [
	["dark colours", "light colours"],
	["touch screen", "mouse or trackpad"],
	["screen narrower than 600 pixels", "screen of 600 to 1199 pixels", "screen of 1200 pixels or more"],
	["rendered by Gecko (Firefox)", "rendered by WebKit (Apple Mail, Evolution)"],
];

/** In the order in which they came, without repeats. */
export function factsOf(contacts: readonly Contact[]): readonly string[] {
	const byProgram = Map.groupBy(
		contacts.filter(({ fact }) => fact !== null),
		({ user_agent }) => user_agent,
	);
	const facts = new Set<string>();
	for (const told of byProgram.values()) {
		const own = new Set(told.map(({ fact }) => fact ?? ""));
		const takesAll = OPPOSITES.some((opposites) => opposites.every((fact) => own.has(fact)));
		for (const fact of own) if (!takesAll || !CONDITION_FACTS.has(fact)) facts.add(fact);
	}
	return [...facts];
}
