// The HTML scanner against parse5, an independent implementation of the same standard, on real, mutated and invented markup.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeBody } from "../../../../src/core/mail/body.ts";
import { readMessage } from "../../../../src/core/mail/message.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";
import { corporaFolder, corpusMessages, NO_CORPORA } from "../../../support/corpora.ts";
import { ourAttributes, theirAttributes } from "./start-tags.ts";

const encode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

function agree(bytes: Uint8Array, name: string): void {
	assert.deepEqual(ourAttributes(bytes), theirAttributes(bytes), name);
}

/**
 * In a select or frameset readers of before and after 2025 differ, and an end tag in foreign content may close what is around it: there
 * we take both readings and may see more than parse5, but never less. Without such elements all is the same.
 */
function cover(bytes: Uint8Array, name: string): void {
	if (!/<(select|frameset|svg|math)/i.test(Buffer.from(bytes).toString("latin1"))) {
		agree(bytes, name);
		return;
	}
	const ours = new Set(ourAttributes(bytes));
	assert.deepEqual(
		theirAttributes(bytes).filter((line) => !ours.has(line)),
		[],
		name,
	);
}

const SENTENCES: readonly (readonly [string, string])[] = [
	["a slash separates attributes", "<img/src=a/alt=b>"],
	["the first of several attributes of one name counts", "<img src=a SRC=b src='c'>"],
	["an attribute name may begin with an equals sign", "<img =src=a src=b>"],
	["white space may surround the equals sign", "<img src \n=\t 'a'>"],
	["an unquoted value may hold quotes and slashes", "<img src=a\"b'c/d alt>"],
	["a missing value ends at the greater-than sign", "<img src= ><img src=x>"],
	["a tag that the input cuts off is dropped", "<img src=a><img src=b"],
	["an unclosed quote swallows the rest", "<img src='a><img src=b>"],
	["a less-than sign without a letter is text", "< img src=a><1 src=b><img src=c>"],
	["an end tag's attributes count for nothing", "</img src=a><img src=b>"],
	["a comment hides tags", "<!-- <img src=a> --><img src=b>"],
	["a comment may end at once", "<!--><img src=a>--><!---><img src=b>-->"],
	["a comment may end with --!>", "<!-- --!><img src=a>-->"],
	["a comment that never ends hides the rest", "<!-- <img src=a>"],
	["dashes before the end of a comment belong to it", "<!-------><img src=a>"],
	["a bogus comment ends at the first greater-than sign", "<!x '>'><img src=a><?php '>'?><img src=b></ x><img src=c>"],
	[
		"style, xmp, iframe, noembed and noframes hold raw text",
		"<style><img src=a></style><xmp><img src=b></xmp><iframe><img src=c></iframe><noframes><img src=d></noframes><img src=e>",
	],
	["raw text ends only at its own end tag", "<style></styl><img src=a></style x><img src=b>"],
	["title and textarea hold no tags", "<title><img src=a></title><textarea><img src=b></textarea ><img src=c>"],
	["noscript holds markup where scripts are off", "<body><noscript><img src=a></noscript>"],
	["a script ends at its end tag", "<script>'<img src=a>'</script><img src=b>"],
	["a script inside a comment inside a script ends only the inner one", "<script><!--<script></script><img src=a>--></script><img src=b>"],
	["plaintext swallows everything", "<plaintext></plaintext><img src=a>"],
	["in SVG a style holds markup", "<svg><style><img src=a></style><img src=b>"],
	["in SVG a CDATA section is text", "<svg><![CDATA[<img src=a>]]><a href=b></svg><![CDATA[<img src=c>]]><img src=d>"],
	["foreignObject and desc hold HTML", "<svg><foreignObject><style><img src=a></style></foreignObject><style><a href=b></style></svg>"],
	["in SVG a title holds HTML", "<svg><title><style><img src=a></style></title></svg><title><img src=b></title>"],
	["MathML text holds HTML", "<math><mi><style><img src=a></style></mi><style><a href=b></a></style></math>"],
	[
		"annotation-xml holds HTML where its encoding says so",
		"<math><annotation-xml encoding=TEXT/HTML><style><img src=a></style></annotation-xml></math>",
	],
	["an HTML start tag ends foreign content", "<svg><style><p><style><img src=a></style>"],
	[
		"a font tag ends foreign content only with color, face or size",
		"<svg><font><style><a href=a></style><font color=x><style><a href=b></style>",
	],
	["self-closing counts in foreign content only", "<svg/><style><img src=a></style><svg><style/><a href=b></svg>"],
	["template content is markup", "<template><img src=a></template>"],
	["NUL and CR in a value are read as the standard says", "<img src='a\0b\r\nc\rd'>"],
	["references in values are resolved", "<img src='&#104;ttp&colon;&sol;&amp;&copy=1&copy;'>"],
];

