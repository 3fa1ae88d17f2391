// History: other mail in the case from a campaign's senders and to them, tracked or not. A stranger's first mail and a correspondent's hundredth look alike.

import type { CampaignFacts } from "../../../core/campaigns/assessment/facts.ts";
import { isFreemail } from "../../../core/campaigns/freemail.ts";
import { MOST_SHARED } from "../../../core/campaigns/rarity.ts";
import { maskedAddress, ownerOf } from "../../../core/campaigns/strand-id.ts";
import type { MailProfile } from "../../../core/model/profile.ts";
import { hasTrait } from "../../../core/model/sighting.ts";
import { inPieces, type Trx } from "../keyed.ts";
import { addressKey, hostKey } from "../trail.ts";
import { fromHex, toHex } from "../values.ts";
import type { CorrelationState } from "./state.ts";

/** Mails of one sender that are looked at, in order of address and time: past these there is history enough. */
const LOOKED_AT = 200;

/** `strands`: the campaign's; `senders`: addresses, lower case; `first`: received time, or empty. */
export async function historyOf(
	state: CorrelationState,
	strands: ReadonlySet<string>,
	senders: readonly string[],
	first: string,
): Promise<Pick<CampaignFacts, "history" | "written">> {
	const { trx } = state;
	const found = new Map<string, { readonly message: Uint8Array; readonly received: string; readonly isOthers: boolean }>();
	const sent = new Map<string, Uint8Array>();
	const own = new Set(senders.map(addressKey));
	const providers = await providersAmong(state, senders);
	for (const range of ranges(senders, providers))
		for (const { message, received, value, headers, strand } of await firstOf(trx, range)) {
			const named = headers.split(" ");
			if (named.includes("to") && own.has(value)) sent.set(toHex(message), message);
			if (!strands.has(strand) && named.includes("from")) found.set(toHex(message), { message, received, isOthers: !own.has(value) });
		}
	const times = [...found.values()].flatMap(({ received }) => (received === "" ? [] : [received])).sort();
	const recipients = new Set<string>();
	await inPieces(
		trx,
		[...found.values()].map(({ message }) => message),
		(some) => trx.selectFrom("placement").select("owner").distinct().where("message", "in", some).where("owner", "is not", null),
		({ owner }) => recipients.add(owner as string),
	);
	const ofOthers = [...found.values()].filter(({ isOthers }) => isOthers).length;
	const earlier = first === "" ? 0 : times.filter((time) => time < first).length;
	return {
		history: { earlier, ofOthers, messages: found.size, recipients: recipients.size, since: times[0] ?? null },
		written: await writtenByOwners(trx, [...sent.values()]),
	};
}

/** How many of these an owner of the case wrote: they lie in that owner's mailbox, and no server delivered them there. */
async function writtenByOwners(trx: Trx, messages: readonly Uint8Array[]): Promise<number> {
	const written = new Set<string>();
	await inPieces(
		trx,
		messages,
		(some) =>
			trx
				.selectFrom("message")
				.innerJoin("placement", "placement.message", "message.sha256")
				.select("message.sha256")
				.where("message.sha256", "in", some)
				.whereRef("message.from", "=", "placement.owner"),
		({ sha256 }) => written.add(toHex(sha256)),
	);
	return written.size;
}

/** To whom these messages (hex) were sent that no server delivered: mail that its reader keeps. */
export async function writtenTo(trx: Trx, messages: readonly string[]): Promise<ReadonlySet<string>> {
	const unmoved: Uint8Array[] = [];
	await inPieces(
		trx,
		messages.map(fromHex),
		(some) => trx.selectFrom("sighting").select(["message", "traits"]).where("message", "in", some),
		({ message, traits }) => {
			if (hasTrait(traits, "clock-doubt")) unmoved.push(message);
		},
	);
	const addresses = new Set<string>();
	await inPieces(
		trx,
		unmoved,
		(some) => trx.selectFrom("message").select("profile").where("sha256", "in", some).where("profile", "!=", ""),
		({ profile }) => {
			for (const address of (JSON.parse(profile) as MailProfile).sentTo ?? []) addresses.add(address);
		},
	);
	return addresses;
}

/**
 * Strands of campaigns whose history the mail from or to these addresses is, of which some is new: `isNew` tells of which messages (hex). Where a sender has so
 * much mail that none of the new is looked at, nothing changes.
 */
export async function withHistoryOf(
	state: CorrelationState,
	addresses: Iterable<string>,
	isNew: (message: string) => boolean,
): Promise<string[]> {
	const keys = new Set<string>();
	const asked = [...addresses];
	const providers = await providersAmong(state, asked);
	for (const address of asked) {
		const domain = domainOf(address);
		const [range] = ranges([address], providers);
		if (range === undefined) continue;
		const rows = await firstOf(state.trx, range);
		if (rows.length === LOOKED_AT && !rows.some(({ message }) => isNew(toHex(message)))) continue;
		keys.add(providers.has(domain) ? `from-address ${maskedAddress(address)}` : `from-domain ${ownerOf(domain)}`);
	}
	return [...(await state.sharers([...keys])).values()].flatMap((list) => (list.length > MOST_SHARED ? [] : list));
}

async function firstOf(trx: Trx, [from, to]: readonly [string, string]) {
	return trx
		.selectFrom("trail")
		.innerJoin("sighting", "sighting.message", "trail.message")
		.select(["trail.message", "trail.received", "trail.value", "trail.headers", "sighting.strand"])
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
function ranges(senders: readonly string[], providers: ReadonlySet<string>): (readonly [string, string])[] {
	const found = new Map<string, readonly [string, string]>();
	for (const sender of senders) {
		const domain = domainOf(sender);
		const isProviders = providers.has(domain);
		const key = isProviders ? addressKey(sender) : hostKey(domain);
		if (key === null) continue;
		// Behind "@" every address at the domain, and none at a sub-domain, which has "." there.
		found.set(key, isProviders ? [key, key] : [`${key}@`, `${key}@\u{10ffff}`]);
	}
	return [...found.values()];
}

/** Domains where strangers have their addresses: free mail providers that are known, and what this case shows to be one, with senders who share nothing else. */
async function providersAmong({ things, learn }: CorrelationState, addresses: readonly string[]): Promise<ReadonlySet<string>> {
	const domains = [...new Set(addresses.map(domainOf))];
	const keyOf = (domain: string): string => `from-domain ${ownerOf(domain)}`;
	await learn(domains.map(keyOf));
	const isSetAside = (key: string): boolean => things.has(key) && things.thing(things.numberOf(key)).aside !== null;
	return new Set(domains.filter((domain) => isFreemail(domain) || isSetAside(keyOf(domain))));
}

function domainOf(address: string): string {
	return address.slice(address.lastIndexOf("@") + 1);
}
