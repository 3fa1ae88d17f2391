// Strings of Excel's binary workbooks ([MS-XLS] §2.5.293 and following): one byte a character or two, as a flag before them says, and paths of other
// workbooks, in which control characters stand for what systems write differently.

import { createPieces } from "../../encoding/pieces.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { HOLDS_HOST } from "./address-shapes.ts";
import { textOfBytes, textOfUtf16 } from "./binary-strings.ts";
import { wordAt } from "./little-endian.ts";

type Show = (construct: string, text: Text) => void;

/** `characters` behind the flag at `at`, and where they end. */
export function stringAt(content: Content, at: number, characters: number, codec: Codec): { readonly text: Text; readonly end: number } {
	const isWide = at < content.end && (content.bytes[at] & 1) === 1;
	const start = Math.min(content.end, at + 1);
	const end = Math.min(content.end, start + characters * (isWide ? 2 : 1));
	const string: Content = { ...content, start, end };
	return { text: isWide ? textOfUtf16(string, codec) : textOfBytes(string, codec), end };
}

/** SupBook (§2.4.271): another workbook, or a program asked by DDE, whose name is parted from its topic. */
export function externalBook(record: Content, codec: Codec, show: Show): void {
	const length = wordAt(record, record.start + 2);
	// The workbook itself, and functions of add-ins.
	if (length === 0x0401 || length === 0x3a01 || length === 0) return;
	const { text } = stringAt(record, record.start + 4, length, codec);
	if (text.value.startsWith(ENCODED)) show("formula workbook", pathOf(text));
	else show(text.value.includes(PARTED) ? "formula dde" : "formula workbook", partedText(text));
}

/** VirtualPath (§2.5.277). */
const ENCODED = "\x01";
const PARTED = "\x03";

function pathOf(text: Text): Text {
	const { value } = text;
	const isAddress = value.startsWith("\x05", 1);
	const pieces = createPieces(text, 1);
	for (let at = 1; at < value.length; at++) {
		const character = value.charAt(at);
		const stands = standsFor(character, value.charAt(at + 1), isAddress);
		if (stands === null) continue;
		pieces.copyTo(at);
		pieces.replace(stands.value, stands.length);
		at += stands.length - 1;
	}
	pieces.copyTo(value.length);
	return pieces.text();
}

function standsFor(character: string, next: string, isAddress: boolean): { readonly value: string; readonly length: number } | null {
	switch (character) {
		// A volume: a letter, or "@" for a share.
		case "\x01":
			return next === "@" ? { value: "\\\\", length: 2 } : { value: `${next}:\\`, length: 2 };
		case "\x03":
			return { value: isAddress ? "/" : "\\", length: 1 };
		case "\x04":
			return { value: "..\\", length: 1 };
		// What follows is as it is: its length stands before it.
		case "\x05":
			return { value: "", length: 2 };
		default:
			return character < " " ? { value: "\\", length: 1 } : null;
	}
}

function partedText(text: Text): Text {
	const at = text.value.indexOf(PARTED);
	if (at === -1) return text;
	const pieces = createPieces(text);
	pieces.copyTo(at);
	pieces.replace(" ", 1);
	pieces.copyTo(text.value.length);
	return pieces.text();
}

/** Attack: a record of nothing but beginnings. Addresses read in one record. */
const MAX_TEXTS = 100;

/** Texts in a record, of one or two bytes a character, that hold an address: connections, of which each version writes its own. */
export function textsWithAddress(record: Content, codec: Codec, show: (text: Text) => void): void {
	let shown = 0;
	for (const isWide of [false, true]) {
		const step = isWide ? 2 : 1;
		for (let at = record.start; at < record.end && shown < MAX_TEXTS; ) {
			let to = at;
			while (to + step <= record.end && isPrintable(record, to, isWide)) to += step;
			if (to - at >= 8 * step) {
				const string: Content = { ...record, start: at, end: to };
				const text = isWide ? textOfUtf16(string, codec) : textOfBytes(string, codec);
				if (HOLDS_HOST.test(text.value)) {
					show(text);
					shown++;
				}
			}
			at = to > at ? to : at + 1;
		}
	}
}

function isPrintable({ bytes }: Content, at: number, isWide: boolean): boolean {
	return bytes[at] >= 0x20 && bytes[at] < 0x7f && (!isWide || bytes[at + 1] === 0);
}
