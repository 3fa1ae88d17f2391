// Mailings: comparison of a whole collection in memory, for what is no case: an evaluation, a rehearsal, a test. A case does the same over its tables
// (edge/casebook/copies/proofs.ts), message by message as they come, and has to come to the same.

import type { Proof } from "../../model/proof.ts";
import { type Comparison, charactersOf, compareWith } from "./comparison.ts";
import type { Copy, CopyMarks } from "./copy.ts";
import { type CopyKey, copyKeys, type KeyKind } from "./copy-keys.ts";
import { MAX_SERIES, seriesProofs } from "./series.ts";
import { consideredOf, type Filed, MAX_CONSIDERED, ofOneForm, witnessesOf } from "./witnesses.ts";

export type MailingMessage = Copy & CopyMarks;

/** What is filed under a key, in order of hashes; of more than are asked for (`mostOf`) the first. */
export type Lookup = (key: string) => readonly Filed[];

/** How many of what is filed under a key are looked at. */
export function mostOf(kind: KeyKind): number {
	return kind === "text" || kind === "form" ? MAX_CONSIDERED : MAX_SERIES;
}

/** The hashes of what a message may be a copy of, and of the mails of its series. */
export interface Around {
	readonly byText: readonly string[];
	readonly byForm: readonly string[];
	readonly own: readonly string[];
	readonly others: readonly string[];
}

/** `keys`: the message's own, where they are known. */
export function around(message: CopyMarks, lookup: Lookup, keys: readonly CopyKey[] = copyKeys(message)): Around {
	const byText: Filed[] = [];
	let byForm: readonly Filed[] = [];
	let own: readonly Filed[] = [];
	let others: readonly Filed[] = [];
	const owner = message.owners.join(" ");
	for (const { kind, near } of keys) {
		const filed = near.flatMap((key) => lookup(key));
		if (kind === "text") byText.push(...filed);
		else if (kind === "form") byForm = ofOneForm(filed);
		else if (kind === "owner") own = filed.slice(0, MAX_SERIES);
		else others = filed.slice(0, MAX_SERIES).filter((other) => other.owner !== owner);
	}
	const hashes = (list: readonly Filed[]): string[] => list.map(({ sha256 }) => sha256);
	return { byText: hashes(consideredOf(byText)), byForm: hashes(byForm), own: hashes(own), others: hashes(others) };
}

/** Groups of copies by their hashes, in order: for each message those with which it is compared. Messages that nobody else has a copy of are left out. */
export function groupCopies(messages: readonly CopyMarks[]): Map<string, readonly string[]> {
	const { lookup, byHash } = filed(messages);
	const groups = new Map<string, readonly string[]>();
	for (const message of messages) {
		const witnesses = drawn(message, around(message, lookup), byHash).map(({ sha256 }) => sha256);
		if (witnesses.some((sha256) => sha256 !== message.sha256)) groups.set(message.sha256, witnesses);
	}
	return groups;
}

export function proveAll(messages: readonly MailingMessage[]): Map<string, readonly Proof[]> {
	const { lookup, byHash } = filed(messages);
	const judge = createJudge();
	return new Map(
		messages.map((message) => {
			const near = around(message, lookup);
			const get = (hashes: readonly string[]): MailingMessage[] => hashes.map((hash) => byHash.get(hash) as MailingMessage);
			return [message.sha256, judge(message, drawn(message, near, byHash) as MailingMessage[], get(near.own), get(near.others))];
		}),
	);
}

/** Characters of URLs that witnesses may have together. Attack: copies with thousands of URLs of kilobytes, all of which are taken apart. */
const MAX_CHARACTERS = 1_000_000;

/** Of witnesses in order of their hashes the first few that can be afforded, two at least. */
function affordable(witnesses: readonly MailingMessage[]): readonly MailingMessage[] {
	let characters = 0;
	const count = witnesses.findIndex((witness) => {
		characters += charactersOf(witness);
		return characters > MAX_CHARACTERS;
	});
	return count === -1 ? witnesses : witnesses.slice(0, Math.max(count, 2));
}

/** What a message's proofs are; comparisons with the same witnesses are made once, one after another. */
export function createJudge() {
	let last: { readonly key: string; readonly comparison: Comparison } | null = null;
	const comparisonWith = (witnesses: readonly MailingMessage[]): Comparison => {
		const key = witnesses.map(({ sha256 }) => sha256).join(" ");
		if (last?.key !== key) last = { key, comparison: compareWith(affordable(witnesses)) };
		return last.comparison;
	};
	return (
		message: MailingMessage,
		witnesses: readonly MailingMessage[],
		own: readonly MailingMessage[],
		others: readonly MailingMessage[],
	): readonly Proof[] => {
		const proofs = witnesses.some(({ sha256 }) => sha256 !== message.sha256) ? comparisonWith(witnesses).judge(message) : [];
		const settled = new Set(proofs.map(({ reference }) => reference));
		return [...proofs, ...seriesProofs(message, own, others, settled)].sort((a, b) => a.reference - b.reference);
	};
}

export function drawn<M extends CopyMarks>(message: M, { byText, byForm }: Around, byHash: ReadonlyMap<string, M>): readonly CopyMarks[] {
	const get = (hashes: readonly string[]): M[] => hashes.flatMap((hash) => byHash.get(hash) ?? []);
	return witnessesOf(message, get(byText), get(byForm));
}

function filed<M extends CopyMarks>(messages: readonly M[]): { readonly lookup: Lookup; readonly byHash: ReadonlyMap<string, M> } {
	const byHash = new Map(messages.map((message) => [message.sha256, message]));
	return { lookup: lookupIn([...byHash.values()].map((message) => [message, copyKeys(message)])), byHash };
}

/** Looks up among these, each there once, as if nothing else were filed. */
export function lookupIn(messages: readonly (readonly [CopyMarks, readonly CopyKey[]])[]): Lookup {
	const byKey = new Map<string, Filed[]>();
	for (const [{ sha256, owners }, keys] of messages.toSorted(([a], [b]) => (a.sha256 < b.sha256 ? -1 : 1))) {
		const entry = { sha256, owner: owners.join(" ") };
		for (const { kind, key } of keys) {
			const list = byKey.get(key);
			if (list === undefined) byKey.set(key, [entry]);
			// The first of each key: a mailing of thousands is not gone through for each of its copies.
			else if (list.length < mostOf(kind)) list.push(entry);
		}
	}
	return (key) => byKey.get(key) ?? NONE;
}

const NONE: readonly Filed[] = [];
