// Series: mails of one sender to one person over time. A token that changes with every mail may stand for the mail; one that stays while the content
// changes may stand for the reader, and is proved to where it is another in the mails to somebody else. With one mailbox alone nothing is
// proved, and what is seen is said.

import { sketchSimilarity } from "../../encoding/sketches.ts";
import type { Proof } from "../../model/proof.ts";
import type { RemoteReference } from "../../model/reference.ts";
import type { Copy, CopyMarks } from "./copy.ts";
import { peopleText, shortened } from "./shown-values.ts";
import { type UrlNode, urlNode } from "./url-nodes.ts";

export type SeriesMail = Copy & Pick<CopyMarks, "template">;

/** Mails of either kind that are looked at, by the lot of their hashes. */
export const MAX_SERIES = 8;

const APART = 12 * 3_600_000;
const SAME_TEXT = 0.7;
const MAX_TOKENS = 64;

interface Token {
	readonly place: string;
	readonly value: string;
}

/** Random tokens of a mail by the make of their references; null where references of one make have several. */
type Tokens = ReadonlyMap<string, Token | null>;

/**
 * What series add of references that inspection calls opaque and comparing copies has not settled (`settled`: their indexes). `own`: further mails
 * of the sender to the same person, `others`: to other people.
 */
export function seriesProofs(
	mail: SeriesMail,
	own: readonly SeriesMail[],
	others: readonly SeriesMail[],
	settled: ReadonlySet<number>,
): Proof[] {
	if (!mail.references.some(({ identifier }, at) => identifier.kind === "opaque" && !settled.has(at))) return [];
	const further = own.filter((other) => other.sha256 !== mail.sha256 && isAnotherMailing(mail, other));
	if (further.length === 0) return [];
	const mine = tokensOf(mail.references);
	const before = further.map(({ references }) => tokensOf(references));
	const theirs = others.map((other) => ({ mail: other, tokens: tokensOf(other.references) }));
	return mail.references.flatMap((reference, at): Proof[] => {
		if (reference.identifier.kind !== "opaque" || settled.has(at)) return [];
		const make = makeOf(reference);
		const token = make === null ? null : mine.get(make.key);
		if (make === null || token === null || token === undefined) return [];
		const earlier = before.map((tokens) => tokens.get(make.key)).filter((found) => found !== undefined && found !== null);
		const same = earlier.filter(({ value }) => value === token.value).length;
		const proof = { reference: at, kind: "opaque", pieces: [token.place], values: [shortened(token.value)], other: null } as const;
		const count = earlier.length + 1;
		if (same === 0)
			return earlier.length === 0
				? []
				: [
						{
							...proof,
							why: [`it changes from mail to mail: another in each of ${count} mails to this address, so it may stand for the mail alone`],
						},
					];
		if (same < earlier.length) return [];
		const stays = `it stays the same in ${count} mails of different content to this address`;
		const elsewhere = theirs.flatMap(({ mail: other, tokens }) => {
			const found = tokens.get(make.key);
			return found === undefined || found === null ? [] : [{ other, value: found.value }];
		});
		const shared = elsewhere.filter(({ value }) => value === token.value);
		if (shared.length > 0) {
			const people = new Set(shared.map(({ other }) => other.owners.join(" "))).size + 1;
			return [{ ...proof, kind: "none", why: [`the same in this sender's mails to ${peopleText(people)}, so it stands for none of them`] }];
		}
		const [first] = elsewhere;
		if (first === undefined) return [{ ...proof, why: [`${stays}, so it may stand for the reader`] }];
		const { sha256, owners } = first.other;
		const other = { sha256, owner: owners.join(", "), values: [shortened(first.value)] };
		return [{ ...proof, kind: "unique", other, why: [`${token.place}: ${stays}, and it is another in a mail to somebody else`] }];
	});
}

function isAnotherMailing(a: SeriesMail, b: SeriesMail): boolean {
	const apart = Math.abs(Date.parse(a.received ?? "") - Date.parse(b.received ?? ""));
	return apart > APART || sketchSimilarity(a.template.sketch, b.template.sketch) < SAME_TEXT;
}

const known = new WeakMap<readonly RemoteReference[], Tokens>();

/** A mail is looked at for each of its series. */
function tokensOf(references: readonly RemoteReference[]): Tokens {
	const before = known.get(references);
	if (before !== undefined) return before;
	const tokens = new Map<string, Token | null>();
	for (const reference of references) {
		const make = reference.identifier.kind === "opaque" && tokens.size < MAX_TOKENS ? makeOf(reference) : null;
		if (make === null) continue;
		const other = tokens.get(make.key);
		tokens.set(make.key, other === undefined || other?.value === make.token.value ? make.token : null);
	}
	known.set(references, tokens);
	return tokens;
}

const makes = new WeakMap<RemoteReference, { readonly key: string; readonly token: Token } | null>();

/** Vector, trigger, host and where in the URL the token stands: not the rest of the path, which is of what is linked to. */
function makeOf(reference: RemoteReference): { readonly key: string; readonly token: Token } | null {
	let make = makes.get(reference);
	if (make === undefined) {
		const { vector, trigger, host, url, identifier } = reference;
		const found = smallestWith(urlNode(url), identifier.value ?? "");
		make = found === null ? null : { key: JSON.stringify([vector, trigger, host, found.place]), token: found };
		makes.set(reference, make);
	}
	return make;
}

function smallestWith(node: UrlNode, token: string): Token | null {
	for (const child of node.children) {
		const found = smallestWith(child, token);
		if (found !== null) return found;
	}
	return token !== "" && node.value.includes(token) ? { place: node.place, value: node.value } : null;
}
