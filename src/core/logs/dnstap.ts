// dnstap: what a resolver tells of each question and answer, as protocol buffers (https://dnstap.info, dnstap.proto) in a frame stream (Frame Streams: a length of four
// bytes, most significant first; 0 begins a control frame, which has a length of its own). Only questions of clients and the answers to them name
// whose they are; what the resolver asks others itself is nobody's.

import type { BinaryLogFormat, LogEvent, LogOutcome, LogProblem } from "../model/log-event.ts";
import { unreadable } from "./reading/line.ts";
import { hostOf } from "./reading/place.ts";

const CLIENT_QUERY = 5;
const CLIENT_RESPONSE = 6;
const CONTENT_TYPE = "protobuf:dnstap.Dnstap";
/** Bytes of a frame: a message of DNS has 64 KiB, and there are two at most. */
const LARGEST = 262_144;

/** Fields of dnstap.proto. */
const MESSAGE = 14;
const TYPE = 1;
const CLIENT = 4;
const QUERY_SECONDS = 8;
const QUERY_NANOSECONDS = 9;
const QUERY = 10;
const RESPONSE_SECONDS = 12;
const RESPONSE_NANOSECONDS = 13;
const RESPONSE = 14;

function uint32(bytes: Uint8Array, at: number): number {
	return (
		(((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)) >>> 0
	);
}

function frameLength(bytes: Uint8Array, start: number, end: number): number | null {
	if (end - start < 4) return null;
	const length = uint32(bytes, start);
	if (length !== 0) return length + 4;
	return end - start < 8 ? null : uint32(bytes, start + 4) + 8;
}

interface Told {
	readonly event: LogEvent | LogProblem | null;
	readonly time: number | null;
}

const NOTHING: Told = { event: null, time: null };

function read(bytes: Uint8Array, start: number, end: number): Told {
	if (end - start >= 4 && uint32(bytes, start) === 0) return NOTHING;
	if (end - start > LARGEST) return { event: unreadable("a frame that is too large to be one of dnstap's"), time: null };
	const frame = fieldsOf(bytes.subarray(start + 4, end));
	const message = frame?.bytes.get(MESSAGE);
	const fields = message === undefined ? null : fieldsOf(message);
	if (fields === null || fields === undefined) return { event: unreadable("a frame that is no message of dnstap's"), time: null };
	const type = fields.numbers.get(TYPE);
	const response = type === CLIENT_RESPONSE;
	const time = timeOf(fields.numbers, response) ?? timeOf(fields.numbers, !response);
	if (type !== CLIENT_QUERY && !response) return { event: null, time };
	const dns = fields.bytes.get(response ? RESPONSE : QUERY) ?? fields.bytes.get(QUERY);
	const host = dns === undefined ? null : hostOf(questionOf(dns) ?? "");
	if (dns === undefined || host === null) return { event: null, time };
	const client = addressOf(fields.bytes.get(CLIENT));
	return {
		event: {
			kind: "dns",
			time,
			client,
			host,
			url: null,
			outcome: response ? outcomeOf(dns) : "unknown",
			status: null,
			agent: null,
			user: null,
		},
		time,
	};
}

interface Fields {
	readonly numbers: ReadonlyMap<number, number>;
	readonly bytes: ReadonlyMap<number, Uint8Array>;
}

/** Protocol buffers, encoding (https://protobuf.dev/programming-guides/encoding): of a field that comes twice the last counts. Null for what is none. */
function fieldsOf(bytes: Uint8Array): Fields | null {
	const numbers = new Map<number, number>();
	const chunks = new Map<number, Uint8Array>();
	let at = 0;
	const varint = (): number => {
		let [value, scale] = [0, 1];
		for (let count = 0; count < 10; count++) {
			const byte = bytes[at++];
			if (byte === undefined) return Number.NaN;
			value += (byte & 0x7f) * scale;
			if (byte < 0x80) return value;
			scale *= 128;
		}
		return Number.NaN;
	};
	while (at < bytes.length) {
		const key = varint();
		if (Number.isNaN(key)) return null;
		const [field, wire] = [Math.floor(key / 8), key % 8];
		if (wire === 0) {
			const value = varint();
			if (Number.isNaN(value)) return null;
			numbers.set(field, value);
		} else if (wire === 2) {
			const length = varint();
			if (!(length <= bytes.length - at)) return null;
			chunks.set(field, bytes.subarray(at, at + length));
			at += length;
		} else if (wire === 5 || wire === 1) {
			const size = wire === 5 ? 4 : 8;
			if (bytes.length - at < size) return null;
			if (wire === 5) numbers.set(field, fixed32(bytes, at));
			at += size;
		} else return null;
	}
	return { numbers, bytes: chunks };
}

/** Least significant first. */
function fixed32(bytes: Uint8Array, at: number): number {
	return (
		((bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24)) >>> 0
	);
}

function timeOf(numbers: ReadonlyMap<number, number>, response: boolean): number | null {
	const seconds = numbers.get(response ? RESPONSE_SECONDS : QUERY_SECONDS);
	if (seconds === undefined || !(seconds > 600_000_000 && seconds < 7_000_000_000)) return null;
	const nanoseconds = numbers.get(response ? RESPONSE_NANOSECONDS : QUERY_NANOSECONDS) ?? 0;
	return seconds * 1000 + (nanoseconds < 1e9 ? Math.floor(nanoseconds / 1e6) : 0);
}

/** RFC 1035 §4.1.2: the first question's name; null where there is none, or it is no plain one. */
function questionOf(dns: Uint8Array): string | null {
	if (dns.length < 17 || (((dns[4] as number) << 8) | (dns[5] as number)) === 0) return null;
	const labels: string[] = [];
	for (let at = 12, length = 0; at < dns.length; ) {
		const size = dns[at] as number;
		if (size === 0) return labels.join(".");
		length += size + 1;
		if (size > 63 || length > 254 || at + size >= dns.length) return null;
		const label = String.fromCharCode(...dns.subarray(at + 1, at + 1 + size));
		// Attack: one label that holds dots, and so looks like the name of another.
		if (label.includes(".")) return null;
		labels.push(label);
		at += size + 1;
	}
	return null;
}

/** RFC 1035 §4.1.1: a name that does not exist was asked for all the same. */
function outcomeOf(dns: Uint8Array): LogOutcome {
	const code = (dns[3] as number) & 0x0f;
	return code === 5 ? "refused" : code === 2 ? "failed" : "answered";
}

function addressOf(bytes: Uint8Array | undefined): string | null {
	if (bytes?.length === 4) return bytes.join(".");
	if (bytes?.length !== 16) return null;
	const groups = Array.from({ length: 8 }, (_, index) =>
		(((bytes[2 * index] as number) << 8) | (bytes[2 * index + 1] as number)).toString(16),
	);
	return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}

export const format: BinaryLogFormat = {
	id: "dnstap",
	name: "dnstap in a frame stream",
	detect(head) {
		// Escape, length, START (2), then the content type that dnstap.info names.
		return head.length > 12 && uint32(head, 0) === 0 && String.fromCharCode(...head.subarray(8, 80)).includes(CONTENT_TYPE);
	},
	reader: () => ({ frameLength, read }),
};
