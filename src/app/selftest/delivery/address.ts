// Address: the one mail address that a test may go to (RFC 5321 §4.1.2, dot-atom at a domain name). Read strictly, unlike the addresses of mail that
// is inspected: whatever a mail server could take for a second recipient, a route or a command is refused.

import { type AppError, appError } from "../../../core/model/app-error.ts";

declare const read: unique symbol;
/** One address as it was typed, its domain in lower case. Only `readAddress` makes one. */
export type MailAddress = string & { readonly [read]: true };

/** RFC 5321 §4.5.3.1.1, and §4.5.3.1.3 less the angle brackets. */
const LONGEST_LOCAL = 64;
const LONGEST = 254;
/** Of an atom's characters, not %, ! (routes of old), / and | (files and programs to some servers), ` and ?. */
const LOCAL = /^[a-z0-9_+'=&#~$*^{}-]+(?:\.[a-z0-9_+'=&#~$*^{}-]+)*$/i;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Spaces around it are left out. Throws a usage error in plain words. */
export function readAddress(text: string): MailAddress {
	const typed = text.slice(0, 2 * LONGEST).replace(/^ +| +$/g, "");
	if (/\p{C}/u.test(text)) throw wrong("it holds a character that cannot be seen");
	if (/[^\x20-\x7e]/.test(typed)) throw wrong("it holds letters that are not ASCII: a domain is written in its xn-- form");
	if (/[,;\s]/.test(typed)) throw wrong("one address only, without commas, semicolons and spaces");
	if (/[<>"()[\]\\]/.test(typed)) throw wrong("only the address itself, name@mail.example, without brackets and quotes");
	if (typed.length > LONGEST || text.length > 2 * LONGEST) throw wrong(`it is longer than ${LONGEST} characters`);
	const parts = typed.split("@");
	const [local = "", domainText = ""] = parts;
	if (parts.length !== 2) throw wrong("it has the form name@mail.example");
	if (local.length > LONGEST_LOCAL) throw wrong(`what stands before the @ is longer than ${LONGEST_LOCAL} characters`);
	// A leading "-" is an option to programs that old servers start.
	if (!LOCAL.test(local) || local.startsWith("-")) throw wrong("what stands before the @ is no plain name");
	return `${local}@${readDomain(domainText)}` as MailAddress;
}

/** What two addresses that are most likely one mailbox have in common: without regard to case, and without what follows a "+". */
export function mailboxOf(address: MailAddress): string {
	const [local = "", domain = ""] = address.toLowerCase().split("@");
	return `${local.replace(/(?<=.)\+.*$/, "")}@${domain}`;
}

function readDomain(text: string): string {
	const domain = text.toLowerCase();
	const labels = domain.split(".");
	const isName = labels.every((label) => LABEL.test(label)) && !/^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "");
	if (!isName) throw wrong("what follows the @ is no domain name");
	return domain;
}

function wrong(why: string): AppError {
	return appError("usage", `this mail address cannot be used: ${why}`);
}
