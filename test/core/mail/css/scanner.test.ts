// What the CSS scanner finds, and under which name: one sentence of the standards, or of a program's habits, each.

import assert from "node:assert/strict";
import { test } from "node:test";
import { finishCss, scanCss } from "../../../../src/core/mail/css/scanner.ts";
import { createSheetState } from "../../../../src/core/mail/css/sheet-state.ts";
import { MAX_CONDITIONS } from "../../../../src/core/mail/limits.ts";
import { collectInto, contentOfBytes, type FoundUrl, foundIn, stateAfter } from "./found.ts";

type Row = readonly [sentence: string, css: string, ...found: string[]];

/** Each found URL as "place url". */
function check(mode: "sheet" | "declarations", rows: readonly Row[]): void {
	for (const [sentence, css, ...expected] of rows) {
		test(sentence, () => {
			assert.deepEqual(
				foundIn(css, mode).map(({ place, url }) => `${place} ${url}`),
				expected,
				css,
			);
		});
	}
}

check("declarations", [
	["an unquoted url() is found", "background-image:url(http://t.example/a)", "background-image http://t.example/a"],
	["a quoted url() is found", "background:url(\"http://t.example/a\") , url('b')", "background http://t.example/a", "background b"],
	["function and property names have no case", "BackGround:UrL(a)", "background a"],
	["blanks inside url() do not belong to the URL", "background:url( \t\n a \r\n )", "background a"],
	["blanks before a quoted URL are allowed", 'background:url(\n "a b" )', "background a b"],
	["a function name may be written in escapes", "background:\\75 rl(a), \\000075\\000072\\00006C(b)", "background a", "background b"],
	["an escape of a letter that is no hexadecimal digit is that letter", "background:\\url(a), u\\rl(b)", "background a", "background b"],
	["an escape may end in CR LF", "background:\\75\r\nrl(a)", "background a"],
	["a property name may be written in escapes", "b\\61 ckground:url(a)", "background a"],
	["escapes inside a URL are resolved", "background:url(\\68\\74 tp://t.example/\\)a\\5c)", "background http://t.example/)a\\"],
	["an escape past Unicode is U+FFFD", "background:url(a\\110000 b\\0 c\\d800)", "background a\ufffdb\ufffdc\ufffd"],
	["a line continuation in a string is nothing", 'background:url("a\\\nb\\\r\nc\\\fd")', "background abcd"],
	["a line end may end an escape in a string", "background:url('\\61\nb\\63\r\nd')", "background abcd"],
	["comments may stand between tokens", "/*a*/background/*b*/:/*c*/url(a)/*d*/", "background a"],
	["a comment is no comment inside url()", "background:url(/*a*/b)", "background /*a*/b"],
	["an unclosed url() ends with the input", "background:url(a", "background a"],
	["an unclosed string ends with the input", "background:url('a", "background a"],
	["a backslash at the end of a string is nothing", "background:url('a\\", "background a"],
	["a backslash at the end of url() is U+FFFD", "background:url(a\\", "background a\ufffd"],
	["a string that a line end breaks is no URL, and the rest is read on", "background:url('a\nb'),url(c);color:url(d)"],
	["after a broken string, what follows its line is read", "background:url('a\nb),url(c);color:url(d)", "background c", "color d"],
	["a URL that holds a blank is bad up to its parenthesis", "background:url(a b \\) c),url(d)", "background d"],
	["a URL that holds a quote or a parenthesis is bad", "background:url(a'b),url(c(d),url(e)", "background e"],
	["NUL is U+FFFD", "background:url(a\0b),url('\0')", "background a\ufffdb", "background \ufffd"],
	["fragments and nothing are no URLs", "fill:url(#a);filter:url('#b');background:url(),url(''),url(' '),url('\\\n')"],
	["data: and cid: are shown", "background:url(data:,a),url(cid:b)", "background data:,a", "background cid:b"],
	["a name that ends in url is another function", "background:myurl(a) -url(b) 1url(c) #url(d) @url(e) _url(f)"],
	[
		"a sign or a dot before url() is a token of its own",
		"background:+url(a) 1.url(b) *url(c)",
		"background a",
		"background b",
		"background c",
	],
	["any property counts, unknown ones too", "x-new:url(a);-moz-binding:url(b);behavior:url(c)", "x-new a", "-moz-binding b", "behavior c"],
	["marks that hid a property from other programs are taken off", "*background:url(a);_background:url(b)", "background a", "background b"],
	["a stray brace ends nothing but the declaration", "color:red} background:url(a)", "background a"],
	["a semicolon inside parentheses ends nothing", "background:foo(;x:) url(a)", "background a"],
	["a comment holds no URL", "color:red/* background:url(a) */"],
	["a string holds no URL", "content:'url(a)';quotes:\"url(b)\""],
	["src() takes a string", "background:src('a') , SRC( /**/ \"b\")", "src() a", "src() b"],
	[
		"image-set() takes strings, with any prefix",
		"background:image-set('a' 1x, \"b\" type('image/png') 2x);background:-webkit-image-set('c' 1x, url(d) 2x)",
		"image-set() a",
		"image-set() b",
		"-webkit-image-set() c",
		"background d",
	],
	[
		"image() and cross-fade() take strings",
		"background:image(ltr 'a', red), cross-fade(50% 'b', 'c')",
		"image() a",
		"cross-fade() b",
		"cross-fade() c",
	],
	[
		"strings in functions inside such a function are URLs too",
		"background:image-set(if(else:'a') 1x, {'b'} 2x, var(--x, 'c'))",
		"image-set() a",
		"image-set() b",
		"image-set() c",
	],
	["strings elsewhere are no URLs", "font-family:'a';content:counter(b,'c');background:linear-gradient('d')"],
	["a URL in a custom property is shown at once", "--x:url(a);--Y:URL('b')", "--* a", "--* b"],
	["a string in a custom property that nothing uses is not shown", "--x:'a';--y:image-set(var(--z))"],
	["a string in a custom property that image-set() uses is shown", "--x:'a';background:image-set(var(--x) 1x)", "--* a"],
	["custom properties differ by case", "--x:'a';background:image-set(var(--X) 1x)"],
	["a name in escapes is the same name", "--x\\79:'a';background:src(var(--\\78 y))", "--* a"],
	["var() chains are followed", "--a:'u';--b:var(--a);--c:1 var(--b);background:image(var(--c))", "--* u"],
	["circles of var() end", "--a:var(--b) 'u';--b:var(--a);background:image(var(--b))", "--* u"],
	["fallbacks of var() are followed", "--a:'u';background:image(var(--x, var(--a)))", "--* u"],
	["a fallback in a custom property is held with it", "--a:var(--b, 'u');background:src(var(--a))", "--* u"],
	[
		"text without quotes in a used custom property is shown",
		"--x: https://t.example/a ;background:src(var(--x))",
		"--* https://t.example/a",
	],
	["a custom property may hold a block", "--x:{a:b;c:url(d)};background:url(e)", "--* d", "background e"],
	["url-taking functions inside a custom property", "--x:image-set('a' 1x)", "image-set() a"],
	[
		"Microsoft filters name a picture by src",
		"filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(sizingMethod='scale', src = 'a')",
		"alphaimageloader() a",
	],
	[
		"Microsoft filters may do without quotes",
		"filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src=http://t.example/a , x=1)",
		"alphaimageloader() http://t.example/a",
	],
	[
		"-ms-filter holds a filter as a string",
		'-ms-filter:"progid:DXImageTransform.Microsoft.AlphaImageLoader(src=\'a\\27)"',
		"alphaimageloader() a",
	],
	[
		"ICMFilter names a profile by colorSpace",
		"filter:progid:DXImageTransform.Microsoft.ICMFilter(colorSpace=\"a\",intent='b')",
		"icmfilter() a",
	],
	["-o-link takes a string", "-o-link:'a';-o-link-source:current", "-o-link a"],
	["a URL as attr()'s fallback is found", "background:attr(data-x url, url(a)), attr(data-y url, 'b')", "background a", "attr() b"],
]);

