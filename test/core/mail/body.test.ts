import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { plainCodec } from "../../../src/core/encoding/plain-codec.ts";
import { decodeBody } from "../../../src/core/mail/body.ts";
import { readMessage } from "../../../src/core/mail/message.ts";
import { textOf } from "../../../src/core/mail/strings.ts";
import { rawEnd, rawStart } from "../../../src/core/model/content.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";
import { type SlowByte, slowBase64, slowBytes, slowQuotedPrintable } from "./slow-decoding.ts";

function bytesOf(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, "latin1"));
}

/** The only leaf of a message with this header and body, as text. */
function read(header: string, body: string | Uint8Array): { text: string; charset: string; codes: string[] } {
	const raw = new Uint8Array(Buffer.concat([bytesOf(`${header}\r\n\r\n`), typeof body === "string" ? bytesOf(body) : body]));
	const message = readMessage(raw, nodeCodec);
	const { content, problems } = decodeBody(message.parts[message.parts.length - 1], nodeCodec);
	const text = textOf(content, content.start, content.end, nodeCodec);
	return { text: text.value, charset: content.charset, codes: problems.map((problem) => problem.code) };
}

test("a byte order mark goes before every label", () => {
	assert.deepEqual(read("Content-Type: text/html; charset=koi8-r", "\xef\xbb\xbf\xc3\xa4"), { text: "ä", charset: "utf-8", codes: [] });
	assert.deepEqual(read("Content-Type: text/html; charset=utf-8", "\xff\xfea\0<\0").text, "a<");
	assert.deepEqual(read("Content-Type: text/html; charset=utf-8", "\xfe\xff\0a\0<").text, "a<");
});

test("the declared charset counts, read through quotes and garbage", () => {
	for (const label of ["iso-8859-2", '"ISO-8859-2"', '"iso"-8859-2', "iso-8859-2 sdq", "'iso-8859-2'", "iso_8859-2", "latin2"]) {
		assert.equal(read(`Content-Type: text/html; charset=${label}`, "\xb1").text, "ą", label);
	}
	assert.equal(read('Content-Type: text/html; charset="u"tf-8', "\xc3\xa4").text, "ä");
	assert.equal(read("Content-Type: text/html; charset=cp932", "\x83\x5c").text, "ソ");
});

test("without a label <meta> or the XML declaration counts, and neither can say UTF-16", () => {
	assert.ok(read("Content-Type: text/html", '<meta charset="iso-8859-5">\xd0').text.endsWith("а"));
	assert.ok(
		read("Content-Type: text/html", '<meta http-equiv=Content-Type content="text/html; charset=windows-1251">\xe0').text.endsWith("а"),
	);
	assert.ok(read("Content-Type: image/svg+xml", '<?xml version="1.0" encoding="koi8-r"?>\xc1').text.endsWith("а"));
	assert.equal(read("Content-Type: text/html", "<meta charset=utf-16>\xe4").charset, "utf-8");
});

test("without any label valid UTF-8 is UTF-8 and all else windows-1252", () => {
	assert.equal(read("Content-Type: text/html", "\xc3\xa4").text, "ä");
	assert.equal(read("Content-Type: text/html", "\xe4").text, "ä");
	assert.equal(read("Content-Type: text/plain; charset=us-ascii", "\xc3\xa4").text, "ä");
	assert.deepEqual(read("Content-Type: text/html; charset=nobody-knows", "\xe4").codes, ["unknown-charset"]);
});

test("UTF-16 without a mark is found by its NULs, and a label that lies loses no ASCII", () => {
	assert.equal(read("Content-Type: text/html; charset=utf-16", "\0a\0<").text, "a<");
	assert.equal(read("Content-Type: text/html; charset=utf-16", "a\0<\0").text, "a<");
	assert.equal(read("Content-Type: text/html", "<\0b\0").text, "<b");
	assert.deepEqual(read("Content-Type: text/html; charset=utf-16le", "<img>"), {
		text: "<img>",
		charset: "utf-8",
		codes: ["unknown-charset"],
	});
});

test("UTF-7 and undeclared ISO-2022-JP are read as the programs do that know them", () => {
	assert.equal(read("Content-Type: text/html; charset=utf-7", "+ADw-img+AD4-").text, "<img>");
	assert.equal(read("Content-Type: text/html", '\x1b$B$"\x1b(B<b>').text, "あ<b>");
});

test("of what is no text only the transfer encoding is undone", () => {
	const { text, charset } = read("Content-Type: application/pdf; charset=utf-16\r\nContent-Transfer-Encoding: base64", "JVBERg==");
	assert.deepEqual([text, charset], ["%PDF", "utf-8"]);
	assert.equal(read("Content-Type: application/octet-stream; charset=utf-16le; name=a.html", "a\0<\0").text, "a<");
});

test("an identity body is a window into the raw message, not a copy", () => {
	const raw = bytesOf("Content-Type: text/html; charset=utf-8\r\n\r\n<b>");
	assert.equal(decodeBody(readMessage(raw, nodeCodec).parts[0], nodeCodec).content.bytes, raw);
});

