// Request: what a proxy or web server logs of one (RFC 9110 §3.2): method and target, and what became of it.

import type { LogEvent, LogOutcome } from "../../model/log-event.ts";
import { hostPlace, type Place, urlPlace } from "./place.ts";

/** Kind and place of "CONNECT host:443" or of an absolute URL; null for a relative target, which names no host. */
export function requestPlace(method: string, target: string): (Place & Pick<LogEvent, "kind">) | null {
	if (method.toUpperCase() === "CONNECT") {
		const place = hostPlace(target.replace(/^https?:\/\//i, "").replace(/\/$/, ""));
		return place && { kind: "connect", ...place };
	}
	const place = urlPlace(target);
	return place && { kind: "http", ...place };
}

/** Three digits; null for "-" and "000". */
export function statusOf(text: string | undefined): number | null {
	const status = /^[1-9]\d\d$/.test(text ?? "") ? Number(text) : 0;
	return status === 0 ? null : status;
}

/**
 * Of a proxy that does not say which rule it followed: 403 is a refusal, since no page of a tracker's asks for one; 407 asks who the client is, and the
 * request comes again; 502 to 504 are the proxy's own words for an answer that it did not get (RFC 9110 §15.6).
 */
export function outcomeOfProxy(status: number | null): LogOutcome {
	if (status === null) return "unknown";
	if (status === 403) return "refused";
	return status === 407 || (status >= 502 && status <= 504) ? "failed" : "answered";
}

/** Of a web server's own log: whatever it says, the request had come. */
export function outcomeOfServer(status: number | null): LogOutcome {
	return status === null ? "unknown" : "answered";
}
