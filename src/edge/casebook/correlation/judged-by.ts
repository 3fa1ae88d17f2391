// By which rules a case's campaigns were judged (core/campaigns/assessment/assessor.ts): each says so in its summary, and all are judged anew in one transaction,
// so that any one of them tells for all.

import type { Kysely } from "kysely";
import { ASSESSOR } from "../../../core/campaigns/assessment/assessor.ts";
import type { Trx } from "../keyed.ts";
import type { Tables } from "../schema.ts";

/** The case has campaigns, and they were judged by older rules than this program's. A newer program's verdicts stand. */
export async function isJudgedByOlder(db: Kysely<Tables>): Promise<boolean> {
	const row = await db.selectFrom("campaign").select("summary").orderBy("id").limit(1).executeTakeFirst();
	if (row === undefined) return false;
	return ((JSON.parse(row.summary) as { readonly assessor?: number }).assessor ?? 0) < ASSESSOR;
}

/** Senders whose mail contacts somebody without a click: all that has a verdict. */
export async function allTracked(trx: Trx): Promise<string[]> {
	const rows = await trx.selectFrom("strand").select("id").where("tracked", ">", 0).execute();
	return rows.map(({ id }) => id);
}
