// What an indicator is, told by its form; lines of lists; what LIKE means.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { readListLine } from "../../../src/core/indicators/list-line.ts";
import { readAs, readIndicator } from "../../../src/core/indicators/reading.ts";
import { isLike } from "../../../src/core/indicators/stix-like.ts";

const HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const FORMS: readonly (readonly [string, ...string[]])[] = [
	["EVIL.example", "domain evil.example"],
	["t1.evil.example.", "host t1.evil.example"],
	["*.evil.example", "domain evil.example"],
	["evil%2eexample", "domain evil.example"],
	["evil[.]example", "domain evil.example"],
	["evil(dot)example", "domain evil.example"],
	["evil.example:8080", "domain evil.example"],
	["münchen.example", "domain xn--mnchen-3ya.example"],
	["0x7f.1", "ip 127.0.0.1"],
	["192.0.2.0/24", "ip 192.0.2.0/24"],
	["192.0.2.5 - 192.0.2.20", "ip 192.0.2.5-192.0.2.20"],
	["192.0.2.1:8080", "ip 192.0.2.1"],
	["[2001:db8::1]:443", "ip 2001:db8::1"],
	["2001:DB8::/32", "ip 2001:db8::/32"],
	["http://203.0.113.5/33", "url http://203.0.113.5/33"],
	["203.0.113.5/33/x", "url http://203.0.113.5/33/x", "url https://203.0.113.5/33/x"],
	["hxxps[:]//evil[.]example/a?b#c", "url https://evil.example/a?b"],
	["hxxps://evil.example/look(at)this", "url https://evil.example/look(at)this"],
	["HTTP://EVIL.example:80/%7ea/../b", "url http://evil.example/b"],
	["//evil.example/x", "url http://evil.example/x"],
	["evil.example/x", "url http://evil.example/x", "url https://evil.example/x"],
	["\\\\evil.example\\share\\x", "url http://evil.example/share/x", "url file://evil.example/share/x"],
	["Spy@Evil.example", "address spy@evil.example", "message-id Spy@Evil.example"],
	["spy (at) evil [dot] example", "address spy@evil.example", "message-id spy@evil.example"],
	["Anna <a@b.example>", "address a@b.example"],
	["mailto:a@b.example?subject=x", "address a@b.example"],
	["<1$x@evil.example>", "message-id 1$x@evil.example"],
	[HASH.toUpperCase(), `sha256 ${HASH}`],
];

for (const [given, ...wanted] of FORMS)
	test(`${given} is ${wanted.join(" or ")}`, () => {
		const reading = readIndicator(given, null);
		assert.ok(!("why" in reading), JSON.stringify(reading));
		assert.deepEqual(
			reading.indicators.map(({ kind, value }) => `${kind} ${value}`),
			wanted,
		);
		assert.ok(reading.indicators.every((indicator) => indicator.given === given));
	});

for (const [given, why] of [
	["d41d8cd98f00b204e9800998ecf8427e", /MD5/],
	["da39a3ee5e6b4b0d3255bfef95601890afd80709", /SHA-1/],
	["intranet", /--kind/],
	["203.0.113.5/33", /no range: .*at most 32 bits/],
	["2001:db8::/129", /no range/],
	["a b.example", /no host/],
	["http://", /no URL/],
	["x".repeat(20_000), /too long/],
	["@b.example", /neither/],
] as const)
	test(`${given.slice(0, 50)} is nothing that can be looked for, and the reason is told`, () => {
		const reading = readIndicator(given, null);
		assert.ok("why" in reading, JSON.stringify(reading));
		assert.match(reading.why, why);
	});

test("a kind that is named stands above the form", () => {
	const value = (kind: Parameters<typeof readAs>[0], given: string): string => {
		const reading = readAs(kind, given, null);
		return "why" in reading ? reading.why : reading.indicators.map(({ kind, value }) => `${kind} ${value}`).join(" | ");
	};
	assert.equal(value("host", "intranet"), "host intranet");
	assert.equal(value("message-id", "Made Up@x"), "message-id Made Up@x");
	assert.equal(value("host", "0xc0000201"), "ip 192.0.2.1");
	assert.match(value("sha256", "d41d8cd98f00b204e9800998ecf8427e"), /MD5/);
	assert.match(value("address", "evil.example"), /no mail address/);
});

test("no text makes the reader throw, and what it reads is read again as itself", () => {
	const piece = fc.constantFrom(
		"a",
		".",
		"@",
		"/",
		":",
		"[",
		"]",
		"(at)",
		"[.]",
		"<",
		">",
		"1",
		"0x",
		"-",
		"%",
		"hxxp",
		"//",
		"\\",
		"é",
		" ",
		"#",
		"\ud800",
		"\u0000",
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
			const reading = readIndicator(pieces.join(""), null);
			if ("why" in reading) return;
			for (const { kind, value } of reading.indicators) {
				const again = readAs(kind, value, null);
				assert.ok(!("why" in again) && again.indicators.some((one) => one.value === value), `${kind} ${value}`);
			}
		}),
		{ numRuns: 1_000 },
	);
});

test("quotes around a line are no part of it, and a line of several columns is named instead of being looked for", () => {
	const read = (line: string) => readListLine(line, { file: "list.csv", number: 1, kind: null });
	for (const line of ['"evil.example"', "'evil.example'", '  "evil.example" # seen in May']) {
		const found = read(line);
		assert.equal(found !== null && "all" in found ? found.all[0]?.[0]?.indicator.value : null, "evil.example", line);
	}
	for (const line of ["evil.example;malware", "evil.example,malware", '"evil.example","malware"', "evil.example,"]) {
		const found = read(line);
		assert.match(found !== null && "says" in found ? found.says : "", /no host name/, line);
	}
});

test("a list has one indicator a line, with comments, and what is none is named by its line", () => {
	const lines = readFileSync(new URL("../../../fixtures/indicators/list.txt", import.meta.url), "utf8").split(/\r?\n/);
	const read = lines.map((line, index) => readListLine(line, { file: "list.txt", number: index + 1, kind: null }));
	const found = read.flatMap((one) => (one !== null && "all" in one ? [one.all[0]?.[0]?.indicator.value] : []));
	assert.deepEqual(found, [
		"evil.example",
		"https://t1.evil.example/o.gif?u=1",
		"spy@evil.example",
		"198.51.100.0/24",
		"198.51.100.7-198.51.100.20",
		"2001:db8:5::/48",
		"abc@evil.example",
		HASH,
	]);
	const skipped = read.flatMap((one) => (one !== null && "says" in one ? [`${one.place}: ${one.says}`] : []));
	assert.equal(skipped.length, 2);
	assert.match(skipped[0] as string, /^line 11: .*MD5/);
	assert.match(skipped[1] as string, /^line 12: /);
});

test("LIKE is what a regular expression with .* and . says", () => {
	const text = fc.stringMatching(/^[ab.]{0,12}$/);
	const pattern = fc.stringMatching(/^[ab.%_]{0,10}$/);
	fc.assert(
		fc.property(text, pattern, (text, pattern) => {
			const wanted = new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("%", ".*").replaceAll("_", ".")}$`).test(text);
			assert.equal(isLike(text, { pattern }), wanted);
		}),
		{ numRuns: 1_000 },
	);
});
