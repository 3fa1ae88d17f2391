// Keyed: rows by many keys, some at a time, since a statement takes so many parameters and no more. A statement is compiled once and run with other keys,
// the last piece filled up by repeating a key, which asks for nothing more: to build each anew, measured, cost more than to run it.

import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from "kysely";
import type { Tables } from "./schema.ts";
import type { Value } from "./values.ts";

export type Trx = Kysely<Tables>;

/** Keys of a statement: of a large one, and of those for what is left. A pair of values is two keys. */
const PIECES = [400, 40, 4, 2, 1] as const;

/** Stands for a key while a statement is compiled; nobody else writes such parameters. */
interface Place {
	readonly place: number;
}

/** Asks for the rows of all keys, those of a piece together. */
export type Lookup<Key extends Value, Row> = (keys: readonly Key[], take: (row: Row) => void) => Promise<void>;

/** `build` makes the statement; what it gets of keys goes into it as they are, once. */
export function lookup<Key extends Value, Row>(trx: Trx, build: (keys: readonly Key[]) => Compilable<Row>): Lookup<Key, Row> {
	const compiled = new Map<number, { readonly query: CompiledQuery<Row>; readonly places: readonly number[] }>();
	const statement = (size: number) => {
		const known = compiled.get(size);
		if (known !== undefined) return known;
		const keys = Array.from({ length: size }, (_, place): Place => ({ place }));
		const query = build(keys as unknown as Key[]).compile() as CompiledQuery<Row>;
		const places = query.parameters.map((parameter) => (parameter as Place | null)?.place ?? -1);
		compiled.set(size, { query, places });
		return { query, places };
	};
	return async (keys, take) => {
		for (let at = 0; at < keys.length; ) {
			const left = keys.length - at;
			const size = PIECES.find((size) => size <= left) ?? 1;
			const { query, places } = statement(size);
			const parameters = query.parameters.map((parameter, index) => {
				const place = places[index] as number;
				return place === -1 ? parameter : keys[Math.min(at + place, keys.length - 1)];
			});
			const { rows } = await trx.executeQuery<Row>({ ...query, parameters });
			for (const row of rows) take(row);
			at += size;
		}
	};
}

/** For a statement that is run once for some keys. */
export async function inPieces<Key extends Value, Row>(
	trx: Trx,
	keys: readonly Key[],
	build: (keys: readonly Key[]) => Compilable<Row>,
	take: (row: Row) => void = () => {},
): Promise<void> {
	if (keys.length > 0) await lookup(trx, build)(keys, take);
}

/**
 * Of "KIND VALUE": which rows of a table with `kind` and `value` are meant. Both engines look it up in an index. A kind holds no blank, so that the database
 * can take the two apart.
 */
export function keysOf(pairs: readonly string[]): Value[] {
	return pairs.flatMap((pair) => {
		const blank = pair.indexOf(" ");
		return [pair.slice(0, blank), pair.slice(blank + 1)];
	});
}

/** `keys`: as {@link keysOf} gives them, two for a pair. */
export function isAnyOf(alias: string, keys: readonly Value[]): RawBuilder<boolean> {
	const pairs = Array.from({ length: keys.length / 2 }, (_, at) => sql`(${keys[at * 2]}, ${keys[at * 2 + 1]})`);
	return sql<boolean>`(${sql.ref(`${alias}.kind`)}, ${sql.ref(`${alias}.value`)}) in (values ${sql.join(pairs)})`;
}
