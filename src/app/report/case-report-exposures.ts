// Exposures of a report: the rows of targeted campaigns, read once. Kept are the strongest level of each account, and of each campaign the first
// accounts with a contact. Where nobody is to be named, neither are network addresses: a leased one is somebody's name.

import { readUserAgent } from "../../core/exposure/user-agents.ts";
import { type Exposure, LEVELS, type Level, type TakenLog } from "../../core/model/exposure.ts";
import { type Cut, cut, type DayCount, type ExposedAccount, type ReportedExposure, type ReportedLog } from "./case-report-data.ts";
import type { Names } from "./case-report-names.ts";
import { counted } from "./shown-text.ts";

const MAX_EXPOSED = 40;
const MAX_EVIDENCE = 2;
const MAX_LOGS = 60;
const MAX_SPANS = 400;
/** Of a list that was logged. */
const MAX_LEAKED = 3;

export interface Exposures {
	/** Over all targeted campaigns; "delivered" where no row tells. */
	strongest(account: string): Level;
	levelIn(campaign: string, account: string): Level;
	exposedIn(campaign: string): Cut<ExposedAccount>;
	/** Accounts with a contact of their own. */
	readonly leaked: { readonly clientIp: number; readonly userAgent: number; readonly times: number };
}

interface OfCampaign {
	readonly levels: Map<string, Level>;
	/** Strongest first, at most so many as are shown. */
	readonly exposed: Exposure[];
	total: number;
}

/** `rows`: of targeted campaigns. */
export async function readExposures(rows: AsyncIterable<Exposure>, names: Names): Promise<Exposures> {
	const campaigns = new Map<string, OfCampaign>();
	const best = new Map<string, Level>();
	const leaked = { clientIp: new Set<string>(), userAgent: new Set<string>(), times: new Set<string>() };
	for await (const row of rows) {
		const account = row.account.toLowerCase();
		const of = campaigns.get(row.campaign) ?? { levels: new Map(), exposed: [], total: 0 };
		campaigns.set(row.campaign, of);
		of.levels.set(account, row.level);
		if (isStronger(row.level, best.get(account))) best.set(account, row.level);
		if (isContact(row.level)) keep(of, row);
		if (row.level === "fetched" || row.level === "clicked") {
			if (row.leaked.clientIp.length > 0) leaked.clientIp.add(account);
			if (row.leaked.userAgent.length > 0) leaked.userAgent.add(account);
			if (row.leaked.times.length > 0) leaked.times.add(account);
		}
	}
	return {
		strongest: (account) => best.get(account) ?? "delivered",
		levelIn: (campaign, account) => campaigns.get(campaign)?.levels.get(account.toLowerCase()) ?? "delivered",
		exposedIn(campaign) {
			const { exposed, total } = campaigns.get(campaign) ?? { exposed: [], total: 0 };
			return { shown: exposed.map((row) => exposedAccount(row, names)), more: total - exposed.length };
		},
		leaked: { clientIp: leaked.clientIp.size, userAgent: leaked.userAgent.size, times: leaked.times.size },
	};
}

export function isStronger(one: Level, other: Level | undefined): boolean {
	return other === undefined || LEVELS.indexOf(one) < LEVELS.indexOf(other);
}

function isContact(level: Level): boolean {
	return level !== "no-evidence" && level !== "delivered";
}

function keep(of: OfCampaign, row: Exposure): void {
	const { exposed } = of;
	of.total++;
	let at = exposed.length;
	while (at > 0 && isStronger(row.level, (exposed[at - 1] as Exposure).level)) at--;
	if (at >= MAX_EXPOSED) return;
	exposed.splice(at, 0, row);
	exposed.splice(MAX_EXPOSED);
}

function exposedAccount({ account, level, leaked, evidence }: Exposure, names: Names): ExposedAccount {
	const programs = new Set(leaked.userAgent.map(programOf));
	const addresses = leaked.clientIp.length;
	const shown = leaked.clientIp.slice(0, MAX_LEAKED);
	return {
		who: names.who(account),
		level,
		first: leaked.times[0] ?? null,
		times: leaked.times.length,
		leaked: [
			...(names.named ? shown : addresses > 0 ? [counted(addresses, "network address", "network addresses")] : []),
			...[...programs].slice(0, MAX_LEAKED),
		],
		evidence: cut(evidence, MAX_EVIDENCE, (citation) => ({ ...citation, log: names.text(fileName(citation.log)) })),
	};
}

function programOf(agent: string): string {
	const { program, system, machine } = readUserAgent(agent);
	return machine ?? ([program, system].filter((part) => part !== null).join(", ") || "a program that is not known");
}

/** Folders say nothing of a log but where it lay. */
function fileName(log: string): string {
	return log.split(/[/\\]/).at(-1) ?? log;
}

export function reportedExposure(logs: readonly TakenLog[], arrivals: readonly DayCount[], names: Names): ReportedExposure {
	return { logs: cut(logs, MAX_LOGS, (log) => reportedLog(log, names)), arrivals };
}

function reportedLog({ speaksFor, coverage, problems: _, added: __, ...log }: TakenLog, names: Names): ReportedLog {
	return {
		...log,
		log: names.text(fileName(log.log)),
		coverage: cut(coverage, MAX_SPANS, (span) => span),
		speaksFor: speaksFor.length === 0 ? null : names.text(speaksFor.slice(0, 5).join(", ")) + (speaksFor.length > 5 ? " and others" : ""),
	};
}