for (const [sentence, html] of SENTENCES) {
	test(sentence, () => agree(encode(html), html));
}

const PIECES = [
	...[
		"<img src=a>",
		"<img src='b'",
		' alt="c"',
		">",
		"<",
		"</",
		"<!--",
		"-->",
		"--!>",
		"<![CDATA[",
		"]]>",
		"'",
		'"',
		"=",
		"/",
		" ",
		"\n",
		"\r",
		"\0",
		"x",
		"é",
	],
	...[
		"<svg>",
		"</svg>",
		"<math>",
		"</math>",
		"<mi>",
		"</mi>",
		"<desc>",
		"</desc>",
		"<style>",
		"</style>",
		"<script>",
		"</script>",
		"<title>",
		"</title>",
	],
	...[
		"<p>",
		"</p>",
		"<a href=u>",
		"</a>",
		"<textarea>",
		"</textarea>",
		"<foreignObject>",
		"</foreignObject>",
		"<svg/>",
		"<?x",
		"<!doctype html>",
		"<br>",
		"</br>",
	],
	...["<select>", "</select>", "<option>", "<input src=i>", "<frameset>", "<frame src=f>"],
	...["&amp;", "&#x41;", "&notit;", "&", "<iframe>", "</iframe>", "<noscript>", "</noscript>"],
];

test("invented markup gives at least the start tags, attributes and offsets as parse5", () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => {
			const html = pieces.join("");
			cover(encode(html), html);
		}),
		{ numRuns: 20_000 },
	);
});

/** HTML parts of the corpora, decoded. */
function* realHtml(): Generator<{ readonly name: string; readonly html: Uint8Array }> {
	for (const corpus of ["phishing-2021-2025", "spamassassin-hard-ham-1", "spamassassin-spam-1"]) {
		for (const { name, bytes } of corpusMessages(corpus)) {
			for (const part of readMessage(bytes, nodeCodec).parts) {
				if (part.mediaType !== "text/html") continue;
				const { content } = decodeBody(part, nodeCodec);
				yield { name: `${name} part ${part.section}`, html: content.bytes.slice(content.start, content.end) };
			}
		}
	}
}

const needsCorpora = { skip: corporaFolder() === null ? NO_CORPORA : false };

test("real HTML gives at least the start tags, attributes and offsets as parse5", needsCorpora, () => {
	let parts = 0;
	for (const { name, html } of realHtml()) {
		cover(html, name);
		parts++;
	}
	assert.ok(parts > 700, `only ${parts} HTML parts were compared`);
});

test("spoilt real HTML gives at least the start tags, attributes and offsets as parse5", needsCorpora, () => {
	const pieces = [...realHtml()].map(({ html }) => html).filter((html) => html.length < 60_000);
	const spoil = fc.record({
		html: fc.constantFrom(...pieces),
		from: fc.double({ min: 0, max: 1, noNaN: true }),
		edits: fc.array(fc.record({ at: fc.nat(3000), cut: fc.nat(40), put: fc.constantFrom(...PIECES) }), { minLength: 1, maxLength: 6 }),
	});
	fc.assert(
		fc.property(spoil, ({ html, from, edits }) => {
			const start = Math.floor(from * html.length);
			let text = Buffer.from(html.subarray(start, start + 4000)).toString("latin1");
			for (const { at, cut, put } of edits) text = text.slice(0, at) + put + text.slice(at + cut);
			cover(encode(text), text);
		}),
		{ numRuns: 3_000 },
	);
});
