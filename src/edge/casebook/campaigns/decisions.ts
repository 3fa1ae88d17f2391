// Decisions: what analysts say of campaigns, above what the program says. Each is one transaction with its journal entry, never changed afterwards, and
// checked against the case as it is at that moment; the next correlation applies it. STIX 2.1 §5.2 gives the words of attribution.

import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { ID_DIGITS } from "../../../core/campaigns/campaign-ids.ts";
import { appError } from "../../../core/model/app-error.ts";
import type { Assessment } from "../../../core/model/campaign.ts";
import type { Engine } from "../engine.ts";
import { enqueue } from "../fresh.ts";
import { appendEntry, type Stamp } from "../journal.ts";
import type { Tables } from "../schema.ts";
import { fromHex, storable, toHex, type Value } from "../values.ts";
import { type Decision, type DecisionDetail, decisionLog, inForce, lastVerdicts, type MadeDecision, wordOf } from "./decision-log.ts";
import { aliasesOf, membersOf, resolve } from "./members.ts";

export interface Decided {
	/** Of the decision, for `undo`. */
	readonly id: string;
	/** The campaign that it is about, by its present id; of a split the new one. */
	readonly campaign: string;
	/** Earlier decisions that it stands above. */
	readonly replaces: readonly MadeDecision[];
}

/** Far more than a table shows, far less than a page. */
const LONGEST = 500;
const CONFIDENCES: ReadonlySet<string> = new Set(["none", "low", "medium", "high"]);
const PINNED_AT_ONCE = 500;

/** What is written if nothing speaks against it. */
interface Verdict {
	readonly campaign: string;
	readonly detail: DecisionDetail;
	readonly replaces: readonly MadeDecision[];
	/** Messages, in hex, by which correlation finds what it has to look at again. */
	readonly touched: readonly string[];
}

/** Throws `usage`, with nothing written, where the decision is impossible: an unknown campaign, one with itself, nothing left of it. */
export async function decide(engine: Engine, trx: Kysely<Tables>, stamp: Stamp, decision: Decision): Promise<Decided> {
	// One after another, each on what the one before left.
	await engine.takeTurn(trx, "decision");
	const log = await decisionLog(trx);
	const { campaign, detail, replaces, touched } = await VERDICTS[decision.kind](trx, log, decision as never);
	const note = words(decision.note ?? "", "a note");
	const full: DecisionDetail = note === "" ? detail : { ...detail, note };
	await enqueue(engine, trx, new Map(), touched);
	const replaced = replaces.map(({ id }) => id);
	const { time, actor } = { time: storable(stamp.time), actor: storable(stamp.actor) };
	const action = `campaign.${decision.kind}`;
	const n = await appendEntry(engine, trx, stamp, action, { campaign, ...full, ...(replaced.length > 0 && { replaces: replaced }) });
	const text = JSON.stringify(full);
	const id = shortHash(["counterpixel-decision-1", n, time, actor, decision.kind, campaign, text], 16);
	await trx.insertInto("decision").values({ id, n, time, actor, kind: decision.kind, campaign, detail: text }).execute();
	await pin(engine, trx);
	return { id, campaign: full.to ?? campaign, replaces };
}

type Of<K extends Decision["kind"]> = Extract<Decision, { readonly kind: K }>;
type Check<K extends Decision["kind"]> = (trx: Kysely<Tables>, log: readonly MadeDecision[], decision: Of<K>) => Promise<Verdict>;

const VERDICTS: { readonly [K in Decision["kind"]]: Check<K> } = {
	confirm: judge,
	reject: judge,
	reset: judge,
	merge,
	split,
	name,
	attribute,
	undo,
};

async function judge(trx: Kysely<Tables>, log: readonly MadeDecision[], { campaign, kind }: Of<"confirm">): Promise<Verdict> {
	const { id, ids, about } = await known(trx, log, campaign);
	// A rejection that does not count any more may count again: it can be taken back.
	if ((kind as string) === "reset" && lastVerdicts(about).every((made) => made.kind === "reset"))
		throw appError("usage", `${id} is neither confirmed nor rejected: there is nothing to take back`);
	const aliases = [...ids].filter((any) => any !== id);
	const detail = { ...(aliases.length > 0 && { aliases }), ...((kind as string) === "reject" && { assessment: await calledBy(trx, id) }) };
	return { campaign: id, detail, replaces: lastVerdicts(about), touched: [] };
}

