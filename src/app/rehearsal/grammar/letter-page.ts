// Letter page: the HTML that mail programs and small programs write around a few paragraphs. Programs differ in how they nest and break; each office
// has one way, so that what it sends is alike and what others send is not.

import type { Chance } from "../chance.ts";
import type { Edition } from "./edition.ts";

export interface LetterPage {
	readonly head: string;
	/** Around everything, outermost first. */
	readonly wrappers: readonly string[];
	/** Around each paragraph. */
	readonly block: string;
	readonly blank: string;
	readonly font: string;
}

const WAYS: Readonly<
	Record<
		Edition,
		{
			readonly heads: readonly string[];
			readonly wrappers: readonly string[];
			readonly blocks: readonly string[];
			readonly blanks: readonly string[];
		}
	>
> = {
	development: {
		heads: [
			"",
			`<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>`,
			`<head><meta charset="utf-8"><style>p{margin:0}</style></head>`,
			`<head><title></title></head>`,
		],
		wrappers: ["div", "span", "font", "blockquote", "b"],
		blocks: ["p", "div", "p class=MsoNormal", `div dir="ltr"`, "span"],
		blanks: ["", "<br>", "<div><br></div>", "<p>&nbsp;</p>"],
	},
	"held-out": {
		heads: [`<head><meta name="Generator" content="office"></head>`, `<head><style type="text/css"></style></head>`, ""],
		wrappers: ["div", "section", "article", "center", "main"],
		blocks: ["div", "p", `p style="margin:6px 0"`, "pre"],
		blanks: ["<br><br>", "", "<div>&nbsp;</div>", "<hr>"],
	},
};

const FONTS = ["Calibri", "Arial", "Georgia", "Tahoma", "Verdana"];

export function letterPageOf(edition: Edition, chance: Chance): LetterPage {
	const ways = WAYS[edition];
	return {
		head: chance.pick(ways.heads),
		wrappers: Array.from({ length: chance.below(4) }, () => chance.pick(ways.wrappers)),
		block: chance.pick(ways.blocks),
		blank: chance.pick(ways.blanks),
		font: chance.pick(FONTS),
	};
}

/** `paragraphs` and `end` are HTML. */
export function letterHtml({ head, wrappers, block, blank, font }: LetterPage, paragraphs: readonly string[], end: string): string {
	const name = block.split(" ", 1)[0];
	const lines = paragraphs.map((text) => `<${block}>${text}</${name}>${blank}`);
	const opening = wrappers.map((wrapper) => `<${wrapper}>`).join("");
	const closing = wrappers
		.toReversed()
		.map((wrapper) => `</${wrapper}>`)
		.join("");
	return `<html>${head}<body style="font-family:${font}">${opening}\n${lines.join("\n")}\n${end}\n${closing}</body></html>`;
}

/** Of an office: where its pictures lie, and how it signs. `{name}` and `{site}` are filled in. */
export interface Signature {
	/** Paths on the office's host. */
	readonly pictures: readonly string[];
	readonly before: string;
	readonly between: string;
	readonly after: string;
}

const FOLDERS: Readonly<Record<Edition, readonly string[]>> = {
	development: ["signature", "images", "mail", "sig", "files/brand", "wp-content/uploads"],
	"held-out": ["brand", "static/mail", "pics", "media", "theme/img"],
};
const PICTURES: Readonly<Record<Edition, readonly string[]>> = {
	development: ["logo", "badge", "award", "linked", "footer", "banner", "mark"],
	"held-out": ["emblem", "sign", "seal", "strip", "social", "stamp"],
};
const SURROUNDS = [
	["<table><tr><td>", "</td><td>", "</td></tr></table>"],
	["<div>--<br>", " ", "</div>"],
	["<p><b>", "</b><br>", "</p>"],
	["<hr><div>", "<br>", "</div>"],
	["<small>", " | ", "</small>"],
	["<ul><li>", "</li><li>", "</li></ul>"],
] as const;

export function signatureOf(edition: Edition, most: number, chance: Chance): Signature {
	const folder = chance.pick(FOLDERS[edition]);
	const names = chance.some(PICTURES[edition], chance.below(most + 1));
	const [before, between, after] = chance.pick(SURROUNDS);
	return {
		pictures: names.map((name) => `/${folder}/${name}${chance.maybe(0.5) ? `-${chance.between(1, 90)}` : ""}.png`),
		before,
		between,
		after,
	};
}