check("sheet", [
	[
		"@import takes a string or url() or src()",
		"@import 'a';@IMPORT url(b);@import url('c');@import src(\"d\");@\\69mport 'e';",
		"@import a",
		"@import b",
		"@import c",
		"@import d",
		"@import e",
	],
	["an @import that the input cuts off is read", '@import "a', "@import a"],
	["@import is found behind <!-- and comments", "<!-- /**/ @import/**/'a' ; --> @import 'b';", "@import a", "@import b"],
	["only the first string of an @import is its URL", "@import 'a' 'b';@import url(c) 'd';", "@import a", "@import c"],
	["what an @import asks about is no URL", "@import 'a' supports(background:url(b)) print;", "@import a"],
	[
		"@namespace, @charset and @document name URLs that nothing fetches",
		"@charset 'a';@namespace url(b);@namespace p 'c';@document url(d){p{color:red}}",
	],
	["@supports and @container ask about URLs that nothing fetches", "@supports (background:url(a)){}@container style(--x:url(b)){}"],
	["rules inside @document count", "@-moz-document url(a), domain(b){p{background:url(c)}}", "background c"],
	["rules nest", ".a{color:red;& .b{background:url(a);.c{cursor:url(b)}}list-style:url(c)}", "background a", "cursor b", "list-style c"],
	["at-rules nest", "@media print{@layer x{@scope (.a){.b{@starting-style{background:url(a)}}}}}", "background a"],
	[
		"@font-face has its own place",
		"@font-face{font-family:'x';src:local('y'),url(a) format('woff'),url('b')}",
		"@font-face a",
		"@font-face b",
	],
	["attribute selectors hold no URL", "a[href='url(a)'],a[href=\"http://t.example\"]{color:red}"],
	["an ordinary comment holds no URL", "/* url(a) @import 'b'; http://t.example */p{}"],
	[
		"a sourceMappingURL comment is found",
		"p{}/*# sourceMappingURL=a.map */ /*@ sourceMappingURL=b*/",
		"sourcemappingurl a.map",
		"sourcemappingurl b",
	],
	[
		"@counter-style, @property and @page are read as any block",
		"@counter-style x{symbols:url(a)}@property --y{initial-value:url(b)}@page :first{mso-header:url('c') h1}",
		"symbols a",
		"initial-value b",
		"mso-header c",
	],
	[
		"an initial value that is a string is the custom property's",
		"@property --y{syntax:'*';initial-value:'a'}p{background:src(var(--y))}",
		"--* a",
	],
	[
		"arguments of custom functions may become URLs",
		"@function --f(--u: 'a'){result:image-set(var(--u) 1x)}p{background:--f('b')}",
		"--* a",
		"--* b",
	],
	["results of custom functions may become URLs", "@function --f(){result:'a'}p{background:image-set(--f() 1x)}", "--* a"],
	["arguments of custom functions that make no URL are nothing", "@function --f(--u){result:var(--u)}p{content:--f('b')}"],
	["an unclosed block ends with the input", "@media print{p{background:url(a", "background a"],
	["a URL between rules is shown without a place", "p url(a) {color:red}", " a"],
	["only the innermost bracket's own end closes it", "p{x:( [ ) url(a) ] ; @import 'no';) ;background:url(b)}", "x a", "background b"],
	["<!-- right before a name is not part of it", "<!--url(a)-->url(b)", " a", " b"],
]);

