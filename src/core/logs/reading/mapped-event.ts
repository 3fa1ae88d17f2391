// Mapped event: what a line of a product's export says, by the mapping that the user gave for it.

import type { LogContext, LogEvent, LogMapping, LogOutcome, LogProblem } from "../../model/log-event.ts";
import { commonLogTime, epochSeconds, isoTime, yearlessTime } from "./clock.ts";
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
	const outcome = outcomeOf(cell("outcome"), mapping, status);
	return {
		...asked,
		time,
		client: clientOf(cell("client") ?? undefined),
		outcome,
		status,
		agent: present(cell("agent") ?? undefined),
		user: present(cell("user") ?? undefined),
	};
}

/** A URL without a scheme, as some products write it, is of http. */
function placeOf(cell: MappedCell, kind: LogEvent["kind"]): (Place & Pick<LogEvent, "kind">) | null {
	const url = present(cell("url") ?? undefined);
	if (url !== null && kind !== "dns") {
		const whole = requestPlace("GET", url) ?? (/^[\w.-]+(?::\d+)?(?:[/?].*)?$/s.test(url) ? requestPlace("GET", `http://${url}`) : null);
		if (whole !== null) return { ...whole, kind };
	}
	const host = present(cell("host") ?? undefined);
	const place = host === null ? null : (urlPlace(host) ?? hostPlace(host));
	return place && { host: place.host, url: null, kind };
}

function outcomeOf(word: string | null, { outcomes = {}, kind }: LogMapping, status: number | null): LogOutcome {
	const named = word === null ? undefined : Object.entries(outcomes).find(([name]) => name === word.trim().toLowerCase())?.[1];
	if (named !== undefined) return named;
	return kind === "dns" ? "unknown" : outcomeOfProxy(status);
}

function timeOf(text: string, form: string, context: LogContext): number | null {
	const divided = (by: number): number | null => (/^\d{9,20}$/.test(text) ? epochSeconds((Number(text) / by).toFixed(3)) : null);
	switch (form) {
		case "seconds":
			return epochSeconds(text);
		case "milliseconds":
			return divided(1e3);
		case "microseconds":
			return divided(1e6);
		case "nanoseconds":
			return divided(1e9);
		case "common":
			return commonLogTime(text);
		case "yearless":
			return yearlessTime(text, context);
		default:
			return isoTime(text, context);
	}
}
