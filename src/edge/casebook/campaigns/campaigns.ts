// Campaigns as they are read: built from the tables a few at a time, so that a case of any size streams. What the program says comes from the last
// correlation, what people say from the decisions, which are never older.

import { type Kysely, type SqlBool, sql } from "kysely";
import {
	type Assessment,
	type Campaign,
	type CampaignLink,
	type Reason,
	type SharedThing,
	STRENGTHS,
	type Strength,
} from "../../../core/model/campaign.ts";
import { identifiersOf } from "../copies/proofs.ts";
import { sharedThing, spreadOf } from "../correlation/links.ts";
import type { CampaignSummary } from "../correlation/summaries.ts";
import type { CampaignTable } from "../schema/campaign-tables.ts";
import type { Tables } from "../schema.ts";
import { decidedCampaigns } from "./decided-campaigns.ts";
import { decisionLog, type MadeDecision, wordOf } from "./decision-log.ts";
import { type Delivery, deliveriesOf } from "./deliveries.ts";
import { aliasesOf, membersOf, resolve } from "./members.ts";
import { isRestWorthTelling, restOfInfrastructure } from "./rest-of-infrastructure.ts";

export interface CampaignQuery {
	/** What the program says; an analyst's word does not count here. */
	readonly assessment?: Assessment;
	/** Only what counts as targeted: called so and not rejected, or confirmed by an analyst. */
	readonly targeted?: true;
}

/** Campaigns of a page; most have one message. */
const PAGE = 200;
/** Messages that are held at a time, unless one campaign has more. */
const HELD = 5000;
const NOTHING: CampaignSummary = { infrastructure: [], setAside: [] };

/** Those seen last come first, those without any time at the end; of one moment by id, downwards. */
export async function* campaigns(db: Kysely<Tables>, query: CampaignQuery = {}): AsyncGenerator<Campaign> {
	const log = Map.groupBy(await decisionLog(db), ({ campaign }) => campaign);
	const { confirmed = [], rejected = [] } = query.targeted === true ? Object.groupBy(await decidedCampaigns(db), ([, word]) => word) : {};
	let after: CampaignTable | undefined;
	for (;;) {
		let select = db.selectFrom("campaign").selectAll().orderBy("last", "desc").orderBy("id", "desc").limit(PAGE);
		if (query.assessment !== undefined) select = select.where("assessment", "=", query.assessment);
		if (query.targeted === true)
			select = select.where(({ or, and, not, eb }) => {
				const isOneOf = (of: readonly (readonly [string, unknown])[]) => or(of.map(([id]) => eb("id", "=", id)));
				return or([and([eb("assessment", "=", "targeted"), not(isOneOf(rejected))]), isOneOf(confirmed)]);
			});
		if (after !== undefined) select = select.where(sql<SqlBool>`(last, id) < (${after.last}, ${after.id})`);
		const page = await select.execute();
		for (const few of handfuls(page)) yield* await complete(db, few, log);
		after = page.at(-1);
		if (page.length < PAGE) return;
	}
}

/** One campaign by its id, or by that of one that was merged into it; null where there is none. */
export async function campaign(db: Kysely<Tables>, idOrAlias: string): Promise<Campaign | null> {
	const id = await resolve(db, idOrAlias);
	if (id === null) return null;
	const rows = await db.selectFrom("campaign").selectAll().where("id", "=", id).execute();
	const log = Map.groupBy(await decisionLog(db), ({ campaign }) => campaign);
	return (await complete(db, rows, log))[0] ?? null;
}

function* handfuls(page: readonly CampaignTable[]): Generator<CampaignTable[]> {
	let few: CampaignTable[] = [];
	let messages = 0;
	for (const row of page) {
		if (few.length > 0 && messages + row.messages > HELD) {
			yield few;
			few = [];
			messages = 0;
		}
		few.push(row);
		messages += row.messages;
	}
	if (few.length > 0) yield few;
}

async function complete(
	db: Kysely<Tables>,
	rows: readonly CampaignTable[],
	log: ReadonlyMap<string, readonly MadeDecision[]>,
): Promise<Campaign[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const aliases = await aliasesOf(db, ids);
	const members = Map.groupBy(await membersOf(db, ids, aliases), (member) => member.campaign);
	const links = await linksOf(db, ids);
	const deliveries = await deliveriesOf(
		db,
		[...members.values()].flat().map(({ message }) => message),
	);
	const told = rows.flatMap(({ summary }) => {
		const { infrastructure, setAside } = JSON.parse(summary) as CampaignSummary;
		return [...infrastructure, ...setAside];
	});
	const spread = await spreadOf(
		db,
		told.map(({ kind, value }) => `${kind} ${value}`),
	);
	const found: Campaign[] = [];
	for (const row of rows) {
		const { id, first, last, messages } = row;
		const assessment = row.assessment as Assessment;
		const others = aliases.get(id) ?? [];
		const about = [id, ...others].flatMap((any) => log.get(any) ?? []).sort((a, b) => a.n - b.n);
		const hashes = (members.get(id) ?? []).map(({ message }) => message);
		const word = wordOf(about);
		const sampled = JSON.parse(row.summary) as CampaignSummary;
		const isRestTold = isRestWorthTelling({ ...sampled, messages, assessment, isConfirmed: word.decided === "confirmed" });
		const rest = isRestTold ? await restOfInfrastructure(db, sampled, hashes) : NOTHING;
		found.push({
			id,
			aliases: others,
			...word,
			assessment,
			reasons: JSON.parse(row.reasons) as Reason[],
			firstSeen: first === "" ? null : first,
			lastSeen: last === "" ? null : last,
			...receivedBy((members.get(id) ?? []).flatMap(({ message }) => deliveries.get(message) ?? [])),
			infrastructure: [...sampled.infrastructure.map((thing) => counted(thing, spread)), ...rest.infrastructure],
			identifiers: await identifiersOf(db, hashes),
			setAside: [...sampled.setAside.map((thing) => counted(thing, spread)), ...rest.setAside],
			links: links.get(id) ?? [],
		});
	}
	return found;
}

/** How many share it by now: since a campaign was put in order, others may have come that do. */
function counted({ kind, value }: SharedThing, spread: ReadonlyMap<string, number>): SharedThing {
	return sharedThing(`${kind} ${value}`, spread);
}

/** One entry for each mailbox that holds, or held, a message. */
function receivedBy(deliveries: readonly Delivery[]): Pick<Campaign, "messages" | "recipients"> {
	const messages = new Map<string, Campaign["messages"][number]>();
	const recipients = new Set<string>();
	for (const { messageId, mailbox, sha256, recipient } of deliveries) {
		messages.set(`${sha256} ${mailbox}`, { messageId, mailbox, sha256 });
		if (recipient !== null) recipients.add(recipient);
	}
	return { messages: [...messages.values()], recipients: [...recipients].sort() };
}

/** By campaign: the strongest first, then by id. */
async function linksOf(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, CampaignLink[]>> {
	const links = new Map<string, CampaignLink[]>(ids.map((id) => [id, []]));
	for (const [here, there] of [
		["a", "b"],
		["b", "a"],
	] as const) {
		const rows = await db
			.selectFrom("campaign_link")
			.selectAll()
			.where(here, "in", [...ids])
			.execute();
		for (const row of rows)
			links.get(row[here])?.push({ campaign: row[there], strength: row.strength as Strength, why: JSON.parse(row.why) as string[] });
	}
	for (const list of links.values())
		list.sort((a, b) => STRENGTHS.indexOf(b.strength) - STRENGTHS.indexOf(a.strength) || (a.campaign < b.campaign ? -1 : 1));
	return links;
}
