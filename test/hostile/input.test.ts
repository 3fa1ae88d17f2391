// Files that are no mail, or only the beginning of one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_MESSAGE_BYTES } from "../../src/core/mail/limits.ts";
import { bytesOf, codesOf, html, inspectWithin, message, testAttacks } from "./attack.ts";

const IMAGE = "<img src=http://t.example/open>";

/** The same everywhere, and without a pattern. */
function noise(length: number): string {
	const bytes = Buffer.alloc(length);
	let state = 1;
	for (let at = 0; at < length; at++) {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		bytes[at] = state >>> 24;
	}
	return bytes.toString("latin1");
}

testAttacks({
	"an empty file is no message": { make: () => "", size: 1, problems: ["not-a-message"] },
	"ten megabytes of noise are no message": { make: noise, size: 1e7, problems: ["not-a-message"] },
	"ten megabytes of NUL are no message": { make: (size) => "\0".repeat(size), size: 1e7, problems: ["not-a-message"] },
	"a body of ten megabytes of NUL is passed over to what follows": {
		make: (size) => html("\0".repeat(size) + IMAGE),
		size: 1e7,
		references: 1,
	},
	"a body of ten megabytes of noise": { make: (size) => message("application/octet-stream", noise(size)), size: 1e7 },
	"NUL in a header, a boundary, a tag and a URL hides nothing": {
		make: () =>
			`From: a\0@a.example\r\nContent-Type: multipart/mixed; boundary="b\0b"\r\n\r\n--b\0b\r\nContent-Type: text/html\r\n\r\n\0<img\0 src=x><img \0src=x><img src=http://t.example/op\0en>\r\n--b\0b--`,
		size: 1,
		references: 1,
		finds: "http://t.example/op%EF%BF%BDen",
	},
});

test("a message cut at every byte is read up to there, and never throws", () => {
	const whole = bytesOf(
		message(
			"multipart/mixed; boundary=b",
			`--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p style=3D"background:url(http://t.example/a)">=\r\n<img src=3Dhttp://t.example/b>\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(IMAGE).toString("base64")}\r\n--b--\r\n`,
		),
	);
	let most = 0;
	for (let length = 0; length <= whole.length; length++) {
		const { references, problems } = inspectWithin(whole.subarray(0, length));
		most = Math.max(most, references.length);
		for (const { start, end } of references) assert.ok(start >= 0 && start < end && end <= length);
		for (const { offset } of problems) assert.ok(offset <= length);
	}
	assert.equal(most, 3);
	assert.deepEqual(codesOf(inspectWithin(whole)), []);
});

test("a tag that the end of the file cuts is a problem at its first byte", () => {
	const text = html("<p>x</p><img src=http://t.example/open");
	const { references, problems } = inspectWithin(bytesOf(text));
	assert.deepEqual(references, []);
	assert.deepEqual(
		problems.map(({ code, offset }) => ({ code, offset })),
		[{ code: "unparsable", offset: text.indexOf("<img") }],
	);
});

test("of an enormous message the first 64 MiB are analysed, and a problem says where the rest begins", () => {
	const bytes = new Uint8Array(MAX_MESSAGE_BYTES + 1_000_000).fill(0x20);
	bytes.set(bytesOf(html(IMAGE)));
	bytes.set(bytesOf(IMAGE), MAX_MESSAGE_BYTES + 10);
	const { references, problems } = inspectWithin(bytes);
	assert.equal(references.length, 1);
	assert.deepEqual(
		problems.map(({ code, offset }) => ({ code, offset })),
		[{ code: "limit-size", offset: MAX_MESSAGE_BYTES }],
	);
});
