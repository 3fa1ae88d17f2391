// Campaigns on the terminal, as a list: most pressing first, the less interesting ones a page of each kind. Plain words at 80 columns; a colour
// never says what the words beside it do not. What stems from mail goes through `shownText`, so that no escape sequence gets out.

import { STANDINGS, type Standing, standingOf } from "../../core/campaigns/standing.ts";
import type { Assessment, Campaign } from "../../core/model/campaign.ts";
import type { CampaignList } from "./campaigns-list.ts";
import {
	ASSESSMENT_MEANING,
	hasCampaigns,
	reasonsFor,
	type StandingCounts,
	sizeInWords,
	spanInWords,
	staleInWords,
	totalsInWords,
	tracesInWords,
	UNDETERMINED_ORDER,
	verdictInWords,
	weightInWords,
} from "./campaigns-words.ts";
import { count, counted, shownText } from "./shown-text.ts";
import { wrap } from "./terminal/columns.ts";
import { LEAST_WIDTH, type Painter, painter, type Screen, type Style } from "./terminal/screen.ts";

/** Shown of each kind unless all are asked for. */
export const PAGE: StandingCounts = { targeted: 50, undetermined: 10, commercial: 5, rejected: 10 };
/** Reasons of each campaign in the list; `campaigns ID` has them all. */
const REASONS_NAMED: StandingCounts = { targeted: 3, undetermined: 2, commercial: 1, rejected: 1 };

const TITLES: Readonly<Record<Standing, string>> = {
	targeted: "Targeted",
	undetermined: "Undetermined",
	commercial: "Commercial",
	rejected: "Called targeted by the program, and rejected by an analyst",
};

export const STANDING_STYLES: Readonly<Record<Standing, Style | null>> = {
	targeted: "names",
	undetermined: "token",
	commercial: null,
	rejected: "soft",
};

export interface ListToTell extends CampaignList {
	/** By id of what is shown, messages whose time is doubtful; those without are left out. */
	readonly doubts: ReadonlyMap<string, number>;
}

export interface NoCampaign {
	/** What was asked for; null for all. */
	readonly only: Assessment | null;
	/** Of the whole case. */
	readonly counts: StandingCounts;
	/** That the case holds. */
	readonly messages: number;
	/** Mailbox files whose messages an older version read, which kept less of them. */
	readonly stale: number;
}

/** Where there is none to list. Ends with a line end. */
export function describeNone({ only, counts, messages, stale }: NoCampaign, screen: Screen): string {
	const said =
		only !== null && hasCampaigns(counts)
			? `No campaign counts as ${only}, of ${totalsInWords(counts)}.`
			: stale > 0
				? `There is no campaign. ${staleInWords(stale)}`
				: messages === 0
					? "There is no campaign: the case holds no message."
					: `There is no campaign: none of ${counted(messages, "message")} contacts anybody without a click.`;
	return `${wrap(said, Math.max(LEAST_WIDTH, screen.width)).join("\n")}\n`;
}

/** Ends with a line end. */
export function describeCampaigns({ counts, shown, doubts }: ListToTell, screen: Screen): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	const paint = painter(screen);
	const lines = wrap(totalsInWords(counts), width).map((line) => paint("bold", line));
	for (const standing of STANDINGS) {
		if (counts[standing] === 0) continue;
		lines.push("", paint(STANDING_STYLES[standing], TITLES[standing]));
		if (standing !== "rejected") lines.push(...wrap(meaningOf(standing, shown[standing]), width).map((line) => paint("soft", line)));
		for (const campaign of shown[standing]) lines.push("", ...listEntry(campaign, doubts.get(campaign.id) ?? 0, width, paint));
		const missing = counts[standing] - shown[standing].length;
		if (missing > 0) lines.push("", ...wrap(`and ${count(missing)} more (--all shows them, --json has everything)`, width));
	}
	lines.push("", ...wrap("`counterpixel campaigns ID` tells all of one; `campaigns why ID ID2|MESSAGE` why they belong together.", width));
	return `${lines.join("\n")}\n`;
}

/** What an analyst confirmed stands under what the program called so, and need not look so to it. */
function meaningOf(standing: Exclude<Standing, "rejected">, shown: readonly Campaign[]): string {
	const others = shown.filter(({ assessment }) => assessment !== standing).length;
	if (standing === "undetermined" && shown.length > 1) return `${ASSESSMENT_MEANING[standing]} ${UNDETERMINED_ORDER}`;
	if (others === 0) return ASSESSMENT_MEANING[standing];
	if (others === shown.length) return "An analyst confirmed that it is aimed at these people, whatever the program says.";
	return `${ASSESSMENT_MEANING[standing].slice(0, -1)}; or an analyst confirmed it, whatever the program says.`;
}

function listEntry(campaign: Campaign, doubts: number, width: number, paint: Painter): string[] {
	const standing = standingOf(campaign);
	const lines = headLines(campaign, width, paint);
	lines.push(
		...indented(
			`${verdictInWords(campaign)}: ${sizeInWords(campaign)}, ${spanInWords(campaign)}${doubtsInSpan(campaign, doubts)}`,
			width,
			2,
		),
	);
	const traces = tracesInWords(campaign);
	if (traces !== "") lines.push(...indented(traces, width, 2));
	const side = standing === "commercial" ? "commercial" : "targeted";
	const reasons = reasonsFor(campaign, side).slice(0, REASONS_NAMED[standing]);
	for (const { text, weight } of reasons) lines.push(...reasonLine(text, weight, width));
	if (standing === "undetermined" && reasons.length === 0) lines.push(...indented("nothing speaks for targeted", width, 4));
	for (const { campaign: other, strength } of campaign.links.slice(0, 2))
		lines.push(...indented(`linked with ${other} (${strength})`, width, 4));
	return lines;
}

/** " (doubtful for 2 of them)": a span that the sender's clock may have made. */
function doubtsInSpan({ messages }: Campaign, doubts: number): string {
	if (doubts === 0) return "";
	const all = new Set(messages.map(({ sha256 }) => sha256)).size;
	return doubts >= all ? " (time in doubt)" : ` (time of ${count(doubts)} of ${count(all)} in doubt)`;
}

/** Id and name. */
export function headLines({ id, name }: Pick<Campaign, "id" | "name">, width: number, paint: Painter): string[] {
	return wrap(name === null ? id : `${id}  ${shownText(name, 200)}`, width, 2).map((line) => paint("bold", line));
}

const WEIGHT_COLUMNS = 6;

/** The weight stands in front, where weights can be compared. */
export function reasonLine(text: string, weight: number, width: number): string[] {
	const margin = 2 + WEIGHT_COLUMNS;
	const [first = "", ...rest] = wrap(shownText(text, 600), width - margin);
	return [`  ${weightInWords(weight).padStart(4)}  ${first}`, ...rest.map((line) => " ".repeat(margin) + line)];
}

export function indented(text: string, width: number, by: number): string[] {
	return wrap(text, width - by, 2).map((line) => " ".repeat(by) + line);
}