function conditionsOf(css: string): (readonly string[])[] {
	return foundIn(css).map(({ conditions }) => conditions);
}

test("conditions are told outermost first", () => {
	const css = "@media  only /*x*/ screen\n{@supports (display:grid){@container c (width>1px){p{background:url(a)}}}}p{background:url(b)}";
	assert.deepEqual(conditionsOf(css), [["@media only screen", "@supports (display:grid)", "@container c (width>1px)"], []]);
});

test("@media all is no condition", () => {
	assert.deepEqual(conditionsOf("@media all{p{background:url(a)}}"), [[]]);
});

test("an @import has conditions of its own", () => {
	const css = "@import url(a) layer(x.y) supports(display: grid) print and (color);@import 'b' layer print;@import 'c' layer;";
	assert.deepEqual(conditionsOf(css), [["@supports (display: grid)", "@media print and (color)"], ["@media print"], []]);
});

test("a quoted url() of an @import has conditions after its parenthesis", () => {
	assert.deepEqual(conditionsOf("@import url('a' ) print;@media print{@import src('b')}"), [["@media print"], ["@media print"]]);
});

test("@font-face tells for which characters and in place of which font", () => {
	assert.deepEqual(conditionsOf("@font-face{src:local('Menlo'),url(a);unicode-range:U+26}@font-face{src:url(b)}"), [
		["not local('Menlo')", "unicode-range U+26"],
		[],
	]);
});

