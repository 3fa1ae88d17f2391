// Correlation: from the queue of changed messages to campaigns, in one transaction, by one path for the first message and the millionth. It looks at
// the strands of what is new, at who shares something with them, and at their campaigns; nothing else of the case is read.

import { assess, type Verdict } from "../../../core/campaigns/assessment/assess.ts";
import { ASSESSOR } from "../../../core/campaigns/assessment/assessor.ts";
import { decisionsInForce } from "../campaigns/decision-log.ts";
import { proveFirst } from "../copies/first-proofs.ts";
import { proveTouched } from "../copies/proofs.ts";
import type { Engine } from "../engine.ts";
import { inPieces } from "../keyed.ts";
import { COLUMNS } from "../schema.ts";
import { inTransaction } from "../transaction.ts";
import { fromHex, type Value } from "../values.ts";
import { remakeBonds } from "./bonds.ts";
import { updateSpread } from "./bonds-spread.ts";
import { formCampaigns, type Part } from "./campaign-parts.ts";
import { factsOf } from "./facts.ts";
import { withHistoryOf, writtenTo } from "./history.ts";
import { allTracked, isJudgedByOlder } from "./judged-by.ts";
import { remakeLinks } from "./links.ts";
import { indexSenders } from "./sender-keys.ts";
import { type CorrelationState, correlationState } from "./state.ts";
import { writeStrands } from "./strand-features.ts";
import { type CountedStrands, countStrands } from "./strands.ts";
import { summaries } from "./summaries.ts";
import { gatherUniverse } from "./universe.ts";

export interface CorrelationOptions {
	/** Whether a host (lower case, punycode) is a known operator's, whose customers share it. */
	readonly isOperatorHost: (host: string) => boolean;
	/** false: copies are not compared and nothing is assessed, to measure the rest. */
	readonly judge?: boolean;
}

/** What a correlation did. */
export interface Correlated {
	/** Messages that were new or changed. */
	readonly messages: number;
	/** Campaigns that were put in order anew. */
	readonly campaigns: number;
	/** All campaigns were judged anew, since their verdicts were of older rules. */
	readonly judgedAnew: boolean;
}

/** Brings campaigns to what scans and decisions say by now. Several processes take turns; who comes second finds nothing left to do. */
export async function correlate(engine: Engine, options: CorrelationOptions): Promise<Correlated> {
	const isJudging = options.judge !== false;
	const waiting = await engine.db.selectFrom("fresh").select("message").limit(1).execute();
	if (waiting.length === 0 && !(isJudging && (await isJudgedByOlder(engine.db)))) return { messages: 0, campaigns: 0, judgedAnew: false };
	return inTransaction(engine, async (trx) => {
		await engine.takeTurn(trx, "correlation");
		const counted = await countStrands(engine, trx);
		const { messages, isFirst, strands } = counted;
		const changes = await writeStrands(engine, trx, counted);
		const { changed, left } = changes;
		const state = correlationState(engine, trx, options.isOperatorHost);
		const { dirty, told } = await updateSpread(state, changes, isFirst);
		const remade = new Set([...changed, ...dirty]);
		await remakeBonds(state, remade, isFirst);
		const judged = isJudging ? await compareAndIndex(engine, state, counted) : [];
		const outdated = isJudging && !isFirst && (await isJudgedByOlder(trx)) ? await allTracked(trx) : [];
		const seeds = {
			strands: new Set([...strands.keys(), ...remade, ...told, ...judged, ...outdated]),
			dirty: remade,
			campaigns: left,
			isFirst,
		};
		const universe = await gatherUniverse(trx, seeds, await decisionsInForce(trx));
		const { parts, gone } = await formCampaigns(engine, trx, universe, isFirst);
		await remakeLinks(engine, trx, parts, gone, isFirst);
		await inPieces(trx, gone, (some) => trx.deleteFrom("campaign").where("id", "in", some));
		await writeCampaigns(engine, state, parts, isFirst, isJudging);
		return { messages, campaigns: parts.length, judgedAnew: outdated.length > 0 };
	});
}

/** Compares copies of what is new, and notes what its senders are called. Returns strands of which something else is to be said for that. */
async function compareAndIndex(
	engine: Engine,
	state: CorrelationState,
	{ strands, before, touched, isFirst }: CountedStrands,
): Promise<string[]> {
	const { trx } = state;
	const proved = new Set<string>();
	if (isFirst) await proveFirst(engine, trx, strands.values());
	else for (const hash of await proveTouched(engine, trx, touched)) proved.add(hash);
	const { alike, addresses } = await indexSenders(engine, trx, [...strands.keys()], (id) => before.get(id)?.messages ?? 0);
	// All are judged anyway.
	if (isFirst) return [];
	const fresh = new Set(touched.map(({ message }) => message));
	const met = new Set([...addresses, ...(await writtenTo(trx, [...fresh]))]);
	const again = new Set([...alike, ...(await withHistoryOf(state, met, (message) => fresh.has(message)))]);
	await inPieces(
		trx,
		[...proved].map(fromHex),
		(some) => trx.selectFrom("sighting").select("strand").distinct().where("message", "in", some),
		({ strand }) => again.add(strand),
	);
	return [...again];
}

/** Rows that are written at a time. */
const WRITTEN = 1000;
const UNJUDGED: Verdict = { assessment: "undetermined", reasons: [] };

async function writeCampaigns(
	engine: Engine,
	state: CorrelationState,
	parts: readonly Part[],
	isFirst: boolean,
	isJudged: boolean,
): Promise<void> {
	let rows: Value[] = [];
	const write = async (): Promise<void> => {
		await engine.insert(state.trx, "campaign", rows, isFirst ? "new" : "replace");
		rows = [];
	};
	for await (const [part, { infrastructure, setAside }] of summaries(state, parts)) {
		const { id, made, first, last, messages } = part;
		const { assessment, reasons } = isJudged ? assess(await factsOf(state, part)) : UNJUDGED;
		rows.push(
			id,
			made,
			first,
			last,
			messages,
			assessment,
			JSON.stringify(reasons),
			JSON.stringify({ infrastructure, setAside, assessor: isJudged ? ASSESSOR : 0 }),
		);
		if (rows.length >= WRITTEN * COLUMNS.campaign.length) await write();
	}
	await write();
}
