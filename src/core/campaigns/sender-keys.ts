// Sender keys: what a sender's name and domain come down to in a reader's memory, so that one who poses as another whom the reader hears from has
// the same key: look-alike signs folded, and the words taken off that outlets and companies put beside their names. Found by equality, so that
// asking "who else in the case is called so?" is one look-up however large the case is.

import { shownHost } from "../encoding/punycode.ts";
import { registrableDomain } from "../encoding/registrable-domain.ts";
import { isFreemail } from "./freemail.ts";
import { skeletonOf } from "./outlets-confusables.ts";

/** Beside a name they make no other name of it. */
const BESIDE = new Set(
	(
		"the news newsletter newsletters online media press mail email daily weekly today live alert alerts breaking briefing update updates world global international europe eu asia " +
		"africa uk us usa de fr org net com co info group team desk service services digital web wire agency report reports editor editors editorial magazine journal tv radio app " +
		"office official ltd limited inc llc gmbh ag plc sa club shop store institute foundation alliance society"
	).split(" "),
);

/** Shorter ones meet by chance. */
const SHORTEST = 6;
const LONGEST = 60;
const MAX_KEYS = 4;

/** Of a display name: the whole, and where it says "Jo Doe, Some Paper" or "Jo at Some Paper", each part. Null or empty: none. */
export function nameKeys(name: string | null): readonly string[] {
	if (name === null) return [];
	const parts = name.slice(0, 200).split(/\s*(?:[,|/·–—:()"]|\s-\s|\s(?:at|via|from|for|by|of|bei|chez|von)\s)\s*/iu);
	return distinct([name.slice(0, 200), ...parts].map((part) => keyOf(part.split(/[^\p{L}\p{M}\p{N}]+/u))));
}

/** Of the domain of an address, by what its owner registered; none for a free mail provider's. */
export function domainKeys(domain: string): readonly string[] {
	if (domain === "" || isFreemail(domain)) return [];
	const label = shownHost(registrableDomain(domain) ?? domain).split(".", 1)[0] ?? "";
	return distinct([keyOf(label.split("-"))]);
}

/** For the index of senders: name and domain in one space, since "The Paper" writes from paper.example. */
export function senderKeys(name: string | null, domain: string): readonly string[] {
	return distinct([...domainKeys(domain), ...nameKeys(name)]).slice(0, MAX_KEYS);
}

function keyOf(words: readonly string[]): string {
	// "news24" and "online2" are beside a name as "news" and "online" are.
	const left = words.filter((word) => word !== "" && !BESIDE.has(word.toLowerCase().replace(/\d{1,4}$/, "")));
	return skeletonOf(left.join("")).slice(0, LONGEST);
}

function distinct(keys: readonly string[]): readonly string[] {
	return [...new Set(keys)].filter((key) => key.length >= SHORTEST).slice(0, MAX_KEYS);
}
