// One campaign on the terminal, with everything: why it is called what it is called, when it reached whom, what its messages share and how
// rare that is, what it is linked with, what was left out of account, and what analysts said.

import { standingOf } from "../../core/campaigns/standing.ts";
import type { SharedThing } from "../../core/model/campaign.ts";
import type { Individual, IndividualByTrigger } from "./campaigns-individual.ts";
import type { CampaignStory, Wave } from "./campaigns-story.ts";
import { headLines, indented, reasonLine, STANDING_STYLES } from "./campaigns-terminal.ts";
import {
	ASSESSMENT_MEANING,
	FEATURE_WORDS,
	identifiersInWords,
	leadTimeInWords,
	minuteInWords,
	proofInWords,
	rarityInWords,
	reasonsFor,
	STRENGTH_WORDS,
	sizeInWords,
	valueInWords,
	verdictInWords,
} from "./campaigns-words.ts";
import { count, counted, shownText } from "./shown-text.ts";
import { fit, wrap } from "./terminal/columns.ts";
import { LEAST_WIDTH, painter, type Screen } from "./terminal/screen.ts";

/** Of each list, unless all is asked for. */
const MOST = { waves: 12, reached: 5, recipients: 30, shared: 25, links: 10, why: 6, messages: 10, setAside: 10 } as const;
type Most = Readonly<Record<keyof typeof MOST, number>>;
const ALL: Most = Object.fromEntries(Object.keys(MOST).map((name) => [name, Number.POSITIVE_INFINITY])) as unknown as Most;

/** Characters of a URL. */
const MOST_URL = 120;

export interface CampaignToTell extends CampaignStory {
	readonly individual: IndividualByTrigger;
}

/** `all`: nothing is cut. Ends with a line end. */
export function describeCampaign(story: CampaignToTell, screen: Screen, all = false): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	const paint = painter(screen);
	const most = all ? ALL : MOST;
	const { campaign } = story;
	const standing = standingOf(campaign);
	const lines = headLines(campaign, width, paint);
	lines.push(...wrap(verdictInWords(campaign), width).map((line) => paint(STANDING_STYLES[standing], line)));
	if (campaign.decided === null) lines.push(...wrap(ASSESSMENT_MEANING[campaign.assessment], width));
	if (campaign.aliases.length > 0) lines.push(...wrap(`also known as ${campaign.aliases.join(", ")}`, width, 2));
	lines.push("", ...wrap(`${sizeInWords(campaign)}. ${seenInWords(story)}`, width));

	const section = (title: string, body: readonly string[]): void => {
		if (body.length > 0) lines.push("", ...wrap(title, width).map((line) => paint("bold", line)), ...body);
	};
	for (const side of ["targeted", "commercial"] as const) {
		const reasons = reasonsFor(campaign, side);
		section(
			`What speaks for ${side} (weight, reason)`,
			reasons.flatMap(({ text, weight }) => reasonLine(text, weight, width)),
		);
	}
	section("When it reached whom", waveLines(story.waves, width, most));
	section("Times in doubt", doubtLines(story, width));
	section("Recipients", recipientLines(campaign.recipients, width, most.recipients));
	section("What is fetched without a click", individualLines(story.individual.unclicked, width));
	const { address, unique, opaque } = story.individual.clicked.identifiers;
	if (address + unique + opaque > 0) section("What links tell of who clicks them", individualLines(story.individual.clicked, width));
	section(
		"What is found in its messages, and who else here has it",
		sharedLines(campaign.infrastructure, story.senders, width, most.shared),
	);
	section("Linked with", linkLines(story, width, most));
	section("Set aside: too many here share it to link anything by it", sharedLines(campaign.setAside, story.senders, width, most.setAside));
	section("Who is said to be behind it", attributionLines(story, width));
	section("What analysts said", decisionLines(story, width));
	section("Messages", messageLines(story, width, most.messages));
	return `${lines.join("\n")}\n`;
}

/** Sentences about times that should not be relied on. */
export function doubtsInWords({ campaign: { lastSeen }, clocksInDoubt, undated, now }: CampaignStory): string[] {
	const said: string[] = [];
	if (clocksInDoubt > 0)
		said.push(
			`Of ${counted(clocksInDoubt, "message")} the time is doubtful: Date and Received are more than a week apart, or only Date tells it, which the sender writes.`,
		);
	if (undated > 0) said.push(`${counted(undated, "message")} without any time.`);
	if (lastSeen !== null && leadTimeInWords(lastSeen, now) === null) said.push("The last message claims to be from the future.");
	return said;
}

function doubtLines(story: CampaignStory, width: number): string[] {
	return doubtsInWords(story).flatMap((sentence) => indented(sentence, width, 2));
}

