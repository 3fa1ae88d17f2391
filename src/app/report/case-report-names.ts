// Names: who is meant, as a report may say it. A report that is to name nobody calls people "Person 12", the numbers drawn anew for each report,
// so that no list of people in any order gives them away. Text of other origin (reasons, claims, incidents, log names) passes through `text`,
// which takes out the names, addresses and local parts of everybody the case knows, and every mail address that is not known for a sender's.

import { createHash } from "node:crypto";
import type { Person } from "../../core/model/person.ts";
import type { Who } from "./case-report-data.ts";
import { withoutIdentifiers } from "./case-report-labels.ts";
import { createFoundNames } from "./found-names.ts";
import { formsOfLocal, formsOfName, isEveryday, isOrdinary, wordsOf } from "./person-forms.ts";

export interface Names {
	readonly named: boolean;
	/** Of an owner's address. */
	who(address: string): Who;
	/** The same for all accounts of one person. */
	keyOf(address: string): string;
	/** What may be said of it in this report. */
	text(text: string): string;
	/** Nothing in it would have to be taken out. */
	isClean(text: string): boolean;
}

export interface Known {
	readonly people: readonly Person[];
	/** Owners' addresses: listed or not. */
	readonly accounts: Iterable<string>;
	/** Of senders, lower case: they may be shown where they are nobody's of the case. Asked anew each time. */
	readonly senders: ReadonlySet<string>;
	/** Of people who are on no list now and were once. */
	readonly pastNames?: readonly PastName[];
	/** What else singles somebody out, lower case: labels of hosts that many share but for these. */
	readonly identifiers?: ReadonlySet<string>;
}

export interface PastName {
	readonly name: string;
	/** Null where none is theirs any more. */
	readonly account: string | null;
}

