// The CSS scanner against @csstools/css-tokenizer, an independent implementation of the same standard, on the styles of real mail, on
// real styles cut and spoilt at random, and on invented ones.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { decodeBody } from "../../../../src/core/mail/body.ts";
import type { CssMode } from "../../../../src/core/mail/css/scanner.ts";
import { readMessage } from "../../../../src/core/mail/message.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";
import { corporaFolder, corpusMessages, NO_CORPORA } from "../../../support/corpora.ts";
import { foundIn } from "./found.ts";
import { referenceUrls } from "./reference-tokens.ts";

interface Style {
	readonly mode: CssMode;
	readonly css: string;
}

/** Places whose URL stands as no url() and in no function that the reference walk knows. */
const BEYOND = /^(?:@import|--\*|-o-link|sourcemappingurl|attr\(\)|alphaimageloader\(\)|icmfilter\(\))$/;

/** All that the reference finds is found, with the same text and offsets; nothing else is, apart from what it does not look for. */
function agree({ mode, css }: Style): number {
	const reference = referenceUrls(css);
	const offset = byteOffsets(css);
	const expected = reference.map(({ url, start, end }) => `${offset(start)}-${offset(end)} ${url}`).sort();
	const wanted = new Set(expected);
	const all = foundIn(css, mode).map(({ place, url, start, end }) => ({ place, line: `${start}-${end} ${url}` }));
	const found = all.filter(({ place, line }) => wanted.has(line) || !BEYOND.test(place)).map(({ line }) => line);
	assert.deepEqual(found.sort(), expected, css.slice(0, 2000));
	return expected.length;
}

function byteOffsets(css: string): (index: number) => number {
	if (Buffer.byteLength(css) === css.length) return (index) => index;
	return (index) => Buffer.byteLength(css.slice(0, index));
}

/** At-rules whose URLs are names or questions: the reference walk does not know them. */
function isComparable(css: string): boolean {
	return !/\0|@(?:namespace|charset|supports|container|-moz-document|document)|supports\(/i.test(css);
}

function stylesOf(html: string): Style[] {
	const styles: Style[] = [];
	const walk = (node: DefaultTreeAdapterTypes.Node): void => {
		if ("attrs" in node) for (const { name, value } of node.attrs) if (name === "style") styles.push({ mode: "declarations", css: value });
		if ("childNodes" in node) {
			if (node.nodeName === "style") {
				const css = node.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
				styles.push({ mode: "sheet", css });
			}
			for (const child of node.childNodes) walk(child);
		}
		if (node.nodeName === "template" && "content" in node) walk(node.content);
	};
	walk(parse(html));
	return styles.filter(({ css }) => isComparable(css));
}

const CORPORA = ["phishing-2021-2025", "spamassassin-hard-ham-1", "newsletter-two-recipients"];
const PAGES = "newsletter-html";

function realStyles(): Style[] {
	const styles: Style[] = [];
	for (const corpus of CORPORA) {
		for (const { bytes } of corpusMessages(corpus)) {
			for (const part of readMessage(bytes, nodeCodec).parts) {
				if (part.mediaType !== "text/html") continue;
				const { content } = decodeBody(part, nodeCodec);
				styles.push(...stylesOf(new TextDecoder(content.charset).decode(content.bytes.subarray(content.start, content.end))));
			}
		}
	}
	for (const html of pages(join(corporaFolder() as string, PAGES))) styles.push(...stylesOf(html));
	return styles;
}

function pages(path: string): string[] {
	if (statSync(path).isFile()) return path.endsWith(".html") ? [readFileSync(path, "utf8")] : [];
	return readdirSync(path).flatMap((name) => pages(join(path, name)));
}

const skip = corporaFolder() === null ? NO_CORPORA : false;

test("every style of real mail is read as the reference reads it", { skip }, (t) => {
	const styles = realStyles();
	let urls = 0;
	for (const style of styles) urls += agree(style);
	t.diagnostic(`${styles.length} styles, ${urls} URLs`);
	assert.ok(urls > 200, `${urls} URLs`);
});

const SPOILERS = [
	"(",
	")",
	"{",
	"}",
	"[",
	"]",
	"'",
	'"',
	"\\",
	"/*",
	"*/",
	";",
	":",
	"\n",
	"\r\n",
	"url(",
	"@import ",
	"--x:",
	"\\75 rl(",
	"#",
	"-->",
	" ",
];

test("spoilt styles of real mail are read as the reference reads them", { skip }, () => {
	const styles = realStyles().filter(({ css }) => css.length < 20_000 && /url|import/i.test(css));
	assert.ok(styles.length > 0);
	const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(3), put: fc.constantFrom("", ...SPOILERS) });
	fc.assert(
		fc.property(fc.nat(styles.length - 1), fc.array(edit, { minLength: 1, maxLength: 8 }), (which, edits) => {
			let { css } = styles[which];
			for (const { at, drop, put } of edits) {
				const cut = Math.floor(at * css.length);
				css = css.slice(0, cut) + put + css.slice(cut + drop);
			}
			if (isComparable(css)) agree({ mode: styles[which].mode, css });
		}),
		{ numRuns: 1000 },
	);
});

const PIECES = [
	..."(){}[];:,'\"\\/*-+.#@!<>=_%~ \n\t",
	...[
		"\r\n",
		"\r",
		"\f",
		"/*",
		"*/",
		"<!--",
		"-->",
		"url(",
		"URL(",
		"url",
		"u\\72l(",
		"\\75 rl(",
		"\\000075\\000072\\00006c(",
		"\\u",
		"rl(",
	],
	...["src(", "image-set(", "-webkit-image-set(", "image(", "cross-fade(", "format(", "type(", "var(", "attr(", "calc(", "--f(", "rgb("],
	...[
		"a",
		"b1",
		"1",
		"1e3",
		"-1",
		".5",
		"é",
		"😀",
		"http://t.example/p",
		"'http://t.example/q'",
		'"r"',
		"#f",
		"data:,x",
		"\\",
		"\\\n",
		"\\41 ",
	],
	...["background:", "--x:", "@media x{", "@import ", "@font-face{", "src:", "p{", "a b", " url( ", "\x01", "\x7f"],
];

test("invented styles are read as the reference reads them", () => {
	const css = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(""));
	fc.assert(
		fc.property(css, fc.constantFrom<CssMode>("sheet", "declarations"), (text, mode) => {
			agree({ mode, css: text });
		}),
		{ numRuns: 20_000 },
	);
});
