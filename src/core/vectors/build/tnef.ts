// A TNEF stream ([MS-OXTNEF] §2.1): the attributes that a probe needs, with the check sums that Outlook compares.

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
	const attributes = [attribute(1, 0x00089006, doubleWord(0x00010000)), attribute(1, 0x00069003, properties(message))];
	if (attachment !== undefined) {
		attributes.push(
			attribute(ATTACHMENT, 0x00069002, "\x01\0".padEnd(14, "\0")),
			attribute(ATTACHMENT, 0x00069005, properties(attachment)),
		);
	}
	return `${doubleWord(0x223e9f78)}${word(1)}${attributes.join("")}`;
}

function attribute(level: number, id: number, data: string): string {
	let sum = 0;
	for (let at = 0; at < data.length; at++) sum = (sum + data.charCodeAt(at)) & 0xffff;
	return `${String.fromCharCode(level)}${doubleWord(id)}${doubleWord(data.length)}${data}${word(sum)}`;
}

function properties(list: readonly TextProperty[]): string {
	return doubleWord(list.length) + list.map(property).join("");
}

function property({ id, named, value }: TextProperty): string {
	const name = named === undefined ? "" : named.set + doubleWord(0) + doubleWord(named.number);
	const data = `${value}\0`;
	return `${word(TEXT_TYPE)}${word(id)}${name}${doubleWord(1)}${doubleWord(data.length)}${data.padEnd((data.length + 3) & ~3, "\0")}`;
}

function word(value: number): string {
	return String.fromCharCode(value & 0xff, (value >>> 8) & 0xff);
}

function doubleWord(value: number): string {
	return word(value & 0xffff) + word(value >>> 16);
}
