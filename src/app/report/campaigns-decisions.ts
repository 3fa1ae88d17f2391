// Decisions in words: what an analyst recorded about a campaign, as the answer to the command, the page and the terminal say it.

import type { MadeDecision } from "../../edge/casebook/campaigns/decision-log.ts";
import { counted } from "./shown-text.ts";

/** What an analyst decided. */
export interface Decided {
	/** By which it can be taken back. */
	readonly id: string;
	/** ISO 8601, UTC. */
	readonly time: string;
	readonly actor: string;
	/** Goes on after "ANALYST on DAY: ". */
	readonly what: string;
	readonly note: string | null;
}

/** "confirmed", "merged with 77aa01c3d9f2": goes on after a campaign's id, or after who said it. */
export function decisionInWords({ kind, detail }: Pick<MadeDecision, "kind" | "detail">): string {
	switch (kind) {
		case "confirm":
			return "confirmed as aimed at somebody";
		case "reject":
			return "rejected as aimed at nobody";
		case "reset":
			return "left to the program's own assessment again";
		case "merge":
			return `merged with ${detail.other ?? "another campaign"}`;
		case "split":
			return `${counted(detail.messages?.length ?? 0, "message")} split off as ${detail.to ?? "a campaign"}`;
		case "name":
			return detail.name ? `named "${detail.name}"` : "its name taken away";
		case "attribute":
			return `attributed to ${detail.attribution?.to ?? "?"} by ${detail.attribution?.source ?? "?"}, confidence ${detail.attribution?.confidence ?? "none"}`;
		case "undo":
			return `decision ${detail.decision ?? "?"} taken back`;
	}
}

/** As a page or a terminal lists them. */
export function toldDecision(made: MadeDecision): Decided {
	const { id, time, actor, stands, overtaken, detail } = made;
	const since = stands ? (overtaken ? " (does not count for what it is now)" : "") : " (taken back since)";
	return { id, time, actor, what: `${decisionInWords(made)}${since}`, note: detail.note ?? null };
}
