// A TNEF stream ([MS-OXTNEF] §2.1): the attributes that a probe needs, with the check sums that Outlook compares.

import { doubleWords, words } from "./binary.ts";

/** A property of 8-bit text, one character a byte. */
export interface TextProperty {
	readonly id: number;
	/** Of a named property: its set's GUID in file order, one character a byte, and its number there. */
	readonly named?: { readonly set: string; readonly number: number };
	readonly value: string;
}

const TEXT_TYPE = 0x1e;
const ATTACHMENT = 2;

/** PSETID_Common, {00062008-0000-0000-C000-000000000046}. */
export const COMMON_SET = "\x08\x20\x06\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";

/** With properties of the message, and of one attachment where it is given. */
export function tnef(message: readonly TextProperty[], attachment?: readonly TextProperty[]): string {
	const attributes = [attribute(1, 0x00089006, doubleWords(0x00010000)), attribute(1, 0x00069003, properties(message))];
	if (attachment !== undefined) {
		attributes.push(
			attribute(ATTACHMENT, 0x00069002, "\x01\0".padEnd(14, "\0")),
			attribute(ATTACHMENT, 0x00069005, properties(attachment)),
		);
	}
	return `${doubleWords(0x223e9f78)}${words(1)}${attributes.join("")}`;
}

function attribute(level: number, id: number, data: string): string {
	let sum = 0;
	for (let at = 0; at < data.length; at++) sum = (sum + data.charCodeAt(at)) & 0xffff;
	return `${String.fromCharCode(level)}${doubleWords(id)}${doubleWords(data.length)}${data}${words(sum)}`;
}

function properties(list: readonly TextProperty[]): string {
	return doubleWords(list.length) + list.map(property).join("");
}

function property({ id, named, value }: TextProperty): string {
	const name = named === undefined ? "" : named.set + doubleWords(0) + doubleWords(named.number);
	const data = `${value}\0`;
	return `${words(TEXT_TYPE)}${words(id)}${name}${doubleWords(1)}${doubleWords(data.length)}${data.padEnd((data.length + 3) & ~3, "\0")}`;
}
