import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { tokensOf, unsubscribeLinks } from "../../../src/core/trackers/unsubscribe-tokens.ts";

test("a link unsubscribes that says so in its own words, in several languages", () => {
	const links = [
		"https://n.example/unsubscribe?u=1",
		"https://n.example/newsletter",
		"https://n.example/Unsubscribe/2",
		"https://n.example/optout/3",
	];
	assert.deepEqual(unsubscribeLinks(links), [links[0], links[2], links[3]]);
	for (const url of [
		"https://n.example/abmelden?x=1",
		"https://n.example/desinscription/1",
		"https://n.example/UITSCHRIJVEN",
		"https://n.example/OPT_OUT",
	]) {
		assert.deepEqual(unsubscribeLinks(["https://n.example/shop", url]), [url]);
	}
	assert.deepEqual(unsubscribeLinks(["https://n.example/cart/remove/1", "https://n.example/subscribers-only"]), []);
});

test("any token that stands in the link between what separates tokens is shared", () => {
	const token = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/);
	const place = fc.constantFrom(
		(value: string) => `https://n.example/unsubscribe/${value}`,
		(value: string) => `https://n.example/unsubscribe?u=${value}&l=1`,
		(value: string) => `https://n.example/unsubscribe?r=https%3A%2F%2Fx.example%2F%3Fu%3D${value}`,
	);
	fc.assert(fc.property(token, place, (value, put) => assert.ok(tokensOf([put(value)])(value))));
});

test("a token whose words stand apart in the link is shared; one of which a word is missing is not", () => {
	const isShared = tokensOf(["https://n.example/unsubscribe/14141611/b09ec13a504-x"]);
	assert.ok(isShared("mc_121070_14141611_b09ec13a504"));
	assert.ok(!isShared("mc_121070_14141611_bd26b37c503"));
	assert.ok(!isShared("newsletter-campaign"));
});

test("a megabyte of links is read in a moment", () => {
	const started = performance.now();
	const links = Array.from({ length: 64 }, (_, index) => `https://n.example/${"austra-desinscr/".repeat(1000)}${index}`);
	assert.deepEqual(unsubscribeLinks(links), []);
	tokensOf(links)("x".repeat(1_000_000));
	assert.ok(performance.now() - started < 1000);
});
