// Messages built to cost time or memory. The bounds are ten times what a slow machine needs for linear work, and far below what quadratic
// work would take.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeBody } from "../../../src/core/mail/body.ts";
import { MAX_HEADER_BYTES, MAX_HEADER_FIELDS, MAX_MESSAGE_BYTES, MAX_MIME_DEPTH, MAX_PARTS } from "../../../src/core/mail/limits.ts";
import { readMessage } from "../../../src/core/mail/message.ts";
import { summarise } from "../../../src/core/mail/summary.ts";
import type { Message } from "../../../src/core/model/message.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";
import { processorTime } from "./processor-time.ts";

const MULTIPART = "From: a@a.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

/** Reads all there is of `text` within `bound` milliseconds of processor time. */
function readWithin(bound: number, text: string): Message {
	const bytes = new Uint8Array(Buffer.from(text, "latin1"));
	let message: Message = { parts: [], problems: [] };
	const took = processorTime(() => {
		message = readMessage(bytes, nodeCodec);
		summarise(message);
		for (const part of message.parts) {
			if (part.children.length === 0) decodeBody(part, nodeCodec);
			for (const field of part.fields.slice(0, 1000)) field.text();
		}
	});
	assert.ok(took < bound, `${Math.round(took)} ms`);
	return message;
}

function codes(message: Message): string[] {
	return [...new Set(message.problems.map((problem) => problem.code))];
}

test("a hundred thousand parts", () => {
	const message = readWithin(3000, `${MULTIPART}${"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\nx\r\n".repeat(100_000)}--b--`);
	assert.equal(message.parts.length, MAX_PARTS);
	assert.deepEqual(codes(message), ["limit-parts", "truncated"]);
});

test("a header line of a megabyte, a value, a name, a fold, and a header without end", () => {
	const long = "x".repeat(1_000_000);
	for (const header of [
		`Subject: ${long}`,
		long,
		`${long}: y`,
		`To: ${"a@a.example,".repeat(80_000)}`,
		`Subject: ${" \r\n x".repeat(200_000)}`,
	]) {
		const message = readWithin(3000, `From: a@a.example\r\n${header}\r\nContent-Type: text/html\r\n\r\nbody`);
		assert.equal(message.parts[0].mediaType, "text/html");
	}
	const endless = readWithin(3000, `From: a@a.example\r\n${`X: ${long}\r\n`.repeat(4)}\r\nbody`);
	assert.deepEqual(codes(endless), ["limit-header"]);
	assert.ok(endless.parts[0].body.start > MAX_HEADER_BYTES);
});

test("a million fields", () => {
	const message = readWithin(3000, `From: a@a.example\r\n${"a:\n".repeat(600_000)}\r\nbody`);
	assert.equal(message.parts[0].fields.length, MAX_HEADER_FIELDS);
	assert.equal(nodeCodec.latin1(message.parts[0].body.bytes, message.parts[0].body.start, message.parts[0].body.end), "body");
	assert.deepEqual(codes(message), ["limit-header"]);
});

test("parameters, comments, words and pieces by the hundred thousand", () => {
	for (const value of [
		`text/html${"; a=b".repeat(200_000)}`,
		`text/html; ${"(".repeat(1_000_000)}`,
		`text/html; a="${"\\".repeat(1_000_000)}`,
		`text/html; ${" a".repeat(500_000)}`,
		`text/html; name=${"=?utf-8?q?x?= ".repeat(70_000)}`,
		`text/html; ${Array.from({ length: 50_000 }, (_, i) => `name*${i}=x`).join(";")}`,
		`text/html; charset=${" ".repeat(1_000_000)}x`,
		`${"(".repeat(500_000)}${")".repeat(500_000)} text/html`,
		`${"()".repeat(500_000)}`,
	]) {
		readWithin(3000, `From: a@a.example\r\nContent-Type: ${value}\r\n\r\nbody`);
	}
	for (const field of ["Subject", "From", "Date", "Received", "Message-ID", "Content-Disposition", "Content-Transfer-Encoding"]) {
		for (const unit of ["(", ")", "<", ">", '"', "\\", "=?", "=?a?b?", "=?a?q?x?=", ",", ";", ":", "@", "a@", "[", "*", " ", "1 ", "'"]) {
			readWithin(3000, `${field}: ${unit.repeat(200_000)}\r\n\r\nbody`);
		}
	}
});

test("ten megabytes of dashes, with and without a multipart that might end there", () => {
	for (const line of ["--\n", "--b", "--bb\n", "--b--x\n", "\n", "-", "\n--"]) {
		readWithin(3000, MULTIPART + line.repeat(Math.ceil(1e7 / line.length)));
		readWithin(3000, `From: a@a.example\r\n\r\n${line.repeat(Math.ceil(1e7 / line.length))}`);
	}
});

test("ten thousand multiparts, messages and encoded messages in one another", () => {
	const multiparts = Array.from({ length: 10_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join("");
	const messages = `From: a@a.example\r\n${"Content-Type: message/rfc822\r\n\r\n".repeat(10_000)}`;
	const same = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(10_000);
	const nameless = "Content-Type: multipart/mixed\r\n\r\n".repeat(10_000);
	for (const text of [multiparts, messages]) {
		const message = readWithin(3000, text);
		assert.ok(codes(message).includes("limit-depth"));
		assert.ok(message.parts.length <= MAX_MIME_DEPTH + 2);
	}
	assert.ok(codes(readWithin(3000, same)).includes("limit-depth"));
	readWithin(3000, nameless);
	let encoded = "Content-Type: text/html\r\n\r\nx";
	for (let level = 0; level < 25; level++) {
		encoded = `From: a@a.example\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(encoded).toString("base64")}`;
	}
	assert.equal(readWithin(3000, encoded).parts.length, 26);
});

test("dashes against two hundred nested boundaries", () => {
	const nested = Array.from({ length: 200 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${100 + i}\r\n\r\n--b${100 + i}\r\n`).join(
		"",
	);
	readWithin(3000, `${nested}\r\n${"--b999\n".repeat(1_000_000)}`);
	readWithin(3000, `${nested}\r\n${"--b100\n\n".repeat(100_000)}`);
});

test("a multipart that is never what it says, level upon level", () => {
	const liar = (i: number): string =>
		`Content-Type: multipart/mixed; boundary=x${i}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n--y${i}\r\n`;
	readWithin(3000, `${Array.from({ length: 300 }, (_, i) => liar(i)).join("")}${"text =3D\n".repeat(300_000)}`);
});

test("a message past the size limit is read up to there", () => {
	const bytes = new Uint8Array(MAX_MESSAGE_BYTES + 10).fill(0x20);
	bytes.set(Buffer.from("Content-Type: text/html\r\n\r\n"));
	const message = readMessage(bytes, nodeCodec);
	assert.equal(message.parts[0].body.end, MAX_MESSAGE_BYTES);
	assert.deepEqual(codes(message), ["limit-size"]);
});
