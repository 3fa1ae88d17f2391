// Why: the answers of `campaigns why`, for the terminal. A sentence for each thing that is shared, with its rarity, and what was not counted.

import type { Campaign } from "../../core/model/campaign.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import type { MadeDecision } from "../../edge/casebook/campaigns/decision-log.ts";
import type { Membership, Relation } from "../../edge/casebook/campaigns/relations.ts";
import type { StoredMessage } from "../../edge/casebook/stored-messages.ts";
import { decisionInWords } from "./campaigns-decisions.ts";
import { indented } from "./campaigns-terminal.ts";
import { FEATURE_WORDS, minuteInWords, proofInWords, rarityInWords, STRENGTH_WORDS, valueInWords } from "./campaigns-words.ts";
import { placeInWords } from "./hunt-terminal.ts";
import { count, counted, shownText } from "./shown-text.ts";
import { wrap } from "./terminal/columns.ts";
import { LEAST_WIDTH, painter, type Screen } from "./terminal/screen.ts";
import { TRIGGER_WORDS } from "./words.ts";

const LONGEST = 800;
/** Of each list, unless all is asked for. */
const MOST = { kin: 8, proofs: 8, places: 3, shared: 30 } as const;
type Most = Readonly<Record<keyof typeof MOST, number>>;
const ALL: Most = {
	kin: Number.POSITIVE_INFINITY,
	proofs: Number.POSITIVE_INFINITY,
	places: Number.POSITIVE_INFINITY,
	shared: Number.POSITIVE_INFINITY,
};
/** Characters of a URL, unless all is asked for. */
const MOST_URL = 120;

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

/** `all`: nothing is cut. Ends with a line end. */
export function describeMembership(told: MembershipToTell, screen: Screen, all = false): string {
	const most = all ? ALL : MOST;
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
	const { split, sender, messages, senders: own, kin, kinInAll } = membership;
	lines.push("");
	if (split) say("An analyst split it off: that stands above what the program would say.");
	say(sameSender(messages, own, split));
	for (const thing of sender) say(`${FEATURE_WORDS[thing.kind]}: ${valueInWords(thing)}, ${rarityInWords(thing.sharedBy, senders)}`, 2);
	for (const { sender: other, strength, why } of kin.slice(0, most.kin)) {
		lines.push("");
		say(`It belongs with ${other} (${STRENGTH_WORDS[strength]}):`);
		for (const sentence of why) say(sentence, 2);
	}
	const further = kinInAll - Math.min(kin.length, most.kin);
	if (further > 0) lines.push("", `and with ${counted(further, "more sender")}${kin.length > most.kin ? SHOW_ALL : ""}`);
	if (!split && kin.length === 0 && own > 1) {
		lines.push("");
		say("An analyst merged it in: by itself it shares too little with the others.");
	}
	if (proofs.length > 0) {
		lines.push("", ...wrap("What comparing copies proves", width).map((line) => paint("bold", line)));
		const groups = alike(proofs, message?.references ?? []);
		for (const { reference, says, places } of groups.slice(0, most.proofs)) {
			say(`${reference === null ? "a reference" : shownText(reference.url, all ? LONGEST : MOST_URL)}`, 2);
			if (reference !== null) say(`${placesInWords(places, most.places)}, contacted ${TRIGGER_WORDS[reference.trigger]}`, 4);
			say(says, 4);
		}
		if (groups.length > most.proofs) say(`and the same of ${counted(groups.length - most.proofs, "more URL")}${SHOW_ALL}`, 2);
	}
	return `${lines.join("\n")}\n`;
}

const SHOW_ALL = " (--all shows them)";

interface AlikeProofs {
	/** The first of them; null where the case holds the message no more. */
	readonly reference: RemoteReference | null;
	readonly says: string;
	readonly places: RemoteReference[];
}

/** One URL often stands in a message twice and more, and the same is proved of it each time. What is contacted without a click comes first. */
function alike(proofs: readonly Proof[], references: readonly RemoteReference[]): AlikeProofs[] {
	const groups = new Map<string, AlikeProofs>();
	for (const proof of proofs) {
		const reference = references[proof.reference] ?? null;
		const says = proofInWords(proof);
		const key = JSON.stringify([reference?.url, reference?.trigger, says]);
		const known = groups.get(key);
		if (known === undefined) groups.set(key, { reference, says, places: reference === null ? [] : [reference] });
		else if (reference !== null) known.places.push(reference);
	}
	return [...groups.values()].sort((a, b) => Number(a.reference?.trigger === "click") - Number(b.reference?.trigger === "click"));
}

