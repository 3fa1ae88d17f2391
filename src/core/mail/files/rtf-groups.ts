// Groups of rich text (RTF 1.9.1, "Conventions of an RTF Reader"): what is shown, and what goes to a destination instead. Characters may be
// spelt in four ways and split over any number of groups; attackers use all of it to hide an address, so that it is put together first.

import type { Charset } from "../../encoding/charsets.ts";
import { charsetOfCodePage } from "../../encoding/code-pages.ts";
import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Text } from "../../model/text.ts";
import { CHARACTERS, type Destination, destinationOf } from "./rtf-destinations.ts";
import { createRtfHex, type RtfHex } from "./rtf-hex.ts";
import { createRtfText, decodeBytes, type RtfText } from "./rtf-text.ts";
import { createRtfReader, type RtfToken } from "./rtf-tokens.ts";

export interface RtfVisitor {
	/** The text of a destination. What is returned stands for it in the field instruction that it lies in, if it does (`inField`). */
	text(destination: Destination, text: Text, inField: boolean): Text | null;
	/** The bytes of a destination that holds hexadecimal digits. */
	data(destination: Destination, data: Content): void;
	/** All that is shown, as HTML where the document is a wrapping of that. */
	shown(text: Text, isHtml: boolean): void;
	/** Once: groups in groups beyond the limit count as the one around them. */
	tooDeep(at: number): void;
}

/** Attack: millions of opening braces, each with a state of its own. */
const MAX_DEPTH = 2000;

const MAC_ROMAN = 10000;

interface Target {
	readonly destination: Destination;
	readonly text: RtfText | null;
	readonly hex: RtfHex | null;
	/** Where its group begins. */
	readonly from: number;
	/** Of a field: what the field inside came to is known better than by its stored result. */
	spelt: boolean;
}

interface Group {
	/** null: its text is nobody's. */
	target: Target | null;
	/** It was made here and ends here. */
	owns: boolean;
	/** How many characters stand for a \u for those who cannot read it. */
	fallback: number;
	/** Rich text that stands for HTML beside it ([MS-OXRTFEX] §2.1.3.1.3). */
	htmlRtf: boolean;
	starred: boolean;
}

