// Copied headers: what mail programs write above the mail they quote: its From, date, To and Subject, in the language of whoever answers. Only
// its recipient is wanted: the tokens below were made for that mailbox.

import { readAddresses } from "../mail/addresses.ts";

/** Labels of To: en, de, fr, es and pt, it, nl, da and no, sv, fi, pl, cs and sk, hu, tr, ru and uk, zh, ja, ko. */
const TO =
	/^[\s*>]{0,20}(?:to|an|à|para|a|aan|til|till|vastaanottaja|do|komu|címzett|kime|кому|收件人|宛先|받는 사람)\s?[:：](.{0,600})/imu;

/** Where a line begins or ends, in markup. */
const BREAK = /<\/?(?:br|p|div|tr|table|blockquote|pre)\b[^>]{0,200}>/gi;
const ELEMENT = /<\/?[a-z][^>]{0,400}>/gi;

/** A bold label with its colon. */
const LABEL = /<(?:b|strong)\b[^>]{0,200}>[^:：]{1,120}[:：]/gi;

/** Whether this markup is the header of a quoted mail rather than anything else below a line: From, Sent, To or Subject at least. */
export function isCopiedHeader(markup: string): boolean {
	return [...markup.matchAll(LABEL)].length >= 3;
}

/** The first address behind the label of To, lower case, or null. `quoted` is the beginning of a quoted mail, whose header is copied into it. */
export function copiedRecipient(quoted: string, language: "html" | "text"): string | null {
	const value = TO.exec(language === "html" ? linesOf(quoted) : quoted)?.[1];
	return value === undefined ? null : (readAddresses(value)[0] ?? null);
}

function linesOf(markup: string): string {
	return markup
		.replace(/[\r\n]+/g, " ")
		.replace(BREAK, "\n")
		.replace(ELEMENT, "")
		.replace(/&lt;/g, "<")
		.replace(/&gt;/g, ">")
		.replace(/&nbsp;/g, " ");
}
