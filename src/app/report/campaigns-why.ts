// Why: the answers of `campaigns why`, for the terminal. A sentence for each thing that is shared, with its rarity, and what was not counted.

import type { Campaign } from "../../core/model/campaign.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { Membership, Relation } from "../../edge/casebook/campaigns/relations.ts";
import type { StoredMessage } from "../../edge/casebook/stored-messages.ts";
import { indented } from "./campaigns-terminal.ts";
import { FEATURE_WORDS, proofInWords, rarityInWords, STRENGTH_WORDS, valueInWords } from "./campaigns-words.ts";
import { count, counted, shownText } from "./shown-text.ts";
import { wrap } from "./terminal/columns.ts";
import { LEAST_WIDTH, painter, type Screen } from "./terminal/screen.ts";

const LONGEST = 800;
const MOST_PROOFS = 8;

export interface MembershipToTell {
	readonly campaign: Campaign;
	/** null where the case holds it no more. */
	readonly message: StoredMessage | null;
	readonly membership: Membership | null;
	/** What comparing it with copies of others proves. */
	readonly proofs: readonly Proof[];
	readonly sha256: string;
	/** Of the whole case. */
	readonly senders: number;
}

/** Ends with a line end. */
export function describeMembership(told: MembershipToTell, screen: Screen): string {
	const { campaign, message, membership, proofs, sha256, senders } = told;
	const width = Math.max(LEAST_WIDTH, screen.width);
	const paint = painter(screen);
	const lines = wrap(`Why ${sha256.slice(0, 16)} is in ${campaign.id}`, width).map((line) => paint("bold", line));
	if (message?.from) lines.push(...wrap(`From     ${shownText(message.from, 300)}`, width, 9));
	if (message?.subject) lines.push(...wrap(`Subject  ${shownText(message.subject, 300)}`, width, 9));
	const say = (sentence: string, by = 0): void => void lines.push(...indented(shownText(sentence, LONGEST), width, by));
	if (membership === null) {
		lines.push("");
		say("The case does not say: it was taken out, or read again by another version. Scan its mailbox once more.");
		return `${lines.join("\n")}\n`;
	}
	const { split, sender, messages, senders: own, kin } = membership;
	lines.push("");
	if (split) say("An analyst split it off: that stands above what the program would say.");
	say(sameSender(messages, own, split));
	for (const thing of sender) say(`${FEATURE_WORDS[thing.kind]}: ${valueInWords(thing)}, ${rarityInWords(thing.sharedBy, senders)}`, 2);
	for (const { sender: other, strength, why } of kin) {
		lines.push("");
		say(`It belongs with ${other} (${STRENGTH_WORDS[strength]}):`);
		for (const sentence of why) say(sentence, 2);
	}
	if (!split && kin.length === 0 && own > 1) {
		lines.push("");
		say("An analyst merged it in: by itself it shares too little with the others.");
	}
	if (proofs.length > 0) {
		lines.push("", ...wrap("What comparing copies proves", width).map((line) => paint("bold", line)));
		for (const proof of proofs.slice(0, MOST_PROOFS)) say(proofInWords(proof), 2);
		if (proofs.length > MOST_PROOFS) say(`and ${count(proofs.length - MOST_PROOFS)} more`, 2);
	}
	return `${lines.join("\n")}\n`;
}

function sameSender(messages: number, senders: number, split: boolean): string {
	const mail = messages === 1 ? "Its sender wrote no other such mail here" : `Its sender wrote ${counted(messages, "such message")} here`;
	if (split) return `${mail}, known by:`;
	return senders > 1
		? `${mail}, and is one of ${count(senders)} senders of this campaign, known by:`
		: `${mail}, and is the only sender of this campaign, known by:`;
}

/** Ends with a line end. */
export function describeRelation(one: Campaign, other: Campaign, { shared, aside }: Relation, screen: Screen): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	const paint = painter(screen);
	const lines: string[] = [];
	const say = (sentence: string, by = 0): void => void lines.push(...indented(shownText(sentence, LONGEST), width, by));
	const head = (sentence: string): void => void lines.push(...wrap(sentence, width).map((line) => paint("bold", line)));
	const link = one.links.find(({ campaign }) => campaign === other.id);
	if (one.id === other.id) {
		head(`${one.id} is one campaign with itself.`);
		const merged = one.aliases.length > 0 ? ` ${one.aliases.join(", ")} was merged into it.` : "";
		say(`Two ids may lead to one campaign.${merged}`);
	} else if (link !== undefined) {
		head(`${one.id} and ${other.id} are linked: ${STRENGTH_WORDS[link.strength]}`);
		for (const sentence of link.why) say(sentence, 2);
		say("That is too little to make them one campaign; an analyst may merge them.");
	} else {
		head(`${one.id} and ${other.id} are not linked`);
		if (shared.length === 0) say("They share nothing that could link them.");
		else {
			say("What they share is too little:");
			for (const sentence of shared) say(sentence, 2);
		}
	}
	if (aside.length > 0) {
		lines.push("");
		head("They share as well what links nothing");
		for (const sentence of aside) say(sentence, 2);
	}
	return `${lines.join("\n")}\n`;
}
