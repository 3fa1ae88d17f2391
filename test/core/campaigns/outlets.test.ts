// Outlets are found in text by name and domain, and in domains that only look like theirs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { domainToASCII } from "node:url";
import fc from "fast-check";
import { isFreemail } from "../../../src/core/campaigns/freemail.ts";
import { outletOfHost, outlets, outletsIn } from "../../../src/core/campaigns/outlets.ts";
import { skeletonOf } from "../../../src/core/campaigns/outlets-confusables.ts";
import { distance, type Likeness, lookalikeOf, looksLikeHost } from "../../../src/core/campaigns/outlets-lookalikes.ts";
import { decodePunycode, shownHost } from "../../../src/core/encoding/punycode.ts";

test("a text names an outlet by its name or its domain, at word boundaries only", () => {
	const found = (text: string, ...ids: string[]): void => assert.deepEqual(outletsIn(text), ids.sort(), text);
	found("As Reuters and the BBC reported today", "bbc", "reuters");
	found("(Reuters) - The minister said", "reuters");
	found("read it at www.nytimes.com/2026/article", "new-york-times");
	found("Le Monde, Süddeutsche Zeitung und El País.", "le-monde", "sueddeutsche", "el-pais");
	found("South China Morning Post", "south-china-morning-post");
	found("reuters is a verb here, and so is BBCX; South China alone is a place");
	found("time, focus, the hill, the independent mind");
	found("");
});

test("every outlet's names and domains are found wherever they stand, and are its own", () => {
	for (const { id, names, domains } of outlets()) {
		for (const name of [...names, ...domains]) assert.ok(outletsIn(`x ${name}. y`).includes(id), `${id}: ${name}`);
		for (const domain of domains) {
			assert.equal(outletOfHost(domain)?.id, id);
			assert.equal(outletOfHost(`mail.${domain}`)?.id, id);
			assert.equal(lookalikeOf(`mail.${domain}`), null);
		}
	}
});

test("a long text without any outlet costs one walk along it", () => {
	const hostile = "South China Morning Pos ".repeat(100_000);
	const begun = process.hrtime.bigint();
	assert.deepEqual(outletsIn(hostile), []);
	assert.ok(Number(process.hrtime.bigint() - begun) / 1e6 < 1000);
});

const LOOKALIKES: readonly (readonly [host: string, outlet: string, how: Likeness])[] = [
	["reuters-briefing.example", "reuters", "added-words"],
	["reutersnews.example", "reuters", "added-words"],
	["bbc-world-news.test", "bbc", "added-words"],
	["bbcworldnews.test", "bbc", "added-words"],
	["theguardian.example", "guardian", "other-ending"],
	["financialtimes.example", "financial-times", "other-ending"],
	["rueters.example", "reuters", "misspelt"],
	["ny-times.example", "new-york-times", "misspelt"],
	["washlngtonpost.example", "washington-post", "homograph"],
	["bloornberg.example", "bloomberg", "homograph"],
	[domainToASCII("reutеrs.example"), "reuters", "homograph"],
	["nytimes.com.sign-in.example", "new-york-times", "in-front"],
	["bbc-co-uk.example", "bbc", "in-front"],
];

for (const [host, outlet, how] of LOOKALIKES) {
	test(`${host} looks like ${outlet}, ${how}`, () => {
		const found = lookalikeOf(host);
		assert.deepEqual([found?.outlet.id, found?.how], [outlet, how]);
	});
}

test("ordinary names look like nobody's", () => {
	const ordinary =
		"independent-living.example spectator-events.example time-tracking.example focus-group.example daily-times.example northern-wire.example globalnet.example " +
		"mirrorless-cameras.example postoffice.example economics.example sunshine.example standards.example expressway.example letters.example";
	for (const host of ordinary.split(" ")) assert.equal(lookalikeOf(host), null, host);
});

test("a host looks like the reader's own where a sign or a letter is changed, and not where it is of the same domain", () => {
	assert.ok(looksLikeHost("parliamemt.example", "parliament.example"));
	assert.ok(looksLikeHost("par1iament.example", "mail.parliament.example"));
	assert.ok(looksLikeHost("parliament.test", "parliament.example"));
	assert.ok(!looksLikeHost("news.parliament.example", "parliament.example"));
	assert.ok(!looksLikeHost("department.example", "parliament.example"));
	assert.ok(!looksLikeHost("abc.test", "abc.example"));
});

test("any host is answered, in its time", () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 300 }), (host) => {
			lookalikeOf(host);
			looksLikeHost(host, "parliament.example");
			assert.equal(skeletonOf(skeletonOf(host)), skeletonOf(host));
		}),
	);
});

test("Punycode is read as URL writes it", () => {
	fc.assert(
		fc.property(fc.stringMatching(/^[a-zäöüàéа-яα-ω一-丈]{1,12}$/u), (label) => {
			const host = domainToASCII(`${label}.example`);
			fc.pre(host !== "");
			assert.equal(domainToASCII(shownHost(host)), host);
			if (host.startsWith("xn--")) assert.equal(shownHost(host), `${label}.example`);
		}),
	);
	assert.equal(decodePunycode("99999999"), null);
	assert.equal(shownHost("xn--99999999.example"), "xn--99999999.example");
});

test("the distance of two words is that of the textbook", () => {
	assert.equal(distance("reuters", "reuters"), 0);
	assert.equal(distance("reuters", "rueters"), 1);
	assert.equal(distance("reuters", "reutrs"), 1);
	assert.equal(distance("", "abc"), 3);
	assert.equal(distance("kitten", "sitting"), 3);
});

test("a free mail provider is one under each of its endings, and a company's sub-domain is none", () => {
	for (const domain of ["gmail.com", "yahoo.co.jp", "hotmail.fr", "outlook.com.br", "proton.me", "web.de"])
		assert.ok(isFreemail(domain), domain);
	for (const domain of ["", "gmail.com.letters.example", "mail.letters.example", "live.letters.example", "letters.example"])
		assert.ok(!isFreemail(domain), domain);
});
