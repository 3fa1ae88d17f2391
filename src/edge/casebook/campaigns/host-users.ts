// Host users: whose mail in the case goes to a host besides a campaign's, followed links among it. A block list that forgets them cuts off what
// people read every day; and an attacker who loads a parliament's own pictures would have the parliament blocked.

import type { Kysely } from "kysely";
import type { Feature } from "../../../core/model/sighting.ts";
import { reversedKey } from "../hunting/ranges.ts";
import type { Tables } from "../schema.ts";
import { keyText, toHex } from "../values.ts";

/** A sender as campaigns tell senders apart (a strand), whose mail contacts the host or one below it. */
export interface HostUser {
	/** Empty where none of that sender's mail contacts anybody without a click. */
	readonly campaign: string;
	/** SHA-256, hex, of a message that does; null of all but the first few. */
	readonly message: string | null;
}

/** Senders that are counted; more are enough to know that it is everybody's. */
const MOST = 5000;
/** Of so many a message is looked up. */
const SHOWN = 20;

/** Of campaigns that are not in `except`. `host`: lower case, punycode. */
export async function hostUsers(db: Kysely<Tables>, host: string, except: ReadonlySet<string>): Promise<HostUser[]> {
	const key = reversedKey(host);
	const contacts = db
		.selectFrom("contact")
		.innerJoin("sighting", "sighting.message", "contact.message")
		.where(({ eb, and, or }) =>
			or([eb("contact.host", "=", key), and([eb("contact.host", ">=", `${key}.`), eb("contact.host", "<", `${key}/`)])]),
		);
	const strands = await contacts
		.innerJoin("strand", "strand.id", "sighting.strand")
		.select(["strand.id as strand", "strand.campaign as campaign"])
		.distinct()
		.limit(MOST)
		.execute();
	const users: HostUser[] = [];
	for (const { strand, campaign } of strands) {
		if (except.has(campaign)) continue;
		const shown = users.length < SHOWN;
		const row = shown
			? await contacts.select("contact.message as message").where("sighting.strand", "=", strand).limit(1).executeTakeFirst()
			: undefined;
		users.push({ campaign, message: row === undefined ? null : toHex(row.message) });
	}
	return users;
}

/** How many senders of campaigns that are not in `except` have a feature, counted up to a limit. */
export async function featureUsers(db: Kysely<Tables>, { kind, value }: Feature, except: ReadonlySet<string>): Promise<number> {
	const strands = await db
		.selectFrom("strand_feature")
		.innerJoin("strand", "strand.id", "strand_feature.strand")
		.select("strand.campaign as campaign")
		.where("strand_feature.kind", "=", kind)
		.where("strand_feature.value", "=", keyText(value, "feature"))
		.limit(MOST)
		.execute();
	return strands.filter(({ campaign }) => !except.has(campaign)).length;
}