/** A domain with fewer unlisted accounts may be one person's own. */
const SHARED_DOMAIN = 3;
/** A Message-ID looks the same, and leads to the message. */
const WITHHELD = "[withheld]";
const ADDRESS = /[\p{L}\p{N}._%+=#~-]{1,128}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}])?/gu;
const WORD = /[\p{L}\p{N}]+/gu;
const ONE_WORD = /^[\p{L}\p{N}]+$/u;

/** `salt` is chance, so that numbers tell nothing; the same salt gives the same numbers. Null: people are named. */
export function createNames({ people, accounts, senders, pastNames = [], identifiers = new Set() }: Known, salt: string | null): Names {
	const listed = new Map<string, Person>();
	for (const person of people) for (const { address } of person.accounts) listed.set(address.toLowerCase(), person);
	const unlisted = [...new Set([...accounts].map((address) => address.toLowerCase()))].filter((address) => !listed.has(address));
	const domains = Map.groupBy(unlisted, domainOf);
	const keyOf = (address: string): string => {
		const person = listed.get(address.toLowerCase());
		return person === undefined ? address.toLowerCase() : keyOfPerson(person);
	};
	const numbers = salt === null ? null : numbered(people.map(keyOfPerson), salt);
	const accountNumbers = salt === null ? null : numbered(unlisted, salt);
	const placeOf = (domain: string): string => (salt === null || (domains.get(domain)?.length ?? 0) >= SHARED_DOMAIN ? domain : "");

	function labelOf(address: string): string {
		const person = listed.get(address);
		if (person !== undefined) return numbers === null ? person.name : `Person ${numbers.get(keyOfPerson(person))}`;
		if (accountNumbers === null) return address;
		const number = accountNumbers.get(address);
		return number === undefined ? "an account" : `Account ${number}`;
	}

	const secrets = createSecrets();
	const found = createFoundNames();
	if (salt !== null) {
		for (const identifier of identifiers) secrets.add(identifier, "[identifier]", "word");
		for (const person of people) {
			const label = `Person ${numbers?.get(keyOfPerson(person))}`;
			// "It may green up" names nobody.
			secrets.add(person.name, label, isOrdinary(person.name) ? "spelt" : "inflected");
			found.add(formsOfName(person.name), label, person.accounts.length === 0);
		}
		for (const address of [...listed.keys(), ...unlisted]) {
			const label = labelOf(address);
			secrets.add(address, label, "part");
			const local = address.slice(0, address.lastIndexOf("@"));
			if (local.length >= 3 && !isEveryday(local)) {
				// One word may be the beginning of a name that is spelt out.
				if (ONE_WORD.test(local)) found.add([{ words: wordsOf(local), where: "alone" }], label);
				else secrets.add(local, label, "word");
			}
			found.add(formsOfLocal(local), label);
		}
		for (const { name, account } of pastNames)
			found.add(formsOfName(name), account === null ? "somebody who left the list" : labelOf(account.toLowerCase()), true);
		for (const [domain, of] of domains) if (of.length < SHARED_DOMAIN) secrets.add(domain, "a domain of its own", "word");
	}
	const owned = new Set(unlisted);
	const isOwner = (address: string): boolean => listed.has(address) || owned.has(address);

	function text(said: string): string {
		if (salt === null) return said;
		const normal = said.normalize("NFC");
		const known = secrets.without(
			withoutIdentifiers(normal).replace(ADDRESS, (address) => {
				const lower = address.toLowerCase();
				if (isOwner(lower)) return labelOf(lower);
				return senders.has(lower) ? address : WITHHELD;
			}),
		);
		return found.without(known);
	}

	return {
		named: salt === null,
		who(address) {
			const lower = address.toLowerCase();
			const person = listed.get(lower);
			if (person !== undefined) return { label: labelOf(lower), organisation: person.organisation, country: person.country };
			return { label: labelOf(lower), organisation: placeOf(domainOf(lower)), country: "" };
		},
		keyOf,
		text,
		isClean: (said) => text(said) === said.normalize("NFC"),
	};
}

function domainOf(address: string): string {
	return address.slice(address.lastIndexOf("@") + 1);
}

function keyOfPerson({ name, organisation }: Person): string {
	return JSON.stringify([name, organisation]);
}

/** 1, 2, 3 ... in an order that only the salt tells. */
function numbered(keys: readonly string[], salt: string): Map<string, number> {
	const order = [...new Set(keys)].map((key) => [createHash("sha256").update(`${salt}\n${key}`).digest("hex"), key] as const);
	order.sort(([a], [b]) => (a < b ? -1 : 1));
	return new Map(order.map(([, key], index) => [key, index + 1]));
}

/** "part": letters may follow. "inflected": a few, as in a genitive. "spelt": the same, and capitals count. "word": none may. */
type As = "part" | "inflected" | "spelt" | "word";

const LONGEST_ENDING = 3;

interface Secret {
	readonly text: string;
	readonly label: string;
	readonly as: As;
}

/** By their first word, so that a text is gone through once however many people there are. */
function createSecrets(): { add(text: string, label: string, as: As): void; without(text: string): string } {
	const byWord = new Map<string, Secret[]>();
	return {
		add(text, label, as) {
			const normal = text.normalize("NFC").trim();
			const word = normal.match(/[\p{L}\p{N}]+/u);
			if (word === null) return;
			const own = normal.slice(word.index);
			const secret = { text: as === "spelt" ? own : own.toLowerCase(), label, as };
			const of = byWord.get(word[0].toLowerCase());
			if (of === undefined) byWord.set(word[0].toLowerCase(), [secret]);
			else {
				of.push(secret);
				of.sort((a, b) => b.text.length - a.text.length);
			}
		},
		without(text) {
			if (byWord.size === 0) return text;
			let [said, done] = ["", 0];
			for (const { 0: word, index } of text.matchAll(WORD)) {
				if (index < done) continue;
				const found = byWord.get(word.toLowerCase())?.find((secret) => isAt(text, index, secret));
				if (found === undefined) continue;
				said += text.slice(done, index) + found.label;
				done = index + found.text.length;
			}
			return said + text.slice(done);
		},
	};
}

function isAt(text: string, index: number, { text: secret, as }: Secret): boolean {
	const end = index + secret.length;
	const there = text.slice(index, end);
	if ((as === "spelt" ? there : there.toLowerCase()) !== secret) return false;
	if (as === "part") return true;
	const ending = /^[\p{L}\p{N}\p{M}]*/u.exec(text.slice(end, end + LONGEST_ENDING + 2))?.[0] ?? "";
	return ending.length <= (as === "word" ? 0 : LONGEST_ENDING);
}
