// Campaigns on the terminal, as a list: most pressing first, the less interesting ones a page of each kind. Plain words at 80 columns; a colour
// never says what the words beside it do not. What stems from mail goes through `shownText`, so that no escape sequence gets out.

import { STANDINGS, type Standing, standingOf } from "../../core/campaigns/standing.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import type { CampaignList } from "./campaigns-list.ts";
import {
	ASSESSMENT_MEANING,
	hasCampaigns,
	reasonsFor,
	type StandingCounts,
	sizeInWords,
	spanInWords,
	totalsInWords,
	tracesInWords,
	verdictInWords,
	weightInWords,
} from "./campaigns-words.ts";
import { count, shownText } from "./shown-text.ts";
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

/** Ends with a line end. */
export function describeCampaigns({ counts, shown }: CampaignList, screen: Screen): string {
	const width = Math.max(LEAST_WIDTH, screen.width);
	const paint = painter(screen);
	if (!hasCampaigns(counts)) return "There is no campaign: no message contacts anybody without a click.\n";
	const lines = wrap(totalsInWords(counts), width).map((line) => paint("bold", line));
	for (const standing of STANDINGS) {
		if (counts[standing] === 0) continue;
		lines.push("", paint(STANDING_STYLES[standing], TITLES[standing]));
		if (standing !== "rejected") lines.push(...wrap(ASSESSMENT_MEANING[standing], width).map((line) => paint("soft", line)));
		for (const campaign of shown[standing]) lines.push("", ...listEntry(campaign, width, paint));
		const missing = counts[standing] - shown[standing].length;
		if (missing > 0) lines.push("", ...wrap(`and ${count(missing)} more (--all shows them, --json has everything)`, width));
	}
	lines.push("", ...wrap("`counterpixel campaigns ID` tells all of one; `campaigns why ID ID2|MESSAGE` why they belong together.", width));
	return `${lines.join("\n")}\n`;
}

function listEntry(campaign: Campaign, width: number, paint: Painter): string[] {
	const standing = standingOf(campaign);
	const lines = headLines(campaign, width, paint);
	lines.push(...indented(`${verdictInWords(campaign)}: ${sizeInWords(campaign)}, ${spanInWords(campaign)}`, width, 2));
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
