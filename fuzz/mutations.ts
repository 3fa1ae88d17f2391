// Mutations: how one message becomes another that nobody would write. Half are blind (bytes flipped, cut, repeated), half know what a
// mail is made of and swap pieces of one kind between messages, since a parser's depths are reached only by what is almost right.

import type { Random } from "./random.ts";
import { LABELS, PIECES, WORDS } from "./tokens.ts";

/** Messages are strings of one character a byte. `other` is a further message to take pieces from. */
type Mutation = (message: string, other: string, random: Random) => string;

/** Past this a message is cut: growth by doubling would make the run slow. */
const LARGEST = 400_000;

const MUTATIONS: readonly Mutation[] = [
	flipBits,
	replaceByte,
	insertWord,
	insertWord,
	deleteRange,
	repeatRange,
	moveRange,
	spliceFrom,
	swapPiece,
	swapPiece,
	swapPiece,
	insertPiece,
	insertPiece,
	repeatPiece,
	deletePiece,
	relabel,
	relabel,
	floodWord,
	truncate,
	changeLineEnds,
	widen,
	encodeRange,
	wrapMessage,
	nestMarkup,
	changeInside,
	changeInside,
	changeInside,
];

/** One message out of two. */
export function mutate(message: string, other: string, random: Random): string {
	let result = message;
	for (let left = random.size(12); left > 0; left--) result = random.pick(MUTATIONS)(result, other, random);
	return result.length > LARGEST ? result.slice(0, LARGEST) : result;
}

/** `[start, end)` somewhere in a text of `length`, seldom long. */
function range(length: number, random: Random): readonly [start: number, end: number] {
	const start = random.below(length + 1);
	return [start, Math.min(length, start + random.size(Math.min(length, 20_000)))];
}

function replaced(text: string, start: number, end: number, by: string): string {
	return text.slice(0, start) + by + text.slice(end);
}

/** A piece that begins after a random place, or null where there is none. */
function findPiece(text: string, kind: RegExp, random: Random): readonly [start: number, end: number] | null {
	for (const from of [random.below(text.length + 1), 0]) {
		kind.lastIndex = from;
		const match = kind.exec(text);
		if (match !== null) return [match.index, match.index + match[0].length];
	}
	return null;
}

function flipBits(text: string, _other: string, random: Random): string {
	let result = text;
	for (let left = random.size(20); left > 0 && result !== ""; left--) {
		const at = random.below(result.length);
		result = replaced(result, at, at + 1, String.fromCharCode(result.charCodeAt(at) ^ (1 << random.below(8))));
	}
	return result;
}

function replaceByte(text: string, _other: string, random: Random): string {
	const at = random.below(text.length + 1);
	return replaced(text, at, at + 1, String.fromCharCode(random.below(256)));
}

function insertWord(text: string, _other: string, random: Random): string {
	const at = random.below(text.length + 1);
	return replaced(text, at, at, random.pick(WORDS));
}

function deleteRange(text: string, _other: string, random: Random): string {
	return replaced(text, ...range(text.length, random), "");
}

function repeatRange(text: string, _other: string, random: Random): string {
	const [start, end] = range(text.length, random);
	return replaced(text, end, end, text.slice(start, end).repeat(random.size(Math.max(1, Math.floor(50_000 / Math.max(1, end - start))))));
}

function moveRange(text: string, _other: string, random: Random): string {
	const [start, end] = range(text.length, random);
	const at = random.below(text.length + 1);
	return replaced(text, at, at, text.slice(start, end));
}

function spliceFrom(text: string, other: string, random: Random): string {
	const at = random.below(text.length + 1);
	return replaced(text, at, random.oneIn(2) ? at : text.length, other.slice(...range(other.length, random)));
}

function swapPiece(text: string, other: string, random: Random): string {
	const kind = random.pick(PIECES);
	const there = findPiece(other, kind, random);
	const here = findPiece(text, kind, random);
	return here === null ? text : replaced(text, ...here, there === null ? random.pick(WORDS) : other.slice(...there));
}

/** Before, after or inside another piece. */
function insertPiece(text: string, other: string, random: Random): string {
	const there = findPiece(other, random.pick(PIECES), random);
	const here = findPiece(text, random.pick(PIECES), random);
	if (there === null || here === null) return text;
	const at = here[0] + random.below(here[1] - here[0] + 1);
	return replaced(text, at, at, other.slice(...there));
}

function repeatPiece(text: string, _other: string, random: Random): string {
	const here = findPiece(text, random.pick(PIECES), random);
	if (here === null) return text;
	const piece = text.slice(...here);
	return replaced(text, here[1], here[1], piece.repeat(random.size(Math.max(1, Math.floor(100_000 / Math.max(1, piece.length))))));
}

function deletePiece(text: string, _other: string, random: Random): string {
	const here = findPiece(text, random.pick(PIECES), random);
	return here === null ? text : replaced(text, ...here, "");
}

