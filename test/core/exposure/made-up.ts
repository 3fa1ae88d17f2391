// Made-up mail and log lines for exposure's tests, on reserved names.

import { assessExposure, type ExposureFacts } from "../../../src/core/assess-exposure.ts";
import type { HeldReference } from "../../../src/core/exposure/copies-held.ts";
import { createLeases, type Lease } from "../../../src/core/exposure/leases.ts";
import type { LoggedContact } from "../../../src/core/exposure/log-contact.ts";
import { createSpeaking } from "../../../src/core/exposure/speaking.ts";
import { readIp } from "../../../src/core/indicators/ip-ranges.ts";
import type { Exposure, TakenLog } from "../../../src/core/model/exposure.ts";

export const HOST = "t1.evil.example";
export const ARRIVED = "2021-02-01T10:00:00.000Z";
export const ANNA = "anna@parliament.example";
export const BEN = "ben@parliament.example";
export const CARL = "carl@parliament.example";

export function urlOf(account: string): string {
	return `https://${HOST}/o.gif?u=${account}`;
}

export function held(account: string, more: Partial<HeldReference> = {}): HeldReference {
	const received = Date.parse(ARRIVED);
	return { account, url: urlOf(account), host: HOST, trigger: "open", individual: true, token: null, inName: false, received, ...more };
}

export interface MadeUpLine extends Partial<Omit<LoggedContact, "time" | "citation">> {
	/** "squid" unless told; "squid" and "outer" are proxies' logs. */
	readonly log?: string;
	/** Minutes after the mail came, 10 unless told; null: the line has none. */
	readonly after?: number | null;
	readonly offset?: number;
}

let offset = 0;

export function line({ log = "squid", after = 10, offset: at, ...more }: MadeUpLine): LoggedContact {
	return {
		kind: "http",
		time: after === null ? null : Date.parse(ARRIVED) + after * 60_000,
		client: "192.0.2.1",
		host: HOST,
		url: null,
		outcome: "answered",
		status: null,
		agent: null,
		user: null,
		citation: { log: `${log}.log`, sha256: log, offset: at ?? offset++ },
		...more,
	};
}

export function tunnel(more: MadeUpLine = {}): LoggedContact {
	return line({ kind: "connect", status: 200, ...more });
}

export function lookup(more: MadeUpLine = {}): LoggedContact {
	return line({ kind: "dns", log: "dns", outcome: "unknown", ...more });
}

export function lease(address: string, account: string, more: Partial<Lease> = {}): Lease {
	const key = readIp(address) as string;
	return { first: key, last: key, begins: 0, ends: Date.parse("2100-01-01"), account, ...more };
}

export function taken(sha256: string, more: Partial<TakenLog> = {}): TakenLog {
	return {
		...{ log: `${sha256}.log`, sha256, format: "squid", size: 1, lines: 1, unread: 0, problems: [], speaksFor: [], skew: null, offset: 0 },
		coverage: [{ from: "2021-01-01T00:00:00.000Z", to: "2021-03-01T00:00:00.000Z" }],
		added: ARRIVED,
		contacts: 1,
		...more,
	};
}

export interface MadeUpCase {
	readonly accounts?: readonly string[];
	readonly references?: readonly HeldReference[];
	readonly leases?: readonly Lease[];
	readonly logs?: readonly TakenLog[];
	/** Accounts of one person. */
	readonly people?: readonly (readonly string[])[];
	readonly facts?: Partial<ExposureFacts>;
	/** By log, a host that came into the case later. */
	readonly unsearched?: readonly (readonly [string, string])[];
	/** ISO; ARRIVED unless told. */
	readonly arrived?: string | null;
}

/** By account. */
export function assess(lines: readonly LoggedContact[], made: MadeUpCase = {}): Map<string, Exposure> {
	const {
		accounts = [ANNA, BEN],
		leases = [],
		logs = [taken("squid"), taken("outer"), taken("dns")],
		people = [],
		arrived = ARRIVED,
	} = made;
	const person = (account: string): readonly string[] => people.find((of) => of.includes(account)) ?? [account];
	const rows = assessExposure(
		{
			campaign: "c1",
			deliveries: new Map(accounts.map((account) => [account, arrived])),
			references: made.references ?? accounts.map((account) => held(account)),
			unsearched: new Map(made.unsearched ?? []),
		},
		lines,
		{
			logs,
			leases: createLeases(leases),
			personOf: () => null,
			personKey: (account) => person(account).join(" "),
			leadsOnly: () => true,
			speakersOf: createSpeaking(
				logs.map(({ sha256, speaksFor }) => ({ sha256, speaksFor, seen: [], beside: new Set() })),
				accounts,
				new Set(leases.map(({ account }) => account)),
				() => false,
			),
			addressKey: readIp,
			...made.facts,
		},
	);
	return new Map(rows.map((row) => [row.account, row]));
}

export function levels(rows: ReadonlyMap<string, Exposure>): string[] {
	return [...rows.values()].map(({ level }) => level);
}
