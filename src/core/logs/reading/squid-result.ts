// Squid result: what a request came to, by Squid's own words for what it did and whom it asked (https://wiki.squid-cache.org/SquidFaq/SquidLogs, "Squid
// result codes", "Hierarchy Codes"; src/LogTags.h). The same words stand in its native and in its "combined" log.

import type { LogOutcome } from "../../model/log-event.ts";
import { outcomeOfProxy } from "./request.ts";

/** A valid copy was in the cache. REFRESH_HIT and REF_FAIL_HIT, of older versions, had asked the origin. */
const HIT = /_HIT(?:_|$)/;

export interface SquidResult {
	/** "TCP_MISS". */
	readonly code: string;
	/** What the client was told. */
	readonly status: number | null;
	/** "HIER_DIRECT"; empty where that can't be read. */
	readonly peer: string;
}

export function outcomeOf({ code, status, peer }: SquidResult): LogOutcome {
	const askedNobody = peer === "HIER_NONE" || peer === "NONE";
	if (code.includes("DENIED")) {
		if (status === 407) return "failed";
		// http_reply_access refuses an answer that has come already.
		return code.includes("DENIED_REPLY") && peer !== "" && !askedNobody ? "answered" : "refused";
	}
	// Nobody answered, and Squid gave up or the client did.
	if (status === null) return "failed";
	const said = outcomeOfProxy(status);
	if (askedNobody && HIT.test(code) && !code.includes("_REF")) return said === "answered" ? "cached" : said;
	// A URL rewriter (squidGuard, ufdbGuard), deny_info or a content filter sends the client elsewhere; older versions call that a MISS.
	if (askedNobody && status >= 300 && status < 400 && status !== 304) return "refused";
	// A page of Squid's own ("NONE/400", "NONE_NONE/500"). A tunnel that Squid opens itself to look into is "NONE/200".
	return code.startsWith("NONE") && status >= 400 ? "failed" : said;
}
