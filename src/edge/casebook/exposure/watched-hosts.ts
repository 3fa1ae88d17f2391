// Watched hosts: which hosts logs are asked for, and whose mail leads to them. Hosts come from the contacts that scans wrote, without a look into any message.

import { type Kysely, sql } from "kysely";
import { type Findings, reversedHost } from "../findings.ts";
import { inPieces } from "../keyed.ts";
import type { Tables } from "../schema.ts";
import { keyText, toHex } from "../values.ts";

export interface WatchedHost {
	/** Lower case. */
	readonly host: string;
	/** Some reference to it singles its reader out. */
	readonly individual: boolean;
}

/** In order: those that mail contacts without a click, and those of links that single a reader out. A share (SMB) is looked up as any host is. */
export async function watchedHosts(db: Kysely<Tables>): Promise<WatchedHost[]> {
	const rows = await db
		.selectFrom("contact")
		.innerJoin("explanation", "explanation.id", "contact.explanation")
		.select("contact.host")
		.select(sql<number>`max(case when explanation.identifier <> 'none' then 1 else 0 end)`.as("individual"))
		.where(({ eb, or }) => or([eb("explanation.trigger", "<>", "click"), eb("explanation.identifier", "<>", "none")]))
		.where("explanation.channel", "in", ["http", "dns", "smb"])
		.groupBy("contact.host")
		.execute();
	return rows
		.map(({ host, individual }) => ({ host: reversedHost(host).replace(/\.$/, ""), individual: Number(individual) === 1 }))
		.filter(({ host }) => host !== "")
		.sort((a, b) => (a.host < b.host ? -1 : 1));
}

/** Hosts of plain links too, of these campaigns (present ids), in order. Messages that an analyst split off are looked for under their sender's campaign. */
export async function hostsOfCampaigns(db: Kysely<Tables>, campaigns: readonly string[]): Promise<string[]> {
	const messages: Uint8Array[] = [];
	await inPieces(
		db,
		campaigns,
		(some) =>
			db
				.selectFrom("strand")
				.innerJoin("sighting", "sighting.strand", "strand.id")
				.select("sighting.message")
				.where("strand.campaign", "in", some),
		({ message }) => messages.push(message),
	);
	const hosts = new Set<string>();
	await inPieces(
		db,
		messages,
		(some) => db.selectFrom("message").select("findings").where("sha256", "in", some),
		({ findings }) => {
			for (const [host] of (JSON.parse(findings) as Findings).contacts) hosts.add(host);
		},
	);
	return [...hosts].sort();
}

/** By host, the campaigns (present ids; empty: a sender none of whose mail contacts anybody without a click) whose mail has to do with it. */
export async function campaignsOfHosts(db: Kysely<Tables>, hosts: readonly string[]): Promise<Map<string, Set<string>>> {
	const campaigns = new Map<string, Set<string>>();
	await inPieces(
		db,
		hosts.map((host) => keyText(reversedHost(host), "name")),
		(some) =>
			db
				.selectFrom("contact")
				.innerJoin("sighting", "sighting.message", "contact.message")
				.innerJoin("strand", "strand.id", "sighting.strand")
				.leftJoin("pinned", "pinned.message", "contact.message")
				.select(["contact.host as host", sql<string>`coalesce(pinned.campaign, strand.campaign)`.as("campaign")])
				.distinct()
				.where("contact.host", "in", some),
		({ host, campaign }) => setIn(campaigns, reversedHost(host)).add(campaign),
	);
	return campaigns;
}

/** By account, the campaigns (present ids and aliases) whose mail there leads to a host, without a click or by a link that singles its reader out. */
export async function accountsLedTo(db: Kysely<Tables>, host: string): Promise<Map<string, Set<string>>> {
	const rows = await db
		.selectFrom("contact")
		.innerJoin("explanation", "explanation.id", "contact.explanation")
		.innerJoin("placement", "placement.message", "contact.message")
		.innerJoin("sighting", "sighting.message", "contact.message")
		.innerJoin("strand", "strand.id", "sighting.strand")
		.leftJoin("pinned", "pinned.message", "contact.message")
		.select(["placement.owner as owner", sql<string>`coalesce(pinned.campaign, strand.campaign)`.as("campaign")])
		.distinct()
		.where("contact.host", "=", keyText(reversedHost(host), "name"))
		.where("placement.owner", "is not", null)
		.where(({ eb, or }) => or([eb("explanation.trigger", "<>", "click"), eb("explanation.identifier", "<>", "none")]))
		.execute();
	const accounts = new Map<string, Set<string>>();
	for (const { owner, campaign } of rows) setIn(accounts, owner as string).add(campaign);
	return accounts;
}

/** Messages (SHA-256, hex) with a link that singles its reader out to one of these hosts, in order. */
export async function messagesLinkingTo(db: Kysely<Tables>, hosts: readonly string[]): Promise<string[]> {
	const messages = new Set<string>();
	await inPieces(
		db,
		hosts.map((host) => keyText(reversedHost(host), "name")),
		(some) =>
			db
				.selectFrom("contact")
				.innerJoin("explanation", "explanation.id", "contact.explanation")
				.select("contact.message")
				.distinct()
				.where("contact.host", "in", some)
				.where("explanation.identifier", "<>", "none"),
		({ message }) => messages.add(toHex(message)),
	);
	return [...messages].sort();
}

/** Whose mailboxes the case holds, lower case, in order. */
export async function ownersIn(db: Kysely<Tables>): Promise<string[]> {
	const rows = await db.selectFrom("placement").select("owner").distinct().where("owner", "is not", null).execute();
	return rows.map(({ owner }) => (owner as string).toLowerCase()).sort();
}

function setIn(sets: Map<string, Set<string>>, key: string): Set<string> {
	const set = sets.get(key) ?? new Set();
	sets.set(key, set);
	return set;
}
