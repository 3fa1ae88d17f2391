// Decision log: which of the analysts' decisions stand. All are kept; a later one stands above an earlier one that it contradicts, and what was taken back
// is passed over, as if it had not been made. So what stands follows from the log alone, whatever scans and correlations did in between.

import type { Kysely } from "kysely";
import type { Assessment, Attribution } from "../../../core/model/campaign.ts";
import { inPieces } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { aliasesOf, currentIds } from "./members.ts";

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
	/** reject: what the program called the campaign then. Older versions did not record it. */
	readonly assessment?: Assessment;
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
	/** A rejection that stands but does not count for the campaign as it is now (`markOvertaken`). */
	readonly overtaken?: true;
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

/**
 * All decisions in the order in which they were made. People make them: they fit in memory. A verdict on a whole that is several campaigns by now is in
 * it once for each of these, under an id that leads there.
 */
export async function decisionLog(db: Kysely<Tables>): Promise<MadeDecision[]> {
	const rows = await db.selectFrom("decision").selectAll().orderBy("n").execute();
	const read = rows.map((row) => ({ ...row, kind: row.kind as DecisionKind, detail: JSON.parse(row.detail) as DecisionDetail }));
	// Newest first: taking back may itself be taken back.
	const undone = new Set<string>();
	for (const { id, kind, detail } of read.toReversed())
		if (kind === "undo" && !undone.has(id) && detail.decision !== undefined) undone.add(detail.decision);
	const log = read.map((decision): MadeDecision => ({ ...decision, stands: !undone.has(decision.id) }));
	const current = await currentIds(db, log.filter(isVerdict).flatMap(saidOf));
	return markOvertaken(
		db,
		log.flatMap((made) => ofEachPart(made, current)),
		current,
	);
}

function isVerdict({ kind }: MadeDecision): boolean {
	return VERDICTS[kind] !== undefined;
}

/** The ids that a verdict meant. */
function saidOf({ campaign, detail: { aliases = [] } }: MadeDecision): string[] {
	return [campaign, ...aliases];
}

function ofEachPart(made: MadeDecision, current: ReadonlyMap<string, string>): MadeDecision[] {
	if (!isVerdict(made)) return [made];
	const parts = new Map([[current.get(made.campaign), made]]);
	for (const campaign of made.detail.aliases ?? []) {
		const home = current.get(campaign);
		if (home !== undefined && !parts.has(home)) parts.set(home, { ...made, campaign });
	}
	return [...parts.values()];
}

/**
 * A rejection counts for the campaign as it was when it was said, or else what is aimed at people would drop out of exports and exit codes for being put
 * together with something that is not. So where the program calls the campaign targeted by now, a rejection does not count that was said when it did not
 * call it so, nor one where the campaign has become one with another that nobody rejected. New mail alone changes nothing in the latter.
 */
async function markOvertaken(
	db: Kysely<Tables>,
	log: readonly MadeDecision[],
	current: ReadonlyMap<string, string>,
): Promise<MadeDecision[]> {
	const rejections = new Map<string, readonly MadeDecision[]>();
	for (const [id, verdicts] of Map.groupBy(log.filter(isVerdict), ({ campaign }) => current.get(campaign) ?? campaign)) {
		const rejected = lastVerdicts(verdicts).filter(({ kind }) => kind === "reject");
		if (rejected.some(({ detail }) => detail.assessment !== undefined)) rejections.set(id, rejected);
	}
	const targeted: string[] = [];
	await inPieces(
		db,
		[...rejections.keys()],
		(some) => db.selectFrom("campaign").select("id").where("id", "in", some).where("assessment", "=", "targeted"),
		({ id }) => targeted.push(id),
	);
	if (targeted.length === 0) return [...log];
	const aliases = await aliasesOf(db, targeted);
	const overtaken = new Set<MadeDecision>();
	for (const id of targeted) {
		const rejected = rejections.get(id) ?? [];
		const covered = new Set(rejected.flatMap((made) => [...withSplitsOf(made, log)]));
		const isCovered = [id, ...(aliases.get(id) ?? [])].every((any) => covered.has(any));
		for (const made of rejected) {
			const { assessment } = made.detail;
			if (assessment !== undefined && !(assessment === "targeted" && isCovered)) overtaken.add(made);
		}
	}
	return log.map((made) => (overtaken.has(made) ? { ...made, overtaken: true } : made));
}

/** What a verdict meant, and what was split off that later: it was said of that mail too. */
function withSplitsOf(verdict: MadeDecision, log: readonly MadeDecision[]): Set<string> {
	const ids = new Set(saidOf(verdict));
	for (const { n, kind, campaign, detail } of log)
		if (kind === "split" && n > verdict.n && ids.has(campaign) && detail.to !== undefined) ids.add(detail.to);
	return ids;
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
		for (const id of saidOf(made)) last.delete(id);
		last.set(made.campaign, made);
	}
	return [...last.values()];
}

/**
 * `log`: the decisions about one campaign, under whichever of its ids. The last of a kind stands, of attributions the last to one name by one source.
 * Where it was several campaigns of which one was confirmed and another rejected, it is confirmed until somebody says so of all of it: what aims at people
 * must not vanish from block lists for being put together with what does not. A rejection that was overtaken says nothing of it.
 */
export function wordOf(log: readonly MadeDecision[]): Word {
	const verdicts = new Set(lastVerdicts(log).map(({ kind, overtaken }) => (overtaken ? null : (VERDICTS[kind] ?? null))));
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
