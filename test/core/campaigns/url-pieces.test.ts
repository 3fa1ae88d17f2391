import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { urlPieces, urlShape } from "../../../src/core/campaigns/url-pieces.ts";
import { mail } from "./made-up-mail.ts";

const of = (...pixels: string[]) => mail({ pixels }).references;

test("What is an account in a tracking URL is kept, wherever it stands, and the reader's token and words are not.", () => {
	assert.deepEqual(
		urlPieces(of("https://u88123.mail.massmail.example/wf/open/acct4711/TOKEN9?c=f00dcafe12&v=2&size=1x1&lang=en#x")).sort(),
		["/acct4711", "c=f00dcafe12", "u88123."],
	);
});

test("A token is no account, whole, in part or with something before it.", () => {
	assert.deepEqual(urlPieces(of("https://t.example/o/TOKEN9/a8f3c09d?u=x-a8f3c09d71e29")), []);
});

test("Where the host's name is the reader's token, what is longer behind it may be an account.", () => {
	const [reference] = of("https://1464e0719111.images.mailer.example/2O2XjSHKWTsPq8/logo.png");
	assert.ok(reference);
	const given = { ...reference, identifier: { ...reference.identifier, kind: "opaque", value: "2O2XjSHKWTsPq8" } } as const;
	assert.deepEqual(urlPieces([given]), ["/2O2XjSHKWTsPq8", "1464e0719111."]);
});

test("An account of letters in both cases is kept, though it holds no figure, and no words are.", () => {
	assert.deepEqual(
		urlPieces(of("https://TOKEN7.images.mailer.example/VPwMKfYrXMY/DailyNewsletter/logo.png?list=OpenTracking&c=XrTbQwKzd")).sort(),
		["/VPwMKfYrXMY", "c=XrTbQwKzd"],
	);
});

test("Dates, picture names and sizes are no accounts.", () => {
	assert.deepEqual(urlPieces(of("https://t.example/2021/2021-01-05/p600x400.gif/600x400?d=20210105&u=TOKEN9")), []);
});

test("The shape of a URL is the program behind it: the path with tokens masked and the names of parameters, without the host.", () => {
	const [a] = of("https://a.example/o/a8f3c09d71e2/9123/pixel.gif?u=1&id=TOKEN9");
	const [b] = of("https://b.test/o/77aa00f1c2d3/12345678/pixel.gif?u=2&id=TOKEN7");
	assert.ok(a && b);
	assert.equal(urlShape(a), "/o/*/#/pixel.gif?u&id");
	assert.equal(urlShape(a), urlShape(b));
});

test("No URL makes more than twelve pieces or a shape of more than 200 characters.", () => {
	fc.assert(
		fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true, size: "small" }), (url) => {
			const [reference] = of("https://t.example/TOKEN9");
			assert.ok(reference);
			const given = { ...reference, url, host: new URL(url).hostname };
			assert.ok(urlPieces([given, given]).length <= 12);
			assert.ok(urlShape(given).length <= 200);
		}),
		{ numRuns: 40 },
	);
});
