// Matches: what stands behind the hits of a page: which references of a message, or which of its header fields, and in which mailboxes it lies.
// A hit only says where to look; what is told is read again from the message's own findings.

import type { Kysely } from "kysely";
import { isAddress, readHost } from "../../../core/indicators/hosts.ts";
import { readIp, readIpRange } from "../../../core/indicators/ip-ranges.ts";
import { withoutFragment } from "../../../core/indicators/reading.ts";
import type { Term } from "../../../core/indicators/search.ts";
import { isLike } from "../../../core/indicators/stix-like.ts";
import type { Findings, PackedReference } from "../findings.ts";
import { inPieces } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { fromHex, toHex } from "../values.ts";
import { CONTACT, type Hit } from "./pages.ts";
import { reversedKey } from "./ranges.ts";

export interface FoundPlace {
	readonly mailbox: string;
	readonly file: string;
	readonly offset: number;
	readonly owner: string | null;
	/** It lay there, and does no more. */
	readonly gone: boolean;
}

/** The header field, lower case; a reference's place; or null for the message as a whole. */
export type FoundWhere = string | { readonly part: string; readonly start: number; readonly end: number } | null;

export interface FoundMessage {
	/** Lower-case hex. */
	readonly sha256: string;
	readonly messageId: string | null;
	readonly from: string | null;
	readonly subject: string | null;
	/** ISO 8601, UTC, or null. */
	readonly received: string | null;
	/** Which field tells `received`: the sender writes Date; null where none does. */
	readonly receivedFrom: "received" | "date" | null;
	/** Oldest name first; at least one unless somebody edited the case. */
	readonly places: readonly FoundPlace[];
	/** JSON of `Findings`; "" where it was not asked for. */
	readonly findings: string;
}

/** Messages that a statement names; their findings are in memory together. */
const TOGETHER = 100;

/** By hash in hex. */
export async function foundMessages(
	db: Kysely<Tables>,
	hashes: readonly string[],
	withFindings: boolean,
): Promise<Map<string, FoundMessage>> {
	const found = new Map<string, FoundMessage>();
	for (let at = 0; at < hashes.length; at += TOGETHER) {
		const keys = hashes.slice(at, at + TOGETHER).map(fromHex);
		const rows = await db
			.selectFrom("message")
			.select(["sha256", "message_id", "from", "subject", "received", "received_from"])
			.$if(withFindings, (select) => select.select("findings"))
			.where("sha256", "in", keys)
			.execute();
		const placements = await db
			.selectFrom("placement")
			.select(["mailbox", "file", "offset", "message", "owner", "gone"])
			.where("message", "in", keys)
			.orderBy("mailbox")
			.orderBy("file")
			.orderBy("offset")
			.execute();
		const placesOf = Map.groupBy(placements, ({ message }) => toHex(message));
		for (const { sha256, message_id, from, subject, received, received_from, findings } of rows) {
			const hex = toHex(sha256);
			const places = (placesOf.get(hex) ?? []).map(({ mailbox, file, offset, owner, gone }) => ({
				...{ mailbox, file, offset, owner },
				gone: gone === 1,
			}));
			const time = { received: received === "" ? null : received, receivedFrom: received_from };
			found.set(hex, { sha256: hex, messageId: message_id, from, subject, ...time, places, findings: findings ?? "" });
		}
	}
	return found;
}

/** By id of an explanation, in hex, the vector that it is of. */
export type VectorsById = ReadonlyMap<string, string>;

/** Of what these messages contact by mail. */
export async function receiptVectors(db: Kysely<Tables>, findings: readonly Findings[]): Promise<VectorsById> {
	const ids = new Set(
		findings.flatMap((of) => of.references.filter(([, url]) => url.startsWith(MAILTO)).map(([contact]) => explanationOf(of, contact))),
	);
	const vectors = new Map<string, string>();
	await inPieces(
		db,
		[...ids].map(fromHex),
		(some) => db.selectFrom("explanation").select(["id", "vector"]).where("id", "in", some),
		({ id, vector }) => vectors.set(toHex(id), vector),
	);
	return vectors;
}

function explanationOf({ contacts }: Findings, contact: number): string {
	return (contacts[contact] as Findings["contacts"][number])[1];
}

const MAILTO = "mailto:";
/** Of the message itself, as IMAP numbers parts. */
const HEADER = "0";

