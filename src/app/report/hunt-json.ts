// What `hunt --json` prints: an object for each place where something was found, and one for each indicator that was not (docs/schema/hunt.schema.json).

import type { Search } from "../../core/indicators/search.ts";
import type { Indicator } from "../../core/model/indicator.ts";
import type { Match } from "../../edge/casebook/hunting/hunt.ts";
import type { FoundPlace, FoundWhere } from "../../edge/casebook/hunting/matches.ts";
import type { CampaignVerdict } from "../../edge/casebook/hunting/verdicts.ts";

export interface MatchJson {
	readonly indicator: string;
	readonly kind: string;
	readonly message_id: string | null;
	readonly mailbox: string;
	readonly sha256: string;
	readonly received: string | null;
	readonly recipient: string | null;
	readonly where: { readonly part: string; readonly start: number; readonly end: number } | string | null;
	readonly file: string;
	readonly gone: boolean;
	readonly campaign: string | null;
	readonly targeted: boolean;
	readonly received_from: "received" | "date" | null;
}

/** One for each mailbox that the message lies in, and each place in the message. */
export function matchObjects({ indicator, message, where }: Match, verdict: CampaignVerdict | undefined): MatchJson[] {
	const { sha256, messageId, received, receivedFrom } = message;
	return message.places.flatMap(({ mailbox, file, owner, gone }: FoundPlace) =>
		where.map((place) => ({
			...{ indicator: indicator.given, kind: indicator.kind, message_id: messageId },
			...{ mailbox, sha256, received, recipient: owner, where: whereJson(place) },
			...{ file, gone, campaign: verdict?.campaign ?? null, targeted: verdict?.targeted ?? false },
			received_from: received === null ? null : receivedFrom,
		})),
	);
}

/** For a value that may be two things, as what it was looked for first. */
export function missingLines({ all }: Search): string {
	return all.flatMap(([first]) => (first === undefined ? [] : [missingLine(first.indicator)])).join("");
}

function missingLine({ given, kind }: Indicator): string {
	return `${JSON.stringify({ indicator: given, kind, message_id: null })}\n`;
}

function whereJson(where: FoundWhere): MatchJson["where"] {
	return typeof where === "string" ? `header ${headerName(where)}` : where;
}

/** "reply-to" as mail writes it. */
export function headerName(lowerCase: string): string {
	if (lowerCase === "message-id") return "Message-ID";
	if (lowerCase === "dkim-signature") return "DKIM-Signature";
	return lowerCase.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
