// Log samples: of each log a little of what it shows, enough to tell whose people are in it, and whether its clock agrees with the mail's: clients, names at
// the proxy, and mail whose very URLs were asked for.

import { type Kysely, sql } from "kysely";
import type { LogSample } from "../../../core/exposure/log-sample.ts";
import type { Tables } from "../schema.ts";
import { prefixBounds, urlHash } from "../url-hints.ts";
import { fromHex, toHex } from "../values.ts";

/** Contacts that are looked at, from the log's beginning; different clients and names; URLs whose mail is looked up. */
const MOST = { contacts: 2000, clients: 500, urls: 60 } as const;

/** `log`: SHA-256, hex. */
export async function logSample(db: Kysely<Tables>, log: string): Promise<LogSample> {
	const rows = await db
		.selectFrom("log_contact")
		.select(["time", "client", "user", "url", "host", "offset"])
		.where("log", "=", fromHex(log))
		.orderBy("offset")
		.limit(MOST.contacts)
		.execute();
	const contacts = rows.map(({ time, offset: _, ...row }) => ({ ...row, time: Number(time) === -1 ? null : Number(time) }));
	const first = new Map<string, number>();
	for (const { url, time } of contacts) if (url !== "" && time !== null && !first.has(url)) first.set(url, time);
	const urls = [...first];
	const step = Math.max(1, Math.floor(urls.length / MOST.urls));
	const opened = [];
	for (let at = 0; at < urls.length; at += step) {
		const [url, time] = urls[at] as [string, number];
		const mail = await mailOf(db, url);
		if (mail !== null) opened.push({ ...mail, time });
	}
	const clients = new Map<string, LogSample["clients"][number]>();
	for (const { client, time, user } of contacts)
		if (time !== null && (client !== "" || user !== "") && clients.size < MOST.clients)
			clients.set(`${client} ${user}`, { client, user, time });
	return {
		clients: [...clients.values()],
		opened,
		contacts: contacts.flatMap(({ time, client, host }) => (time === null ? [] : [{ time, key: `${client} ${host}` }])),
	};
}

/** Of the one message that refers to a URL; null where none does, or several do. */
async function mailOf(
	db: Kysely<Tables>,
	url: string,
): Promise<{ readonly accounts: readonly string[]; readonly received: number } | null> {
	const hints = await db.selectFrom("url_hint").select("message").where("url", "=", urlHash(url)).limit(2).execute();
	const [hint] = hints;
	if (hint === undefined || hints.length > 1) return null;
	const [low, high] = prefixBounds(Number(hint.message));
	const rows = await db
		.selectFrom("message")
		.innerJoin("placement", "placement.message", "message.sha256")
		.select(["message.sha256", "message.received", "placement.owner"])
		.where("message.sha256", ">=", low)
		.where("message.sha256", "<=", high)
		.where("message.received_from", "=", "received")
		.where(sql<boolean>`message.received <> ''`)
		.execute();
	const [one] = rows;
	if (one === undefined || rows.some(({ sha256 }) => toHex(sha256) !== toHex(one.sha256))) return null;
	const accounts = new Set(rows.flatMap(({ owner }) => (owner === null ? [] : [owner.toLowerCase()])));
	return { accounts: [...accounts].sort(), received: Date.parse(one.received) };
}
