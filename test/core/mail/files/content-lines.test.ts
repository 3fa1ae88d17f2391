// Content lines against ical.js, which reads the same grammar, and the ways of older formats that it does not know.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ICAL from "ical.js";
import { type ContentLine, decodedValue, readContentLines, unescapedText } from "../../../../src/core/mail/files/content-lines.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";
import { fileOf, latin1Bytes } from "./scanned.ts";

function linesOf(bytes: Uint8Array): ContentLine[] {
	const lines: ContentLine[] = [];
	readContentLines(fileOf(bytes).content, nodeCodec, (line) => lines.push(line));
	return lines;
}

const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));

/** Folds after any number of octets, also inside a character (RFC 5545 §3.1). */
function folded(line: string, every: number): Buffer {
	const bytes = Buffer.from(line, "utf8");
	const pieces: Buffer[] = [];
	for (let at = 0; at < bytes.length; at += every) pieces.push(Buffer.from(at === 0 ? "" : "\r\n "), bytes.subarray(at, at + every));
	return Buffer.concat([...pieces, Buffer.from("\r\n")]);
}

const word = fc.stringMatching(/^[a-zé日 :;,/.?=&%#]{1,40}$/).filter((text) => text.trim() === text);
const lineArbitrary = fc.record({
	name: fc.constantFrom("DESCRIPTION", "URL", "X-FOO", "ATTACH", "LOCATION"),
	parameter: fc.option(word, { nil: null }),
	value: word,
	every: fc.integer({ min: 1, max: 75 }),
});

test("names, parameters and values are those that ical.js reads, however lines are folded", () => {
	fc.assert(
		fc.property(fc.array(lineArbitrary, { minLength: 1, maxLength: 6 }), (drawn) => {
			const written = drawn.map(({ name, parameter, value, every }) => {
				const text = name === "URL" || name === "ATTACH" ? `http://h.example/${value.replaceAll(" ", "")}` : value;
				const escaped = text.replace(/[;,]/g, "\\$&");
				const isUri = name === "URL" || name === "ATTACH";
				return {
					name,
					line: folded(`${name}${parameter === null ? "" : `;X-P="${parameter}"`}:${isUri ? text : escaped}`, every),
				};
			});
			const bytes = Buffer.concat([
				Buffer.from("BEGIN:VCALENDAR\r\n"),
				...written.map(({ line }) => line),
				Buffer.from("END:VCALENDAR\r\n"),
			]);
			// ical.js takes strings, in which a fold inside a character is gone only after unfolding.
			const unfolded = Buffer.from(bytes.toString("latin1").replaceAll("\r\n ", ""), "latin1").toString("utf8");
			const [, properties] = ICAL.parse(unfolded) as [string, [string, Record<string, string>, string, ...unknown[]][]];
			const expected = properties.map(([name, parameters, type, value]) => [
				name.toUpperCase(),
				parameters["x-p"] ?? "",
				type === "unknown" ? String(value).replace(/\\([;,])/g, "$1") : value,
			]);
			const ours = linesOf(new Uint8Array(bytes)).slice(1, -1);
			assert.deepEqual(
				ours.map((line) => [
					line.name,
					line.parameters[0]?.text.value ?? "",
					line.name === "URL" || line.name === "ATTACH" ? line.value.value : unescapedText(line.value).value,
				]),
				expected,
			);
		}),
		{ numRuns: 300 },
	);
});

test("a value knows its raw bytes across folds", () => {
	const bytes = utf8('X:1\r\nURL;A="b;c:d":http://a.example\r\n /long\r\nY:2\r\n');
	const url = linesOf(bytes)[1];
	assert.equal(url.value.value, "http://a.example/long");
	const raw = Buffer.from(bytes.subarray(url.value.start(0), url.value.end(url.value.value.length))).toString("latin1");
	assert.equal(raw, "http://a.example\r\n /long");
	assert.deepEqual(
		url.parameters.map(({ name, text }) => [name, text.value]),
		[["A", "b;c:d"]],
	);
});

test("lists of quoted values, carets and bare words of vCard 2.1 are parameters", () => {
	const [line] = linesOf(utf8('item1.tel;home;TYPE=a,"b,c",d;X=^\'q^^^n;OPEN="x:1\r\n'));
	assert.equal(line.name, "TEL");
	assert.deepEqual(
		line.parameters.map(({ name, text }) => [name, text.value]),
		[
			["", "home"],
			["TYPE", "a"],
			["TYPE", "b,c"],
			["TYPE", "d"],
			["X", '"q^\n'],
			["OPEN", '"x'],
		],
	);
	assert.equal(line.value.value, "1");
});

test("a quoted-printable value goes on over soft breaks, in its own charset", () => {
	const bytes = latin1Bytes(
		"NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:caf=E9 http://a.ex=\r\nample/=3D\r\nURL:http://b.example/=\r\nX:1\r\n",
	);
	const [note, url, x] = linesOf(bytes);
	assert.equal(decodedValue(note, nodeCodec).value, "café http://a.example/=");
	assert.equal(url.value.value, "http://b.example/=", "elsewhere an equals sign ends nothing");
	assert.equal(x.name, "X");
});

test("a megabyte of folds, soft breaks or parameters takes time in proportion", () => {
	const flood = [
		`X:${"\r\n a".repeat(250_000)}`,
		`X;QUOTED-PRINTABLE:${"=\r\n".repeat(330_000)}`,
		`X${";A=b".repeat(250_000)}:c`,
		`X;A=${'",'.repeat(500_000)}`,
		":".repeat(1_000_000),
	];
	for (const text of flood) {
		const started = performance.now();
		linesOf(utf8(text));
		assert.ok(performance.now() - started < 5000, text.slice(0, 20));
	}
});
