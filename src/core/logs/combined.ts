// Apache's and nginx's "common" and "combined" logs (Apache httpd, mod_log_config; nginx, ngx_http_log_module). As a forward proxy's, the request line holds
// an absolute URL or CONNECT. As a web server's, it holds a path, and the host is the one that the user names for the log (`site`).

import type { LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { type CommonLine, commonLine, commonLineTime, plausibleCommon, SQUID_RESULT } from "./reading/clf-line.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostPlace, present, urlPlace } from "./reading/place.ts";
import { outcomeOfProxy, outcomeOfServer, requestPlace, statusOf } from "./reading/request.ts";

/** `site`: host, and port where it is not the usual one; null for none that is known. A line without a host tells of no contact. */
export function eventOf(common: CommonLine, site: string | null): LogEvent | null {
	const { time, client, method, target, user, agent } = common;
	const status = statusOf(common.status);
	const rest = { time, client: clientOf(client), status, agent: present(agent ?? undefined), user: present(user) };
	const asked = requestPlace(method, target);
	if (asked !== null) return { ...asked, ...rest, outcome: outcomeOfProxy(status) };
	if (site === null || !target.startsWith("/")) return null;
	const place = urlPlace(`http://${site}${target}`) ?? hostPlace(site);
	return place && { kind: "http", ...place, ...rest, outcome: outcomeOfServer(status) };
}

/** The line before which another format puts its site. */
const NAMES_SITE = /^[\w.-]*[a-z][\w.-]*:\d{1,5}$/i;

function readerOf({ site }: LogContext) {
	return lineReader((line): LogEvent | LogProblem | null => {
		const common = commonLine(line);
		if (common === null || SQUID_RESULT.test(common.rest) || NAMES_SITE.test(common.client))
			return unreadable("not a line of a common or combined log");
		return eventOf(common, site ?? null);
	}, commonLineTime);
}

export const format: LogFormat = {
	id: "combined",
	name: "Apache's or nginx's access log",
	// A web server's own log names no host, and is one all the same.
	detect: (head, context) => shareRead(head, readerOf({ ...context, site: context.site ?? "site.invalid" })),
	reader: (_head, context) => readerOf(context),
	plausible: plausibleCommon,
};