test("flowed text with delsp is joined at soft breaks, quotes and the signature apart", () => {
	const header = "Content-Type: text/plain; format=flowed; delsp=yes";
	assert.equal(read(header, "http://a.example/ \r\nlong/ \r\npath\r\nnext").text, "http://a.example/long/path\r\nnext");
	assert.equal(read(header, "> one \r\n> two\r\nthree \r\n> four").text, "> onetwo\r\nthree \r\n> four");
	assert.equal(read(header, "-- \r\nname").text, "-- \r\nname");
	assert.equal(read("Content-Type: text/plain; format=flowed", "a \r\nb").text, "a \r\nb");
});

test("joined lines keep their raw ranges", () => {
	const raw = bytesOf("Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nhttp://a/ \r\nb");
	const { content } = decodeBody(readMessage(raw, nodeCodec).parts[0], nodeCodec);
	const { value, start, end } = textOf(content, content.start, content.end, nodeCodec);
	assert.equal(value, "http://a/b");
	assert.deepEqual([start(9), end(9), end(10)], [raw.length - 1, raw.length - 4, raw.length]);
});

type Encoding = "8bit" | "base64" | "quoted-printable";

function wrap(bytes: Uint8Array, encoding: Encoding, width: number, eol: string): Uint8Array {
	if (encoding === "8bit") return bytes;
	if (encoding === "base64") {
		return bytesOf(
			Buffer.from(bytes)
				.toString("base64")
				.replace(new RegExp(`.{${width}}`, "g"), `$&${eol}`),
		);
	}
	let text = "";
	let column = 0;
	for (const [at, byte] of bytes.entries()) {
		const literal = (byte > 32 && byte < 127 && byte !== 0x3d) || (byte === 32 && at + 1 < bytes.length && bytes[at + 1] > 32);
		text += literal ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
		column += literal ? 1 : 3;
		if (column >= width) {
			text += `=${eol}`;
			column = 0;
		}
	}
	return bytesOf(text);
}

/** Around what there is so far: a multipart or a message, itself encoded. */
interface Layer {
	readonly kind: "multipart/mixed" | "message/rfc822";
	readonly encoding: Encoding;
	readonly width: number;
	readonly eol: string;
}

const layer: fc.Arbitrary<Layer> = fc.record({
	kind: fc.constantFrom("multipart/mixed" as const, "message/rfc822" as const),
	encoding: fc.constantFrom<Encoding>("8bit", "8bit", "base64", "quoted-printable"),
	width: fc.integer({ min: 20, max: 90 }),
	eol: fc.constantFrom("\r\n", "\n"),
});

test("whatever it is nested in, a body comes back, each byte with the raw range a slow reading finds", () => {
	const leaf = fc.record({
		bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
		encoding: fc.constantFrom<Encoding>("base64", "quoted-printable"),
		width: fc.integer({ min: 1, max: 90 }),
		eol: fc.constantFrom("\r\n", "\n"),
	});
	fc.assert(
		fc.property(leaf, fc.array(layer, { maxLength: 4 }), fc.boolean(), ({ bytes, encoding, width, eol }, layers, native) => {
			// From the inside out, noting where the encoded inner body begins in each layer's own bytes.
			const steps: { encoding: Encoding; at: number; length: number }[] = [];
			let body = wrap(bytes, encoding, width, eol);
			steps.push({ encoding, at: 0, length: body.length });
			let head = `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
			for (const [index, { kind, ...around }] of layers.entries()) {
				const before = kind === "multipart/mixed" ? `--b${index}\r\n${head}` : head;
				const after = kind === "multipart/mixed" ? `\r\n--b${index}--` : "";
				const inner = new Uint8Array(Buffer.concat([bytesOf(before), body, bytesOf(after)]));
				steps[steps.length - 1].at = before.length;
				body = wrap(inner, around.encoding, around.width, around.eol);
				steps.push({ encoding: around.encoding, at: 0, length: body.length });
				head = `Subject: x\r\nContent-Type: ${kind}; boundary=b${index}\r\nContent-Transfer-Encoding: ${around.encoding}\r\n\r\n`;
			}
			steps[steps.length - 1].at = head.length;
			const raw = new Uint8Array(Buffer.concat([bytesOf(head), body]));

			let expected: SlowByte[] = slowBytes(raw);
			for (const step of steps.reverse()) {
				const piece = expected.slice(step.at, step.at + step.length);
				expected =
					step.encoding === "base64" ? slowBase64(piece) : step.encoding === "quoted-printable" ? slowQuotedPrintable(piece) : piece;
			}
			const codec = native ? nodeCodec : plainCodec;
			const message = readMessage(raw, codec);
			assert.deepEqual(message.problems, []);
			const { content, problems } = decodeBody(message.parts[message.parts.length - 1], codec);
			assert.deepEqual(problems, []);
			assert.deepEqual(content.bytes.slice(content.start, content.end), bytes);
			for (const [at, { start, end }] of expected.entries()) {
				assert.equal(rawStart(content, content.start + at), start);
				assert.equal(rawEnd(content, content.start + at + 1), end);
			}
		}),
		{ numRuns: 300 },
	);
});
