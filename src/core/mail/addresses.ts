// Addresses: the mail addresses of an address list (RFC 5322 §3.4): groups, display names, quoted local parts, routes (§4.4), comments.
// Tolerant: whatever looks like an address to any mail program is one. Display names are not kept.

import { withoutComments } from "./comments.ts";
import { MAX_FIELD_LENGTH } from "./limits.ts";

/** Lower case, each once, in order. Quotes that a local part does not need are taken off. */
export function readAddresses(value: string): readonly string[] {
	const found = new Set<string>();
	for (const mailbox of splitList(withoutComments(value.slice(0, MAX_FIELD_LENGTH)))) {
		const address = readAddress(mailbox);
		if (address !== null) found.add(address);
	}
	return [...found];
}

/** What stands between commas, semicolons and the colon of a group; none of these counts inside quotes or angle brackets. */
function splitList(value: string): string[] {
	const mailboxes: string[] = [];
	let start = 0;
	let quoted = false;
	let bracketed = false;
	for (let i = 0; i < value.length; i++) {
		const character = value[i];
		if (character === "\\" && quoted) i++;
		else if (character === '"') quoted = !quoted;
		else if (quoted) continue;
		else if (character === "<") bracketed = true;
		else if (character === ">") bracketed = false;
		else if ((character === "," || character === ";" || character === ":") && !bracketed) {
			mailboxes.push(value.slice(start, i));
			start = i + 1;
		}
	}
	// A quote or bracket that never closes must not swallow the rest of the list.
	if (quoted || bracketed) mailboxes.push(...value.slice(start).split(","));
	else mailboxes.push(value.slice(start));
	return mailboxes;
}

/** A local part and a domain are bounded (RFC 5321 §4.5.3.1) generously, which keeps the search linear. */
const QUOTED_ADDRESS = /"((?:[^"\\]|\\.){1,200})"\s{0,20}@\s{0,20}([^\s<>,;:"@]{1,300})/;
const PLAIN_ADDRESS = /([^\s<>,;:"@[\]]{1,300})\s{0,20}@\s{0,20}(\[[^\s<>\]]{1,80}\]|[^\s<>,;:"@[\]()]{1,300})/;
const NEEDS_NO_QUOTES = /^[^\s"(),:;<>@[\\\]]+$/;

function readAddress(mailbox: string): string | null {
	const open = mailbox.lastIndexOf("<");
	const close = open === -1 ? -1 : mailbox.indexOf(">", open);
	const inside = open === -1 ? mailbox : mailbox.slice(open + 1, close === -1 ? undefined : close);
	// An obsolete route "@a,@b:user@host" ends at the colon.
	const spec = inside.startsWith("@") ? inside.slice(inside.indexOf(":") + 1) : inside;
	const quoted = QUOTED_ADDRESS.exec(spec.slice(0, 2000));
	if (quoted !== null) {
		const local = quoted[1].replace(/\\(.)/g, "$1");
		return `${NEEDS_NO_QUOTES.test(local) ? local : `"${quoted[1]}"`}@${withoutDot(quoted[2])}`.toLowerCase();
	}
	const plain = PLAIN_ADDRESS.exec(spec.slice(0, 2000));
	return plain === null ? null : `${plain[1]}@${withoutDot(plain[2])}`.toLowerCase();
}

function withoutDot(domain: string): string {
	return domain.endsWith(".") ? domain.slice(0, -1) : domain;
}
