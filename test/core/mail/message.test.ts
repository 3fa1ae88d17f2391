import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeBody } from "../../../src/core/mail/body.ts";
import { readMessage } from "../../../src/core/mail/message.ts";
import type { Message } from "../../../src/core/model/message.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";

function read(lines: string | readonly string[], eol = "\r\n"): Message {
	const text = typeof lines === "string" ? lines : lines.join(eol);
	return readMessage(new Uint8Array(Buffer.from(text, "latin1")), nodeCodec);
}

/** "section mediaType: body" of each leaf. */
function leaves(message: Message): string[] {
	return message.parts
		.filter((part) => part.children.length === 0)
		.map((part) => {
			const { content } = decodeBody(part, nodeCodec);
			return `${part.section} ${part.mediaType}: ${nodeCodec.latin1(content.bytes, content.start, content.end)}`;
		});
}

function codes(message: Message): string[] {
	return message.problems.map((problem) => problem.code);
}

const MIXED = ["From: a@a.example", 'Content-Type: multipart/mixed; boundary="b"', ""];
const TEXT = ["Content-Type: text/plain", ""];
const HTML = ["Content-Type: text/html", ""];

test("a message without a Content-Type is plain text, section 1", () => {
	const message = read(["Subject: x", "", "hello"]);
	assert.deepEqual(leaves(message), ["1 text/plain: hello"]);
	assert.equal(message.parts[0].headerSection, "0");
	assert.deepEqual(codes(message), []);
});

test("preamble and epilogue are no parts", () => {
	const message = read([...MIXED, "preamble", "--b", ...TEXT, "one", "--b", ...HTML, "two", "--b--", "epilogue", "--c", "x"]);
	assert.deepEqual(leaves(message), ["1 text/plain: one", "2 text/html: two"]);
	assert.deepEqual(codes(message), []);
});

test("the line break before a boundary belongs to it, an earlier one to the part", () => {
	assert.deepEqual(leaves(read([...MIXED, "--b", "", "one", "", "--b--"])), ["1 text/plain: one\r\n"]);
	assert.deepEqual(leaves(read([...MIXED, "--b", "", "--b--"])), ["1 text/plain: "]);
});

test("LF, CRLF and bare CR all end a line", () => {
	const lines = [...MIXED, "--b", ...TEXT, "one", "--b", ...HTML, "two", "--b--", ""];
	for (const eol of ["\n", "\r\n", "\r"]) assert.deepEqual(leaves(read(lines, eol)), ["1 text/plain: one", "2 text/html: two"]);
});

test("white space after a boundary is transport padding", () => {
	assert.deepEqual(leaves(read([...MIXED, "--b \t ", "", "one", "--b-- ", "x"])), ["1 text/plain: one"]);
});

test("a part has no header where it begins with a blank line, and no body where a boundary cuts its header", () => {
	assert.deepEqual(leaves(read([...MIXED, "--b", "Content-Type: text/html", "--b", "", "x", "--b--"])), [
		"1 text/html: ",
		"2 text/plain: x",
	]);
});

test("a missing last boundary line is said, and costs nothing", () => {
	const message = read([...MIXED, "--b", ...HTML, "one"]);
	assert.deepEqual(leaves(message), ["1 text/html: one"]);
	assert.deepEqual(codes(message), ["truncated"]);
});

test("an outer boundary ends all that is inside", () => {
	const inner = ["Content-Type: multipart/alternative; boundary=c", "", "--c", ...TEXT, "one"];
	const message = read([...MIXED, "--b", ...inner, "--b", ...HTML, "two", "--b--"]);
	assert.deepEqual(leaves(message), ["1.1 text/plain: one", "2 text/html: two"]);
});

test("a boundary that begins like another is not taken for it", () => {
	const inner = ["Content-Type: multipart/alternative; boundary=bb", "", "--bb", ...TEXT, "one", "--bb--"];
	assert.deepEqual(leaves(read([...MIXED, "--b", ...inner, "--b", ...HTML, "two", "--b--"])), ["1.1 text/plain: one", "2 text/html: two"]);
});

test("a line that begins with the boundary and goes on is text, and said: RFC 2046 takes it for a boundary", () => {
	const message = read([...MIXED, "--b", ...TEXT, "one", "--bx", "two", "--b--"]);
	assert.deepEqual(leaves(message), ["1 text/plain: one\r\n--bx\r\ntwo"]);
	assert.deepEqual(codes(message), ["bad-boundary"]);
});

