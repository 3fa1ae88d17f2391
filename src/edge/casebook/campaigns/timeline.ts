// Timeline: when each wave of a campaign reached whom. A wave ends where nothing came for two weeks: campaigns that are known came in bursts of days, with
// months between.

import type { Kysely } from "kysely";
import type { Tables } from "../schema.ts";
import { type Delivery, deliveriesOf } from "./deliveries.ts";
import { aliasesOf, membersOf, resolve } from "./members.ts";

export interface CampaignWave {
	/** ISO 8601, UTC. */
	readonly first: string;
	readonly last: string;
	/** Different messages. */
	readonly messages: number;
	/** Oldest first. */
	readonly deliveries: readonly Delivery[];
}

export interface CampaignTimeline {
	readonly waves: readonly CampaignWave[];
	/** Deliveries of messages that tell no time. */
	readonly undated: readonly Delivery[];
}

/** Days without mail between two waves. */
export const WAVE_GAP = 14;
const DAY = 86_400_000;

/** By the campaign's id or an alias; null where there is none. */
export async function timeline(db: Kysely<Tables>, idOrAlias: string): Promise<CampaignTimeline | null> {
	const id = await resolve(db, idOrAlias);
	if (id === null) return null;
	const messages = (await membersOf(db, [id], await aliasesOf(db, [id]))).map(({ message }) => message);
	const found = await deliveriesOf(db, messages);
	return wavesOf(messages.flatMap((message) => found.get(message) ?? []));
}

/** `deliveries`: oldest first, those without a time wherever. */
export function wavesOf(deliveries: readonly Delivery[]): CampaignTimeline {
	const waves: { first: string; last: string; deliveries: Delivery[] }[] = [];
	const undated: Delivery[] = [];
	for (const delivery of deliveries) {
		const { received } = delivery;
		if (received === null) {
			undated.push(delivery);
			continue;
		}
		const wave = waves.at(-1);
		if (wave === undefined || Date.parse(received) - Date.parse(wave.last) > WAVE_GAP * DAY)
			waves.push({ first: received, last: received, deliveries: [delivery] });
		else {
			wave.last = received;
			wave.deliveries.push(delivery);
		}
	}
	return { waves: waves.map((wave) => ({ ...wave, messages: new Set(wave.deliveries.map(({ sha256 }) => sha256)).size })), undated };
}
