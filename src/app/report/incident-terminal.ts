// Incidents on a terminal: what happened, to whom, and whether it has to do with a campaign, which may well be unknown.

import type { Incident } from "../../core/model/person.ts";
import { shownText } from "./shown-text.ts";
import { indented } from "./terminal/columns.ts";
import { painter, type Screen } from "./terminal/screen.ts";

export const CONNECTED_WORDS: Readonly<Record<Incident["connected"], string>> = {
	yes: "connected",
	no: "not connected",
	unknown: "may or may not be connected",
};

export function describeIncidents(incidents: readonly Incident[], screen: Screen): string {
	if (incidents.length === 0) return "No incident was entered.\n";
	const paint = painter(screen);
	const lines = incidents.flatMap(({ id, on, account, organisation, country, what, by, campaign, connected, confidence, why }) => {
		const who = [account ?? "", organisation, country].filter((text) => text !== "").join(", ");
		const sure = confidence === "none" ? "" : ` (${confidence} confidence)`;
		const to = campaign === null ? "" : ` with campaign ${campaign}`;
		return [
			`${paint("bold", on)}  ${shownText(who, 120)}  ${paint("soft", shownText(id, 40))}`,
			...indented(`${shownText(what, 500)}${by === "" ? "" : ` (${shownText(by, 120)})`}`, screen.width, 2),
			...indented(
				`${CONNECTED_WORDS[connected]}${shownText(to, 60)}${sure}${why === "" ? "." : `: ${shownText(why, 600)}`}`,
				screen.width,
				2,
			),
			"",
		];
	});
	return `${lines.join("\n").trimEnd()}\n`;
}
