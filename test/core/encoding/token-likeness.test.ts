// What in an address or a URL a machine made, told by its look.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isDrawn, isTokenLike, maskedLocal, maskedPath } from "../../../src/core/encoding/token-likeness.ts";

const letters = (alphabet: string, length: number) =>
	fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((all) => all.join(""));
const SMALL = "abcdefghijkmnopqrstuvwxyz";

test("random text in base58, base32 and hex is a token, in nine of ten draws at least", () => {
	const alphabets = [
		[`${SMALL}ABCDEFGHJKLMNPQRSTUVWXYZ123456789`, 22],
		["abcdefghijklmnopqrstuvwxyz234567", 24],
		["0123456789abcdef", 20],
	] as const;
	for (const [alphabet, length] of alphabets) {
		const drawn = fc.sample(letters(alphabet, length), 400);
		assert.ok(drawn.filter(isTokenLike).length >= 360, alphabet);
	}
});

test("a name that people gave is none: words, CamelCase, years, sizes and versions", () => {
	const names = ["newsletter", "NewsletterMarchEdition", "newsletter2021", "v2", "600x400", "OpenTrackingPixel", "McDonaldsUKSpecialOffer"];
	for (const name of names) assert.equal(isTokenLike(name), false, name);
});

test("an id of letters in both cases is told from words, in eight of ten draws at least, and no word or CamelCase is one", () => {
	const drawn = fc.sample(letters(`${SMALL}${SMALL.toUpperCase()}`, 11), 400);
	assert.ok(drawn.filter(isDrawn).length >= 320);
	assert.ok(["VPwMKfYrXMY", "qKzTbXvnWd", "XrT-bQw_Kzd", "LVAlQZ5N", "Qkt0XScq"].every(isDrawn));
	for (const name of [
		"newsletter",
		"NEWSLETTER",
		"McDonaldsUKSpecialOffer",
		"PayPalInvoice",
		"endOfLineUp",
		"iPhoneApps",
		"TheNYTimes",
		"Weihnachtsgruss",
		"Daily-News-Online",
		"iPhone15Pro",
		"MarchNews2021",
		"",
	])
		assert.equal(isDrawn(name), false, name);
});

test("copies of one mailing have one path and one sender's address, whatever their tokens", () => {
	fc.assert(
		fc.property(letters("0123456789abcdef", 24), letters("0123456789abcdef", 24), (one, other) => {
			fc.pre(isTokenLike(one) && isTokenLike(other));
			assert.equal(maskedPath(`/i/${one}/logo.gif`), maskedPath(`/i/${other}/logo.gif`));
			assert.equal(maskedLocal(`bounce-${one}`), maskedLocal(`bounce-${other}`));
		}),
	);
});

test("what is made of other words stays another path", () => {
	assert.notEqual(maskedPath("/track/open.gif"), maskedPath("/img/open.gif"));
});
