// Squid's "combined" log (Squid wiki, Features/LogFormat): Apache's line, and at its end what Squid did, by which it is told from Apache's.

import type { LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { commonLine, commonLineTime, plausibleCommon, SQUID_RESULT } from "./reading/clf-line.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, present } from "./reading/place.ts";
import { requestPlace, statusOf } from "./reading/request.ts";
import { outcomeOf } from "./reading/squid-result.ts";
import { loginOf } from "./squid.ts";

function read(line: string): LogEvent | LogProblem | null {
	const common = commonLine(line);
	const [, code, peer = ""] = SQUID_RESULT.exec(common?.rest ?? "") ?? [];
	if (common === null || code === undefined) return unreadable("not a line of Squid's combined log");
	const place = requestPlace(common.method, common.target);
	if (place === null) return null;
	const status = statusOf(common.status);
	const { time, client, user, agent } = common;
	return {
		...place,
		time,
		client: clientOf(client),
		outcome: outcomeOf({ code, status, peer }),
		status,
		agent: present(agent ?? undefined),
		user: loginOf(user),
	};
}

const reader = lineReader(read, commonLineTime);

export const format: LogFormat = {
	id: "squid-combined",
	name: "Squid's combined access log",
	detect: (head) => shareRead(head, reader),
	reader: () => reader,
	plausible: plausibleCommon,
};
