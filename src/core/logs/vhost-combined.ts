// Apache's "vhost_combined" (mod_log_config, "%v:%p" before the combined line): a server of several sites, each line naming its own.

import type { LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { eventOf } from "./combined.ts";
import { commonLine, commonLineTime, plausibleCommon } from "./reading/clf-line.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";

const PLAIN_PORTS: ReadonlySet<string> = new Set(["80", "443"]);

function read(line: string): LogEvent | LogProblem | null {
	const match = /^([\w.-]{1,255}|\[[0-9a-fA-F:.]{2,45}\]):(\d{1,5}) /.exec(line);
	const common = match === null ? null : commonLine(line.slice(match[0].length));
	if (match === null || common === null) return unreadable("not a line of a vhost_combined log");
	const [, host = "", port = ""] = match;
	return eventOf(common, PLAIN_PORTS.has(port) ? host : `${host}:${port}`, port === "443" ? "https" : "http");
}

const reader = lineReader(read, commonLineTime);

export const format: LogFormat = {
	id: "vhost-combined",
	name: "Apache's access log with the site's name (vhost_combined)",
	detect: (head) => shareRead(head, reader),
	reader: () => reader,
	plausible: plausibleCommon,
};
