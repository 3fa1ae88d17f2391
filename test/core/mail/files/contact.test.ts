// Contacts: what of a card is shown as what.

import assert from "node:assert/strict";
import { test } from "node:test";
import { format } from "../../../../src/core/mail/files/contact.ts";
import { latin1Bytes, scanned, standsDamage } from "./scanned.ts";

function card(...lines: readonly string[]): Uint8Array {
	return latin1Bytes(["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n"));
}

const CARD = card(
	"VERSION:3.0",
	"PHOTO;VALUE=uri:http://a.example/photo",
	"item1.URL:https\\://a.example/x\\,y",
	"LOGO;VALUE=uri:\\\\a.example\\share\\logo.png",
	"SOUND;WAVE;VALUE=URL:http://a.example/sound",
	"KEY;TYPE=X509;ENCODING=b:MAA=",
	"X-PAGE:http://a.example/page",
	"NOTE:see http://a.example/\\, then",
	"AGENT:BEGIN:VCARD\\nPHOTO\\;VALUE=uri:http://a.example/agent\\nEND:VCARD",
);

test("each place of a card is shown as what it is, cards in cards too", () => {
	const { constructs, languages, files } = scanned(format, CARD);
	assert.deepEqual(constructs, [
		"contact picture http://a.example/photo",
		"contact link https://a.example/x,y",
		"contact picture \\\\a.example\\share\\logo.png",
		"contact sound http://a.example/sound",
		"contact link http://a.example/page",
		"contact picture http://a.example/agent",
	]);
	assert.deepEqual(languages, ["text 3.0", "text see http://a.example/, then"]);
	assert.deepEqual(files, [" application/pkix-cert 0\x00"]);
});

test("agents in agents end at a limit that is named", () => {
	let line = "NOTE:x";
	for (let n = 0; n < 8; n++) line = `AGENT:${`BEGIN:VCARD\n${line}\nEND:VCARD`.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}`;
	assert.match(scanned(format, card(line)).problems.join(), /^limit-nesting: cards in cards deeper than 4/);
});

test("a card cut off anywhere, or with any byte flipped, is read without failing", () => {
	standsDamage(format, CARD);
});
