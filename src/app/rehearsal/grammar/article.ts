// Article: made-up text as a list of facts, and the same facts told in given words or in others. Copies of a mailing share facts; a copy that was
// rewritten for its reader shares facts but hardly a run of words (evasion 4 and 5).

import type { Chance } from "../chance.ts";
import type { Edition } from "./edition.ts";
import { PHRASINGS, type Style, TIMES } from "./phrasings.ts";
import type { Synonyms, Topic } from "./topics.ts";

/** How one writer writes. */
export interface Voice {
	readonly topic: Topic;
	readonly phrasings: readonly string[];
	readonly times: readonly Synonyms[];
	readonly names: readonly string[];
	readonly places: readonly string[];
}

export interface Fact {
	readonly who: Synonyms;
	readonly did: Synonyms;
	readonly what: Synonyms;
	readonly when: Synonyms;
	readonly why: Synonyms;
	readonly where: string;
	readonly name: string;
	readonly phrasing: string;
}

/** `names` and `places` are the writer's own: people and towns that nobody else writes of. */
export function voiceOf(
	edition: Edition,
	topic: Topic,
	style: Style,
	{ names, places }: { readonly names: readonly string[]; readonly places: readonly string[] },
	chance: Chance,
): Voice {
	const all = PHRASINGS[edition][style];
	return {
		topic: {
			id: topic.id,
			actors: chance.some(topic.actors, 5),
			acts: chance.some(topic.acts, 7),
			things: chance.some(topic.things, 8),
			reasons: chance.some(topic.reasons, 4),
		},
		phrasings: chance.some(all, Math.ceil(all.length * 0.7)),
		times: TIMES[edition].map((set) => set.split("/")),
		names,
		places,
	};
}

export function factsOf({ topic, phrasings, times, names, places }: Voice, count: number, chance: Chance): Fact[] {
	return Array.from({ length: count }, () => ({
		who: chance.pick(topic.actors),
		did: chance.pick(topic.acts),
		what: chance.pick(topic.things),
		when: chance.pick(times),
		why: chance.pick(topic.reasons),
		where: chance.maybe(0.3) ? "here" : `in ${chance.pick(places)}`,
		name: chance.pick(names),
		phrasing: chance.pick(phrasings),
	}));
}

/** One paragraph, always in the same words. */
export function told(facts: readonly Fact[]): string {
	return facts.map((fact) => sentence(fact, fact.phrasing, ([word = ""]) => word)).join(" ");
}

/** One paragraph in words of `chance`: other phrasings, other words for the same, a fact left out now and then, neighbours swapped. */
export function retold(facts: readonly Fact[], voice: Voice, chance: Chance): string {
	const order = [...facts];
	for (let at = 1; at < order.length; at++) {
		if (chance.maybe(0.3)) [order[at - 1], order[at]] = [order[at] as Fact, order[at - 1] as Fact];
	}
	if (order.length > 3 && chance.maybe(0.4)) order.splice(chance.below(order.length), 1);
	return order.map((fact) => sentence(fact, chance.pick(voice.phrasings), (words) => chance.pick(words))).join(" ");
}

/** A line of a few words: a subject or a heading. */
export function heading({ who, did, what }: Fact, choose: (words: Synonyms) => string = ([word = ""]) => word): string {
	return capital(`${choose(who)} ${choose(did)} ${choose(what)}`);
}

function sentence(fact: Fact, phrasing: string, choose: (words: Synonyms) => string): string {
	const words: Readonly<Record<string, string>> = {
		who: choose(fact.who),
		did: choose(fact.did),
		what: choose(fact.what),
		when: choose(fact.when),
		why: choose(fact.why),
		where: fact.where,
		name: fact.name,
	};
	return phrasing.replace(/\{(\w+)\}/g, (_, slot: string) => {
		const lower = slot.toLowerCase();
		const word = words[lower] ?? "";
		return slot === lower ? word : capital(word);
	});
}

export function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
