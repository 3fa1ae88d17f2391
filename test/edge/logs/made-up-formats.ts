// Made-up formats, one for each way in which a format may need what came before a line; and a module for threads, as src/edge/logs/log-formats.ts is.

import type { BinaryLogFormat, LineReader, LogEvent, LogFormat, LogProblem } from "../../../src/core/model/log-event.ts";

function event(time: number, host: string): LogEvent {
	const http = { kind: "http", outcome: "answered", client: "192.0.2.1", url: null, status: 200, agent: null, user: null } as const;
	return { ...http, time, host };
}

const PLAIN = /^(\d+)\.(\d{3}) GET http:\/\/([^/ ]+)\//;

function plainReader(): LineReader {
	const time = (line: string): number | null => {
		const match = PLAIN.exec(line);
		return match === null ? null : Number(match[1]) * 1000 + Number(match[2]);
	};
	return {
		time,
		read(line) {
			const match = PLAIN.exec(line);
			return match === null ? { problem: "no plain line" } : event(time(line) as number, match[3].toLowerCase());
		},
	};
}

/** `1605769303.601 GET http://host/x`. */
export const plain: LogFormat = {
	id: "plain",
	name: "plain",
	detect: (head) => head.filter((line) => PLAIN.test(line)).length / Math.max(1, head.length),
	reader: plainReader,
	plausible(bytes, start, end) {
		let at = start;
		while (at < end && bytes[at] >= 0x30 && bytes[at] <= 0x39) at++;
		return at > start && bytes[at] === 0x2e && bytes[at + 4] === 0x20 && bytes[at + 5] === 0x47;
	},
};

/** The same without a quick look. */
export const slow: LogFormat = { ...plain, id: "slow", detect: () => 0, plausible: undefined };

/** `#fields time host` or `#fields host time`, then lines of two words. */
export const fields: LogFormat = {
	id: "fields",
	name: "fields",
	order: "directives",
	detect: (head) => (head[0]?.startsWith("#fields") ? 1 : 0),
	reader(head) {
		let names: readonly string[] | null = null;
		const see = (line: string): void => {
			if (line.startsWith("#fields ")) names = line.split(" ").slice(1);
		};
		const read = (line: string): LogEvent | LogProblem | null => {
			if (line.startsWith("#")) {
				see(line);
				return null;
			}
			if (names === null) return { problem: "no fields are named" };
			const words = line.split(" ");
			const time = Number(words[names.indexOf("time")]);
			return time > 1e12 ? event(time, words[names.indexOf("host")]) : { problem: "no time" };
		};
		head.forEach(see);
		return {
			read,
			time(line) {
				const found = read(line);
				return found === null || "problem" in found ? null : found.time;
			},
		};
	},
};

/** `MM-DD HH:MM host`, from 2020 on: a year ends where the month falls. */
export const years: LogFormat = {
	id: "years",
	name: "years",
	order: "all",
	detect: (head) => (/^\d\d-\d\d /.test(head[0] ?? "") ? 1 : 0),
	reader() {
		let year = 2020;
		let month = 0;
		const time = (line: string): number | null => {
			const match = /^(\d\d)-(\d\d) (\d\d):(\d\d) /.exec(line);
			if (match === null) return null;
			if (Number(match[1]) < month) year++;
			month = Number(match[1]);
			return Date.UTC(year, month - 1, Number(match[2]), Number(match[3]), Number(match[4]));
		};
		return {
			time,
			read(line) {
				const at = time(line);
				return at === null ? { problem: "no time" } : event(at, line.split(" ")[2]);
			},
		};
	},
};

/** A byte for the length of what follows; that is `MILLISECONDS host`. */
export const frames: BinaryLogFormat = {
	id: "frames",
	name: "frames",
	detect: (head) => head[0] !== undefined && head[0] < 0x20 && head[1] !== undefined && head[1] >= 0x31 && head[1] <= 0x39,
	reader: () => ({
		frameLength: (bytes, start, end) => (start < end ? bytes[start] + 1 : null),
		read(bytes, start, end) {
			const [time, host] = Buffer.from(bytes.subarray(start + 1, end))
				.toString("latin1")
				.split(" ");
			if (!(Number(time) > 1e12)) return { event: { problem: "no time" }, time: null };
			return { event: host === undefined ? null : event(Number(time), host), time: Number(time) };
		},
	}),
};

export function binaryLogFormat(head: Uint8Array, id: string | null): BinaryLogFormat | null {
	return (id === null ? frames.detect(head) : id === "frames") ? frames : null;
}

const FORMATS = [plain, slow, fields, years];

export function findLogFormat(id: string): LogFormat | null {
	return FORMATS.find((format) => format.id === id) ?? null;
}

export function detectLogFormat(head: readonly string[]): LogFormat | null {
	const context = { now: 0, zone: 0 };
	return FORMATS.find((format) => format.detect(head, context) > 0.5) ?? null;
}
