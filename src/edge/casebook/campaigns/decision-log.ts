// Decision log: which of the analysts' decisions stand. All are kept; a later one stands above an earlier one that it contradicts, and what was taken back
// is passed over, as if it had not been made. So what stands follows from the log alone, whatever scans and correlations did in between.

import type { Kysely } from "kysely";
import type { Attribution } from "../../../core/model/campaign.ts";
import type { Tables } from "../schema.ts";

interface About {
	/** A campaign's id or alias. */
	readonly campaign: string;
	/** Why, in the analyst's words. */
	readonly note?: string;
}

export type Decision =
	| (About & { readonly kind: "confirm" | "reject" | "reset" })
	/** Both are one campaign from now on. */
	| (About & { readonly kind: "merge"; readonly other: string })
	/** These messages (SHA-256, hex) are a campaign of their own. */
	| (About & { readonly kind: "split"; readonly messages: readonly string[] })
	/** An empty name takes the name away. */
	| (About & { readonly kind: "name"; readonly name: string })
	| (About & { readonly kind: "attribute" } & Pick<Attribution, "to" | "source" | "confidence">)
	/** As if that decision had not been made. */
	| { readonly kind: "undo"; readonly decision: string; readonly note?: string };

export type DecisionKind = Decision["kind"];

/** What `detail` holds, by kind; further fields may come. */
export interface DecisionDetail {
	readonly note?: string;
	/** confirm, reject, reset: further ids that led to the campaign then, and so are meant as well. */
	readonly aliases?: readonly string[];
	/** merge: the other campaign, and the earliest message of each at that time, in hex. */
	readonly other?: string;
	readonly messages?: readonly string[];
	/** split: its messages stand in `messages`, and this is the campaign that they are now. */
	readonly to?: string;
	readonly name?: string;
	readonly attribution?: Pick<Attribution, "to" | "source" | "confidence">;
	/** undo: the decision's id. */
	readonly decision?: string;
}

export interface MadeDecision {
	/** 16 hex digits. */
	readonly id: string;
	/** Number of the journal's entry: the order of decisions. */
	readonly n: number;
	/** ISO 8601, UTC. */
	readonly time: string;
	readonly actor: string;
	readonly kind: DecisionKind;
	/** As it was called then. */
	readonly campaign: string;
	readonly detail: DecisionDetail;
	/** Not taken back. */
	readonly stands: boolean;
}

/** What correlation has to keep to. */
export interface DecisionsInForce {
	/** Pairs of campaign ids that are one: the older id stays, the other becomes its alias. Either may be an alias by now. */
	readonly merges: readonly (readonly [string, string])[];
	/** The same pairs by a message of each (SHA-256, hex), the earliest when it was decided: for a correlation that knows no ids yet. */
	readonly together: readonly (readonly [string, string])[];
	/** Message (hex) -> campaign that it was split off into; may be an alias by now, where that was merged again. */
	readonly pinned: ReadonlyMap<string, string>;
}

/** All decisions in the order in which they were made. People make them: they fit in memory. */
export async function decisionLog(db: Kysely<Tables>): Promise<MadeDecision[]> {
	const rows = await db.selectFrom("decision").selectAll().orderBy("n").execute();
	const read = rows.map((row) => ({ ...row, kind: row.kind as DecisionKind, detail: JSON.parse(row.detail) as DecisionDetail }));
	// Newest first: taking back may itself be taken back.
	const undone = new Set<string>();
	for (const { id, kind, detail } of read.toReversed())
		if (kind === "undo" && !undone.has(id) && detail.decision !== undefined) undone.add(detail.decision);
	return read.map((decision) => ({ ...decision, stands: !undone.has(decision.id) }));
}

export async function decisionsInForce(db: Kysely<Tables>): Promise<DecisionsInForce> {
	return inForce(await decisionLog(db));
}

export function inForce(log: readonly MadeDecision[]): DecisionsInForce {
	const merges: [string, string][] = [];
	const together: [string, string][] = [];
	const pinned = new Map<string, string>();
	for (const { kind, campaign, detail, stands } of log) {
		if (!stands) continue;
		const { messages = [] } = detail;
		if (kind === "merge" && detail.other !== undefined) {
			merges.push([campaign, detail.other]);
			const [a, b] = messages;
			if (a !== undefined && b !== undefined) together.push([a, b]);
		}
		if (kind === "split" && detail.to !== undefined) for (const message of messages) pinned.set(message, detail.to);
	}
	return { merges, together, pinned };
}

/** What people say of one campaign. */
export interface Word {
	readonly decided: "confirmed" | "rejected" | null;
	readonly name: string | null;
	readonly attributions: readonly Attribution[];
}

const VERDICTS: Readonly<Partial<Record<DecisionKind, Word["decided"]>>> = { confirm: "confirmed", reject: "rejected", reset: null };

/** Whether it is aimed at somebody: the last word on each campaign that this one was, in the order in which they were said. A reset is one. */
export function lastVerdicts(log: readonly MadeDecision[]): MadeDecision[] {
	const last = new Map<string, MadeDecision>();
	for (const made of log) {
		if (!made.stands || VERDICTS[made.kind] === undefined) continue;
		for (const id of [made.campaign, ...(made.detail.aliases ?? [])]) last.delete(id);
		last.set(made.campaign, made);
	}
	return [...last.values()];
}

/**
 * `log`: the decisions about one campaign, under whichever of its ids. The last of a kind stands, of attributions the last to one name by one source.
 * Where it was several campaigns of which one was confirmed and another rejected, it is confirmed until somebody says so of all of it: what aims at people
 * must not vanish from block lists for being put together with what does not.
 */
export function wordOf(log: readonly MadeDecision[]): Word {
	const verdicts = new Set(lastVerdicts(log).map(({ kind }) => VERDICTS[kind] ?? null));
	const decided = verdicts.has("confirmed") ? "confirmed" : verdicts.has("rejected") ? "rejected" : null;
	let name: string | null = null;
	const attributions = new Map<string, Attribution>();
	for (const { kind, detail, stands, time, actor } of log) {
		if (!stands) continue;
		if (kind === "name") name = detail.name || null;
		if (kind !== "attribute" || detail.attribution === undefined) continue;
		const { to, source, confidence } = detail.attribution;
		const key = JSON.stringify([to, source]);
		attributions.delete(key);
		attributions.set(key, { to, source, confidence, on: time, by: actor });
	}
	return { decided, name, attributions: [...attributions.values()] };
}