test("nested multiparts with one boundary: the innermost first, and nothing after it is lost", () => {
	const inner = ["Content-Type: multipart/alternative; boundary=b", "", "--b", ...TEXT, "one", "--b--"];
	assert.deepEqual(leaves(read([...MIXED, "--b", ...inner, "--b", ...HTML, "two", "--b--"])), ["1.1 text/plain: one", "2 text/html: two"]);
});

test("a boundary line in the epilogue is said", () => {
	assert.deepEqual(codes(read([...MIXED, "--b", ...TEXT, "one", "--b--", "--b", ...HTML, "two", "--b--"])), [
		"bad-boundary",
		"bad-boundary",
	]);
});

test("a multipart without boundary parameter takes the first line that looks like one", () => {
	const message = read(["From: a@a.example", "Content-Type: multipart/mixed", "", "--zz", ...HTML, "one", "--zz--"]);
	assert.deepEqual(leaves(message), ["1 text/html: one"]);
	assert.deepEqual(codes(message), ["bad-boundary"]);
});

test("so does a multipart whose declared boundary never comes", () => {
	const message = read([...MIXED, "--zz", ...HTML, "one", "--zz", ...HTML, "two"]);
	assert.deepEqual(leaves(message), ["1 text/html: one", "2 text/html: two"]);
	assert.equal(codes(message)[0], "bad-boundary");
});

test("a multipart without any boundary line is read as HTML, which holds all that plain text holds", () => {
	const message = read([...MIXED, "<img src=http://a.example/>"]);
	assert.deepEqual(leaves(message), ["1 text/html: <img src=http://a.example/>"]);
	assert.deepEqual(codes(message), ["bad-boundary"]);
});

test("section numbers are those of IMAP", () => {
	const single = ["Content-Type: message/rfc822", "", "Subject: inner", "", "text"];
	const multi = [
		"Content-Type: message/rfc822",
		"",
		"Subject: inner",
		"Content-Type: multipart/alternative; boundary=c",
		"",
		"--c",
		...TEXT,
		"one",
		"--c",
		...HTML,
		"two",
		"--c--",
	];
	const nested = ["Content-Type: multipart/related; boundary=d", "", "--d", ...TEXT, "x", "--d--"];
	const message = read([...MIXED, "--b", ...single, "--b", ...multi, "--b", ...nested, "--b--"]);
	assert.deepEqual(
		message.parts.map((part) => `${part.section}|${part.headerSection}|${part.mediaType}`),
		[
			"|0|multipart/mixed",
			"1|1|message/rfc822",
			"1.1|1.0|text/plain",
			"2|2|message/rfc822",
			"2|2.0|multipart/alternative",
			"2.1|2.1|text/plain",
			"2.2|2.2|text/html",
			"3|3|multipart/related",
			"3.1|3.1|text/plain",
		],
	);
	const root = read(["Content-Type: message/rfc822", "", "Subject: inner", "", "text"]);
	assert.deepEqual(
		root.parts.map((part) => [part.section, part.headerSection]),
		[
			["1", "0"],
			["1.1", "1.0"],
		],
	);
});

test("the parts of a digest are messages", () => {
	const digest = ["From: a@a.example", "Content-Type: multipart/digest; boundary=b", "", "--b", "", "Subject: one", "", "x", "--b--"];
	assert.deepEqual(leaves(read(digest)), ["1.1 text/plain: x"]);
});

function encoded(encoding: string, body: string): string[] {
	return [`Content-Transfer-Encoding: ${encoding}`, "", body];
}

const INNER = ["Subject: inner", "Content-Type: text/html; charset=utf-8", "", "<b>=</b>"].join("\r\n");

test("a nested message is undone from base64 and quoted-printable", () => {
	const base64 = ["Content-Type: message/rfc822", ...encoded("base64", Buffer.from(INNER).toString("base64"))];
	const quoted = [
		"Content-Type: message/global",
		...encoded("quoted-printable", INNER.replaceAll("=", "=3D").replace("inner", "in=\r\nner")),
	];
	const message = read([...MIXED, "--b", ...base64, "--b", ...quoted, "--b--"]);
	assert.deepEqual(leaves(message), ["1.1 text/html: <b>=</b>", "2.1 text/html: <b>=</b>"]);
	assert.deepEqual(codes(message), []);
	for (const part of message.parts.filter((each) => each.mediaType === "text/html")) {
		assert.equal(part.fields[0].text().value, "inner");
	}
});

