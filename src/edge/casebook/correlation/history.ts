// History: other mail in the case from a campaign's senders, tracked or not. A stranger's first mail and a correspondent's hundredth look alike.

import type { CampaignFacts } from "../../../core/campaigns/assessment/facts.ts";
import { isFreemail } from "../../../core/campaigns/freemail.ts";
import { MOST_SHARED } from "../../../core/campaigns/rarity.ts";
import { maskedAddress, ownerOf } from "../../../core/campaigns/strand-id.ts";
import { inPieces, type Trx } from "../keyed.ts";
import { addressKey, hostKey } from "../trail.ts";
import { toHex } from "../values.ts";
import type { CorrelationState } from "./state.ts";

/** Mails of one sender that are looked at, in order of address and time: past these there is history enough. */
const LOOKED_AT = 200;

/** `strands`: the campaign's; `senders`: addresses, lower case; `first`: received time, or empty. */
export async function historyOf(
	trx: Trx,
	strands: ReadonlySet<string>,
	senders: readonly string[],
	first: string,
): Promise<CampaignFacts["history"]> {
	const found = new Map<string, { readonly message: Uint8Array; readonly received: string }>();
	for (const range of ranges(senders))
		for (const { message, received, headers, strand } of await firstOf(trx, range))
			if (!strands.has(strand) && headers.split(" ").includes("from")) found.set(toHex(message), { message, received });
	const times = [...found.values()].flatMap(({ received }) => (received === "" ? [] : [received])).sort();
	const recipients = new Set<string>();
	await inPieces(
		trx,
		[...found.values()].map(({ message }) => message),
		(some) => trx.selectFrom("placement").select("owner").distinct().where("message", "in", some).where("owner", "is not", null),
		({ owner }) => recipients.add(owner as string),
	);
	const earlier = first === "" ? 0 : times.filter((time) => time < first).length;
	return { earlier, messages: found.size, recipients: recipients.size, since: times[0] ?? null };
}

/**
 * Strands of campaigns whose history the mail from these addresses is, of which some is new: `isNew` tells of which messages (hex). Where a sender has so
 * much mail that none of the new is looked at, nothing changes.
 */
export async function withHistoryOf(
	state: CorrelationState,
	addresses: Iterable<string>,
	isNew: (message: string) => boolean,
): Promise<string[]> {
	const keys = new Set<string>();
	for (const address of addresses) {
		const domain = address.slice(address.lastIndexOf("@") + 1);
		const [range] = ranges([address]);
		if (range === undefined) continue;
		const rows = await firstOf(state.trx, range);
		if (rows.length === LOOKED_AT && !rows.some(({ message }) => isNew(toHex(message)))) continue;
		keys.add(isFreemail(domain) ? `from-address ${maskedAddress(address)}` : `from-domain ${ownerOf(domain)}`);
	}
	return [...(await state.sharers([...keys])).values()].flatMap((list) => (list.length > MOST_SHARED ? [] : list));
}

async function firstOf(trx: Trx, [from, to]: readonly [string, string]) {
	return trx
		.selectFrom("trail")
		.innerJoin("sighting", "sighting.message", "trail.message")
		.select(["trail.message", "trail.received", "trail.headers", "sighting.strand"])
		.where("trail.kind", "=", "address")
		.where("trail.value", ">=", from)
		.where("trail.value", "<=", to)
		.orderBy("trail.value")
		.orderBy("trail.received")
		.orderBy("trail.message")
		.limit(LOOKED_AT)
		.execute();
}

/** Of the addresses, or of all at their domain where strangers have none there. */
function ranges(senders: readonly string[]): (readonly [string, string])[] {
	const found = new Map<string, readonly [string, string]>();
	for (const sender of senders) {
		const domain = sender.slice(sender.lastIndexOf("@") + 1);
		const key = isFreemail(domain) ? addressKey(sender) : hostKey(domain);
		if (key === null) continue;
		// Behind "@" every address at the domain, and none at a sub-domain, which has "." there.
		found.set(key, isFreemail(domain) ? [key, key] : [`${key}@`, `${key}@\u{10ffff}`]);
	}
	return [...found.values()];
}