test("a condition's length and their number are bounded", () => {
	const css = `${"@media x{".repeat(100)}@media ${"y".repeat(10_000)}{p{background:url(a)}}`;
	const [conditions] = conditionsOf(css);
	assert.equal(conditions.length, MAX_CONDITIONS);
	const [[long]] = conditionsOf(`@media ${"y".repeat(10_000)}{p{background:url(a)}}`);
	assert.ok(long.length < 250);
});

test("custom properties reach from one style of the document to another", () => {
	const sheet = createSheetState();
	const found: FoundUrl[] = [];
	const sink = collectInto(found);
	const scan = (css: string): void => scanCss(contentOfBytes(new Uint8Array(Buffer.from(css))), "declarations", null, sheet, sink);
	scan("background:image-set(var(--late) 1x)");
	scan("--late:'a'");
	assert.deepEqual(found, []);
	finishCss(sheet, sink);
	assert.deepEqual(
		found.map(({ url, start, end }) => [url, start, end]),
		[["a", 8, 9]],
	);
	finishCss(sheet, sink);
	assert.equal(found.length, 1);
});

test("attributes that styles take a URL from are named", () => {
	const css = [
		"p{background:attr(data-A url)}p{background:attr(x|b type(<url>),none)}p{background:image-set(attr(c) 1x)}",
		"p{content:attr(title);width:attr(d px);height:attr(e type(<length>))}",
		"p{--f:attr(f);background:src(var(--f));--g:attr(g)}",
	].join("");
	assert.deepEqual([...stateAfter(css).attributeNames].sort(), ["b", "c", "data-a", "f"]);
});

test("the value of one property is read as that property's", () => {
	assert.deepEqual(
		foundIn("url(http://t.example/a#x) red; url(b)", "value", "fill").map(({ place, url }) => `${place} ${url}`),
		["fill http://t.example/a#x", "fill b"],
	);
});

test("URLs in a single-byte charset are decoded in it", () => {
	const bytes = new Uint8Array(Buffer.from("p{background:url(\xe9\\e9)}", "latin1"));
	const found: FoundUrl[] = [];
	scanCss(contentOfBytes(bytes, "windows-1252"), "sheet", null, createSheetState(), collectInto(found));
	assert.deepEqual(
		found.map(({ url, start, end }) => [url, start, end]),
		[["éé", 17, 21]],
	);
});

test("nesting past the limit is reported, and URLs in it are still found", () => {
	const css = `${"p{".repeat(600)}background:url(a)${"}".repeat(600)}q{background:url(b)}`;
	const sheet = createSheetState();
	const found: FoundUrl[] = [];
	scanCss(contentOfBytes(new Uint8Array(Buffer.from(css))), "sheet", null, sheet, collectInto(found));
	assert.deepEqual(
		found.map(({ url }) => url),
		["a", "b"],
	);
	assert.deepEqual(
		sheet.problems.map(({ code }) => code),
		["limit-nesting"],
	);
});
