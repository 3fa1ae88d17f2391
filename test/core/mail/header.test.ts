import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readMessage } from "../../../src/core/mail/message.ts";
import { parameterValue } from "../../../src/core/mail/parameters.ts";
import { wordsDecoded } from "../../../src/core/mail/words.ts";
import type { HeaderField, Part } from "../../../src/core/model/message.ts";
import type { Text } from "../../../src/core/model/text.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";

function part(raw: Uint8Array): Part {
	return readMessage(raw, nodeCodec).parts[0];
}

function bytesOf(text: string, encoding: "latin1" | "utf8" = "latin1"): Uint8Array {
	return new Uint8Array(Buffer.from(text, encoding));
}

function field(header: string): HeaderField {
	return part(bytesOf(`${header}\r\n\r\n`)).fields[0];
}

function decoded(value: string): string {
	return wordsDecoded(field(`Subject: ${value}`).text(), nodeCodec).value;
}

/** The raw bytes behind the characters `[from, to)`. */
function rawOf(raw: Uint8Array, text: Text, from: number, to: number): string {
	return Buffer.from(raw.subarray(text.start(from), text.end(to))).toString("latin1");
}

test("names are lower case, values without the blanks around them", () => {
	assert.deepEqual([field("SUBJECT :  a b \t").name, field("SUBJECT :  a b \t").text().value], ["subject", "a b"]);
});

test("a fold goes, the blanks after it stay, for all kinds of line ends", () => {
	for (const eol of ["\r\n", "\n", "\r"]) assert.equal(field(`X: a${eol} b${eol}\t c`).text().value, "a b\t c");
	assert.equal(field("X:\r\n a").text().value, "a");
	assert.equal(field("X: a\r\n \r\n b").text().value, "a  b");
});

test("every character of a folded value knows its raw byte", () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom("a", "bc", "\r\n ", "\n\t", "\r ", " ", "é", "😀"), { maxLength: 20 }), (pieces) => {
			const raw = bytesOf(`X: [${pieces.join("")}]\r\n\r\n`, "utf8");
			const text = part(raw).fields[0].text();
			for (let at = 0; at < text.value.length; ) {
				const character = String.fromCodePoint(text.value.codePointAt(at) ?? 0);
				const bytes = raw.subarray(text.start(at), text.end(at + character.length));
				assert.equal(Buffer.from(bytes).toString(), character);
				at += character.length;
			}
		}),
	);
});

test("raw UTF-8 is read as such, other 8-bit values as windows-1252", () => {
	assert.equal(part(bytesOf("X: é\r\n\r\n", "utf8")).fields[0].text().value, "é");
	assert.equal(field("X: \xe9").text().value, "é");
});

test("encoded words are read, in either encoding, with a language, side by side", () => {
	assert.equal(decoded("=?utf-8?B?w6Q=?="), "ä");
	assert.equal(decoded("=?ISO-8859-1*en?q?a=E4_b?="), "aä b");
	assert.equal(decoded("x =?utf-8?q?a?= \t =?utf-8?q?b?= y"), "x ab y");
	assert.equal(decoded("=?utf-8?q?a?= =?koi8-r?q?=C1?="), "aа");
	assert.equal(decoded("=?utf-8?q?a?= and =?utf-8?q?b?="), "a and b");
});

test("a character cut in two by neighbouring words is one again", () => {
	assert.equal(decoded("=?utf-8?q?=C3?= =?utf-8?q?=A4?="), "ä");
	assert.equal(decoded("=?iso-2022-jp?b?GyRCJCIbKEI=?="), "あ");
});

test("what only looks like an encoded word stays", () => {
	for (const value of ["=?utf-8?x?a?=", "=?utf-8?q?a", "=??q?a?=", "a=?b"]) assert.equal(decoded(value), value);
});

test("every character of an encoded word knows the characters that spell it", () => {
	const raw = bytesOf("Subject: a =?utf-8?q?b=C3=A4c?= =?utf-8?b?ZGVm?= g\r\n\r\n");
	const text = wordsDecoded(part(raw).fields[0].text(), nodeCodec);
	assert.equal(text.value, "a bäcdef g");
	const spelt = [...text.value].map((_, at) => rawOf(raw, text, at, at + 1));
	assert.deepEqual(spelt, ["a", " ", "b", "=C3=A4", "c", "ZG", "GV", "Vm", " ", "g"]);
});

