// Any URL in any construct under any disguise that the standard allows (casing, escapes, comments, blanks) is found exactly once, as
// written and with its exact raw range. And hostile CSS takes linear time.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CssMode, finishCss, scanCss } from "../../../../src/core/mail/css/scanner.ts";
import { createSheetState } from "../../../../src/core/mail/css/sheet-state.ts";
import { collectInto, contentOfBytes, type FoundUrl } from "./found.ts";

/** `~` stands for blanks and comments, `=` for blanks only, `<name>` for a name in disguise, `U` for an unquoted and `Q` for a quoted URL. */
const CONSTRUCTS: readonly (readonly [place: string, css: string, declarations?: true])[] = [
	["background-image", "~<background-image>~:~<url>(=U=)~", true],
	["background-image", "~<background-image>~:~<url>(=Q~)~", true],
	["x-unknown", "color:red;<x-unknown>~:~none,~<url>(=U=)~!important;color:blue", true],
	["src()", "<content>~:~<src>(~Q~)", true],
	["image-set()", "<background>~:~<image-set>(~Q~ 1x,~'' 2x)", true],
	["-webkit-image-set()", "<background>~:~<-webkit-image-set>(~Q~1x~)", true],
	["image()", "background:<image>(~Q~)", true],
	["cross-fade()", "background:<cross-fade>(~50%~Q~,~red)", true],
	["--*", "--x~:~<url>(=U=)", true],
	["--*", "--x~:~Q~;background~:~<image-set>(~<var>(~--x~)~1x)", true],
	["--*", "background:src(<var>(--b));--a:~Q~;--b~:~<var>(~--a~)", true],
	["alphaimageloader()", "filter:progid:DXImageTransform.Microsoft.<AlphaImageLoader>(=src===Q,a=b)", true],
	["@import", "~@<import>~Q~;"],
	["@import", "<!--~@<import> ~<url>(=U=)~print;-->"],
	["@import", "@charset 'x';@<import> <src>(~Q~)~layer;"],
	["@font-face", "@<font-face>~{font-family:x;<src>~:~local('x'),~<url>(=U=)~format('y')~}"],
	["cursor", "a[href='x']{color:red}@<media>~(min-width:1px)~{b{&~c{<cursor>~:~<url>(=U=)~}}}"],
	["list-style", "@supports (a:b){p~{~<list-style>~:~<url>(=Q=)}}"],
	["content", "/* url(no) */p::before{quotes:'url(no)' \"url(no)\";<content>:~<url>(=U=)"],
];

/** Ends an escape; without it, blanks after the URL would be the escape's. */
const terminators = fc.constantFrom(" ", "\t", "\n", "\r\n");

/** One character as an escape, so that nothing after it is swallowed. */
function escapeOf(character: string, padded: boolean, blank: string): string {
	return `\\${(character.codePointAt(0) as number).toString(16).padStart(padded ? 6 : 1, "0")}${blank}`;
}

interface Choices {
	readonly numbers: readonly number[];
	readonly blanks: readonly string[];
}

/** Deterministic choices out of fast-check's lists, so that shrinking works. */
function chooser({ numbers, blanks }: Choices): { number(below: number): number; blank(): string } {
	let at = 0;
	return {
		number: (below) => numbers[at++ % numbers.length] % below,
		blank: () => blanks[at++ % blanks.length],
	};
}

const BLANKS = ["", " ", "\t\n", "\r\n\f"];
const GAPS = [...BLANKS, "/**/", " /* url(no) */ ", "/*'*/", '/*"(\\*/\n'];

function disguisedName(name: string, choose: ReturnType<typeof chooser>): string {
	return [...name]
		.map((character) => {
			const way = choose.number(6);
			if (way === 0) return escapeOf(character, choose.number(2) === 0, choose.blank());
			if (way === 1 && !/[0-9a-f]/i.test(character)) return `\\${character}`;
			return way === 2 ? character.toUpperCase() : character;
		})
		.join("");
}

function isControl(character: string): boolean {
	return character < " " || character === "\x7f";
}

