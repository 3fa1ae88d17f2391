// Posing: does the sender want to be taken for somebody else? What it is taken from: names of outlets that readers trust, the domain of the
// reader's own organisation, and the owner's server, which may have found that From did not send it.

import { isFreemail } from "../freemail.ts";
import { MOST_TOLD } from "../imitations.ts";
import { outletsIn } from "../outlets.ts";
import { LIKENESS_WORDS, lookalikeOf, looksLikeHost } from "../outlets-lookalikes.ts";
import { type CampaignFacts, shareOf } from "./facts.ts";
import type { Find } from "./found.ts";
import { counted, cut, day, does, listed, messagesWith } from "./wording.ts";

/** Of the messages: less than that is chance, a press review that forgot its link for instance. */
const ENOUGH = 0.3;

export const findPosing: Find = (facts, find) => {
	if (shareOf(facts, "lookalike") >= ENOUGH) find("lookalike-domain", `${messagesWith(facts, "lookalike")} came from ${likeness(facts)}.`);
	if (shareOf(facts, "outlet-name") >= ENOUGH) {
		const name = facts.names.find((shown) => outletsIn(shown).length > 0);
		const shown = name === undefined ? "the name of a known outlet" : `the name "${cut(name)}"`;
		find(
			"outlet-name",
			`${messagesWith(facts, "outlet-name")} ${does(facts, "outlet-name", "bears", "bear")} ${shown}, and ${does(facts, "outlet-name", "comes", "come")} from ${sendersDomain(facts)}, which is not the outlet's.`,
		);
	}
	if (shareOf(facts, "outlet-unrelated") >= ENOUGH)
		find(
			"outlet-article",
			`${messagesWith(facts, "outlet-unrelated")} ${does(facts, "outlet-unrelated", "has", "have")} article text that names an outlet, ${does(facts, "outlet-unrelated", "comes", "come")} from ${sendersDomain(facts)} and ${does(facts, "outlet-unrelated", "links", "link")} to no page of that outlet.`,
		);
	findImitation(facts, find);
	if (shareOf(facts, "name-mismatch") >= ENOUGH)
		find("name-mismatch", `In ${messagesWith(facts, "name-mismatch")} the display name shows another address or domain than the true one.`);
	if (shareOf(facts, "authentication-failed") >= ENOUGH)
		find(
			"failed-authentication",
			`The receiving server found in ${messagesWith(facts, "authentication-failed")} that ${sendersDomain(facts)} did not send ${does(facts, "authentication-failed", "it", "them")}.`,
		);
};

const findImitation: Find = ({ imitated }, report) => {
	const [first] = imitated;
	if (first === undefined) return;
	const { name, domain, as, by, since, messages } = first;
	const mails = messages < MOST_TOLD ? counted(messages, "mail") : `${MOST_TOLD} mails or more`;
	const known = `${cut(name)} (${cut(domain)}), of whom the case has ${mails} since ${day(since)}`;
	// Somebody else's name over a free mailbox has no domain that could match.
	if (by === "both" || (by === "name" && isFreemail(as))) {
		report(
			"imitates-known",
			`${by === "both" ? cut(as) : `A mailbox at ${cut(as)}`} bears the name of ${known}, and is not ${by === "both" ? "its domain" : "one of its domain"}.`,
		);
		// One of each name.
		const others = new Map(imitated.filter((other) => other.by === "both").map((other) => [other.key, other.domain]));
		if (others.size > 1)
			report("imitates-several", `It bears the names of ${counted(others.size, "known sender")}: ${listed([...others.values()])}.`);
	} else
		report(
			"same-name",
			by === "name" ? `A sender at ${cut(as)} has the same name as ${known}.` : `${cut(as)} has the same name for a domain as ${known}.`,
		);
};

function likeness({ fromDomains, recipients }: CampaignFacts): string {
	for (const domain of fromDomains) {
		const found = lookalikeOf(domain);
		if (found !== null) return `${cut(domain)}, which is ${found.outlet.name}'s ${found.like} ${LIKENESS_WORDS[found.how]}`;
	}
	const readers = new Set(recipients.map((address) => address.slice(address.lastIndexOf("@") + 1)));
	for (const domain of fromDomains) {
		for (const reader of readers) {
			if (!isFreemail(reader) && looksLikeHost(domain, reader))
				return `${cut(domain)}, which looks like the recipient's own ${cut(reader)}`;
		}
	}
	return "or name for replies a domain that looks like a known one";
}

function sendersDomain({ fromDomains }: CampaignFacts): string {
	const [first = "an unnamed sender"] = fromDomains;
	return fromDomains.length < 2 ? cut(first) : `${cut(first)} and ${counted(fromDomains.length - 1, "other domain")}`;
}
