// winmail.dat: what of its attributes and properties is shown as what, with the raw bytes of each.

import assert from "node:assert/strict";
import { test } from "node:test";
import { format } from "../../../../src/core/mail/files/tnef.ts";
import { COMMON_SET, tnef } from "../../../../src/core/vectors/build/tnef.ts";
import { compressedRichText } from "./rich-text-writer.ts";
import { fileOf, latin1Bytes, scanned, standsDamage } from "./scanned.ts";
import { attribute, binary, doubleWord, integer, object, propertyList, SETS, tnefOf, unicode } from "./tnef-writer.ts";

const RTF = "{\\rtf1\\ansi http://a.example/rtf}";
const MESSAGE = propertyList(
	integer(0x3ffd, 1251),
	unicode(0x1000, "plain http://a.example/plain"),
	binary(0x1013, Buffer.from('<img src="http://a.example/html">')),
	binary(0x1009, compressedRichText(RTF)),
	unicode(0x8001, "\\\\a.example\\share\\ring.wav", [SETS.common, 0x851f]),
	unicode(0x8002, "https://a.example/meeting", [SETS.strings, "OnlineMeetingExternalLink"]),
	{ id: 0x8003, type: 0x101f, values: [Buffer.from("http://a.example/1\0", "utf16le"), Buffer.from("\\\\b.example\\2\0", "utf16le")] },
	{ id: 0x0040, type: 0x0b, values: [doubleWord(1)] },
	{ id: 0x0039, type: 0x40, values: [Buffer.alloc(8)] },
	{ id: 0x1003, type: 0x1003, values: [doubleWord(1), doubleWord(2)] },
);
// The property from 0x8000 on that has no name: a list that breaks off is not read to its end.
const NAMED_MESSAGE = propertyList(
	integer(0x3ffd, 1251),
	unicode(0x1000, "plain http://a.example/plain"),
	binary(0x1013, Buffer.from('<img src="http://a.example/html">')),
	binary(0x1009, compressedRichText(RTF)),
	unicode(0x8001, "\\\\a.example\\share\\ring.wav", [SETS.common, 0x851f]),
	unicode(0x8002, "https://a.example/meeting", [SETS.strings, "OnlineMeetingExternalLink"]),
	{
		id: 0x8003,
		type: 0x101f,
		named: [SETS.strings, "x"],
		values: [Buffer.from("http://a.example/1\0", "utf16le"), Buffer.from("\\\\b.example\\2\0", "utf16le")],
	},
	{ id: 0x0040, type: 0x0b, values: [doubleWord(1)] },
	{ id: 0x0039, type: 0x40, values: [Buffer.alloc(8)] },
	{ id: 0x1003, type: 0x1003, values: [doubleWord(1), doubleWord(2)] },
);
const INNER = tnefOf(attribute(1, 0x00069003, propertyList(unicode(0x3a51, "http://a.example/inner"))));
const SAMPLE = tnefOf(
	attribute(1, 0x00069007, Buffer.concat([doubleWord(1252), doubleWord(0)])),
	attribute(1, 0x00069003, NAMED_MESSAGE),
	attribute(2, 0x00069002, Buffer.alloc(14)),
	attribute(2, 0x00018010, Buffer.from("old.htm\0")),
	attribute(2, 0x0006800f, Buffer.from("<b>")),
	attribute(2, 0x00069005, propertyList(unicode(0x3707, "new page.html"), unicode(0x370e, "Text/HTML"))),
	attribute(2, 0x00069002, Buffer.alloc(14)),
	attribute(2, 0x00069005, propertyList(unicode(0x3001, "Forwarded"), object(0x3701, Buffer.concat([Buffer.alloc(16, 7), INNER])))),
	attribute(2, 0x00069002, Buffer.alloc(14)),
	attribute(2, 0x00069005, propertyList(unicode(0x370d, "\\\\files.example\\share\\report.doc"))),
);

