// The example of how a campaign tracks: which part of a URL singles out, and what stands around it in the message.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { commonOf, elementAround } from "../../../src/app/report/case-report-element.ts";
import { urlPieces } from "../../../src/app/report/case-report-url.ts";

const HOST = "img.briefing.example";
const about = { host: HOST, value: null };

function shown(url: string, others: readonly string[]): string {
	return urlPieces(url, others, about)
		.map(({ text, individual }) => (individual ? `[${text}]` : text))
		.join("");
}

test("of two people's copies, what differs singles out, and no more than that", () => {
	for (const [url, other, expected] of [
		[
			"https://img.briefing.example/p/19e841fa/0390.gif",
			"https://img.briefing.example/p/155e888d/6634.gif",
			"https://img.briefing.example/p/[19e841fa]/[0390].gif",
		],
		[
			"https://img.briefing.example/o?m=7&e=YWRh",
			"https://img.briefing.example/o?m=7&e=YmVu",
			"https://img.briefing.example/o?m=7&e=[YWRh]",
		],
		[
			"https://img.briefing.example/i/4688-34d3.gif",
			"https://img.briefing.example/i/4688-eb6f.gif",
			"https://img.briefing.example/i/4688-[34d3].gif",
		],
		["https://a1.img.briefing.example/x", "https://b2.img.briefing.example/x", "https://[a1].img.briefing.example/x"],
	] as const)
		assert.equal(shown(url, [other]), expected);
});

test("with one copy alone, all behind the host may single out", () => {
	assert.equal(
		shown("https://img.briefing.example/p/19e841fa?e=YWRh&m=7", []),
		"https://img.briefing.example/[p]/[19e841fa]?e=[YWRh]&m=[7]",
	);
});

test("the pieces are the URL, whatever it and the other copies are", () => {
	const token = fc.string({ unit: fc.constantFrom("a", "b", "1", "/", "?", "&", "=", "-", ".", "%"), maxLength: 12 });
	fc.assert(
		fc.property(token, fc.array(token, { maxLength: 3 }), (one, others) => {
			const urls = others.map((other) => `https://${HOST}/${other}`);
			const pieces = urlPieces(`https://${HOST}/${one}`, urls, about);
			assert.equal(pieces.map(({ text }) => text).join(""), `https://${HOST}/${one}`);
		}),
		{ numRuns: 300 },
	);
});

const URL_IN_MAIL = "https://img.briefing.example/o?m=7&e=YWRh";
const HTML = `<p>Dear colleague, h\u00e9</p>${"<p>and so on</p>".repeat(20)}<img alt="" src="${URL_IN_MAIL.replace("&", "&amp;")}" width="1"></body>`;
const EXPECTED = { before: '<img alt="" src="', after: '" width="1">' };

function placeOf(raw: string, from: string, to: string): { readonly bytes: Uint8Array; readonly start: number; readonly end: number } {
	const bytes = Buffer.from(raw, "utf8");
	const start = bytes.indexOf(from);
	return { bytes, start, end: bytes.indexOf(to, start) + to.length };
}

test("the element around a reference is read as it stands, from quoted-printable, and from base64 wherever its lines break", () => {
	const plain = placeOf(`Subject: x\r\n\r\n${HTML}\r\n`, "https:", "YWRh");
	assert.deepEqual(elementAround(plain.bytes, { ...plain, url: URL_IN_MAIL }), EXPECTED);
	const quoted = HTML.replaceAll("=", "=3D").replace("o?m", "o?=\r\nm");
	const printable = placeOf(`Subject: x\r\n\r\n${quoted}\r\n`, "https:", "YWRh");
	assert.deepEqual(elementAround(printable.bytes, { ...printable, url: URL_IN_MAIL }), EXPECTED);
	for (let shift = 0; shift < 9; shift++)
		for (const tail of ["", "<p>more</p>".repeat(90)]) {
			const body = Buffer.from(" ".repeat(shift) + HTML + tail, "utf8");
			const encoded = body.toString("base64").replace(/.{76}/g, "$&\r\n");
			const [from, to] = [body.indexOf("https:"), body.indexOf("YWRh") + 4];
			const at = (byte: number): number => 14 + Math.floor((byte * 4) / 3) + 2 * Math.floor(Math.floor((byte * 4) / 3) / 76);
			const bytes = Buffer.from(`Subject: x\r\n\r\n${encoded}\r\n`);
			assert.deepEqual(elementAround(bytes, { start: at(from), end: at(to) + 1, url: URL_IN_MAIL }), EXPECTED, `${shift} ${tail.length}`);
		}
});

test("no bytes make the search for the element throw, and what is no element is none", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(450), fc.nat(450), (bytes, a, b) => {
			elementAround(bytes, { start: Math.min(a, b), end: Math.max(a, b), url: "https://h.example/" });
		}),
		{ numRuns: 200 },
	);
	const bare = placeOf("Subject: x\r\n\r\nsee https://h.example/ soon", "https:", "example/");
	assert.equal(elementAround(bare.bytes, { ...bare, url: "https://h.example/" }), null);
});

test("of two elements only what both have is shown", () => {
	const one = { before: '<img alt="Ada" src="', after: '" width="1" id="a">' };
	const other = { before: '<img alt="Benedikt" src="', after: '" width="1" id="b">' };
	assert.deepEqual(commonOf(one, other), { before: '… " src="', after: '" width="1" id=" …' });
	assert.deepEqual(commonOf(one, one), one);
});
