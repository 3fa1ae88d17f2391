// dnstap: a file as BIND wrote it, and frames made up here by the rules of Frame Streams and protocol buffers, whole and spoilt.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { format } from "../../../src/core/logs/dnstap.ts";

const FOLDER = join(import.meta.dirname, "../../../fixtures/logs/dnstap");
const UPDATE = process.env.COUNTERPIXEL_UPDATE === "1";
const reader = format.reader({ now: 0, zone: 0 });

/** Where each frame begins, and what it says; ends where no whole frame is left. */
function framesIn(bytes: Uint8Array): { readonly offset: number; readonly time: number | null; readonly said: unknown }[] {
	const frames = [];
	for (let at = 0; at < bytes.length; ) {
		const length = reader.frameLength(bytes, at, bytes.length);
		if (length === null || at + length > bytes.length) break;
		assert.ok(length > 0);
		const { event, time } = reader.read(bytes, at, at + length);
		assert.ok(time === null || Number.isSafeInteger(time));
		if (event !== null && !("problem" in event)) assert.equal(event.time, time);
		frames.push({ offset: at, time, said: event });
		at += length;
	}
	return frames;
}

test("a file that BIND wrote says who asked for what, and what was answered", () => {
	const bytes = new Uint8Array(readFileSync(join(FOLDER, "input.fstrm")));
	assert.ok(format.detect(bytes));
	const frames = framesIn(bytes);
	const file = join(FOLDER, "expected.json");
	if (UPDATE) writeFileSync(file, `${JSON.stringify(frames, null, "\t")}\n`);
	assert.deepEqual(frames, JSON.parse(readFileSync(file, "utf8")));
});

// Of dnstap.proto: 14 of a Dnstap is its Message; of that 1 is the type, 4 the client's address, 8 and 9 the query's time, 10 the query, 12 to 14 the response's.
const [CLIENT_QUERY, CLIENT_RESPONSE, RESOLVER_QUERY] = [5, 6, 3];

function varint(value: number): number[] {
	return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

const number = (field: number, value: number): number[] => [field * 8, ...varint(value)];
const chunk = (field: number, bytes: readonly number[]): number[] => [field * 8 + 2, ...varint(bytes.length), ...bytes];
const fixed = (field: number, value: number): number[] => [
	field * 8 + 5,
	value & 255,
	(value >>> 8) & 255,
	(value >>> 16) & 255,
	value >>> 24,
];
const big = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const frame = (message: readonly number[]): number[] => {
	const body = [...chunk(1, [110, 115]), ...chunk(14, message), ...number(15, 1)];
	return [...big(body.length), ...body];
};
const control = (type: number): number[] => [...big(0), ...big(4), ...big(type)];

function dns(labels: readonly string[], code: number): number[] {
	const name = labels.flatMap((label) => [label.length, ...Buffer.from(label, "latin1")]);
	return [1, 2, 1, 0x80 + code, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 0, 1, 0, 1];
}

const label = fc
	.string({ unit: fc.constantFrom(..."abcXYZ019-_"), minLength: 1, maxLength: 12 })
	.filter((text) => /^[^-].*[^-]$|^[^-]$/.test(text));

test("each frame of a client's says its name, address, time and outcome, whatever stands between them", () => {
	const message = fc.record({
		labels: fc.array(label, { minLength: 1, maxLength: 5 }),
		client: fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 })),
		seconds: fc.integer({ min: 1_500_000_000, max: 4_000_000_000 }),
		nanoseconds: fc.nat(999_999_999),
		code: fc.constantFrom(0, 2, 3, 5),
		response: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(message, { maxLength: 6 }), (messages) => {
			const bytes = messages.flatMap(({ labels, client, seconds, nanoseconds, code, response }) => [
				...frame([
					...number(1, response ? CLIENT_RESPONSE : CLIENT_QUERY),
					...chunk(4, [...client]),
					...number(response ? 12 : 8, seconds),
					...fixed(response ? 13 : 9, nanoseconds),
					...chunk(response ? 14 : 10, dns(labels, code)),
				]),
				...control(3),
				...frame([...number(1, RESOLVER_QUERY), ...chunk(10, dns(["other", "example"], 0))]),
			]);
			const events = framesIn(new Uint8Array(bytes)).flatMap(({ said }) => (said === null ? [] : [said]));
			const wanted = messages.map(({ labels, client, seconds, nanoseconds, code, response }) => ({
				kind: "dns",
				time: seconds * 1000 + Math.floor(nanoseconds / 1e6),
				client: client.length === 4 ? client.join(".") : events[0] && new URL(`http://[${hex(client)}]/`).hostname.slice(1, -1),
				host: labels.join(".").toLowerCase(),
				url: null,
				outcome: !response ? "unknown" : code === 5 ? "refused" : code === 2 ? "failed" : "answered",
				status: null,
				agent: null,
				user: null,
			}));
			assert.deepEqual(events, wanted);
		}),
		{ numRuns: 60 },
	);
});

function hex(bytes: Uint8Array): string {
	return (Buffer.from(bytes).toString("hex").match(/.{4}/g) as string[]).join(":");
}

test("a name that holds a dot in a label, runs out of its message or points elsewhere is no name", () => {
	const asked = (question: readonly number[]): unknown => {
		const [{ said }] = framesIn(new Uint8Array(frame([...number(1, CLIENT_QUERY), ...number(8, 1_611_133_923), ...chunk(10, question)])));
		return said;
	};
	const fine = dns(["px", "example"], 0);
	assert.notEqual(asked(fine), null);
	assert.equal(asked(dns(["px.example"], 0)), null);
	assert.equal(asked(fine.slice(0, -6)), null);
	assert.equal(asked([...fine.slice(0, 12), 0xc0, 12, 0, 1, 0, 1]), null);
	assert.equal(asked([...fine.slice(0, 4), 0, 0, ...fine.slice(6)]), null);
	assert.equal(asked([]), null);
});

test("whatever bytes there are, each frame is told or is a problem, and nothing is thrown", () => {
	const fine = new Uint8Array(readFileSync(join(FOLDER, "input.fstrm")));
	const spoilt = fc.array(fc.tuple(fc.nat(fine.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
		const bytes = fine.slice();
		for (const [at, byte] of changes) bytes[at] = byte;
		return bytes;
	});
	fc.assert(
		fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), spoilt), (bytes) => {
			format.detect(bytes);
			framesIn(bytes);
		}),
		{ numRuns: 300 },
	);
});

test("a file is known by its first frame, and nothing else is taken for one", () => {
	const fine = new Uint8Array(readFileSync(join(FOLDER, "input.fstrm")));
	assert.ok(format.detect(fine.subarray(0, 100)));
	for (const other of ["", "1611133923.104 212 192.0.2.17 TCP_MISS/200", "protobuf:dnstap.Dnstap", "\0\0\0\0\0\0\0\x04\0\0\0\x02"])
		assert.ok(!format.detect(new Uint8Array(Buffer.from(other, "latin1"))), other);
});
