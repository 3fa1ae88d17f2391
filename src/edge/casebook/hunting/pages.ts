// Pages: the rows of ranges, a page of each in one statement for many ranges, and further pages one range at a time. Every select ends with a limit
// inside its own brackets, so that each engine goes along the key whatever it believes about the number of rows.

import { type CompiledQuery, type Kysely, type RawBuilder, sql } from "kysely";
import type { Tables } from "../schema.ts";
import { prefixBounds } from "../url-hints.ts";
import type { Range, Stretch } from "./ranges.ts";

/** A row that a range found; `headers` of a trail, `explanation` of a contact. */
export interface Hit {
	readonly received: string;
	readonly message: Uint8Array;
	/** Host of a contact, value of a trail; "" for a message by its hash. */
	readonly value: string;
	readonly explanation: Uint8Array | null;
	readonly headers: string | null;
}

/** Among the headers of a hit: a reference goes there. */
export const CONTACT = "contact";

export interface Page {
	readonly hits: readonly Hit[];
	/** There may be more behind the last. */
	readonly full: boolean;
}

const FIRST_PAGE = 100;
const PAGE = 500;
const SIZES = [64, 16, 4, 1] as const;
/** Values of the right shape, to compile a statement with. */
const ANY_HASHES = { first: new Uint8Array(), last: new Uint8Array() };
const ANY_TEXTS = { kind: "host", first: "", beyond: "", gap: "", after: "", url: 0 };

type Named<T extends Range["table"]> = Extract<Range, { table: T }>;

/** The first page of each range, in order. */
export type FirstPages = (ranges: readonly Range[]) => Promise<Page[]>;

/** One for each database, since what is compiled is kept. */
export function firstPages(db: Kysely<Tables>): FirstPages {
	const ask = asker(db);
	return async (ranges) => {
		const hits: Hit[][] = ranges.map(() => []);
		const indexes = Map.groupBy(ranges.keys(), (index) => (ranges[index] as Range).table);
		for (const [table, of] of indexes) {
			const some = of.map((index) => ranges[index] as Range);
			const found = await ask(table, some);
			for (const [n, list] of found.entries()) hits[of[n] as number] = list;
		}
		const full = hits.map((list) => list.length === FIRST_PAGE);
		const urls = indexes.get("url") ?? [];
		const followed = await followHints(
			ask,
			urls.map((index) => hits[index] as Hit[]),
		);
		for (const [n, index] of urls.entries()) hits[index] = followed[n] as Hit[];
		return hits.map((list, index) => ({ hits: list, full: full[index] as boolean }));
	};
}

type Ask = (table: Range["table"], ranges: readonly Range[]) => Promise<Hit[][]>;

function asker(db: Kysely<Tables>): Ask {
	const compiled = new Map<string, CompiledQuery>();
	return async (table, ranges) => {
		const hits: Hit[][] = ranges.map(() => []);
		let at = 0;
		for (const size of SIZES)
			while (ranges.length - at >= size) {
				const name = `${table} ${size}`;
				let statement = compiled.get(name);
				if (statement === undefined) {
					statement = statementOf(table, size).compile(db);
					compiled.set(name, statement);
				}
				const parameters = ranges.slice(at, at + size).flatMap(parametersOf);
				const { rows } = await db.executeQuery<Hit & { n: number }>({ ...statement, parameters } as CompiledQuery<Hit & { n: number }>);
				for (const { n, ...hit } of rows) hits[at + Number(n)]?.push(hit);
				at += size;
			}
		return hits;
	};
}

/** The messages that hints lead to; `value` keeps which hint it was. */
async function followHints(ask: Ask, lists: readonly (readonly Hit[])[]): Promise<Hit[][]> {
	const hints = lists.flat();
	const messages = await ask(
		"message",
		hints.map(({ value }): Range => {
			const [first, last] = prefixBounds(Number(value));
			return { table: "message", first, last };
		}),
	);
	let at = 0;
	return lists.map((list) => list.flatMap(({ value }) => (messages[at++] ?? []).map((hit) => ({ ...hit, value, headers: CONTACT }))));
}

/** All pages of a range behind a hit of it. */
export async function* pagesAfter(db: Kysely<Tables>, range: Range, last: Hit): AsyncGenerator<readonly Hit[]> {
	if (range.table === "message") return;
	const ask = asker(db);
	for (let from = last; ; ) {
		const { rows } = await selectOf(range, PAGE, from).execute(db);
		if (rows.length > 0) yield range.table === "url" ? (await followHints(ask, [rows])).flat() : rows;
		if (rows.length < PAGE) return;
		from = rows.at(-1) as Hit;
	}
}

/** `size` selects of one table; the values given to it are only of the right shape. */
function statementOf(table: Range["table"], size: number): RawBuilder<unknown> {
	const range = (table === "message" ? { table, ...ANY_HASHES } : { table, ...ANY_TEXTS }) as Range;
	const selects = Array.from({ length: size }, (_, n) => sql`select ${sql.lit(n)} as n, s.* from (${selectOf(range, FIRST_PAGE, null)}) s`);
	return sql.join(selects, sql` union all `);
}

/** In the order in which `selectOf` binds them. */
function parametersOf(range: Range): readonly unknown[] {
	switch (range.table) {
		case "contact":
			return edges(range);
		case "trail":
			return [range.kind, ...edges(range)];
		case "message":
			return [range.first, range.last];
		case "url":
			return [range.url];
	}
}

function edges({ first, beyond, gap, after }: Stretch): readonly string[] {
	return [first, beyond, gap, after];
}

function within(column: RawBuilder<unknown>, { first, beyond, gap, after }: Stretch): RawBuilder<unknown> {
	return sql`${column} >= ${first} and ${column} < ${beyond} and (${column} < ${gap} or ${column} >= ${after})`;
}

function selectOf(range: Range, limit: number, after: Hit | null): RawBuilder<Hit> {
	switch (range.table) {
		case "contact":
			return contacts(range, limit, after);
		case "trail":
			return trails(range, limit, after);
		case "message":
			return sql`select received, sha256 as message, '' as value, null as explanation, null as headers from message
				where sha256 >= ${range.first} and sha256 <= ${range.last}`;
		case "url": {
			const behind = after === null ? sql`` : sql` and message > ${Number(after.value)}`;
			return sql`select '' as received, null as message, cast(message as text) as value, null as explanation, null as headers from url_hint
				where url = ${range.url}${behind} order by url, message limit ${sql.lit(limit)}`;
		}
	}
}

function contacts(range: Named<"contact">, limit: number, after: Hit | null): RawBuilder<Hit> {
	const behind =
		after === null
			? sql``
			: sql` and (host, received, message, explanation) > (${after.value}, ${after.received}, ${after.message}, ${after.explanation})`;
	return sql`select received, message, host as value, explanation, null as headers from contact
		where ${within(sql`host`, range)}${behind}
		order by host, received, message, explanation limit ${sql.lit(limit)}`;
}

function trails(range: Named<"trail">, limit: number, after: Hit | null): RawBuilder<Hit> {
	const behind = after === null ? sql`` : sql` and (value, received, message) > (${after.value}, ${after.received}, ${after.message})`;
	return sql`select received, message, value, null as explanation, headers from trail
		where kind = ${range.kind} and ${within(sql`value`, range)}${behind}
		order by kind, value, received, message limit ${sql.lit(limit)}`;
}
