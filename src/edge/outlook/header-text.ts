// Header text: values that Outlook stores, as header fields. No value begins a field or a body of its own: line ends and control
// characters become blanks, what is not ASCII or looks like an encoded word is encoded (RFC 2047). A header is kept as
// Latin-1 text, one character a byte.

/** The attack: a subject of megabytes that every reader of the header goes through again. */
const MAX_VALUE_LENGTH = 32 * 1024;

/** Bytes of text in an encoded word, which is to have 75 characters. */
const WORD_BYTES = 45;
const PLAIN = /^[ -~]*$/;

/** A field with a free text. Null where there is none. */
export function textField(name: string, value: string | null): string | null {
	return value === null || value.trim() === "" ? null : `${name}: ${encodedText(value)}\r\n`;
}

/** A field of one word (an identifier, a path): blanks and what is not ASCII stand as UTF-8. */
export function wordField(name: string, value: string | null): string | null {
	const word = value === null ? "" : oneLine(value);
	return word === "" ? null : `${name}: ${utf8(word)}\r\n`;
}

export function encodedText(value: string): string {
	const text = oneLine(value);
	if (PLAIN.test(text) && !text.includes("=?")) return text;
	const words: string[] = [];
	let bytes = 0;
	let from = 0;
	let at = 0;
	for (const character of text) {
		const size = Buffer.byteLength(character);
		if (bytes + size > WORD_BYTES) {
			words.push(text.slice(from, at));
			from = at;
			bytes = 0;
		}
		bytes += size;
		at += character.length;
	}
	words.push(text.slice(from));
	return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString("base64")}?=`).join("\r\n ");
}

export interface Mailbox {
	readonly name: string | null;
	readonly address: string | null;
}

/** One mailbox as RFC 5322 §3.4 has it; an address that is none is left out. */
export function mailboxText({ name, address }: Mailbox): string | null {
	const spec = address === null ? "" : oneLine(address);
	const valid = /^[^\s<>(),;:"\\@]+@[^\s<>(),;:"\\@]+$/.test(spec) ? utf8(spec) : null;
	const shown = name === null ? "" : oneLine(name);
	if (shown === "" || shown === spec) return valid;
	const phrase = PLAIN.test(shown) && !shown.includes("=?") ? `"${shown.replace(/["\\]/g, "\\$&")}"` : encodedText(shown);
	return valid === null ? phrase : `${phrase} <${valid}>`;
}

/** A parameter of Content-Type or Content-Disposition, with what stands before it (RFC 2045 §5.1, RFC 2231 §4). */
export function parameter(name: string, value: string): string {
	const text = oneLine(value);
	if (PLAIN.test(text)) return `;\r\n ${name}="${text.replace(/["\\]/g, "\\$&")}"`;
	const encoded = Buffer.from(text)
		.toString("latin1")
		.replace(/[^A-Za-z0-9._-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
	return `;\r\n ${name}*=utf-8''${encoded}`;
}

export function oneLine(value: string): string {
	return value
		.slice(0, MAX_VALUE_LENGTH)
		.toWellFormed()
		.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]+/g, " ")
		.trim();
}

/** Text as UTF-8, one character a byte. */
export function utf8(text: string): string {
	return Buffer.from(text.toWellFormed()).toString("latin1");
}
