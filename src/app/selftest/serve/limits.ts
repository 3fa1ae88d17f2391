// Limits: how often a mailbox, a domain and a client may ask for a code, and how often a client may try one. Of mailboxes the keyed hashes outlast
// a restart, so that nobody gets more mail for it; domains and clients are in memory only, and a client's address nowhere else.

import { join } from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { createSaver, damaged, readWhole } from "./state-file.ts";
import { createWindow } from "./windows.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A person types a code wrongly now and then, and many may share one address. */
const TRIES_FOR_EACH_REQUEST = 5;
const FILE = "asked.json";
const ASKED = z.array(z.tuple([z.string().regex(/^[0-9a-f]{64}$/), z.array(z.number()).max(100_000)]));

export interface LimitsConfig {
	/** Codes for one mailbox, in a day. */
	readonly per_address: number;
	/** Codes for all mailboxes of one domain, in an hour. */
	readonly per_domain: number;
	/** Requests of one client, in an hour. */
	readonly per_client: number;
}

export interface Limits {
	/** False where this client asks too often. */
	client(address: string): boolean;
	/** False where this client tries too often. */
	tries(address: string): boolean;
	/** False where the mailbox or the domain was sent enough; else it is counted for both. */
	mailbox(hash: string, domain: string): boolean;
	/** What counts no longer is written down no longer. */
	forget(): void;
	settled(): Promise<void>;
}

export async function openLimits(state: string, limits: LimitsConfig, now: () => number, failed: (error: Error) => void): Promise<Limits> {
	const file = join(state, FILE);
	const before = await readAsked(file);
	// To the hour: what stands on the disk is not to be laid beside the hour and minute at which a run began.
	const addresses = createWindow({ most: limits.per_address, within: DAY, grain: HOUR, now, before });
	const domains = createWindow({ most: limits.per_domain, within: HOUR, now });
	const clients = createWindow({ most: limits.per_client, within: HOUR, now });
	const tries = createWindow({ most: limits.per_client * TRIES_FOR_EACH_REQUEST, within: HOUR, now });
	let written = before.length;
	const text = (): string => {
		const entries = addresses.entries();
		written = entries.length;
		return JSON.stringify(entries);
	};
	const saver = createSaver(file, text, failed);
	return {
		client: (address) => clients.take(networkOf(address)),
		tries: (address) => tries.take(networkOf(address)),
		mailbox(hash, domain) {
			if (!addresses.allows(hash) || !domains.take(domain)) return false;
			addresses.take(hash);
			saver.save();
			return true;
		},
		forget() {
			const counting = addresses.entries().length;
			if (counting !== written) saver.save();
		},
		settled: saver.settled,
	};
}

async function readAsked(file: string): Promise<z.infer<typeof ASKED>> {
	const text = await readWhole(file);
	if (text === null) return [];
	try {
		return ASKED.parse(JSON.parse(text));
	} catch (cause) {
		throw damaged(file, cause);
	}
}

/** What one customer is given: an IPv4 address, or a /64 of IPv6 (RFC 6177), within which addresses are free to choose. */
export function networkOf(address: string): string {
	if (!ipaddr.isValid(address)) return "unknown";
	const read = ipaddr.process(address);
	return read.kind() === "ipv4" ? read.toString() : read.toByteArray().slice(0, 8).join(".");
}
