// Judgement of what differs: each piece that only this person's copies hold is weighed by itself, the smallest first; where none of them is the
// reader's, what they say together (a token cut over two parameters).

import type { Proof } from "../../model/proof.ts";
import type { RemoteReference } from "../../model/reference.ts";
import type { Copy } from "./copy.ts";
import { type Differing, leavesOf } from "./differing.ts";
import type { Families } from "./families.ts";
import { type Difference, individualBy } from "./individual.ts";
import { without } from "./persons.ts";
import { peopleText, shortened } from "./shown-values.ts";
import type { SlotIndex } from "./slot-index.ts";
import type { UrlNode } from "./url-nodes.ts";
import { lookOfPair } from "./value-look.ts";

/** The copy that is judged. */
export interface Subject {
	readonly copy: Copy;
	/** Its persons among those of the witnesses; empty where it is of none of them. */
	readonly own: ReadonlySet<number>;
	/** The witnesses in order of their hashes, and the person of each. */
	readonly copies: readonly Copy[];
	readonly persons: readonly number[];
	/** All of them and the copy's. */
	readonly people: number;
}

/** A reference whose URL nobody else's copy holds. */
export interface Found {
	readonly at: number;
	readonly reference: RemoteReference;
	readonly slot: SlotIndex;
	readonly root: Differing;
	/** The smallest pieces that only this person's copies hold. */
	readonly leaves: readonly Differing[];
}

/** A copy of another person's, to be shown beside. */
interface Beside {
	readonly copy: Copy;
	readonly pieces: ReadonlyMap<string, string>;
}

interface Accepted {
	readonly node: UrlNode;
	readonly reason: string;
}

/** Copies of others that are tried, until one has a value at each piece. */
const MAX_BESIDE = 8;
const MAX_PIECES = 4;
const ASSET = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|css|woff2?|ttf|mp4)$/i;

/** `varies`: copies differ in which references they hold. */
export function judged(subject: Subject, found: readonly Found[], families: () => Families, varies: () => boolean): Proof[] {
	const received = subject.copy.received === null ? Number.NaN : Date.parse(subject.copy.received);
	const beside = new Map(found.map((item) => [item, besideOf(item, subject)]));
	/** References where other words stand in the path: another article. Few need to know. */
	let content: ReadonlySet<Found> | null = null;
	const withContent = (): ReadonlySet<Found> => {
		content ??= new Set(found.filter((item) => hasWords(item, beside.get(item) as Beside[], received)));
		return content;
	};
	return found.flatMap((item) => {
		if (item.reference.identifier.kind === "address") return [];
		const contentDiffers = (): boolean => varies() || withContent().size > 0;
		const others = beside.get(item) as Beside[];
		const accept = (piece: Differing): string | null =>
			individualBy(differenceOf(piece, item, subject, families, others, received, contentDiffers));
		const accepted = individualPieces(item.root, accept).slice(0, MAX_PIECES);
		return accepted.length > 0 ? [uniqueProof(item, subject, accepted, others)] : stillOpaque(item, subject, others);
	});
}

function hasWords({ leaves }: Found, [first]: readonly Beside[], received: number): boolean {
	return leaves.some(
		({ node: { place, value } }) => whereOf(place) === "path" && lookOfPair(value, first?.pieces.get(place) ?? "", received) === "words",
	);
}

function individualPieces(piece: Differing, accept: (piece: Differing) => string | null): Accepted[] {
	const { node, pieces } = piece;
	const smaller = pieces.flatMap((inner) => individualPieces(inner, accept));
	const parts = node.children.length;
	const [child] = node.children;
	const isToken = child?.place.startsWith("part ") === true && smaller.length * 2 > parts;
	// A token that by chance holds separators is shown whole, and so is another host.
	if (smaller.length > 1 && (isToken || child?.place.startsWith("label "))) {
		const [first] = smaller as [Accepted];
		return [{ node, reason: first.reason }];
	}
	// What has one piece that differs was judged by that.
	if (smaller.length > 0 || (pieces.length > 0 && leavesOf(piece).length === 1)) return smaller;
	const reason = accept(piece);
	return reason === null ? [] : [{ node, reason }];
}

function besideOf({ slot }: Found, { own, copies, persons }: Subject): Beside[] {
	const beside: Beside[] = [];
	for (const { copy, url } of slot.fillings) {
		if (own.has(persons[copy] as number)) continue;
		beside.push({ copy: copies[copy] as Copy, pieces: slot.pieces(url) });
		if (beside.length === MAX_BESIDE) break;
	}
	return beside;
}