/** Where in a message what a hit names stands, as the term wants it; none where it only looked so. `vectors`: of its receipts, where an address is looked for. */
export function placesOfHit(term: Term, hit: Hit, findings: Findings | null, vectors: VectorsById): FoundWhere[] {
	const { header, indicator, like } = term;
	if (hit.explanation !== null) return header === null && findings !== null ? contactPlaces(term, hit, findings) : [];
	if (hit.headers === null) return [null];
	if (like !== null && !isLike(told(hit.value, indicator.kind), like)) return [];
	return hit.headers.split(" ").flatMap((name): FoundWhere[] => {
		if (name !== CONTACT) return header === null || header === name ? [name] : [];
		return header === null && findings !== null ? addressedPlaces(term, findings, vectors) : [];
	});
}

/** Whether findings are needed to say where. */
export function needsFindings(hit: Hit): boolean {
	return hit.explanation !== null || (hit.headers?.split(" ").includes(CONTACT) ?? false);
}

/** Of one host, in one way. */
function contactPlaces({ indicator, like }: Term, hit: Hit, findings: Findings): FoundWhere[] {
	const references = byContact(findings).get(`${toHex(hit.explanation as Uint8Array)} ${hit.value}`) ?? [];
	return references.flatMap(([contact, url, part, start, end]) => {
		const [host] = findings.contacts[contact] as readonly [string, string];
		// A URL that is given whole is looked for by itself, so that this one is a pattern.
		const texts = indicator.kind === "url" ? [url, withoutFragment(url)] : [withoutDot(host)];
		return like === null || texts.some((text) => isLike(text, like)) ? [{ part, start, end }] : [];
	});
}

const grouped = new WeakMap<Findings, ReadonlyMap<string, readonly PackedReference[]>>();

/** By explanation and key of the host. Made once for a message: one may contact thousands of sub-domains, and each of them is a hit. */
function byContact(findings: Findings): ReadonlyMap<string, readonly PackedReference[]> {
	let groups = grouped.get(findings);
	if (groups === undefined) {
		const keys = findings.contacts.map(([host, explanation]) => `${explanation} ${reversedKey(host)}`);
		groups = Map.groupBy(findings.references, ([contact]) => keys[contact] as string);
		grouped.set(findings, groups);
	}
	return groups;
}

/** References to a URL, an address of the internet, or, for a receipt, a mail address. */
function addressedPlaces({ indicator: { kind, value }, like }: Term, findings: Findings, vectors: VectorsById): FoundWhere[] {
	const { contacts, references } = findings;
	const range = kind === "ip" ? readIpRange(value) : null;
	const isThere = (url: string, host: string): boolean => {
		if (kind === "url") return withoutFragment(url) === value;
		if (kind === "address") {
			const address = mailtoAddress(url);
			return address !== null && (like === null ? address === value : isLike(address, like));
		}
		const ip = range !== null && isAddress(host) ? readIp(host) : null;
		return ip !== null && range !== null && ip >= range.first && ip <= range.last;
	};
	return references.flatMap(([contact, url, part, start, end]) => {
		const [host] = contacts[contact] as readonly [string, string];
		if (!isThere(url, host)) return [];
		// Vectors of header fields are called by them.
		const field = kind === "address" && part === HEADER ? vectors.get(explanationOf(findings, contact)) : undefined;
		return [field ?? { part, start, end }];
	});
}

/** Of a receipt's URL, whose address stands as it was written. Lower case, its domain as a host; null for any other URL. */
function mailtoAddress(url: string): string | null {
	const at = url.lastIndexOf("@");
	const host = url.startsWith(MAILTO) && at !== -1 ? readHost(url.slice(at + 1)) : null;
	return host === null ? null : `${url.slice(MAILTO.length, at).toLowerCase()}@${host}`;
}

/** A trail's value as people write it. */
function told(value: string, kind: string): string {
	const at = value.indexOf("@");
	if (at !== -1) {
		const domain = value.slice(0, at).split(".").reverse().join(".");
		return kind === "address" ? `${value.slice(at + 1)}@${domain}` : domain;
	}
	return value.split(".").reverse().join(".");
}

function withoutDot(host: string): string {
	return host.endsWith(".") ? host.slice(0, -1) : host;
}
