// Lines of header text by byte: what looks like a header field, what is a mail header. RFC 5322 §2.2: a field name is printable
// ASCII but the colon; some old programs leave a blank before the colon.

import { nodeCodec } from "../../node-codec.ts";

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const GT = 0x3e;

/** Longest field name that is taken for one; what is longer is prose or code. */
const NAME_BYTES = 100;

/** First index after a byte order mark and blank lines. */
export function afterBlankLines(bytes: Uint8Array, end: number): number {
	let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	while (at < end && (bytes[at] === LF || bytes[at] === CR)) at++;
	return at;
}

/** Index of the colon that ends a field name beginning at `at`; -1 where there is none; -2 where the bytes end before one can tell. */
export function fieldColon(bytes: Uint8Array, at: number, end: number): number {
	const limit = Math.min(end, at + NAME_BYTES);
	let index = at;
	while (index < limit && isNameByte(bytes[index] as number)) index++;
	if (index === at && index < limit) return -1;
	while (index < limit && (bytes[index] === 0x20 || bytes[index] === 0x09)) index++;
	if (index === limit) return limit === end ? -2 : -1;
	return bytes[index] === COLON ? index : -1;
}

function isNameByte(byte: number): boolean {
	return byte > 0x20 && byte < 0x7f && byte !== COLON;
}

/** Fields that mail carries and other files with "name: value" lines seldom do together. */
const MAIL_FIELDS: ReadonlySet<string> = new Set(
	(
		"apparently-to arc-authentication-results arc-message-signature arc-seal authentication-results bcc cc content-type date delivered-to " +
		"dkim-signature domainkey-signature envelope-to errors-to from in-reply-to list-id list-unsubscribe message-id mime-version organization " +
		"precedence received received-spf references reply-to resent-from return-path sender status subject to user-agent x-mailer " +
		"x-mozilla-status x-original-to x-priority x-received x-spam-status x-uidl"
	).split(" "),
);

/** Mail fields that must stand in a header before a file of any name is taken for mail. */
const ENOUGH = 2;

/** The head of a file looks like a mail header: every line a field or its continuation, at least two different mail fields. */
export function looksLikeMail(head: Uint8Array): boolean {
	const seen = new Set<string>();
	let at = afterBlankLines(head, head.length);
	while (at < head.length) {
		let next = head.indexOf(LF, at);
		if (next === -1) next = head.length;
		const blank = next === at || (next === at + 1 && head[at] === CR);
		if (blank) break;
		const folded = head[at] === 0x20 || head[at] === 0x09;
		if (!folded && !startsQuotedFromLine(head, at)) {
			const colon = fieldColon(head, at, next);
			if (colon < 0) break;
			const name = nodeCodec.latin1(head, at, colon).trimEnd().toLowerCase();
			if (MAIL_FIELDS.has(name)) seen.add(name);
			if (seen.size >= ENOUGH) return true;
		}
		at = next + 1;
	}
	return false;
}

/** Some line in the head begins like a header field: enough for a file that claims to be a mail. */
export function hasField(head: Uint8Array): boolean {
	let at = afterBlankLines(head, head.length);
	while (at < head.length) {
		if (fieldColon(head, at, head.length) >= 0) return true;
		const next = head.indexOf(LF, at);
		if (next === -1) return false;
		at = next + 1;
	}
	return false;
}

/** "From " at `at`. */
export function startsFromLine(bytes: Uint8Array, at: number): boolean {
	return bytes[at] === 0x46 && bytes[at + 1] === 0x72 && bytes[at + 2] === 0x6f && bytes[at + 3] === 0x6d && bytes[at + 4] === 0x20;
}

/** ">From " at `at`: quoted, or the second line that UUCP left in headers. */
export function startsQuotedFromLine(bytes: Uint8Array, at: number): boolean {
	let index = at;
	while (bytes[index] === GT && index - at < NAME_BYTES) index++;
	return index > at && startsFromLine(bytes, index);
}
