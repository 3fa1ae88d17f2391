// Deliveries: where messages lie or lay, and whose mailbox that is, for many messages at a time.

import type { Kysely } from "kysely";
import type { Tables } from "../schema.ts";
import { fromHex, toHex } from "../values.ts";

/** A message in a mailbox. */
export interface Delivery {
	/** Lower-case hex. */
	readonly sha256: string;
	readonly messageId: string | null;
	readonly from: string | null;
	readonly subject: string | null;
	/** When the owner's server took it in, ISO 8601, UTC; null where unknown. */
	readonly received: string | null;
	readonly mailbox: string;
	/** Whose mailbox it is, or null. */
	readonly recipient: string | null;
	/** It lies there no longer, which says as much about who received it. */
	readonly gone: boolean;
}

const LOOKED_UP = 500;

/** By message in hex, one for each mailbox and owner, in their order. A message that lies twice in one mailbox was received there. */
export async function deliveriesOf(db: Kysely<Tables>, messages: readonly string[]): Promise<Map<string, Delivery[]>> {
	const deliveries = new Map<string, Delivery[]>();
	for (let at = 0; at < messages.length; at += LOOKED_UP) {
		const some = messages.slice(at, at + LOOKED_UP).map(fromHex);
		const rows = await db
			.selectFrom("message")
			.innerJoin("placement", "placement.message", "message.sha256")
			.select(({ fn }) => [
				"message.sha256",
				"message.message_id as messageId",
				"message.from",
				"message.subject",
				"message.received",
				"placement.mailbox",
				"placement.owner",
				fn.min("placement.gone").as("gone"),
			])
			.where("message.sha256", "in", some)
			.groupBy(["message.sha256", "placement.mailbox", "placement.owner"])
			.execute();
		for (const { sha256, messageId, from, subject, received, mailbox, owner, gone } of rows.sort(byPlace)) {
			const hex = toHex(sha256);
			const list = deliveries.get(hex) ?? [];
			deliveries.set(hex, list);
			list.push({
				sha256: hex,
				messageId,
				from,
				subject,
				received: received === "" ? null : received,
				mailbox,
				recipient: owner,
				gone: Number(gone) === 1,
			});
		}
	}
	return deliveries;
}

interface Place {
	readonly mailbox: string;
	readonly owner: string | null;
}

/** By code units: an order of the database's would differ from one to the other where an owner is unknown. */
function byPlace(a: Place, b: Place): number {
	if (a.mailbox !== b.mailbox) return a.mailbox < b.mailbox ? -1 : 1;
	const [one, other] = [a.owner ?? "", b.owner ?? ""];
	return one < other ? -1 : one > other ? 1 : 0;
}
