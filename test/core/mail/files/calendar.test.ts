// Calendar entries: what of an entry is shown as what.

import assert from "node:assert/strict";
import { test } from "node:test";
import { format } from "../../../../src/core/mail/files/calendar.ts";
import { fileOf, latin1Bytes, scanned, standsDamage } from "./scanned.ts";

const ENTRY = [
	"BEGIN:VCALENDAR",
	"BEGIN:VEVENT",
	"ATTACH:http://a.example/attach",
	"IMAGE;VALUE=URI:http://a.example/image",
	'DESCRIPTION;ALTREP="http://a.example/alt":a\\, b',
	'ORGANIZER;DIR="ldap://a.example/dir";SENT-BY="mailto:x@a.example":mailto:o@a.example',
	"X-ALT-DESC;FMTTYPE=text/html:<b>\\n</b>",
	"STYLED-DESCRIPTION;VALUE=TEXT:<i>",
	"STYLED-DESCRIPTION;VALUE=URI:http://a.example/styled",
	"X-ANY:https://a.example/any",
	"ATTACH;ENCODING=BASE64;VALUE=BINARY;FMTTYPE=text/html;FILENAME=P.html:PGI+",
	"BEGIN:VALARM",
	"ATTACH:http://a.example/alarm",
	"END:VALARM",
	"URL:http://a.example/url",
	"END:VEVENT",
	"END:VCALENDAR",
	"",
].join("\r\n");

test("each place of an entry is shown as what it is", () => {
	const { constructs, languages, files } = scanned(format, latin1Bytes(ENTRY));
	assert.deepEqual(constructs, [
		"calendar attachment http://a.example/attach",
		"calendar image http://a.example/image",
		"calendar alternate text http://a.example/alt",
		"calendar link ldap://a.example/dir",
		"calendar link mailto:o@a.example",
		"calendar link http://a.example/styled",
		"calendar link https://a.example/any",
		"calendar alarm http://a.example/alarm",
		"calendar link http://a.example/url",
	]);
	assert.deepEqual(languages, ["text a, b", "html <b>\n</b>", "html <i>"]);
	assert.deepEqual(files, ["p.html text/html <b>"]);
});

test("an entry is told by its media type, its name or its first words", () => {
	const detect = (text: string, name = "", mediaType = ""): boolean => format.detect(fileOf(latin1Bytes(text), name, mediaType));
	assert.ok(detect("", "", "text/calendar"));
	assert.ok(detect("", "", "application/ics"));
	assert.ok(detect("", "a.vcs", "application/octet-stream"));
	assert.ok(detect("\u00ef\u00bb\u00bf\r\n begin:vcalendar"));
	assert.ok(!detect("BEGIN:VCARD", "a.txt"));
	assert.ok(!detect(""));
});

test("an entry in UTF-16 is read", () => {
	const text = Buffer.from(`\ufeff${ENTRY}`, "utf16le");
	assert.equal(scanned(format, new Uint8Array(text)).constructs.length, 9);
});

test("components without end, and ends without beginning, change nothing", () => {
	const many = `${"BEGIN:VEVENT\r\n".repeat(100_000)}${"END:X\r\n".repeat(200_000)}ATTACH:http://a.example/\r\n`;
	assert.deepEqual(scanned(format, latin1Bytes(many)).constructs, ["calendar attachment http://a.example/"]);
});

test("an entry cut off anywhere, or with any byte flipped, is read without failing", () => {
	standsDamage(format, latin1Bytes(ENTRY));
});