function differenceOf(
	piece: Differing,
	{ reference, root }: Found,
	{ own, copy }: Subject,
	families: () => Families,
	beside: readonly Beside[],
	received: number,
	contentDiffers: () => boolean,
): Difference {
	const { node, held } = piece;
	const others = without(held.persons, own);
	const alone = without(held.alone(), own);
	const first = beside.find(({ pieces }) => pieces.has(node.place))?.pieces;
	// Of a piece made of pieces that is judged by all of them together, what is the same says nothing.
	const parts = leavesOf(piece).filter((part) => part === piece || !isSource(part.node.place));
	const mine = (): string => parts.map((part) => part.node.value).join("");
	const theirs = (): string => parts.map((part) => first?.get(part.node.place) ?? "").join("");
	const where = whereOf(node.place);
	return {
		look: () => lookOfPair(mine(), theirs(), received),
		people: others + 1,
		alone: alone + 1,
		where,
		click: reference.trigger === "click",
		asset: where === "path" && ASSET.test(pathOf(root.node)),
		source: isSource(node.place) || parts.length === 0,
		contentDiffers,
		isThroughout: () => families().isThroughout(reference, node.place, node.value),
		namesOwner: () => namesOwner(mine(), theirs(), copy.owners),
		length: parts.reduce((sum, part) => sum + part.node.value.length, 0),
	};
}

function pathOf({ value }: UrlNode): string {
	const query = value.indexOf("?");
	return query < 0 ? value : value.slice(0, query);
}

/** Of a parameter that by its name says where readers came from. */
function isSource(place: string): boolean {
	return /\bparameter utm_/.test(place);
}

/** By how places are named (url-nodes.ts). */
function whereOf(place: string): Difference["where"] {
	if (/\b(?:parameter|item|the query)\b/.test(place)) return "query";
	if (/\bpath\b/.test(place)) return "path";
	return /\bhost name\b/.test(place) ? "host" : "other";
}

/** A name in the address, four characters at least, or the whole of its local part. */
function namesOwner(mine: string, theirs: string, owners: readonly string[]): boolean {
	const [own, other] = [mine.toLowerCase(), theirs.toLowerCase()];
	return owners.some((owner) => {
		const local = owner.slice(0, owner.lastIndexOf("@")).toLowerCase();
		return [local, ...local.split(/[^a-z\u0080-\uffff]+/).filter((name) => name.length > 3)].some(
			(name) => name.length > 2 && own.includes(name) && !other.includes(name),
		);
	});
}

function uniqueProof({ at, slot }: Found, { own }: Subject, accepted: readonly Accepted[], beside: readonly Beside[]): Proof {
	const pieces = accepted.map(({ node }) => node.place);
	const shown = beside.find((other) => accepted.every(({ node }) => differs(node, other))) ?? beside[0];
	const values = accepted.map(({ node }) => shortened(node.value));
	const other =
		shown === undefined
			? null
			: {
					sha256: shown.copy.sha256,
					owner: shown.copy.owners.join(", "),
					values: pieces.map((place) => shortened(shown.pieces.get(place) ?? "")),
				};
	const first = `${pieces.join(" and ")} differ${pieces.length > 1 ? "" : "s"} between the copies of ${peopleText(without(slot.persons, own) + 1)}`;
	return { reference: at, kind: "unique", pieces, values, other, why: [first, ...new Set(accepted.map(({ reason }) => reason))] };
}

function differs({ place, value }: UrlNode, { pieces }: Beside): boolean {
	const theirs = pieces.get(place);
	return theirs !== undefined && theirs !== value;
}

/** What inspection called random, and comparison found to differ, though not by reader; or to be the same while something else differs. */
function stillOpaque({ at, reference, slot, leaves }: Found, { own }: Subject, beside: readonly Beside[]): Proof[] {
	const { kind, value } = reference.identifier;
	if (kind !== "opaque" || value === null || beside.length === 0) return [];
	const isHeld = leaves.some(({ node }) => node.value.includes(value) || value.includes(node.value));
	const nothing = { reference: at, pieces: [], values: [], other: null };
	const others = without(slot.persons, own);
	if (!isHeld && beside.every(({ pieces }) => [...pieces.values()].some((piece) => piece.includes(value))))
		return [{ ...nothing, kind: "none", why: [`the same in the copies of ${peopleText(others + 1)}: what differs is something else`] }];
	const why = `differs from the copies of ${peopleText(others)}, as the variants of a mail or what it links to may`;
	return [{ ...nothing, kind: "opaque", why: [why] }];
}
