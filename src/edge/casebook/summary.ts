// Summary: the figures that a scan ends with, counted by the database.

import type { Kysely } from "kysely";
import type { IdentifierKind } from "../../core/model/identifier.ts";
import type { ProblemCode } from "../../core/model/problem.ts";
import type { Trigger } from "../../core/model/reference.ts";
import type { Tables } from "./schema.ts";

export interface Summary {
	/** Different messages. */
	readonly messages: number;
	/** Places where they lie; more than messages where mailboxes hold the same. */
	readonly placements: number;
	readonly references: number;
	/** A message met in two mailboxes counts once in all that follows. */
	readonly byTrigger: readonly { readonly trigger: Trigger; readonly count: number }[];
	/** References that are contacted without a click, by what singles the copy out and by operator (null: unknown). */
	readonly trackers: readonly { readonly identifier: IdentifierKind; readonly operator: string | null; readonly count: number }[];
	/** Inside messages and of files, together. */
	readonly problems: readonly { readonly code: ProblemCode; readonly count: number }[];
}

export async function summarise(db: Kysely<Tables>): Promise<Summary> {
	const count = async (table: "message" | "placement"): Promise<number> => {
		const rows = db.selectFrom(table).select((eb) => eb.fn.countAll().as("count"));
		const { count } = await (table === "placement" ? rows.where("gone" as never, "=", 0 as never) : rows).executeTakeFirstOrThrow();
		return Number(count);
	};
	// First by explanation, of which there are few, and only then by what explanations say.
	const kinds = await db
		.with("counted", (cte) =>
			cte
				.selectFrom("contact")
				.select((eb) => ["explanation", eb.fn.sum("count").as("count")])
				.groupBy("explanation"),
		)
		.selectFrom("counted")
		.innerJoin("explanation", "explanation.id", "counted.explanation")
		.select((eb) => ["trigger", "identifier", "operator", eb.fn.sum("counted.count").as("count")])
		.groupBy(["trigger", "identifier", "operator"])
		.execute();
	const byTrigger = new Map<Trigger, number>();
	const trackers = new Map<string, { identifier: IdentifierKind; operator: string | null; count: number }>();
	let references = 0;
	for (const kind of kinds) {
		const trigger = kind.trigger as Trigger;
		const number = Number(kind.count);
		references += number;
		byTrigger.set(trigger, (byTrigger.get(trigger) ?? 0) + number);
		if (trigger === "click") continue;
		const identifier = kind.identifier as IdentifierKind;
		const key = `${identifier} ${kind.operator ?? ""}`;
		const tracker = trackers.get(key) ?? { identifier, operator: kind.operator, count: 0 };
		tracker.count += number;
		trackers.set(key, tracker);
	}
	const problems = new Map<ProblemCode, number>();
	for (const table of ["problem", "file_problem"] as const) {
		const rows = await db
			.selectFrom(table)
			.select((eb) => ["code", eb.fn.countAll().as("count")])
			.groupBy("code")
			.execute();
		for (const { code, count } of rows) problems.set(code as ProblemCode, (problems.get(code as ProblemCode) ?? 0) + Number(count));
	}
	const most = (a: { count: number }, b: { count: number }): number => b.count - a.count;
	return {
		messages: await count("message"),
		placements: await count("placement"),
		references,
		byTrigger: [...byTrigger].map(([trigger, count]) => ({ trigger, count })).sort(most),
		trackers: [...trackers.values()].sort(most),
		problems: [...problems].map(([code, count]) => ({ code, count })).sort(most),
	};
}