export function readRichText(document: Content, codec: Codec, visitor: RtfVisitor): void {
	const { bytes } = document;
	const reader = createRtfReader(bytes, document.start, document.end);
	const { token } = reader;
	const shown = makeTarget({ kind: "shown" }, document.start);
	let group: Group = { target: shown, owns: false, fallback: 1, htmlRtf: false, starred: false };
	const around: Group[] = [];
	let tooDeep = 0;
	let isHtml = false;
	let charset: Charset = charsetOfCodePage(1252);
	/** Characters still to be passed over behind a \u. */
	let passing = 0;
	const pending: number[] = [];
	let pendingFrom = 0;
	let pendingTo = 0;

	function makeTarget(destination: Destination, from: number): Target {
		const isHex = destination.kind === "object" || destination.kind === "file";
		return {
			destination,
			text: isHex ? null : createRtfText(document),
			hex: isHex ? createRtfHex(document) : null,
			from,
			spelt: false,
		};
	}

	function append(value: string, from: number, to: number): void {
		const { target } = group;
		if (target === shown && isHtml && group.htmlRtf) return;
		target?.text?.append(value, from, to);
	}

	function flush(): void {
		if (pending.length === 0) return;
		append(decodeBytes(pending, charset), pendingFrom, pendingTo);
		pending.length = 0;
	}

	function addByte(byte: number, from: number, to: number): void {
		if (passing > 0) {
			passing--;
			return;
		}
		const isAlone = byte < 0x80 && (pending.length === 0 || charset.kind !== "transcode");
		if (isAlone) {
			flush();
			append(String.fromCharCode(byte), from, to);
			return;
		}
		if (pending.length === 0) pendingFrom = from;
		pending.push(byte);
		pendingTo = to;
		if (charset.kind !== "transcode") flush();
	}

	function addText(start: number, end: number): void {
		for (let at = start; at < end; ) {
			const byte = bytes[at];
			// Line breaks of the file, and NUL, which Word does not see.
			if (byte === 0x0d || byte === 0x0a || byte === 0) at++;
			else if (byte > 0x7f || passing > 0) {
				addByte(byte, at, at + 1);
				at++;
			} else {
				flush();
				let to = at + 1;
				while (to < end && bytes[to] !== 0x0d && bytes[to] !== 0x0a && bytes[to] !== 0 && bytes[to] < 0x80) to++;
				append(codec.latin1(bytes, at, to), at, to);
				at = to;
			}
		}
	}

	function open(from: number): void {
		passing = 0;
		if (around.length >= MAX_DEPTH) {
			if (tooDeep++ === 0) visitor.tooDeep(from);
			return;
		}
		around.push(group);
		group = { ...group, owns: false, starred: false };
	}

	function close(to: number): void {
		passing = 0;
		if (tooDeep > 0) tooDeep--;
		else {
			const ended = group;
			const outer = around.pop();
			if (outer === undefined) return;
			group = outer;
			if (ended.owns && ended.target !== null) finish(ended.target, to);
		}
	}

	/** Its group has ended. */
	function finish(target: Target, to: number): void {
		const { destination, text, hex, from } = target;
		if (hex !== null) visitor.data(destination, hex.content());
		if (text === null) return;
		const outer = group.target !== null && group.target.destination.kind === "field" ? group.target : null;
		const stands = visitor.text(destination, text.text(), outer !== null);
		if (stands === null || outer === null) return;
		outer.text?.append(stands.value, from, to);
		outer.spelt = true;
	}

	function enter(destination: Destination, from: number): void {
		switch (destination.kind) {
			case "ignored":
				group.target = null;
				break;
			case "shown":
				group.target = shown;
				break;
			case "html":
				group.target = isHtml ? shown : null;
				group.htmlRtf = false;
				break;
			case "result":
				// In an instruction it is an argument, unless the field inside spelt it.
				if (group.target?.spelt === true) group.target = null;
				break;
			default:
				group.target = makeTarget(destination, from);
				group.owns = true;
		}
	}

	function word({ word: name, number, from, to }: RtfToken): void {
		if (name === "u") {
			const code = number ?? 0;
			append(String.fromCharCode(code & 0xffff), from, to);
			passing = group.fallback;
			return;
		}
		if (passing > 0) {
			passing--;
			return;
		}
		const character = CHARACTERS.get(name);
		if (character !== undefined) {
			append(character, from, to);
			return;
		}
		switch (name) {
			case "uc":
				group.fallback = Math.max(0, number ?? 1);
				return;
			case "ansicpg":
				charset = charsetOfCodePage(number ?? 1252);
				return;
			case "mac":
				charset = charsetOfCodePage(MAC_ROMAN);
				return;
			case "fromhtml":
				isHtml = number !== 0;
				return;
			case "htmlrtf":
				group.htmlRtf = number !== 0;
				return;
			case "field":
				if (group.target !== null) group.target.spelt = false;
				return;
			default: {
				const destination = destinationOf(name, group.starred);
				group.starred = false;
				if (destination !== null) enter(destination, from);
			}
		}
	}

	function symbol({ word: name, from, to }: RtfToken): void {
		if (name === "*") group.starred = true;
		else if (passing > 0) passing--;
		else append(CHARACTERS.get(name) ?? "", from, to);
	}

	while (reader.next()) {
		const { kind, from, to } = token;
		const hex = group.target?.hex ?? null;
		if (kind !== "byte" && kind !== "text") flush();
		if (kind === "open") open(from);
		else if (kind === "close") close(to);
		else if (kind === "word") word(token);
		else if (kind === "symbol") symbol(token);
		else if (kind === "binary") hex?.binary(token.data, to);
		else if (kind === "byte") addByte(token.number ?? 0, from, to);
		else if (hex !== null) hex.digits(from, to);
		else addText(from, to);
	}
	flush();
	while (around.length > 0) close(document.end);
	visitor.shown(shown.text?.text() as Text, isHtml);
}
