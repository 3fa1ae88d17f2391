// Engine: what differs between databases. Everything else in this folder is written once with Kysely and runs on any engine;
// sqlite.ts is the one in a case folder, postgres/ the one that a team shares.

import type { Kysely, RawBuilder } from "kysely";
import type { Insert } from "./bulk.ts";
import type { Tables } from "./schema.ts";

/** What processes take turns at; a transaction that needs several takes them in this order, so that none waits in a circle. */
export type Turn = "format" | "mailbox" | "correlation" | "decision" | "journal";

export interface Engine {
	readonly db: Kysely<Tables>;
	/** The location as it may be shown: without a password. */
	readonly shown: string;
	/** Nothing can be written: the reader has no right to. */
	readonly readOnly: boolean;
	/** Column types: 64-bit integers, text that compares byte by byte, bytes. */
	readonly types: { readonly integer: RawBuilder<unknown>; readonly text: RawBuilder<unknown>; readonly bytes: RawBuilder<unknown> };
	/** Ends a `create table` whose rows should lie in key order. */
	readonly inKeyOrder: RawBuilder<unknown>;
	/** Ends a `select` of rows that no other process may change before the transaction ends; null where none can anyway. */
	readonly forUpdate: RawBuilder<unknown> | null;
	readonly insert: Insert;
	/** Waits until no other transaction holds one of these names, and holds them until this one ends. */
	takeTurn(trx: Kysely<Tables>, turn: Turn, names?: readonly string[]): Promise<void>;
	/** Milliseconds for which a transaction is tried again where `inTheWay`. */
	readonly patience: number;
	/** Whether a transaction failed only because another was in its way: nothing of it is written. */
	inTheWay(error: unknown): boolean;
	/** Version of the tables, 0 for a case not yet made. */
	format(db: Kysely<Tables>): Promise<number>;
	/** Makes room for the tables of a new case; within the migration's transaction, as the next three. */
	prepare(trx: Kysely<Tables>): Promise<void>;
	/** Marks the database as a case, once it has its tables. */
	claim(trx: Kysely<Tables>): Promise<void>;
	/** Makes the database itself refuse to update, delete or replace rows of a table. */
	forbidChanges(trx: Kysely<Tables>, table: keyof Tables, key: string): Promise<void>;
	/** A copy of the whole case, before tables change. Returns its name beside the case. */
	backUp(format: number): Promise<string>;
	/** Whether a commit waits for the disk (a person's decision), or may be lost with the power and made again by a scan. */
	durable(on: boolean): Promise<void>;
	/** Moves what is written into its final place and waits for the disk. */
	settle(): Promise<void>;
	close(): Promise<void>;
}
