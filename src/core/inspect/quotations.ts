// Quotations: where a text quotes other mail, as mail programs write it when somebody answers or forwards. What stands there was sent to
// somebody else before: a newsletter that was passed on carries the tokens of whoever passed it on. No standard tells how to quote, only
// habits of programs do, and a sender can imitate them (spam has whole threads pasted under it): so they never excuse a reference.

import { decoderOf } from "../encoding/charsets.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawEnd, rawStart } from "../model/content.ts";
import type { HeaderField } from "../model/message.ts";
import { copiedRecipient, isCopiedHeader } from "./copied-headers.ts";

export interface Quotation {
	/** Range in the raw message. */
	readonly start: number;
	readonly end: number;
	/** Whom the quoted mail's own header, copied above it, names as its recipient; null where it names nobody. */
	readonly recipient: string | null;
}

const NONE: readonly Quotation[] = Object.freeze([]);

/** Attack: a text of nothing but quotations. A long thread has some fifty. */
const MAX_QUOTATIONS = 256;

/** Attack: megabytes of `<div`. Tags that are looked at, and characters of one. */
const MAX_TAGS = 100_000;
const MAX_TAG = 512;

/** Characters in which a copied header is looked for, with its markup. */
const MAX_HEADER = 2000;

const encoder = new TextEncoder();
const sequences = (...texts: string[]): readonly Uint8Array[] => texts.map((text) => encoder.encode(text));

/** gmail_quote, yahoo_quoted, protonmail_quote; Outlook's divRplyFwdMsg. Every text is searched for them, so they begin with a rare letter. */
const SURE_SIGNS = sequences("_quote", "FwdMsg");
/** What stands elsewhere too, so that only an answer or a forwarded mail is searched for it. */
const OTHER_SIGNS = sequences("kquote", "KQUOTE", "moz-forward-container", "#E1E1E1 1.0pt", "#B5C4DF 1.0pt", "-----");

/** "Re:", "Fwd:", "AW:", "RE[2]:", "[list] Re:" of any language: a short word and a colon. */
const ANSWER = /^\s{0,20}(?:\[[^\]]{0,80}\]\s{0,20})?\p{L}{1,6}(?:\[\d{1,3}\])?\s?:/u;

/** Whether a message with this header may quote another, so that it is worth a search. */
export function mayQuote(fields: readonly HeaderField[], subject: string | null): boolean {
	if (subject !== null && ANSWER.test(subject.slice(0, 200))) return true;
	return fields.some(({ name }) => name === "in-reply-to" || name === "references");
}

/** In the order in which they begin; what is quoted inside a quotation comes after it. `answers`: what {@link mayQuote} says. */
export function quotationsIn(content: Content, language: "html" | "text", answers: boolean, codec: Codec): readonly Quotation[] {
	const { bytes, start, end } = content;
	const isThere = (sign: Uint8Array): boolean => codec.indexOfSequence(bytes, sign, start, end) >= 0;
	if (!answers && (language === "text" || !SURE_SIGNS.some(isThere))) return NONE;
	if (language === "html" && !SURE_SIGNS.some(isThere) && !OTHER_SIGNS.some(isThere)) return NONE;
	const text = codec.latin1(bytes, start, end);
	const pieces = language === "html" ? inMarkup(text) : inLines(text);
	for (const { index } of text.matchAll(HEADLINE)) {
		if (pieces.length === MAX_QUOTATIONS) break;
		pieces.push({ from: index, to: text.length });
	}
	return pieces
		.sort((a, b) => a.from - b.from)
		.map(({ from, to }) => ({
			start: rawStart(content, start + from),
			end: rawEnd(content, start + to),
			recipient: copiedRecipient(decoded(content, start + from, Math.min(to, from + MAX_HEADER) + start), language),
		}));
}

/** The innermost quotation around a raw offset, or null. */
export function quotationAt(quotations: readonly Quotation[], offset: number): Quotation | null {
	return quotations.findLast(({ start, end }) => start <= offset && offset < end) ?? null;
}

/** A piece of the text, `[from, to)`. */
interface Piece {
	readonly from: number;
	to: number;
}

