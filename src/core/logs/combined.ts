// Apache's and nginx's "common" and "combined" logs (Apache httpd, mod_log_config; nginx, ngx_http_log_module). As a forward proxy's, the request line holds
// an absolute URL or CONNECT. As a web server's, it holds a path, and the host is the one that the user names for the log (`site`).

import type { LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { type CommonLine, commonLine, commonLineTime, plausibleCommon, SQUID_RESULT } from "./reading/clf-line.ts";
import { backslashed } from "./reading/escapes.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostPlace, present, urlPlace } from "./reading/place.ts";
import { outcomeOfProxy, outcomeOfServer, requestPlace, statusOf } from "./reading/request.ts";

/** `site`: host, and port where it is not the usual one; null for none that is known. A line without a host tells of no contact. `scheme`: of that site. */
export function eventOf(common: CommonLine, site: string | null, scheme = "http"): LogEvent | null {
	const { time, client, method, target, user, agent } = common;
	const status = statusOf(common.status);
	// Apache writes "" where a name was sent that is empty.
	const rest = {
		time,
		client: clientOf(client),
		status,
		agent: present(agent ?? undefined),
		user: user === '""' ? null : present(backslashed(user)),
	};
	const asked = requestPlace(method, target);
	if (asked !== null) return { ...asked, ...rest, outcome: outcomeOfProxy(status) };
	if (site === null || !target.startsWith("/")) return null;
	const place = urlPlace(`${scheme}://${site}${target}`) ?? hostPlace(site);
	return place && { kind: "http", ...place, ...rest, outcome: outcomeOfServer(status) };
}

/** The line before which another format puts its site: a client has no port, unless it is an address. */
function namesSite(client: string): boolean {
	return /^[\w.-]{1,255}:\d{1,5}$/.test(client) && /[a-z]/i.test(client);
}

function readerOf({ site }: LogContext) {
	return lineReader((line): LogEvent | LogProblem | null => {
		const common = commonLine(line);
		if (common === null || SQUID_RESULT.test(common.rest) || namesSite(common.client))
			return unreadable("not a line of a common or combined log");
		return eventOf(common, site ?? null);
	}, commonLineTime);
}

const [BLANK, SLASH] = [0x20, 0x2f];
/** Longer is no method. */
const LONGEST_METHOD = 32;

/** A target that names no host is of the site that the user names, which no search of the line's bytes finds: such a line has to be read. */
function plausible(bytes: Uint8Array, start: number, end: number): boolean {
	if (!plausibleCommon(bytes, start, end)) return false;
	const quote = bytes.indexOf(0x22, bytes.indexOf(0x5b, start + 1) + 28);
	const blank = bytes.indexOf(BLANK, quote);
	return quote !== -1 && blank !== -1 && blank < end && blank - quote <= LONGEST_METHOD && bytes[blank + 1] !== SLASH;
}

export const format: LogFormat = {
	id: "combined",
	name: "Apache's or nginx's access log",
	// A web server's own log names no host, and is one all the same.
	detect: (head, context) => shareRead(head, readerOf({ ...context, site: context.site ?? "site.invalid" })),
	reader: (_head, context) => readerOf(context),
	plausible,
};