test("a nested message that only claims to be encoded is read as it stands, and said", () => {
	for (const encoding of ["base64", "quoted-printable"]) {
		const message = read([...MIXED, "--b", "Content-Type: message/rfc822", ...encoded(encoding, INNER), "--b--"]);
		assert.deepEqual(leaves(message), ["1.1 text/html: <b>=</b>"]);
		assert.deepEqual(codes(message), ["bad-encoding"]);
	}
});

test("a multipart that is encoded is undone first; one that only claims to be is read as it stands", () => {
	const inside = ["--c", "Content-Type: text/html; x=y", "", "one", "--c--"].join("\r\n");
	const head = ["From: a@a.example", "Content-Type: multipart/mixed; boundary=c"];
	for (const [encoding, body, problems] of [
		["base64", Buffer.from(inside).toString("base64"), []],
		["quoted-printable", inside.replaceAll("=", "=3D"), []],
		["base64", inside, ["bad-encoding"]],
		["quoted-printable", inside, ["bad-encoding"]],
	] as const) {
		const message = read([...head, ...encoded(encoding, body)]);
		assert.deepEqual(leaves(message), ["1 text/html: one"]);
		assert.deepEqual(codes(message), problems);
	}
});

test("an mbox From line, a quoted one and blank lines before the header are passed over, the blank lines said", () => {
	for (const [before, problems] of [
		["From a@a.example Mon Jan  1 00:00:00 2024\r\n", []],
		[">From a b c\r\n", []],
		["\r\n\n\r\n", ["bad-header"]],
	] as const) {
		const message = read(`${before}Subject: x\r\nContent-Type: text/html\r\n\r\nbody`);
		assert.deepEqual(leaves(message), ["1 text/html: body"]);
		assert.deepEqual(codes(message), problems);
	}
});

test("what has no header field is no message", () => {
	for (const text of ["", "\r\n", "hello", "<html>\n<p>x: y</p>", "\0\0\0"]) {
		const message = read(text);
		assert.deepEqual(message.parts, []);
		assert.deepEqual(codes(message), ["not-a-message"]);
	}
});

test("a header line without a colon is skipped where fields or the blank line follow", () => {
	const message = read(["Subject: x", "garbage", "Content-Type: text/html", "more garbage", "", "body"]);
	assert.deepEqual(leaves(message), ["1 text/html: body"]);
	assert.deepEqual(codes(message), ["bad-header", "bad-header"]);
});

test("a header line without a colon is the body where more such lines or markup follow: the blank line was lost", () => {
	assert.deepEqual(leaves(read(["Content-Type: text/html", "one", "two", "", "three"])), ["1 text/html: one\r\ntwo\r\n\r\nthree"]);
	assert.deepEqual(leaves(read(["Content-Type: text/html", "<img src=x>", "", "y"])), ["1 text/html: <img src=x>\r\n\r\ny"]);
});

test("a header without end has no body", () => {
	assert.deepEqual(leaves(read("Subject: x")), ["1 text/plain: "]);
	assert.deepEqual(leaves(read("Subject: x\r\n")), ["1 text/plain: "]);
});

test("of several Content-Type fields the one that shows more counts, and they are said", () => {
	const message = read(["Content-Type: text/plain", "Content-Type: text/html", "", "x"]);
	assert.deepEqual(leaves(message), ["1 text/html: x"]);
	assert.deepEqual(codes(message), ["bad-header"]);
	assert.deepEqual(leaves(read(["Content-Type: text/html", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "x", "--b--"])), [
		"1 text/plain: x",
	]);
});

test("an odd Content-Type is read for what it names", () => {
	for (const type of [
		"text/html;garbage",
		"TEXT/HTML; charset",
		"text/html,",
		'"text/html"',
		"text / html",
		"(comment) text/html",
		"text/html charset=utf-8",
		"html",
	]) {
		assert.equal(read([`Content-Type: ${type}`, "", "x"]).parts[0].mediaType, "text/html", type);
	}
	for (const type of ["", "text", "/", ";charset=utf-8"])
		assert.equal(read([`Content-Type: ${type}`, "", "x"]).parts[0].mediaType, "text/plain", type);
	assert.equal(read(["Content-Type: text/html charset=utf-8", "", "x"]).parts[0].charset, "utf-8");
});

