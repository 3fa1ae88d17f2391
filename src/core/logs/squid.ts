// Squid's native access log (Squid wiki, Features/LogFormat, "squid"): seconds, milliseconds it took, client, result/status, bytes, method, target, user,
// hierarchy/peer, type; further fields may follow. Squid leaves what follows the question mark out of URLs unless strip_query_terms is off.

import type { LogEvent, LogFormat, LogOutcome, LogProblem } from "../model/log-event.ts";
import { epochSeconds } from "./reading/clock.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, present } from "./reading/place.ts";
import { outcomeOfProxy, requestPlace, statusOf } from "./reading/request.ts";

const FIELDS = 10;

function read(line: string): LogEvent | LogProblem | null {
	const fields = line.trim().split(/ +/);
	const [seconds = "", , client, result = "", , method = "", target = "", user] = fields;
	const time = epochSeconds(seconds);
	const [code = "", status] = result.split("/");
	if (fields.length < FIELDS || time === null || !/^[A-Z_]+$/.test(code)) return unreadable("not a line of Squid's access log");
	const place = requestPlace(method, target);
	// "error:invalid-request", "cache_object://": nobody was contacted.
	if (place === null) return null;
	const reply = statusOf(status);
	return { ...place, time, client: clientOf(client), outcome: outcomeOf(code, reply), status: reply, agent: null, user: present(user) };
}

/** https://wiki.squid-cache.org/SquidFaq/SquidLogs, "Squid result codes"; the same stand in its "combined" log. */
export function outcomeOf(code: string, status: number | null): LogOutcome {
	if (code.includes("DENIED")) return status === 407 ? "failed" : "refused";
	// Nobody answered, and Squid gave up or the client did.
	return status === null ? "failed" : outcomeOfProxy(status);
}

/** Quick: ten digits and a dot begin the line, and a blank parts fields. */
function plausible(bytes: Uint8Array, start: number, end: number): boolean {
	if (end - start < 40) return false;
	let at = start;
	for (; at < start + 11; at++) {
		const byte = bytes[at] as number;
		if (byte < 0x30 || byte > 0x39) break;
	}
	if (at - start < 9 || bytes[at] !== 0x2e) return false;
	let blanks = 0;
	for (let index = at; index < end; index++) if (bytes[index] === 0x20 && bytes[index - 1] !== 0x20 && ++blanks === FIELDS - 1) return true;
	return false;
}

const reader = lineReader(read, (line) => epochSeconds(line.slice(0, line.indexOf(" "))));

export const format: LogFormat = {
	id: "squid",
	name: "Squid's native access log",
	detect: (head) => shareRead(head, reader),
	reader: () => reader,
	plausible,
};