/** Another charset, transfer encoding or media type than the content has. */
function relabel(text: string, _other: string, random: Random): string {
	const [before, labels] = random.pick(LABELS);
	const here = findPiece(text, before, random);
	if (here === null) return text;
	const length = /^"?[\w/+.-]*"?/.exec(text.slice(here[1], here[1] + 80))?.[0].length ?? 0;
	return replaced(text, here[1], here[1] + length, random.pick(labels));
}

/** One word thousands of times: what is not linear shows. */
function floodWord(text: string, _other: string, random: Random): string {
	const at = random.below(text.length + 1);
	const word = random.pick(WORDS) + (random.oneIn(3) ? random.pick(WORDS) : "");
	return replaced(text, at, at, word.repeat(random.size(Math.floor(60_000 / word.length))));
}

function truncate(text: string, _other: string, random: Random): string {
	return random.oneIn(3) ? text.slice(random.below(text.length + 1)) : text.slice(0, random.below(text.length + 1));
}

function changeLineEnds(text: string, _other: string, random: Random): string {
	return text.replaceAll(/\r?\n/g, random.pick(["\n", "\r\n", "\r", "\n\n", "\r\r\n", " \r\n"]));
}

/** A range in UTF-16, either way round. */
function widen(text: string, _other: string, random: Random): string {
	const [start, end] = range(text.length, random);
	const little = random.oneIn(2);
	const wide = text.slice(start, Math.min(end, start + 10_000)).replaceAll(/[\0-\xff]/g, little ? "$&\0" : "\0$&");
	return replaced(text, start, end, wide);
}

function encodeRange(text: string, _other: string, random: Random): string {
	const [start, end] = range(text.length, random);
	return replaced(text, start, end, encode(text.slice(start, end), random));
}

function encode(text: string, random: Random): string {
	const bytes = Buffer.from(text, "latin1");
	switch (random.below(5)) {
		case 0:
			return lines(bytes.toString("base64"));
		case 1:
			return text.replaceAll(/[^!-<>-~\r\n]/g, (character) => `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
		case 2:
			return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
		case 3:
			return text.replaceAll(/[&"'<>]/g, (character) => `&#${character.charCodeAt(0)};`);
		default:
			return text.replaceAll(/[a-z]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `);
	}
}

/** Blind changes, for what is not text. */
const INSIDE: readonly Mutation[] = [flipBits, replaceByte, insertWord, deleteRange, repeatRange, moveRange, spliceFrom, truncate];

/** Lines of base64, as attachments have them. */
const ENCODED = /(?:[A-Za-z0-9+/]{40,76}\r?\n){2,20000}[A-Za-z0-9+/]*={0,2}/g;

/** What lies under base64: a file is changed and encoded again, so that its reader sees the change and not the decoder. */
function changeInside(text: string, other: string, random: Random): string {
	const here = findPiece(text, ENCODED, random);
	if (here === null) return text;
	let file = Buffer.from(text.slice(...here), "base64").toString("latin1");
	for (let left = random.size(6); left > 0; left--) file = random.pick(INSIDE)(file, other, random);
	return replaced(text, ...here, lines(Buffer.from(file.slice(0, LARGEST), "latin1").toString("base64")));
}

function lines(encoded: string): string {
	return encoded.replaceAll(/.{1,76}/g, "$&\r\n");
}

/** The whole message inside another, as it is or encoded. */
function wrapMessage(text: string, _other: string, random: Random): string {
	const encoding = random.pick(["7bit", "base64", "quoted-printable"]);
	const body =
		encoding === "base64"
			? lines(Buffer.from(text, "latin1").toString("base64"))
			: encoding === "7bit"
				? text
				: text.replaceAll("=", "=3D");
	return `From: a@w.example\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
}

/** A range of markup in srcdoc, a data: URL, a style sheet or a conditional comment. */
function nestMarkup(text: string, _other: string, random: Random): string {
	const [start, end] = range(text.length, random);
	const markup = text.slice(start, end);
	const nested = random.pick([
		(): string => `<iframe srcdoc="${markup.replaceAll('"', "&quot;")}">`,
		(): string => `<iframe src="data:text/html;base64,${Buffer.from(markup, "latin1").toString("base64")}">`,
		(): string => `<iframe src="data:text/html;charset=utf-8,${escape(markup)}">`,
		(): string => `<svg><style>${markup}</style></svg>`,
		(): string => `<style>@media print{${markup}}</style>`,
		(): string => `<p style='${markup.replaceAll("'", "&#39;")}'>`,
		(): string => `<!--[if mso]>${markup}<![endif]-->`,
		(): string => `<a href="javascript:document.write('${markup.replaceAll(/['"\\]/g, "\\x27")}')">`,
	])();
	return replaced(text, start, end, nested);
}
