// Hunt: searches in, matches out. Many searches go to the database in one statement for each table; what one finds is told in order of time where a
// page holds it all, and streams where it does not. Memory is bounded by a batch of searches and a page of each.

import type { Kysely } from "kysely";
import type { Search, Term } from "../../../core/indicators/search.ts";
import type { Indicator } from "../../../core/model/indicator.ts";
import type { Findings } from "../findings.ts";
import type { Tables } from "../schema.ts";
import { toHex } from "../values.ts";
import { type FoundMessage, type FoundWhere, foundMessages, needsFindings, placesOfHit, receiptVectors } from "./matches.ts";
import { type FirstPages, firstPages, type Hit, type Page, pagesAfter } from "./pages.ts";
import { type Range, rangesOf } from "./ranges.ts";

export interface Match {
	readonly indicator: Indicator;
	readonly message: FoundMessage;
	/** Each once. */
	readonly where: readonly FoundWhere[];
}

/** What one search came to. */
export interface Answer {
	readonly search: Search;
	/** To be read before the next answer is asked for; the first of them is there at once. */
	readonly matches: AsyncIterable<Match>;
	/** False where nothing was found, true where something may. */
	readonly any: boolean;
}

export type Hunt = (searches: AsyncIterable<Search> | Iterable<Search>) => AsyncGenerator<Answer>;

/** Searches that share statements. */
const TOGETHER = 32;
/** Messages that have the first of several things: what is rarer than this is held against the others. */
const MOST_HELD = 200_000;

export function createHunt(db: Kysely<Tables>): Hunt {
	const first = firstPages(db);
	return async function* hunt(searches) {
		let batch: Search[] = [];
		for await (const search of searches) {
			batch.push(search);
			if (batch.length < TOGETHER) continue;
			yield* answers(db, first, batch);
			batch = [];
		}
		yield* answers(db, first, batch);
	};
}

interface Asked {
	readonly term: Term;
	readonly range: Range;
	readonly page: Page;
}

async function* answers(db: Kysely<Tables>, first: FirstPages, batch: readonly Search[]): AsyncGenerator<Answer> {
	const asked: { readonly search: number; readonly group: number; readonly term: Term; readonly range: Range }[] = [];
	batch.forEach(({ all }, search) => {
		all.forEach((terms, group) => {
			for (const term of terms) for (const range of rangesOf(term)) asked.push({ search, group, term, range });
		});
	});
	const pages = await first(asked.map(({ range }) => range));
	const answered = asked.map((one, index) => ({ ...one, page: pages[index] as Page }));
	const bySearch = Map.groupBy(answered, ({ search }) => search);
	for (const [index, search] of batch.entries()) {
		const groups = [...Map.groupBy(bySearch.get(index) ?? [], ({ group }) => group).values()];
		if (search.all.length > 1) yield* conjunction(db, search, groups);
		else {
			const of = groups[0] ?? [];
			const any = of.some(({ page }) => page.hits.length > 0);
			yield any ? await answerOf(search, matchesOf(db, of, null)) : { search, any, matches: nothing() };
		}
	}
}

/** Hits may come to nothing: only a match says that something was found. */
async function answerOf(search: Search, matches: AsyncGenerator<Match>): Promise<Answer> {
	const head = await matches.next();
	if (head.done) return { search, any: false, matches: nothing() };
	async function* all(): AsyncGenerator<Match> {
		yield head.value as Match;
		yield* matches;
	}
	return { search, any: true, matches: all() };
}

async function* nothing(): AsyncGenerator<Match> {}

async function* matchesOf(db: Kysely<Tables>, asked: readonly Asked[], among: ReadonlySet<string> | null): AsyncGenerator<Match> {
	const told = new Set<string>();
	const heads = asked.flatMap(({ term, page }) => page.hits.map((hit) => ({ term, hit })));
	yield* matchesOfHits(db, heads, among, told);
	for (const { term, range, page } of asked) {
		const last = page.hits.at(-1);
		if (!page.full || last === undefined) continue;
		for await (const hits of pagesAfter(db, range, last))
			yield* matchesOfHits(
				db,
				hits.map((hit) => ({ term, hit })),
				among,
				told,
			);
	}
}

interface TermHit {
	readonly term: Term;
	readonly hit: Hit;
}

/** Messages whose findings are in memory at a time. */
const MESSAGES = 100;
/** Things told are remembered so that none is told twice; a search that finds more than this may repeat itself. */
const MOST_TOLD = 100_000;

async function* matchesOfHits(
	db: Kysely<Tables>,
	hits: readonly TermHit[],
	among: ReadonlySet<string> | null,
	told: Set<string>,
): AsyncGenerator<Match> {
	const byMessage = Map.groupBy(hits, ({ hit }) => toHex(hit.message));
	const order = [...byMessage]
		.filter(([hex]) => among === null || among.has(hex))
		.map(([hex, of]) => ({ hex, of, received: (of[0] as TermHit).hit.received }))
		.sort((a, b) => compare(a.received, b.received) || compare(a.hex, b.hex));
	for (let at = 0; at < order.length; at += MESSAGES) {
		const some = order.slice(at, at + MESSAGES);
		const deep = some.some(({ of }) => of.some(({ hit }) => needsFindings(hit)));
		const messages = await foundMessages(
			db,
			some.map(({ hex }) => hex),
			deep,
		);
		const read = new Map<string, Findings>();
		for (const { sha256, findings } of messages.values()) if (findings !== "") read.set(sha256, JSON.parse(findings) as Findings);
		const addressed = some.filter(({ of }) => of.some(({ term, hit }) => term.indicator.kind === "address" && needsFindings(hit)));
		const vectors = await receiptVectors(
			db,
			addressed.flatMap(({ hex }) => read.get(hex) ?? []),
		);
		for (const { hex, of } of some) {
			const message = messages.get(hex);
			if (message === undefined) continue;
			const findings = read.get(hex) ?? null;
			for (const [indicator, parts] of Map.groupBy(of, ({ term }) => term.indicator)) {
				const where = parts
					.flatMap(({ term, hit }) => placesOfHit(term, hit, findings, vectors))
					.filter((place) => isNew(told, hex, indicator, place));
				if (where.length > 0) yield { indicator, message, where };
			}
		}
	}
}

function isNew(told: Set<string>, hex: string, indicator: Indicator, where: FoundWhere): boolean {
	const place = typeof where === "object" && where !== null ? `${where.part} ${where.start} ${where.end}` : where;
	const key = `${hex.slice(0, 24)} ${indicator.kind} ${place}`;
	if (told.has(key)) return false;
	if (told.size >= MOST_TOLD) told.clear();
	told.add(key);
	return true;
}

/** One message must have something of each group. */
async function* conjunction(db: Kysely<Tables>, search: Search, groups: readonly (readonly Asked[])[]): AsyncGenerator<Answer> {
	let among: Set<string> | null = null;
	// Most things are rare: the shortest first pages first.
	const size = (of: readonly Asked[]): number => of.reduce((sum, { page }) => sum + (page.full ? 1e6 : page.hits.length), 0);
	const complete = groups.length === search.all.length;
	for (const of of complete ? [...groups].sort((a, b) => size(a) - size(b)) : []) {
		const having = new Set<string>();
		for await (const { message } of matchesOf(db, of, among)) if (having.size < MOST_HELD) having.add(message.sha256);
		among = having;
		if (among.size === 0) break;
	}
	if (among === null || among.size === 0) {
		yield { search, any: false, matches: nothing() };
		return;
	}
	yield await answerOf(search, matchesOf(db, groups.flat(), among));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