/** What the program says of a campaign at this moment. */
async function calledBy(trx: Kysely<Tables>, id: string): Promise<Assessment> {
	const row = await trx.selectFrom("campaign").select("assessment").where("id", "=", id).executeTakeFirstOrThrow();
	return row.assessment as Assessment;
}

async function name(trx: Kysely<Tables>, log: readonly MadeDecision[], decision: Of<"name">): Promise<Verdict> {
	const { id, about } = await known(trx, log, decision.campaign);
	const text = words(decision.name, "a name");
	const last = about.findLast((made) => made.stands && made.kind === "name");
	if (text === "" && wordOf(about).name === null) throw appError("usage", `${id} has no name that could be taken away`);
	return { campaign: id, detail: { name: text }, replaces: last === undefined ? [] : [last], touched: [] };
}

async function attribute(trx: Kysely<Tables>, log: readonly MadeDecision[], decision: Of<"attribute">): Promise<Verdict> {
	const { id, about } = await known(trx, log, decision.campaign);
	const [to, source] = [words(decision.to, "who it is attributed to"), words(decision.source, "the source")];
	if (to === "") throw appError("usage", "an attribution needs a name: say whom it is attributed to");
	if (source === "") throw appError("usage", "an attribution needs a source: say who says so");
	if (!CONFIDENCES.has(decision.confidence)) throw appError("usage", "the confidence is one of none, low, medium, high");
	const last = about.findLast(({ stands, detail: { attribution } }) => stands && attribution?.to === to && attribution.source === source);
	const { confidence } = decision;
	return { campaign: id, detail: { attribution: { to, source, confidence } }, replaces: last === undefined ? [] : [last], touched: [] };
}

async function merge(trx: Kysely<Tables>, log: readonly MadeDecision[], decision: Of<"merge">): Promise<Verdict> {
	const [a, b] = [await known(trx, log, decision.campaign), await known(trx, log, decision.other)];
	if (a.id === b.id || (await areOne(trx, log, a.id, b.id)))
		throw appError(
			"usage",
			`${storable(decision.campaign)} and ${storable(decision.other)} are one campaign already${calledNow(decision, a, b)}`,
		);
	const messages = [await earliest(trx, a.id), await earliest(trx, b.id)];
	const splits = log.filter(({ stands, kind, campaign, detail: { to = "" } }) => {
		// By now it may be known by another id.
		const areHalves = (a.ids.has(to) && b.ids.has(campaign)) || (b.ids.has(to) && a.ids.has(campaign));
		return stands && kind === "split" && (to === a.id || to === b.id || areHalves);
	});
	const replaces = [...splits, ...overruled(a, b)].sort((one, other) => one.n - other.n);
	return { campaign: a.id, detail: { other: b.id, messages }, replaces, touched: messages };
}

/** What two are called by now that were merged before, where that is neither's name. */
function calledNow({ campaign, other }: Of<"merge">, a: Known, b: Known): string {
	const called = a.id === b.id && campaign !== other ? `, ${a.id}` : "";
	return `${called}: there is nothing to merge`;
}

/** Where one is confirmed and the other rejected, they are confirmed once they are one (`wordOf`): the rejections that end there. */
function overruled(a: Known, b: Known): MadeDecision[] {
	const [one, other] = [wordOf(a.about).decided, wordOf(b.about).decided];
	if (one === null || other === null || one === other) return [];
	return lastVerdicts((one === "rejected" ? a : b).about).filter(({ kind }) => kind === "reject");
}

async function split(trx: Kysely<Tables>, log: readonly MadeDecision[], decision: Of<"split">): Promise<Verdict> {
	const { id, ids } = await known(trx, log, decision.campaign);
	const messages = [...new Set(decision.messages.map((hex) => hex.toLowerCase()))].sort();
	if (messages.length === 0) throw appError("usage", "name the messages to split off, each by its SHA-256");
	const members = new Set((await membersOf(trx, [id], await aliasesOf(trx, [id]))).map(({ message }) => message));
	const stranger = messages.find((hex) => !members.has(hex));
	if (stranger !== undefined)
		throw appError("usage", `the message ${storable(stranger)} is not in ${id}: \`counterpixel campaigns ${id}\` lists those that are`);
	if (messages.length === members.size) throw appError("usage", `these are all messages of ${id}: at least one has to stay`);
	const to = splitId(messages);
	const replaces = log.filter(
		(made) =>
			made.stands &&
			((made.kind === "merge" && (ids.has(made.campaign) || ids.has(made.detail.other ?? ""))) ||
				(made.kind === "split" && ids.has(made.detail.to ?? ""))),
	);
	return { campaign: id, detail: { messages, to }, replaces, touched: messages };
}