function parameters(value: string): Record<string, string> {
	const found: Record<string, string> = {};
	for (const { name, text } of part(bytesOf(`Content-Type: text/html; ${value}\r\n\r\n`)).parameters) found[name] ??= text.value;
	return found;
}

test("parameters are read quoted or not, with escapes, comments and blanks", () => {
	assert.deepEqual(parameters('a=b; C="d;\\"e" ; f = g'), { a: "b", c: 'd;"e', f: "g" });
	assert.deepEqual(parameters("charset=us-ascii (plain (really) text); a=b"), { charset: "us-ascii", a: "b" });
	assert.deepEqual(parameters("(x=y) a=b;;;c=d;"), { a: "b", c: "d" });
	assert.deepEqual(parameters("name=a(1).html"), { name: "a(1).html" });
});

test("odd parameters are read as some mail program reads them", () => {
	assert.deepEqual(parameters('charset="u"tf-8'), { charset: "utf-8" });
	assert.deepEqual(parameters("charset=utf-8 sdq"), { charset: "utf-8 sdq" });
	assert.deepEqual(parameters("charset=utf-8 format=flowed"), { charset: "utf-8", format: "flowed" });
	assert.deepEqual(parameters('a="never closed; b=c'), { a: "never closed; b=c" });
	assert.deepEqual(parameters("a; b=c; =d"), { b: "c" });
	assert.deepEqual(parameters("a=; b=c"), { a: "", b: "c" });
});

test("RFC 2231: pieces are joined in order, with charset and percent-encoding", () => {
	assert.deepEqual(parameters("name*0=a; name*2=c; name*1=b"), { name: "abc" });
	assert.deepEqual(parameters("name*=utf-8'de'%C3%A4%20b"), { name: "ä b" });
	assert.deepEqual(parameters("name*0*=utf-8''%C3; name*1*=%A4; name*2=\"%41\""), { name: "ä%41" });
	assert.deepEqual(parameters("name=plain; name*=koi8-r''%C1"), { name: "а" });
	assert.deepEqual(parameters("name*=%zz%4"), { name: "%zz%4" });
});

test("every character of a parameter knows what spells it", () => {
	const raw = bytesOf('Content-Type: text/html; a*0*=utf-8\'\'x%C3;\r\n a*1*=%A4y; b="c\\"d"\r\n\r\n');
	const [a, b] = part(raw).parameters;
	assert.equal(a.text.value, "xäy");
	assert.deepEqual([rawOf(raw, a.text, 0, 1), rawOf(raw, a.text, 1, 2), rawOf(raw, a.text, 2, 3)], ["x", "%C3;\r\n a*1*=%A4", "y"]);
	assert.equal(b.text.value, 'c"d');
	assert.deepEqual([rawOf(raw, b.text, 0, 1), rawOf(raw, b.text, 1, 2), rawOf(raw, b.text, 2, 3)], ["c", '"', "d"]);
});

test("the file name comes from the disposition, else from the type, encoded words read", () => {
	const name = (...lines: string[]): string | null => part(bytesOf(`${lines.join("\r\n")}\r\n\r\n`)).filename;
	assert.equal(name("Content-Type: text/html; name=a.html", "Content-Disposition: attachment; filename=b.html"), "b.html");
	assert.equal(name('Content-Type: text/html; name="=?utf-8?q?=C3=A4=2Ehtml?="'), "ä.html");
	assert.equal(name("Content-Disposition: attachment; filename*0*=utf-8''%C3%A4; filename*1=.svg"), "ä.svg");
	assert.equal(name("Content-Type: text/html"), null);
});

test("the first parameter of a name counts", () => {
	assert.equal(parameterValue(part(bytesOf("Content-Type: text/html; charset=a; charset=b\r\n\r\n")).parameters, "charset"), "a");
});

test("fields of one name are told apart by nothing but their place, whatever the hash of the name", () => {
	fc.assert(
		fc.property(fc.array(fc.stringMatching(/^[!-9;-~]{1,60}$/), { minLength: 1, maxLength: 40 }), (names) => {
			const { fields } = part(bytesOf(`${names.map((name) => `${name}: ${name}\r\n`).join("")}\r\n`));
			// Two dashes are an ordinary name where no multipart is open.
			assert.deepEqual(
				fields.map(({ name }) => name),
				names.map((name) => name.toLowerCase()),
			);
			assert.deepEqual(
				fields.map((each) => each.text().value),
				names,
			);
		}),
	);
});
