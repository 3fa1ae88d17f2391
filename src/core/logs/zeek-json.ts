// Zeek's http, dns and ssl logs as JSON, an object a line (Zeek, Log Files, "Zeek JSON format logs"): `ts` is seconds, or ISO 8601 where Zeek was told so.

import type { LogEvent, LogFormat, LogProblem } from "../model/log-event.ts";
import { ascii, isDigit, isWord, QUOTE } from "./reading/ascii.ts";
import { seeJson } from "./reading/json-bytes.ts";
import { jsonLine } from "./reading/json-line.ts";
import { lineReader, shareRead, unreadable } from "./reading/line.ts";
import { isPlainName } from "./reading/plain-name.ts";
import { skimmer } from "./reading/skimmer.ts";
import { type ZeekField, zeekEvent, zeekTime } from "./reading/zeek-record.ts";
import { isPlainTime } from "./reading/zeek-time.ts";

function recordOf(line: string): ZeekField | null {
	const field = jsonLine(line);
	return field === null || field("ts") === null || (field("uid") === null && field("id.orig_h") === null) ? null : field;
}

function read(line: string): LogEvent | LogProblem | null {
	const field = recordOf(line);
	const time = field === null ? null : zeekTime(field);
	return field === null || time === null ? unreadable("not a record of Zeek's as JSON") : zeekEvent(field("_path"), field, time);
}

const [TS, UID, HOST, URI] = ["ts", "uid", "host", "uri"].map(ascii);
const NAMES = ["query", "server_name"].map(ascii);

/** Whether it is a record in order of a lookup or a handshake, whose names are plain. A URL may spell its host in many ways: requests are read. */
function skim(bytes: Uint8Array, start: number, end: number): boolean {
	let [hasTime, hasId] = [false, false];
	const isJson = seeJson(bytes, start, end, (_, key, keyEnd, value, valueEnd, depth, kind) => {
		if (depth > 1) return true;
		const isText = kind === QUOTE && valueEnd > value;
		// The last counts of several that are called the same: all have to be in order.
		if (isWord(bytes, key, keyEnd, TS)) {
			hasTime = isDigit(kind) && isPlainTime(bytes, value, valueEnd);
			return hasTime;
		}
		if (isWord(bytes, key, keyEnd, UID)) {
			hasId = isText;
			return isText;
		}
		if (isWord(bytes, key, keyEnd, HOST) || isWord(bytes, key, keyEnd, URI)) return false;
		return !NAMES.some((name) => isWord(bytes, key, keyEnd, name)) || (isText && isPlainName(bytes, value, valueEnd));
	});
	return isJson && hasTime && hasId;
}

const reader = skimmer(
	lineReader(read, (line) => {
		const field = recordOf(line);
		return field === null ? null : zeekTime(field);
	}),
	skim,
);

export const format: LogFormat = {
	id: "zeek-json",
	name: "Zeek's http, dns or ssl log (JSON)",
	detect: (head) => shareRead(head, reader),
	reader: () => reader,
};
