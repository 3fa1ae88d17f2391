// Zeek record: a line of Zeek's http, dns or ssl log by the names of its fields (Zeek, Log Files), whether it came as columns or as JSON.

import type { LogEvent, LogOutcome } from "../../model/log-event.ts";
import { epochSeconds, isoTime } from "./clock.ts";
import { clientOf, hostOf, hostPlace, urlPlace } from "./place.ts";
import { outcomeOfProxy, requestPlace, statusOf } from "./request.ts";

/** Of a field by its name; null where it is not set. */
export type ZeekField = (name: string) => string | null;

const UTC = { now: 0, zone: 0 };

export function zeekTime(field: ZeekField): number | null {
	const ts = field("ts") ?? "";
	return epochSeconds(ts) ?? isoTime(ts, UTC);
}

/** `path`: "http", "dns" or "ssl"; null where only the fields tell. Null for a line about anything else, or about no host. */
export function zeekEvent(path: string | null, field: ZeekField, time: number): LogEvent | null {
	const client = clientOf(field("id.orig_h") ?? undefined);
	const common = { time, client, agent: null, user: null, status: null };
	switch (path ?? pathBy(field)) {
		case "http":
			return httpEvent(field, time, client);
		case "dns": {
			const host = hostOf(field("query") ?? "");
			return host === null ? null : { ...common, kind: "dns", host, url: null, outcome: outcomeOfLookup(field("rcode_name")) };
		}
		case "ssl": {
			const host = hostOf(field("server_name") ?? "");
			return host === null ? null : { ...common, kind: "tls", host, url: null, outcome: outcomeOfHandshake(field("established")) };
		}
		default:
			return null;
	}
}

function httpEvent(field: ZeekField, time: number, client: string | null): LogEvent | null {
	const method = field("method") ?? "GET";
	const uri = field("uri") ?? "";
	const status = statusOf(field("status_code") ?? undefined);
	const rest = { time, client, status, agent: field("user_agent"), user: field("username") };
	const asked = requestPlace(method, uri);
	if (asked !== null) return { ...asked, ...rest, outcome: outcomeOfProxy(status) };
	const host = field("host");
	if (host === null) return null;
	const port = field("id.resp_p");
	const usual = port === null || port === "80" || /:\d+$/.test(host) ? "" : `:${port}`;
	const place = (uri.startsWith("/") ? urlPlace(`http://${host}${usual}${uri}`) : null) ?? hostPlace(host);
	// Seen on the wire: that no answer was seen does not say that there was none.
	return place && { kind: "http", ...place, ...rest, outcome: status === null ? "unknown" : "answered" };
}

/** A name that does not exist was looked up all the same. */
function outcomeOfLookup(code: string | null): LogOutcome {
	if (code === null) return "unknown";
	return code === "REFUSED" ? "refused" : code === "SERVFAIL" ? "failed" : "answered";
}

function outcomeOfHandshake(established: string | null): LogOutcome {
	return established === null ? "unknown" : /^(?:T|true)$/.test(established) ? "answered" : "failed";
}

function pathBy(field: ZeekField): string | null {
	if (field("query") !== null) return "dns";
	if (field("server_name") !== null) return "ssl";
	return field("host") !== null || field("uri") !== null ? "http" : null;
}
