// Engine: what differs between databases. Everything else in this folder is written once with Kysely and runs on any engine;
// sqlite.ts is the one in a case folder.

import type { Kysely, RawBuilder } from "kysely";
import type { Tables } from "./schema.ts";

export interface Engine {
	readonly db: Kysely<Tables>;
	/** Column types: 64-bit integers, text that compares byte by byte, bytes. */
	readonly types: { readonly integer: RawBuilder<unknown>; readonly text: RawBuilder<unknown>; readonly bytes: RawBuilder<unknown> };
	/** Ends a `create table` whose rows should lie in key order. */
	readonly inKeyOrder: RawBuilder<unknown>;
	/** Version of the tables, 0 for a case not yet made. Throws `usage` where the database is something else. */
	format(): Promise<number>;
	/** Marks the database as a case; within the migration's transaction. */
	claim(db: Kysely<Tables>): Promise<void>;
	/** Makes the database itself refuse to update, delete or replace rows of a table. */
	forbidChanges(db: Kysely<Tables>, table: keyof Tables, key: string): Promise<void>;
	/** A copy of the whole case, before tables change. Returns its name beside the case. */
	backUp(format: number): Promise<string>;
	/** Whether a commit waits for the disk (a person's decision), or may be lost with the power and made again by a scan. */
	durable(on: boolean): Promise<void>;
	/** Moves what is written into its final place and waits for the disk. */
	settle(): Promise<void>;
	close(): Promise<void>;
}