/** "part 1.2, bytes 4,000 to 4,130; part 2, bytes 7 to 90; and 3 more places" */
function placesInWords(places: readonly RemoteReference[], most: number): string {
	const said = places.slice(0, most).map(({ part, start, end }) => placeInWords({ part, start, end }));
	if (places.length > most) said.push(`and ${counted(places.length - most, "more place")}`);
	return said.join("; ");
}

function sameSender(messages: number, senders: number, split: boolean): string {
	const mail = messages === 1 ? "Its sender wrote no other such mail here" : `Its sender wrote ${counted(messages, "such message")} here`;
	if (split) return `${mail}, known by:`;
	return senders > 1
		? `${mail}, and is one of ${count(senders)} senders of this campaign, known by:`
		: `${mail}, and is the only sender of this campaign, known by:`;
}

/** The decision by which one was split off the other, under whichever of their ids; the last of several. */
function splitBetween(one: Campaign, other: Campaign, decisions: readonly MadeDecision[]): MadeDecision | undefined {
	const [mine, theirs] = [one, other].map(({ id, aliases }) => new Set([id, ...aliases])) as [Set<string>, Set<string>];
	return decisions.findLast(({ kind, stands, campaign, detail: { to = "" } }) => {
		return stands && kind === "split" && ((mine.has(campaign) && theirs.has(to)) || (theirs.has(campaign) && mine.has(to)));
	});
}

/** `all`: nothing is cut. `decisions`: of the case. Ends with a line end. */
export function describeRelation(
	one: Campaign,
	other: Campaign,
	{ shared, aside }: Relation,
	screen: Screen,
	all = false,
	decisions: readonly MadeDecision[] = [],
): string {
	const most = all ? ALL.shared : MOST.shared;
	const width = Math.max(LEAST_WIDTH, screen.width);
	const paint = painter(screen);
	const lines: string[] = [];
	const say = (sentence: string, by = 0): void => void lines.push(...indented(shownText(sentence, LONGEST), width, by));
	const head = (sentence: string): void => void lines.push(...wrap(sentence, width).map((line) => paint("bold", line)));
	const list = (sentences: readonly string[]): void => {
		for (const sentence of sentences.slice(0, most)) say(sentence, 2);
		if (sentences.length > most) say(`and ${counted(sentences.length - most, "more thing")}${SHOW_ALL}`, 2);
	};
	const link = one.links.find(({ campaign }) => campaign === other.id);
	const split = splitBetween(one, other, decisions);
	if (one.id === other.id) {
		head(`${one.id} is one campaign with itself.`);
		const merged = one.aliases.length > 0 ? ` ${one.aliases.join(", ")} was merged into it.` : "";
		say(`Two ids may lead to one campaign.${merged}`);
	} else if (split !== undefined) {
		const { id, actor, time, detail } = split;
		head(`${one.id} and ${other.id} are two campaigns since an analyst split them`);
		const note = detail.note === undefined ? "" : `: ${detail.note}`;
		say(`${split.campaign}: ${decisionInWords(split)}, by ${actor}, ${minuteInWords(time)} (decision ${id})${note}`);
		say("That stands above what the program would say.");
		const things = link?.why ?? shared;
		if (things.length > 0) say("They share:");
		list(things);
	} else if (link !== undefined) {
		head(`${one.id} and ${other.id} are linked: ${STRENGTH_WORDS[link.strength]}`);
		list(link.why);
		say("That is too little to make them one campaign; an analyst may merge them.");
	} else {
		head(`${one.id} and ${other.id} are not linked`);
		if (shared.length === 0) say("They share nothing that could link them.");
		else {
			say("What they share is too little:");
			list(shared);
		}
	}
	if (aside.length > 0) {
		lines.push("");
		head("They share as well what links nothing");
		list(aside);
	}
	return `${lines.join("\n")}\n`;
}