async function undo(trx: Kysely<Tables>, log: readonly MadeDecision[], decision: Of<"undo">): Promise<Verdict> {
	const made = log.find(({ id }) => id === decision.decision);
	if (made === undefined)
		throw appError("usage", `there is no decision ${storable(decision.decision)}: a campaign's page lists those about it`);
	if (!made.stands) throw appError("usage", `the decision ${made.id} was taken back already`);
	const campaign = (await resolve(trx, made.campaign)) ?? made.campaign;
	// Taking back that something was taken back makes it count again, however long the chain is.
	let again: MadeDecision | undefined = made;
	while (again?.kind === "undo") {
		const earlier: string | undefined = again.detail.decision;
		again = log.find(({ id }) => id === earlier);
	}
	return { campaign, detail: { decision: made.id }, replaces: [made], touched: again?.detail.messages ?? [] };
}

interface Known {
	readonly id: string;
	/** With its aliases. */
	readonly ids: ReadonlySet<string>;
	/** Decisions about it. */
	readonly about: readonly MadeDecision[];
}

async function known(trx: Kysely<Tables>, log: readonly MadeDecision[], given: string): Promise<Known> {
	const id = await resolve(trx, given);
	if (id === null) throw appError("usage", `there is no campaign ${storable(given)}: \`counterpixel campaigns\` lists them`);
	const ids = new Set([id, ...((await aliasesOf(trx, [id])).get(id) ?? [])]);
	return { id, ids, about: log.filter(({ campaign }) => ids.has(campaign)) };
}

/** Merges that no correlation has applied yet count as well, over however many steps. */
async function areOne(trx: Kysely<Tables>, log: readonly MadeDecision[], a: string, b: string): Promise<boolean> {
	const pairs: (readonly [string, string])[] = [];
	for (const [one, other] of inForce(log).merges) pairs.push([(await resolve(trx, one)) ?? one, (await resolve(trx, other)) ?? other]);
	const reached = new Set([a]);
	for (let size = 0; size !== reached.size; ) {
		size = reached.size;
		for (const [one, other] of pairs) if (reached.has(one) || reached.has(other)) reached.add(one).add(other);
	}
	return reached.has(b);
}

async function earliest(trx: Kysely<Tables>, id: string): Promise<string> {
	const first = (await membersOf(trx, [id], await aliasesOf(trx, [id])))[0];
	if (first === undefined) throw appError("usage", `${id} has no message any more: scan again, then decide`);
	return first.message;
}

/** As other ids look, and from other content, so that it is none of them. */
function splitId(messages: readonly string[]): string {
	return shortHash(["counterpixel-split-1", ...messages], ID_DIGITS);
}

function shortHash(parts: readonly unknown[], digits: number): string {
	return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, digits);
}

function words(text: string, what: string): string {
	const trimmed = storable(text).replace(/\s+/g, " ").trim();
	if (trimmed.length > LONGEST) throw appError("usage", `${what} has at most ${LONGEST} characters`);
	return trimmed;
}

/** Brings `pinned` to what the log says now. */
async function pin(engine: Engine, trx: Kysely<Tables>): Promise<void> {
	const { pinned } = inForce(await decisionLog(trx));
	const stored = new Map((await trx.selectFrom("pinned").selectAll().execute()).map(({ message, campaign }) => [toHex(message), campaign]));
	const gone = [...stored.keys()].filter((hex) => !pinned.has(hex));
	for (let at = 0; at < gone.length; at += PINNED_AT_ONCE)
		await trx
			.deleteFrom("pinned")
			.where("message", "in", gone.slice(at, at + PINNED_AT_ONCE).map(fromHex))
			.execute();
	const rows: Value[] = [];
	for (const [hex, campaign] of [...pinned].sort()) if (stored.get(hex) !== campaign) rows.push(fromHex(hex), campaign);
	await engine.insert(trx, "pinned", rows, "replace");
}