test("a boundary that programs read differently is said", () => {
	const type = (parameter: string): Message =>
		read(["From: a@a.example", `Content-Type: multipart/mixed; ${parameter}`, "", "--b", "", "x", "--b--"]);
	for (const parameter of [
		'boundary="b"--',
		'boundary="b" ; boundary=c',
		"boundary=b c",
		'boundary="b"c',
		'boundary="b ',
		"boundary=b; boundary*=c",
	]) {
		assert.ok(codes(type(parameter)).includes("bad-header") || codes(type(parameter)).includes("bad-boundary"), parameter);
	}
	for (const parameter of ['boundary="b"', "boundary=b (comment)", "boundary=b; boundary=b", 'boundary="b"; charset="x"']) {
		assert.deepEqual(codes(type(parameter)), [], parameter);
	}
});

test("an unknown transfer encoding is read as it stands, and said", () => {
	const message = read(["Content-Type: text/html", "Content-Transfer-Encoding: Hexa", "", "=3D"]);
	assert.deepEqual(leaves(message), ["1 text/html: =3D"]);
	assert.deepEqual(codes(message), ["unknown-encoding"]);
});

test("a transfer encoding is read through case, comments, quotes and semicolons", () => {
	for (const label of ["BASE64", '"base64"', "base64;", " base64 (yes)", "Base-64"]) {
		assert.equal(read([`Content-Transfer-Encoding: ${label}`, "", "eA=="]).parts[0].encoding, "base64", label);
	}
});

test("a part is attached by its disposition, by one around it, or as a type that is not shown", () => {
	const part = (...header: string[]): boolean => read([...MIXED, "--b", ...header, "", "x", "--b--"]).parts[1].attached;
	assert.equal(part("Content-Type: text/html"), false);
	assert.equal(part("Content-Type: text/html; name=a.html", "Content-Disposition: inline"), false);
	assert.equal(part("Content-Type: text/html", "Content-Disposition: attachment"), true);
	assert.equal(part("Content-Type: text/html", "Content-Disposition: something-new"), true);
	assert.equal(part("Content-Type: text/html", "Content-Disposition: filename=a.html"), false);
	assert.equal(part("Content-Type: image/svg+xml", "Content-ID: <a>"), false);
	assert.equal(part("Content-Type: application/pdf"), true);
	assert.equal(part("Content-Type: application/pdf", "Content-Disposition: inline"), true);
	assert.equal(part("Content-Type: application/xhtml+xml"), false);
	assert.equal(part("Content-Type: message/rfc822"), false);
	const inside = ["Content-Type: message/rfc822", "Content-Disposition: attachment", "", "Content-Type: text/html", "", "x"];
	assert.equal(read([...MIXED, "--b", ...inside, "--b--"]).parts[2].attached, true);
});

test("what cannot be seen is said: PGP/MIME, PGP in text; a clear signed part is read", () => {
	assert.ok(codes(read(["Content-Type: multipart/encrypted; boundary=b", "", "--b", "", "x", "--b--"])).includes("encrypted"));
	const inline = read(["From: a@a.example", "", "-----BEGIN PGP MESSAGE-----", "x"]);
	assert.deepEqual(
		decodeBody(inline.parts[0], nodeCodec).problems.map(({ code, offset }) => [code, offset]),
		[["encrypted", 21]],
	);
	const signed = read([
		"Content-Type: multipart/signed; boundary=b",
		"",
		"--b",
		...HTML,
		"x",
		"--b",
		"Content-Type: application/pkcs7-signature",
		"",
		"y",
		"--b--",
	]);
	assert.deepEqual(codes(signed), []);
	assert.equal(leaves(signed)[0], "1 text/html: x");
});

test("a message cut off after any byte is read without fail, its parts never past the end", () => {
	const whole = [
		...MIXED,
		"--b",
		'Content-Type: multipart/alternative; boundary="c c"',
		"",
		"--c c",
		"Content-Type: text/html; charset*0*=utf-8''ut; charset*1=f-8",
		...encoded("quoted-printable", "=3Da=\r\nb=C3=A4"),
		"--c c--",
		"--b",
		"Content-Type: message/rfc822",
		...encoded("base64", Buffer.from(INNER).toString("base64")),
		"--b--",
		"",
	].join("\r\n");
	for (let length = 0; length <= whole.length; length++) {
		const message = read(whole.slice(0, length));
		for (const part of message.parts) {
			const { content } = decodeBody(part, nodeCodec);
			assert.ok(content.end >= content.start);
			if (content.origin !== null) assert.ok(content.origin.end(content.end) <= length);
			for (const field of part.fields) assert.ok(field.text().end(field.text().value.length) <= length);
		}
	}
});