test("body, rich text, links, attachments and embedded messages are handed on, each property by its number", () => {
	const { constructs, languages, files, problems } = scanned(format, SAMPLE);
	assert.deepEqual(constructs, [
		"mapi reminder file \\\\a.example\\share\\ring.wav @ property 0x851f",
		"mapi link https://a.example/meeting @ property 0x8002",
		"mapi link http://a.example/1 @ property 0x8003",
		"mapi link \\\\b.example\\2 @ property 0x8003",
		"mapi attachment path \\\\files.example\\share\\report.doc @ attachment 3/property 0x370d",
	]);
	assert.deepEqual(languages, ["text plain http://a.example/plain", 'html <img src="http://a.example/html">', "text Forwarded"]);
	assert.deepEqual(
		files.map((file) => file.slice(0, 60)),
		[` text/rtf ${RTF}`, "new page.html text/html <b>", ` application/ms-tnef ${Buffer.from(INNER).toString("latin1")}`.slice(0, 60)],
	);
	assert.deepEqual(problems, []);
});

test("a property's raw bytes are its own", () => {
	const { raw } = scanned(format, SAMPLE);
	assert.equal(Buffer.from(raw[0], "latin1").toString("utf16le"), "\\\\a.example\\share\\ring.wav");
});

test("the reminder's number in another set is another property", () => {
	const other = tnefOf(attribute(1, 0x00069003, propertyList(unicode(0x8001, "\\\\a.example\\x", [SETS.strings, 0x851f]))));
	assert.deepEqual(scanned(format, other).constructs, ["mapi link \\\\a.example\\x @ property 0x851f"]);
});

test("a wrong check sum, a cut and an unknown type are problems beside what can be read", () => {
	const wrong = tnefOf(attribute(1, 0x0002800c, Buffer.from("http://a.example/"), 5));
	assert.deepEqual(scanned(format, wrong).problems, ["bad-encoding: an attribute of TNEF whose check sum is wrong: read all the same"]);
	assert.deepEqual(scanned(format, wrong).languages, ["text http://a.example/"]);
	const cut = scanned(format, SAMPLE.slice(0, SAMPLE.length - 20));
	assert.ok(cut.problems.includes("truncated: an attribute of TNEF is cut off"));
	assert.equal(cut.constructs.length, 4);
	const unnamed = scanned(format, tnefOf(attribute(1, 0x00069003, MESSAGE)));
	assert.match(unnamed.problems.join(), /a list of properties in TNEF/);
	assert.deepEqual(scanned(format, latin1Bytes("no TNEF at all")).problems, ["unparsable: no TNEF stands here"]);
});

test("what probes build is TNEF with right check sums", () => {
	const { problems, constructs } = scanned(
		format,
		latin1Bytes(tnef([{ id: 0x8000, named: { set: COMMON_SET, number: 0x851f }, value: "\\\\a.example\\x" }])),
	);
	assert.deepEqual(problems, []);
	assert.deepEqual(constructs, ["mapi reminder file \\\\a.example\\x @ property 0x851f"]);
});

test("it is told by its signature, its type or its name", () => {
	assert.ok(format.detect(fileOf(SAMPLE)));
	assert.ok(format.detect(fileOf(new Uint8Array(0), "", "application/vnd.ms-tnef")));
	assert.ok(format.detect(fileOf(new Uint8Array(0), "winmail.dat")));
	assert.ok(!format.detect(fileOf(latin1Bytes("x"), "mail.dat")));
});

test("TNEF cut off anywhere, or with any byte flipped, is read without failing", () => {
	standsDamage(format, SAMPLE);
});

test("lists that claim four billion values end at once", () => {
	const list = Buffer.concat([
		doubleWord(0xffffffff),
		Buffer.from([0x03, 0x10, 0x01, 0x30]),
		doubleWord(0xffffffff),
		Buffer.alloc(400_000),
	]);
	const started = performance.now();
	scanned(format, tnefOf(attribute(1, 0x00069003, list)));
	assert.ok(performance.now() - started < 2000);
});
