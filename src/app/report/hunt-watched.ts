// What a scan says at once where something on the watch list is found: a line or two for a person who watches it run.

import type { Match } from "../../edge/casebook/hunting/hunt.ts";
import { isDoubtful, KIND_WORDS, placeInWords } from "./hunt-terminal.ts";
import { counted, shownText } from "./shown-text.ts";

const TEXT = 200;

/** Ends with a line end. */
export function watchedText({ indicator, message, where }: Match): string {
	const { places, received, messageId, sha256 } = message;
	const [place] = places;
	const owners = [...new Set(places.flatMap(({ owner }) => (owner === null ? [] : [shownText(owner, TEXT)])))];
	const whose = owners.length === 0 ? "" : ` to ${owners.slice(0, 3).join(", ")}${owners.length > 3 ? " and others" : ""}`;
	const more = places.length > 1 ? ` and ${counted(places.length - 1, "more place")}` : "";
	const which = messageId === null ? sha256.slice(0, 16) : shownText(messageId, TEXT);
	const at =
		where.length > 1 ? `${placeInWords(where[0] ?? null)} and ${counted(where.length - 1, "more place")}` : placeInWords(where[0] ?? null);
	return (
		`WATCHED ${shownText(indicator.given, TEXT)} (${KIND_WORDS[indicator.kind]}): message ${which}${whose}` +
		`${received === null ? "" : `, ${received.slice(0, 10)}${isDoubtful(message) ? " by Date alone" : ""}`}\n` +
		`        in ${shownText(place?.file ?? "", TEXT)}${more}; ${at}\n`
	);
}
