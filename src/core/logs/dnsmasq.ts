// dnsmasq's log (dnsmasq(8), --log-queries and --log-queries=extra), through syslog or in its own file: what a client asked for, and what the configuration answered
// in place of anybody else ("config px.example is NXDOMAIN"), which is a refusal of the user's own side. Without "extra" only the query names the client.

import type { LineReader, LogContext, LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, hostOf } from "./reading/place.ts";
import { syslogLine } from "./reading/syslog.ts";

const EXTRA = /^\d+ ([0-9a-fA-F:.]+)\/\d+ (.*)$/s;
const QUERY = /^query\[[\w=<>]{1,20}\] (\S+) from ([0-9a-fA-F:.]+)$/;
const CONFIGURED = /^(?:config|\/\S+) (\S+) is (\S+)$/;
/** What block lists answer. Any other address is a name that the network has of its own. */
const NOWHERE: ReadonlySet<string> = new Set(["NXDOMAIN", "NODATA", "NODATA-IPv4", "NODATA-IPv6", "0.0.0.0", "::", "127.0.0.1", "::1"]);

/** Questions in the air, by name. */
const REMEMBERED = 1000;

function readerOf(context: LogContext): LineReader {
	const asking = new Map<string, string>();
	return lineReader(
		(line): LogEvent | LogProblem | null => {
			const sent = syslogLine(line, context);
			if (sent === null) return unreadable("not a line of dnsmasq's log");
			// A syslog holds lines of others as well.
			if (sent.program !== "dnsmasq") return null;
			const [, asker, rest] = EXTRA.exec(sent.message) ?? [];
			const words = rest ?? sent.message;
			const [, asked, from] = QUERY.exec(words) ?? [];
			const [, configured, answer = ""] = CONFIGURED.exec(words) ?? [];
			const name = asked ?? (NOWHERE.has(answer) ? configured : undefined);
			const host = name === undefined ? null : hostOf(name);
			if (host === null) return null;
			if (asked !== undefined && from !== undefined) {
				asking.delete(host);
				asking.set(host, from);
				if (asking.size > REMEMBERED) asking.delete(asking.keys().next().value as string);
			}
			const client = clientOf(asker ?? from ?? asking.get(host));
			const outcome = asked === undefined ? "refused" : "unknown";
			return { kind: "dns", time: sent.time, client, host, url: null, outcome, status: null, agent: null, user: null };
		},
		(line) => syslogLine(line, context)?.time ?? null,
	);
}

export const format: LogFormat = {
	id: "dnsmasq",
	name: "dnsmasq's log",
	detect: (head, context) => shareRead(head, readerOf(context)),
	reader: (_head, context) => readerOf(context),
	// An answer names who asked only by the question before it.
	order: "all",
};