/** The words between dashes where Outlook, Lotus and others begin what they quote; all that follows is that. */
const HEADLINES = (
	"original message|forwarded message|original appointment|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|" +
	"message d'origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|" +
	"doorgestuurd bericht|mensagem original|mensagem encaminhada|oprindelig meddelelse|originalmeddelande|ursprungligt meddelande|" +
	"opprinnelig melding|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|původní zpráva|eredeti üzenet|" +
	"исходное сообщение|пересылаемое сообщение|原始邮件|元のメッセージ|원본 메시지"
)
	// Of bytes: a letter is what UTF-8 makes of it, or one of a single-byte charset.
	.replace(/[^\0-\x7f]/g, (letter) => {
		const bytes = [...encoder.encode(letter)].map((byte) => `\\x${byte.toString(16)}`).join("");
		return letter < "\u0500" ? `(?:${bytes}|[\\x80-\\xff])` : bytes;
	});
const HEADLINE = new RegExp(`(?<!-)-{3,20} ?(?:${HEADLINES}) ?-{3,20}`, "gi");

const TAG = /<(\/?)(div|blockquote)(?=[\s>/])/gi;
const QUOTING_CLASS = /\bclass\s?=\s?["']?[^"'>]*(?:(?:gmail|yahoo|ymail|protonmail|tutanota)_quote|moz-forward-container)/i;
const CITE = /\btype\s?=\s?["']?cite\b/i;
/** The header that Outlook copies above what it quotes: all that follows is that, as far as it stands in the same quotation. */
const HEADER_ID = /\bid\s?=\s?["']?(?:x_)*divRplyFwdMsg\b/i;
const HEADER_RULE = /border-top:\s?solid #(?:E1E1E1|B5C4DF) 1\.0pt/i;

/** An element whose end ends a piece; a piece without one ends with the element around it. */
interface Open {
	readonly piece: Piece;
	readonly name: string;
	/** Elements of that name around it. */
	readonly depth: number;
}

function inMarkup(text: string): Piece[] {
	const pieces: Piece[] = [];
	const open: Open[] = [];
	const depths = { div: 0, blockquote: 0 };
	let left = MAX_TAGS;
	for (const { 1: slash, 2: written = "", index } of text.matchAll(TAG)) {
		if (left-- === 0 || pieces.length === MAX_QUOTATIONS) break;
		const name = written.toLowerCase() as keyof typeof depths;
		if (slash === "/") {
			depths[name] = Math.max(0, depths[name] - 1);
			const closed = open.findLastIndex((one) => one.name === name && one.depth >= depths[name]);
			if (closed >= 0) for (const { piece } of open.splice(closed)) piece.to = index;
			continue;
		}
		const depth = depths[name]++;
		const tag = tagAt(text, index);
		const isElement = QUOTING_CLASS.test(tag) || (name === "blockquote" && CITE.test(tag));
		if (!isElement && !isHeader(text, tag, index)) continue;
		const piece = { from: index, to: text.length };
		pieces.push(piece);
		open.push(isElement ? { piece, name, depth } : { piece, name: "", depth: -1 });
	}
	return pieces;
}

function isHeader(text: string, tag: string, at: number): boolean {
	return HEADER_ID.test(tag) || (HEADER_RULE.test(tag) && isCopiedHeader(text.slice(at, at + MAX_HEADER)));
}

function tagAt(text: string, at: number): string {
	const tag = text.slice(at, at + MAX_TAG);
	const end = tag.indexOf(">");
	return end < 0 ? tag : tag.slice(0, end);
}

/** A line that begins with ">" (RFC 3676 §4.5). One at a time: a repeated group would take the engine's stack, a line for each time. */
const QUOTED_LINE = /^ {0,3}>[^\n]*(?:\n|$)/gm;

/** Attack: megabytes of them, one after the other. */
const MAX_LINES = 100_000;

function inLines(text: string): Piece[] {
	const pieces: Piece[] = [];
	let left = MAX_LINES;
	for (const { index, 0: line } of text.matchAll(QUOTED_LINE)) {
		if (left-- === 0) break;
		const last = pieces.at(-1);
		if (last?.to === index) last.to += line.length;
		else if (pieces.length === MAX_QUOTATIONS) break;
		else pieces.push({ from: index, to: index + line.length });
	}
	return pieces;
}

function decoded({ bytes, charset }: Content, from: number, to: number): string {
	return decoderOf(charset).decode(bytes.subarray(from, to));
}
