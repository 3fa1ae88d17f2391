// Field instructions of Word (ECMA-376 part 1 §17.16, and the same text in RTF and the binary format): a name, arguments and switches.
// Some fields fetch what their argument names when the document opens, some start a program.

import { createPieces } from "../../encoding/pieces.ts";
import type { Text } from "../../model/text.ts";
import { sliceOf } from "../strings.ts";

export type ShowField = (construct: string, text: Text) => void;

interface Field {
	readonly construct: string;
	/** Which argument is an address, from 0; null for any that looks like one or holds one. */
	readonly argument: number | null;
}

const FIELDS: ReadonlyMap<string, Field> = new Map([
	["INCLUDEPICTURE", { construct: "field picture", argument: 0 }],
	["IMPORT", { construct: "field picture", argument: 0 }],
	["INCLUDETEXT", { construct: "field text", argument: 0 }],
	["INCLUDE", { construct: "field text", argument: 0 }],
	["RD", { construct: "field text", argument: 0 }],
	["LINK", { construct: "field link", argument: 1 }],
	["HYPERLINK", { construct: "field hyperlink", argument: 0 }],
	["DDE", { construct: "field dde", argument: null }],
	["DDEAUTO", { construct: "field dde", argument: null }],
	["DATABASE", { construct: "field database", argument: null }],
]);

/** Switches that are followed by an argument of their own, by field; of all fields "\*", "\#" and "\@" are (§17.16.4). */
const SWITCHES: ReadonlyMap<string, string> = new Map([
	["HYPERLINK", "lot"],
	["INCLUDEPICTURE", "cxy"],
	["INCLUDETEXT", "cntx"],
	["INCLUDE", "cntx"],
	["LINK", "f"],
]);
const GENERAL_SWITCHES = "*#@";

const ADDRESS_INSIDE = /[a-z][a-z0-9+.-]{1,30}:\/\/|\\\\|^\s*(?:[a-z][a-z0-9+.-]{1,30}:|\/\/)/i;

/** Attack: a million arguments, each a text of its own. Real fields have six. */
const MAX_ARGUMENTS = 1000;

interface Argument {
	/** The switch it belongs to, "" for none. */
	readonly after: string;
	readonly text: Text;
}

/** Shows the addresses that the instruction names, as a construct of their own for each kind of field. Linear. */
export function scanField(instruction: Text, show: ShowField): void {
	const { name, args } = readInstruction(instruction);
	const field = FIELDS.get(name);
	if (field === undefined) return;
	if (field.argument === null) {
		for (const { text } of args) if (ADDRESS_INSIDE.test(text.value)) show(field.construct, text);
		return;
	}
	const own = args.filter(({ after }) => after === "");
	const address = own[field.argument];
	if (address !== undefined) show(field.construct, address.text);
}

/** What a QUOTE field inserts where another names it, or null: it may spell an instruction in numbers of characters (§17.16.5.45). */
export function quotedByField(instruction: Text): Text | null {
	const { name, args } = readInstruction(instruction);
	if (name !== "QUOTE" || args.length === 0) return null;
	const numbers = args.map(({ text }) => (/^(?:\d{1,3}|0x[0-9a-f]{1,2})$/i.test(text.value) ? Number(text.value) : -1));
	if (numbers.some((code) => code < 1 || code > 0xff)) return args[0]?.text ?? null;
	const [first, last] = [args[0]?.text as Text, args[args.length - 1]?.text as Text];
	const [start, end] = [first.start(0), last.end(last.value.length)];
	return { value: String.fromCharCode(...numbers), start: () => start, end: () => end };
}

const TOKEN = /\\([a-z*#@!])(?![a-z])|["\u201c\u201d]|[^\s"\u201c\u201d]+/giu;

function readInstruction(instruction: Text): { readonly name: string; readonly args: readonly Argument[] } {
	const source = instruction.value;
	const args: Argument[] = [];
	let name = "";
	let after = "";
	const token = new RegExp(TOKEN);
	for (let match = token.exec(source); match !== null && args.length < MAX_ARGUMENTS; match = token.exec(source)) {
		const { 0: written, 1: letter, index } = match;
		if (letter !== undefined) {
			after = GENERAL_SWITCHES.includes(letter) || (SWITCHES.get(name) ?? "").includes(letter.toLowerCase()) ? letter : "";
			continue;
		}
		const quoted = /["\u201c\u201d]/.test(written);
		const from = quoted ? index + 1 : index;
		const to = quoted ? quoteEnd(source, from) : index + written.length;
		token.lastIndex = quoted ? to + 1 : to;
		if (name === "" && !quoted) name = written.toUpperCase();
		else {
			args.push({ after, text: unescaped(instruction, from, to) });
			after = "";
		}
	}
	return { name, args };
}

/** Of the quote that ends what begins at `from`: in between a backslash takes the next character along. */
function quoteEnd(source: string, from: number): number {
	for (let at = from; at < source.length; at++) {
		const character = source.charAt(at);
		if (character === "\\") at++;
		else if (character === '"' || character === "\u201c" || character === "\u201d") return at;
	}
	return source.length;
}

/** `\\` is one backslash and `\"` a quote; before all else a backslash is what it is. A share is written with two or with four. */
function unescaped(text: Text, from: number, to: number): Text {
	const source = text.value;
	if (!source.slice(from, to).includes("\\")) return sliceOf(text, from, to);
	const pieces = createPieces(text, from);
	const isPlainShare = source.startsWith("\\\\", from) && source.charAt(from + 2) !== "\\";
	for (let at = isPlainShare ? from + 2 : from; at < to - 1; at++) {
		const next = source.charAt(at + 1);
		if (source.charAt(at) !== "\\" || (next !== "\\" && next !== '"')) continue;
		pieces.copyTo(at);
		pieces.replace(next, 2);
		at++;
	}
	pieces.copyTo(to);
	return pieces.text();
}