/** First and last seen, and how long that is ago. */
export function seenInWords({ campaign: { firstSeen, lastSeen }, now }: Pick<CampaignStory, "campaign" | "now">): string {
	if (firstSeen === null || lastSeen === null) return "No message tells when it came.";
	const lead = leadTimeInWords(firstSeen, now);
	const ago = lead === null ? "" : `, ${lead} before today`;
	return `First seen ${minuteInWords(firstSeen)}${ago}; last seen ${minuteInWords(lastSeen)}.`;
}

function waveLines(waves: readonly Wave[], width: number, most: Most): string[] {
	const lines = waves.slice(0, most.waves).flatMap((wave, index) => {
		const { first, last, messages, reached } = wave;
		const until = last === first ? "" : ` to ${minuteInWords(last)}`;
		const one = reached.length === 1 ? reached[0] : undefined;
		const whom = one === undefined ? counted(reached.length, "recipient") : shownText(one.recipient, 200);
		const head = `Wave ${index + 1}: ${minuteInWords(first)}${until}, ${counted(messages, "message")} to ${whom}`;
		const people = (one === undefined ? reached : [])
			.slice(0, most.reached)
			.flatMap(({ recipient, at }) => indented(`${minuteInWords(at)}  ${shownText(recipient, 200)}`, width, 4));
		const missing = reached.length - most.reached;
		return [...indented(head, width, 2), ...people, ...(missing > 0 ? [`    and ${count(missing)} more`] : [])];
	});
	return [...lines, ...rest(waves.length - most.waves, "wave")];
}

function individualLines({ identifiers, proof }: Individual, width: number): string[] {
	const lines = indented(identifiersInWords(identifiers), width, 2);
	if (proof === null) return lines;
	const where = proof.reference === null ? "" : `, for example in ${shownText(proof.reference.url, MOST_URL)}`;
	return [...lines, ...indented(`Proof${where}: ${shownText(proofInWords(proof.proof), 800)}`, width, 2)];
}

function recipientLines(recipients: readonly string[], width: number, most: number): string[] {
	const lines = indented(
		recipients
			.slice(0, most)
			.map((recipient) => shownText(recipient, 200))
			.join(", "),
		width,
		2,
	);
	return recipients.length === 0 ? [] : [...lines, ...rest(recipients.length - most, "recipient")];
}

/** As the case has them, the most telling first. */
function sharedLines(things: readonly SharedThing[], senders: number, width: number, most: number): string[] {
	const lines = things
		.slice(0, most)
		.flatMap((thing) =>
			indented(`${FEATURE_WORDS[thing.kind]}: ${valueInWords(thing)}, ${rarityInWords(thing.sharedBy, senders)}`, width, 2),
		);
	return [...lines, ...rest(things.length - most, "thing")];
}

function linkLines({ campaign: { links } }: CampaignStory, width: number, most: Most): string[] {
	const lines = links
		.slice(0, most.links)
		.flatMap(({ campaign, strength, why }) => [
			...indented(`${campaign} (${STRENGTH_WORDS[strength]})`, width, 2),
			...why.slice(0, most.why).flatMap((sentence) => indented(shownText(sentence, 600), width, 4)),
		]);
	return [...lines, ...rest(links.length - most.links, "link")];
}

function decisionLines({ decisions }: CampaignStory, width: number): string[] {
	const said = decisions.map(
		({ id, time, actor, what, note }) => `${minuteInWords(time)} ${actor}: ${what}${note === null ? "" : `. ${note}`} (decision ${id})`,
	);
	return said.flatMap((line) => indented(shownText(line, 1500), width, 2));
}

function attributionLines({ campaign: { attributions } }: CampaignStory, width: number): string[] {
	return attributions.flatMap(({ to, source, confidence }) =>
		indented(shownText(`${to}, says ${source} (confidence: ${confidence})`, 1500), width, 2),
	);
}

/** Sixteen digits of the hash are enough to name one; of a long path the end says which mailbox it is. */
function messageLines({ campaign: { messages } }: CampaignStory, width: number, most: number): string[] {
	const margin = 20;
	const lines = messages.slice(0, most).flatMap(({ messageId, mailbox, sha256 }) => {
		const place = shownText(mailbox, 500);
		const shown =
			most === Number.POSITIVE_INFINITY
				? indented(place, width, margin)
				: [" ".repeat(margin) + fit(place, width - margin, "host").trimEnd()];
		return [...indented(`${sha256.slice(0, 16)}  ${shownText(messageId ?? "without Message-ID", 200)}`, width, 2), ...shown];
	});
	return [...lines, ...rest(messages.length - most, "message")];
}

function rest(missing: number, what: string): string[] {
	return missing > 0 && missing !== Number.POSITIVE_INFINITY
		? [`  and ${counted(missing, `more ${what}`)} (--all shows them, --json has everything)`]
		: [];
}
