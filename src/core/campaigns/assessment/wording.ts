// Wording: how reasons say numbers, names and an example, so that a person can check them. All names come from mail and are as long as the
// sender liked: they are cut here, and escaped where they are shown.

import type { Trait } from "../../model/sighting.ts";
import type { CampaignFacts } from "./facts.ts";
import { countOf } from "./facts.ts";

const LONGEST = 80;
const MOST_LISTED = 3;

export function cut(name: string): string {
	return name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}...`;
}

/** "a, b and c", "a, b, c and 4 more"; `count` where more than the list are known. */
export function listed(names: readonly string[], count = names.length): string {
	const shown = names.slice(0, MOST_LISTED).map(cut);
	const more = Math.max(count, names.length) - shown.length;
	if (more > 0) return `${shown.join(", ")} and ${more} more`;
	return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** "3 of 4 messages (for example <id>)" */
export function messagesWith(facts: CampaignFacts, trait: Trait): string {
	const example = facts.examples.get(trait);
	const count = countOf(facts, trait);
	const of = count === facts.messages ? `${counted(count, "message")}` : `${count} of ${counted(facts.messages, "message")}`;
	return example === undefined ? of : `${of} (for example ${cut(example)})`;
}

/** A verb behind `messagesWith`: "has" of one message, "have" of several. */
export function does(facts: CampaignFacts, trait: Trait, one: string, several: string): string {
	return countOf(facts, trait) === 1 ? one : several;
}

export function day(time: string): string {
	return time.slice(0, 10);
}
