import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { numbersOf, wordsOf } from "./made-up-text.ts";
import { reading } from "./reading.ts";

const BODY = wordsOf(60, numbersOf(3)).join(" ");

function sketch(text: string, names: readonly string[] = [], language: "html" | "text" = "text"): string {
	return reading(text, language, names).template.sketch;
}

test("what is made for one reader changes nothing", () => {
	const plain = sketch(BODY);
	for (const [text, names] of [
		[`Dear John Smith,\n${BODY}`, []],
		[`Hello,\n${BODY}`, []],
		[`Sehr geehrte Frau Dr. Müller-Lüdenscheidt,\n${BODY}`, []],
		[`Good morning Jane!\n${BODY}`, []],
		[`Jane ${BODY} doe`, ["Jane Doe"]],
		[`${BODY} jane.doe+tag`, ["jane.doe+tag"]],
		[`${BODY} reader@a.example`, []],
		[`${BODY} https://a.example/p?t=abc#x`, []],
		[`${BODY} www.a.example/p`, []],
		[`${BODY} 12345 1,234.50 2024-01-02`, []],
		[`${BODY} a1b2c3d4 deadbeefcafe QmFzZUxvbmdUb2tlbg utm_source=x`, []],
		[`${BODY}\n\nTo unsubscribe from this list, go on, it will be done for you`, []],
		[`> quoted words of another mail\n${BODY}`, []],
	] as const) {
		assert.equal(sketch(text, names), plain, text.slice(0, 40) + text.slice(-40));
	}
	assert.notEqual(sketch(`${BODY} wholly other words behind it which nobody wrote before and that are as many as the text`), plain);
});

test("markup, case, charset, invisible signs and references change nothing", () => {
	const text = `${BODY} naïve façade über`;
	const plain = sketch(text);
	const paragraphs = BODY.replace(/((?:\S+ ){9}\S+) /g, "$1</p>\n<p class=x>");
	assert.equal(
		sketch(`<html><head><title>Other</title><style>p{}</style></head><p>${paragraphs} na&iuml;ve fa&#231;ade &uuml;ber`, [], "html"),
		plain,
	);
	assert.equal(sketch(text.toUpperCase()), plain);
	assert.equal(reading(new Uint8Array(Buffer.from(text, "latin1")), "text", [], "windows-1252").template.sketch, plain);
	assert.equal(sketch(text.replaceAll("a", "a\u200b").replaceAll("o", "\u00ado")), plain);
	assert.equal(
		sketch(`<!-- x > y --><div title="a > b">${text.replace("b", "<b>b</b>").replace("über", "<span>üb</span>er")}</div>`, [], "html"),
		plain,
	);
	assert.equal(sketch(`<p>${text}<script>var words = "not shown at all";</script><!--[if mso]>hidden<![endif]-->`, [], "html"), plain);
});

test("signs of scripts without blanks are words each", () => {
	const { words, sketch: made } = reading("今日の会議は午後三時から始まります。皆様のご参加をお待ちしております。").template;
	assert.ok(words > 25 && made !== "");
});

test("words, links, pictures and the way out are told", () => {
	const html = `<p>One two three <a href="https://a.example">four</a> <a name=x>five</a> <img src=x> <IMG src=y><area HREF='z'>`;
	const { template, leaves, text } = reading(html, "html");
	assert.deepEqual([template.words, template.links, template.pictures, template.sketch, leaves], [5, 2, 2, "", false]);
	assert.equal(text.replace(/\s+/g, " ").trim(), "One two three four five");
	assert.equal(reading("see http://a.example and https://b.example").template.links, 2);
	for (const way of ["unsubscribe", "Abmelden", "opt out", "退订", "se désabonner"]) assert.equal(reading(`a ${way} b`).leaves, true, way);
	assert.equal(reading('<a href="https://a.example/UNSUBscribe?x">here</a>', "html").leaves, true);
	assert.equal(reading("http://a.example/unsubscribe/x").leaves, true);
	assert.equal(reading(`${"word ".repeat(5000)}\nunsubscribe`).leaves, true);
	assert.equal(reading("nothing of the kind").leaves, false);
});

test("a sketch needs twelve words, and a short text has one", () => {
	assert.equal(sketch(wordsOf(11, numbersOf(1)).join(" ")), "");
	assert.match(sketch(wordsOf(12, numbersOf(1)).join(" ")), /^[0-9a-f]{256}$/);
});

test("no text throws, takes long, or gives more than it may", () => {
	const start = performance.now();
	for (const piece of [
		"<",
		"<a ",
		"<a href='",
		"<!--",
		"<style>",
		"&",
		"&#x",
		"<p>",
		"</",
		"<a b=' ",
		"@",
		"a.b",
		"Dear ",
		"<td><tr>",
		"a",
		"\u4e00",
		"<b><i>",
	]) {
		for (const language of ["html", "text"] as const) {
			const { template, text } = reading(piece.repeat(100_000), language);
			assert.ok(template.words <= 20_000 && text.length <= 20_000);
		}
	}
	assert.ok(performance.now() - start < 3000);
	const bytes = fc.uint8Array({ maxLength: 200 });
	const markup = fc.string({ unit: fc.constantFrom(..."<>a/='\"!-&; #x1@.é\n"), maxLength: 100 });
	fc.assert(
		fc.property(fc.oneof(bytes, markup), fc.constantFrom("utf-8", "windows-1252", "koi8-r"), (input, charset) => {
			const made = reading(input, "html", [], charset);
			assert.deepEqual(reading(input, "html", [], charset), made);
			reading(input, "text", [], charset);
		}),
		{ numRuns: 500 },
	);
});
