import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createIdentifier } from "../../../src/core/trackers/identifiers.ts";

const identify = createIdentifier([]);

function token(url: string): string | null {
	const parsed = new URL(url);
	const { kind, value } = identify(parsed.href, parsed.hostname);
	assert.ok(kind === "none" || kind === "opaque");
	return value;
}

test("a long random token is opaque, wherever it stands", () => {
	for (const [url, expected] of [
		["http://t.test/track/open.php?u=7&e=6496a8003f", "6496a8003f"],
		["http://t.test/c/79180030/b09ec13a504-ro9gus", "b09ec13a504-ro9gus"],
		["http://t.test/o/8e4d6c72-6324-4f27-9922-3d8a72c1d186", "8e4d6c72-6324-4f27-9922-3d8a72c1d186"],
		["http://t.test/o/8e4d6c72-6324-4f27-9922-3d8a72c1d186.gif", "8e4d6c72-6324-4f27-9922-3d8a72c1d186"],
		["http://t.test/news/q8Zk2LmP4xRt/photo.jpg", "q8Zk2LmP4xRt"],
		["http://t.test/d?q8Zk2LmP4xRt", "q8Zk2LmP4xRt"],
		["http://a8f3c91b77de02.t.test/x.gif", "a8f3c91b77de02"],
		["http://t.test/XKQJZVWPRTBNMG", "XKQJZVWPRTBNMG"],
		["http://t.test/o?id=216095411795471888", "216095411795471888"],
	] as const)
		assert.equal(token(url), expected, url);
});

test("words, dates, sizes, versions, slugs and campaign labels are not", () => {
	for (const url of [
		"http://t.test/unsubscribe/newsletter/confirmation",
		"http://t.test/2023/01/16/der-fiese-schluessel-zum-geld",
		"http://t.test/20230116T120000Z/1200x1200/v1.2.3-beta2",
		"http://t.test/img/spacer_600x400@2x.png",
		"http://t.test/getUserNameByIdentifier/THISweeks_BUZZ.gif",
		"http://t.test/Newsletter_Grafik_150dpi.png",
		"http://t.test/willkommensserie/mail2ueberblick",
		"http://t.test/?utm_campaign=6496a8003fde&utm_source=q8Zk2LmP4xRt",
		"http://t.test/?t=1673953200000&page=12345678",
		"http://t.test/top-10-mp3-players-2022-in-4k-and-1080p",
		"http://t.test/wp-content/themes/twentytwenty/style.css?ver=5.9.3",
		"http://t.test/iphone12pro/covid19news/windows11",
	])
		assert.equal(token(url), null, url);
});

test("the content hash that names a picture on a CDN is not, but a token in its query is", () => {
	assert.equal(token("http://cdn.t.test/8e4d6c72-6324-4f27-9922-3d8a72c1d186.jpeg"), null);
	assert.equal(token("http://t.test/images/11ba37dce71ca52e41fd3ed66b90b089_103315.jpg"), null);
	assert.equal(token("http://d3k81ch9hvuctc.cloudfront.net/company/images/8e4d6c72-6324-4f27-9922-3d8a72c1d186.jpeg"), null);
	assert.equal(token("http://cdn.t.test/images/11ba37dce71ca52e.jpg?e=6496a8003f"), "6496a8003f");
});

test("the registered name of a host is the same for everybody", () => {
	assert.equal(token("http://a8f3c91b77de02.test/x.gif"), null);
	assert.equal(token("http://d3k81ch9hvuctc.cloudfront.net/x.gif"), null);
});

test("of several tokens the most random is named", () => {
	assert.equal(token("http://t.test/?a=6496a8003f&b=q8Zk2LmP4xRtq8Zk2LmP4xRt"), "q8Zk2LmP4xRtq8Zk2LmP4xRt");
});

test("of random tokens of 16 characters at most one in fifty is missed", () => {
	const alphabets = [
		"0123456789abcdef",
		"abcdefghijklmnopqrstuvwxyz0123456789",
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
	];
	for (const alphabet of alphabets) {
		const tokens = fc.sample(fc.array(fc.constantFrom(...alphabet), { minLength: 16, maxLength: 16 }), { numRuns: 500, seed: 1 });
		const missed = tokens.filter((characters) => token(`http://t.test/o?e=${characters.join("")}`) === null);
		assert.ok(missed.length <= 10, `${alphabet.length}: ${missed.length}`);
	}
});
