// The watch list against what a scan writes, row by row as it passes. A row costs a look for each label of its host, however long the list; only
// where something fits are a message's findings read.

import type { Term } from "../../../core/indicators/search.ts";
import type { Indicator } from "../../../core/model/indicator.ts";
import type { Findings } from "../findings.ts";
import type { EncodedRows } from "../rows.ts";
import { COLUMNS } from "../schema.ts";
import { hashPrefix } from "../url-hints.ts";
import { toHex, type Value } from "../values.ts";
import type { Match } from "./hunt.ts";
import { type FoundMessage, type FoundPlace, placesOfHit } from "./matches.ts";
import { CONTACT, type Hit } from "./pages.ts";
import { blocksAround, parents, type WatchIndex, watchIndex } from "./watch-index.ts";

/** Matches in rows that are about to be, or were, written. */
export type Matcher = (rows: EncodedRows) => Match[];

export async function createMatcher(watched: AsyncIterable<Indicator>): Promise<Matcher | null> {
	const terms: Term[] = [];
	for await (const { kind, value, given, from } of watched)
		terms.push({ indicator: { kind, value, given, from }, header: null, like: null });
	const index = watchIndex(terms);
	return terms.length === 0 ? null : (rows) => match(index, rows);
}

function match(index: WatchIndex, rows: EncodedRows): Match[] {
	const found = new Map<string, { readonly term: Term; readonly hit: Hit }[]>();
	const hit = (terms: readonly Term[] | undefined, message: Uint8Array, more: Partial<Hit>): void => {
		if (terms === undefined) return;
		const hex = toHex(message);
		const list = found.get(hex) ?? [];
		found.set(hex, list);
		for (const term of terms) list.push({ term, hit: { received: "", message, value: "", explanation: null, headers: null, ...more } });
	};
	for (const [value, , message, explanation] of cut(rows.contact, COLUMNS.contact.length)) {
		const contact = { value: value as string, explanation: explanation as Uint8Array };
		for (const host of parents(contact.value)) hit(index.hosts.get(host), message as Uint8Array, contact);
	}
	for (const row of cut(rows.trail, COLUMNS.trail.length)) {
		const [kind, value, , message, headers] = row as [string, string, string, Uint8Array, string];
		const trail = { value, headers };
		hit(index.trails.get(`${kind} ${value}`), message, trail);
		if (kind === "ip") for (const terms of blocksAround(index, value)) hit(terms, message, trail);
		if (kind !== "address" && kind !== "host") continue;
		const at = value.indexOf("@");
		for (const host of parents(at === -1 ? value : value.slice(0, at))) hit(index.hosts.get(host), message, trail);
	}
	const byPrefix = new Map<number, Uint8Array>();
	for (const row of cut(rows.message, COLUMNS.message.length)) {
		const sha256 = row[0] as Uint8Array;
		byPrefix.set(hashPrefix(sha256), sha256);
		if (index.hashes.size > 0) hit(index.hashes.get(toHex(sha256)), sha256, {});
	}
	for (const [url, prefix] of index.urls.size === 0 ? [] : cut(rows.url_hint, COLUMNS.url_hint.length)) {
		const message = byPrefix.get(prefix as number);
		if (message !== undefined) hit(index.urls.get(String(url)), message, { headers: CONTACT });
	}
	return found.size === 0 ? [] : matchesOf(found, rows);
}

type Column = (typeof COLUMNS.message)[number];

function matchesOf(found: ReadonlyMap<string, readonly { readonly term: Term; readonly hit: Hit }[]>, rows: EncodedRows): Match[] {
	const places = new Map<string, FoundPlace[]>();
	for (const [mailbox, file, offset, message, , owner] of cut(rows.placement, COLUMNS.placement.length)) {
		const hex = toHex(message as Uint8Array);
		if (!found.has(hex)) continue;
		const list = places.get(hex) ?? [];
		places.set(hex, list);
		list.push({ mailbox: String(mailbox), file: String(file), offset: Number(offset), owner: owner as string | null, gone: false });
	}
	const vectors = new Map<string, string>();
	for (const [id, vector] of cut(rows.explanation, COLUMNS.explanation.length)) vectors.set(toHex(id as Uint8Array), vector as string);
	const matches: Match[] = [];
	for (const row of cut(rows.message, COLUMNS.message.length)) {
		const sha256 = toHex(row[0] as Uint8Array);
		const hits = found.get(sha256);
		if (hits === undefined) continue;
		const text = (column: Column): string | null => row[COLUMNS.message.indexOf(column)] as string | null;
		const message: FoundMessage = {
			sha256,
			messageId: text("message_id"),
			from: text("from"),
			subject: text("subject"),
			received: text("received") || null,
			receivedFrom: text("received_from") as FoundMessage["receivedFrom"],
			places: places.get(sha256) ?? [],
			findings: "",
		};
		const findings = JSON.parse(text("findings") ?? "") as Findings;
		for (const [indicator, of] of Map.groupBy(hits, ({ term }) => term.indicator)) {
			const where = new Map(
				of.flatMap(({ term, hit }) => placesOfHit(term, hit, findings, vectors)).map((place) => [JSON.stringify(place), place]),
			);
			if (where.size > 0) matches.push({ indicator, message, where: [...where.values()] });
		}
	}
	return matches;
}

function* cut(values: readonly Value[], width: number): Generator<readonly Value[]> {
	for (let at = 0; at < values.length; at += width) yield values.slice(at, at + width);
}
