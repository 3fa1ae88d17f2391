// Squid's native access log (Squid wiki, Features/LogFormat, "squid"): seconds, milliseconds it took, client, result/status, bytes, method, target, user,
// hierarchy/peer, type; further fields may follow. Squid leaves what follows the question mark out of URLs unless strip_query_terms is off.

import type { LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { epochSeconds } from "./reading/clock.ts";
import { backslashed, percentDecoded } from "./reading/escapes.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { clientOf, present } from "./reading/place.ts";
import { requestPlace, statusOf } from "./reading/request.ts";
import { outcomeOf } from "./reading/squid-result.ts";

const FIELDS = 10;

function read(line: string): LogEvent | LogProblem | null {
	const fields = line.trim().split(/ +/);
	const [seconds = "", , client, result = "", , method = "", target = ""] = fields;
	const time = epochSeconds(seconds);
	const [code = "", status] = result.split("/");
	if (fields.length < FIELDS || time === null || !/^[A-Z_]+$/.test(code)) return unreadable("not a line of Squid's access log");
	// One proxy asked another what it holds (ICP, HTCP).
	if (code.startsWith("UDP_")) return null;
	const place = requestPlace(method, target);
	// "error:invalid-request", "cache_object://": nobody was contacted.
	if (place === null) return null;
	const reply = statusOf(status);
	// A name may have blanks; after it stands the peer, "HIER_DIRECT/203.0.113.9".
	const peer = fields.findIndex((field, index) => index >= 8 && /^[A-Z_]+\/./.test(field));
	const user = loginOf(fields.slice(7, Math.max(8, peer)).join(" "));
	const outcome = outcomeOf({ code, status: reply, peer: fields[peer]?.split("/")[0] ?? "" });
	return { ...place, time, client: clientOf(client), outcome, status: reply, agent: null, user };
}

/** As Squid writes a login: a backslash doubled, and what is no letter of ASCII, digit or mark as %HH. Null for none. */
export function loginOf(text: string): string | null {
	const name = present(text);
	return name && percentDecoded(backslashed(name));
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
