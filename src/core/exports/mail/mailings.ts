// Mailings: messages of one sender and subject, told as one. A campaign of a thousand copies would be a thousand objects that say the same, each
// with an id by which the sender could tell whose copy it was; where there is one message alone, its own id tells which.

import type { ExportedMessage } from "../../model/export.ts";

export interface Mailing {
	readonly from: string | null;
	readonly subject: string | null;
	/** At least one. */
	readonly messages: readonly ExportedMessage[];
	/** Distinct, in order; empty unless recipients were asked for. */
	readonly recipients: readonly string[];
}

/** In order of their first message. */
export function mailings(messages: readonly ExportedMessage[]): Mailing[] {
	const groups = Map.groupBy(messages, ({ from, subject }) => JSON.stringify([from, subject]));
	return [...groups.values()].map((group) => ({
		from: group[0]?.from ?? null,
		subject: group[0]?.subject ?? null,
		messages: group,
		recipients: [...new Set(group.flatMap(({ recipients }) => recipients))].sort(),
	}));
}
