// Words: the closed vocabularies of the model as a person reads them. One place, so that the page, the terminal and the documents call
// a thing by one name.

import type { IdentifierKind } from "../../core/model/identifier.ts";
import type { Leak } from "../../core/model/leak.ts";
import type { ProblemCode } from "../../core/model/problem.ts";
import type { Channel, Trigger } from "../../core/model/reference.ts";
import { operatorLines } from "../../core/trackers/operators.generated.ts";
import { vectors } from "../../core/vectors/index.generated.ts";

/** Goes on after "It is contacted". */
export const TRIGGER_WORDS: Readonly<Record<Trigger, string>> = {
	open: "when the message is opened",
	preview: "when the message is previewed",
	reply: "when the reader replies",
	click: "when the reader clicks",
	receipt: "when a read receipt is sent",
	attachment: "when an attachment is opened",
	parse: "when the message arrives, before anybody reads it",
};

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
	http: "a web request",
	dns: "a name lookup (DNS)",
	smtp: "a mail",
	smb: "a Windows network share (SMB)",
};

/** A few words for a table or a label. */
export const IDENTIFIER_WORDS: Readonly<Record<IdentifierKind, string>> = {
	address: "names the reader",
	unique: "unique to this copy",
	opaque: "random value",
	none: "nothing individual",
};

export const IDENTIFIER_MEANING: Readonly<Record<IdentifierKind, string>> = {
	address: "The URL leads back to a mail address of the reader, written in clear, encoded or hashed.",
	unique: "The URL differs between two people's copies of the same mail, so it tells them apart.",
	opaque: "The URL carries a long random value. It may stand for the reader or for the mailing: one copy alone cannot tell.",
	none: "Nothing in the URL singles out a reader.",
};

/** Goes on after "the sender would learn". A proxy or a program that asks first takes some of it away: that is said once, beside. */
export const LEAK_WORDS: Readonly<Record<Leak, string>> = {
	time: "the time",
	"client-address": "the reader's IP address",
	"resolver-address": "the name server's address",
	"user-agent": "the program and the operating system",
	language: "the language",
	conditions: "facts about screen or program, by conditional styles",
	"ntlm-hash": "a Windows log-on response (NTLM) that can be cracked or relayed",
	"address-alive": "that somebody reads this mailbox",
	recipient: "which recipient it was",
	"mail-server": "the reader's mail server",
	"host-lookup": "perhaps before any click, by a name lookup, that it is being read",
};

export const PROBLEM_WORDS: Readonly<Record<ProblemCode, string>> = {
	"not-a-message": "Holds no message",
	unparsable: "Something that cannot be read with certainty",
	truncated: "Ends in the middle",
	"changed-while-read": "Changed while it was read",
	unreadable: "Could not be opened or read",
	"bad-header": "A header line that no standard allows",
	"bad-boundary": "Parts that are not separated as they should be",
	"bad-encoding": "An encoding that breaks its own rules",
	"unknown-encoding": "An encoding that nobody defined",
	"unknown-charset": "A character set that nobody defined",
	"not-opened": "An attachment that this version does not open",
	encrypted: "Encrypted: the content cannot be seen",
	"limit-depth": "Nested too deep: the rest was not analysed",
	"limit-parts": "Too many parts: the rest was not analysed",
	"limit-header": "Too long a header: the rest was not analysed",
	"limit-decoded": "Too much content: the rest was not analysed",
	"limit-size": "Too large: only the beginning was analysed",
	"limit-references": "Too many references: the rest is not listed",
	"limit-nesting": "Content nested too deep: the rest was not analysed",
};

/** The sentence for people whose mail came out clean. */
export const NO_PROOF = "That does not prove a message safe: docs/limits.md says what cannot be seen.";

let titles: ReadonlyMap<string, string> | undefined;

/** "img src" for "img-src"; the id itself where an older case names a vector that is gone. */
export function vectorTitle(id: string): string {
	titles ??= new Map(vectors.map((vector) => [vector.id, vector.title]));
	return titles.get(id) ?? id;
}

let names: ReadonlyMap<string, string> | undefined;

/** "Mailchimp" for "mailchimp"; the id itself where an older case names an operator that is gone. */
export function operatorName(id: string): string {
	names ??= new Map(operatorLines.map((line) => line.split("\t", 2) as [string, string]));
	return names.get(id) ?? id;
}

/** "Names the reader" for "names the reader". */
export function capital(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
	return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Whatever the leaks of several references amount to, in the model's order, as a list in words. */
export function leaksInWords(leaks: Iterable<Leak>): string {
	const known = new Set(leaks);
	return listed((Object.keys(LEAK_WORDS) as Leak[]).filter((leak) => known.has(leak)).map((leak) => LEAK_WORDS[leak]));
}