function written(url: string, quote: string, choose: ReturnType<typeof chooser>): string {
	return [...url]
		.map((character, index) => {
			const way = choose.number(8);
			const special = quote === "" ? /[\s"'()\\]/.test(character) : character === quote || character === "\\";
			if (isControl(character) || way === 0) return escapeOf(character, choose.number(2) === 0, choose.blank());
			if (special) return `\\${character}`;
			return quote !== "" && way === 1 && index > 0 ? `\\\n${character}` : character;
		})
		.join("");
}

function disguise(template: string, url: string, choices: Choices): { css: string; start: number; end: number } {
	const choose = chooser(choices);
	let css = "";
	let start = 0;
	let end = 0;
	for (const [piece, name] of template.matchAll(/<([a-zA-Z-]+)>|src===|<!--|-->|[\s\S]/g)) {
		if (name !== undefined) css += disguisedName(name, choose);
		else if (piece === "src===") css += `src${BLANKS[choose.number(4)]}=${BLANKS[choose.number(4)]}`;
		else if (piece === "~") css += GAPS[choose.number(GAPS.length)];
		else if (piece === "=") css += BLANKS[choose.number(4)];
		else if (piece === "U" || piece === "Q") {
			const quote = piece === "U" ? "" : ["'", '"'][choose.number(2)];
			css += quote;
			start = Buffer.byteLength(css);
			css += written(url, quote, choose);
			end = Buffer.byteLength(css);
			css += quote;
		} else css += piece;
	}
	return { css, start, end };
}

const urls = fc.oneof(
	fc.webUrl(),
	fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).map((text) => `http://t.example/${text}`),
	fc.stringMatching(/^[ -~]{1,20}$/).map((text) => `//t.example/${text}`),
);

test("a URL in any construct and disguise is found exactly, with its raw range", () => {
	const choices = fc.record({
		numbers: fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }),
		blanks: fc.array(terminators, { minLength: 1, maxLength: 5 }),
	});
	fc.assert(
		fc.property(fc.constantFrom(...CONSTRUCTS), urls, choices, fc.nat(20), ([place, template, inAttribute], url, made, before) => {
			const { css, start, end } = disguise(template, url, made);
			for (const mode of (inAttribute ? ["declarations", "sheet"] : ["sheet"]) as CssMode[]) {
				const bytes = new Uint8Array(Buffer.from(`${"(".repeat(before)}${css}${"'(url(x)".repeat(before)}`));
				const found: FoundUrl[] = [];
				const state = createSheetState();
				const content = { ...contentOfBytes(bytes), start: before, end: before + Buffer.byteLength(css) };
				scanCss(content, mode, null, state, collectInto(found));
				finishCss(state, collectInto(found));
				assert.deepEqual(
					found.map((row) => [row.place, row.url, row.start, row.end]),
					[[place, url.replaceAll("\0", "\ufffd"), before + start, before + end]],
					css,
				);
			}
		}),
		{ numRuns: 5000 },
	);
});

const HOSTILE: readonly (readonly [name: string, piece: string])[] = [
	...["(", "{", "[", "\\", "/*", '"', "url(", "@import ", "--x:", "a\\61 ", "<!--", "-->", ")", "}", ";", "\\\n", "url( ", "/**/"].map(
		(piece) => [piece, piece] as const,
	),
	["nested conditions", "@media x{"],
	["conditions side by side", "@media x{a{b:url(c)}}"],
	["imports", "@import url(a) print;"],
	["imports without an end", "@import 'a' "],
	["fonts in one block", "@font-face{src:local(a),url(b)"],
	["URLs in one font", "src:url(b),"],
	["custom properties", "--x:'a';"],
	["uses", "a:src(var(--x));"],
	["distinct custom functions", "--f('a'"],
	["attr", "a:attr(b url,"],
	["attr in type", "attr(a type("],
	["filters", "AlphaImageLoader(src=a,"],
	["filters in filters", "AlphaImageLoader(a=b,c="],
	["filters in strings", "-ms-filter:'AlphaImageLoader(src=a)';"],
	["source maps", "/*# sourceMappingURL="],
	["names before parentheses", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaurl(b)"],
	["declarations of one URL each", "a/**/:url(b);"],
	["blanks", " \n"],
];

for (const [name, piece] of HOSTILE) {
	test(`ten megabytes of ${JSON.stringify(name)} take linear time`, () => {
		const head = name.startsWith("conditions") ? `@media ${"y".repeat(500)}{`.repeat(100) : "";
		const bytes = new Uint8Array(Buffer.from(head + piece.repeat(Math.ceil(10_000_000 / piece.length))));
		for (const mode of ["sheet", "declarations"] as const) {
			const begin = process.threadCpuUsage().user;
			const sheet = createSheetState();
			let hits = 0;
			scanCss(contentOfBytes(bytes), mode, null, sheet, () => hits++);
			finishCss(sheet, () => hits++);
			const took = (process.threadCpuUsage().user - begin) / 1000;
			assert.ok(took < 6000, `${mode}: ${took} ms for ${hits} hits`);
		}
	});
}
