// Levels as a lawmaker reads them: what logs show of one account. None of them says that nothing happened.

import { LEVELS, type Level } from "../../../../core/model/exposure.ts";
import type { LevelCounts } from "../../case-report-data.ts";
import { share } from "../../plots/funnel.ts";
import { count } from "../../shown-text.ts";
import { html, type Markup } from "../markup.ts";

export const LEVEL_TITLES: Readonly<Record<Level, string>> = {
	clicked: "Link followed",
	fetched: "Fetched",
	"fetched-by-proxy": "Fetched by a machine",
	blocked: "Blocked",
	"looked-up": "Looked up or tried",
	"no-evidence": "No evidence",
	delivered: "Cannot be known",
};

export const LEVEL_MEANINGS: Readonly<Record<Level, string>> = {
	clicked:
		"Somebody at this account followed a link of the mail. The sender learnt everything that fetching tells, and that the reader acted.",
	fetched:
		"The mail was opened in a program that fetched what it names. The sender learnt when, from which address, and with which program.",
	"fetched-by-proxy":
		"A machine fetched it: a mail provider's picture proxy or a security scanner. The sender learnt that the address exists, perhaps that the mail was opened, but not from where.",
	blocked:
		"A contact was attempted and the organisation's own system refused it: by the mail as it was opened or previewed, or by a machine that looked through it. The sender learnt nothing by this way, unless the name was looked up with a name server of the sender's.",
	"looked-up":
		"The tracker's name was looked up, or a contact was tried and got no answer, and nothing more is logged. The mail may have been shown, or a program looked ahead; whether anything was fetched, the logs do not tell.",
	"no-evidence":
		"Some log speaks from the arrival on and shows no contact. Mail that was read on another network or at home leaves no trace there.",
	delivered:
		"The mail arrived, and no log speaks of this account at that time: none is of its organisation, or it arrived in a gap of the logs. Whether it was opened cannot be known.",
};

/** Accounts by their strongest level, with a bar each. */
export function levelTable(levels: LevelCounts): Markup {
	const all = LEVELS.reduce((sum, level) => sum + levels[level], 0);
	return html`<table class="levels">
<caption>Accounts by the strongest thing that logs show</caption>
<thead><tr><th scope="col">Level</th><th scope="col" class="number">Accounts</th><th scope="col" class="number">Share</th><th scope="col" class="meaning">What it means</th></tr></thead>
<tbody>${LEVELS.map((level) => html`<tr><th scope="row"><span class="level ${level}">${LEVEL_TITLES[level]}</span></th><td class="number">${count(levels[level])}</td><td class="number">${share(levels[level], all)}</td><td class="meaning">${LEVEL_MEANINGS[level]}</td></tr>`)}</tbody>
</table>
`;
}
