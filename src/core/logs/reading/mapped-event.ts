// Mapped event: what a line of a product's export says, by the mapping that the user gave for it.

import type { LogContext, LogEvent, LogMapping, LogOutcome, LogProblem } from "../../model/log-event.ts";
import { asctimeTime, commonLogTime, epochSeconds, epochUnits, isoTime, yearlessTime } from "./clock.ts";
import { unreadable } from "./line.ts";
import { clientOf, hostPlace, type Place, present, urlPlace } from "./place.ts";
import { outcomeOfProxy, requestPlace, statusOf } from "./request.ts";

/** A line's value for one of the mapping's fields; null where it has none. */
export type MappedCell = (field: keyof LogMapping["fields"]) => string | null;

export function mappedTime(cell: MappedCell, mapping: LogMapping, context: LogContext): number | null {
	const text = cell("time");
	return text === null ? null : timeOf(text.trim(), mapping.time ?? "iso", context);
}

export function mappedEvent(cell: MappedCell, mapping: LogMapping, context: LogContext): LogEvent | LogProblem | null {
	const time = mappedTime(cell, mapping, context);
	if (time === null) return unreadable(`no time that can be read in ${mapping.fields.time}`);
	const asked = placeOf(cell, mapping.kind);
	if (asked === null) return null;
	const status = statusOf(cell("status") ?? undefined);
	const said = cell("outcome")?.trim() ?? null;
	const named = said === null ? null : namedOutcome(said, mapping);
	const unmapped = named === null ? filled(said) : null;
	return {
		...asked,
		time,
		client: clientOf(filled(cell("client")) ?? undefined),
		outcome: named ?? (unmapped === null ? outcomeBy(status, mapping) : outcomeUnmapped(mapping)),
		status,
		agent: filled(cell("agent")),
		user: filled(cell("user")),
		...(unmapped !== null && { unmapped: unmapped.slice(0, LONGEST_WORD) }),
	};
}

/** Of a word that is named to people. What is longer is no word. */
const LONGEST_WORD = 40;

/** Words that products write where there is nothing. */
const NOTHING: ReadonlySet<string> = new Set(["none", "null", "n/a", "na"]);

function filled(text: string | null): string | null {
	return text !== null && NOTHING.has(text.toLowerCase()) ? null : present(text ?? undefined);
}

/** A URL without a scheme, as some products write it, is of http; "px.example:443" is a tunnel that the product did not look into. */
function placeOf(cell: MappedCell, kind: LogEvent["kind"]): (Place & Pick<LogEvent, "kind">) | null {
	const url = filled(cell("url"));
	if (url !== null && kind === "http" && /^[\w.-]{1,255}:443$/.test(url)) return requestPlace("CONNECT", url);
	if (url !== null && kind !== "dns") {
		const whole = requestPlace("GET", url) ?? (/^[\w.-]+(?::\d+)?(?:[/?].*)?$/s.test(url) ? requestPlace("GET", `http://${url}`) : null);
		if (whole !== null) return { ...whole, kind };
	}
	const host = filled(cell("host"));
	const place = host === null ? null : (urlPlace(host) ?? hostPlace(host));
	return place && { host: place.host, url: null, kind };
}

/** Null for a word that the mapping does not name. */
function namedOutcome(word: string, { outcomes = {} }: LogMapping): LogOutcome | null {
	const said = word.toLowerCase();
	const whole = Object.entries(outcomes).find(([name]) => name === said);
	// Products part their words further: "blocked*" is of "blockedByCategory" as well.
	const front = Object.entries(outcomes).filter(([name]) => name.endsWith("*") && said.startsWith(name.slice(0, -1)));
	return (whole ?? front.sort(([a], [b]) => b.length - a.length)[0])?.[1] ?? null;
}

function outcomeBy(status: number | null, { kind }: LogMapping): LogOutcome {
	return kind === "dns" ? "unknown" : outcomeOfProxy(status);
}

/**
 * Of a word that the mapping does not name: 200 may be the page that says "isolated" or "go on at your own risk", and 403 may be the server's own. So it
 * counts as tried, and no more; "unknown" of a request would say that it most likely arrived.
 */
function outcomeUnmapped({ kind }: LogMapping): LogOutcome {
	return kind === "http" ? "failed" : "unknown";
}

function timeOf(text: string, form: string, context: LogContext): number | null {
	switch (form) {
		case "seconds":
			return epochSeconds(text);
		case "milliseconds":
			return epochUnits(text, 3);
		case "microseconds":
			return epochUnits(text, 6);
		case "nanoseconds":
			return epochUnits(text, 9);
		case "common":
			return commonLogTime(text);
		case "asctime":
			return asctimeTime(text, context);
		case "yearless":
			return yearlessTime(text, context);
		default:
			return isoTime(text, context);
	}
}
