// Holdings: how much a search was held against, so that "not found" says in what.

import type { Kysely } from "kysely";
import type { Tables } from "../schema.ts";

export interface Holdings {
	/** Distinct. */
	readonly messages: number;
	/** Mailbox files that an older detector read: its messages may lack what this version would have kept of them. */
	readonly stale: number;
}

export async function holdings(db: Kysely<Tables>, detector: number): Promise<Holdings> {
	const count = (rows: { readonly count: string | number | bigint }): number => Number(rows.count);
	const messages = await db
		.selectFrom("message")
		.select((eb) => eb.fn.countAll().as("count"))
		.executeTakeFirstOrThrow();
	const stale = await db
		.selectFrom("source_file")
		.select((eb) => eb.fn.countAll().as("count"))
		.where("detector", "<", detector)
		.executeTakeFirstOrThrow();
	return { messages: count(messages), stale: count(stale) };
}
