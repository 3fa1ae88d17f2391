// Notice facts: what there is to tell one person: which of their accounts, which mails, what opening their own copies reports to, the strongest that logs show
// and where, what leaked. Nothing of another reader is in it: hosts may hold a reader's name or token, and lines of a log a contact of somebody else.

import { machineAt } from "../../core/exposure/machines.ts";
import { readUserAgent } from "../../core/exposure/user-agents.ts";
import { readIp } from "../../core/indicators/ip-ranges.ts";
import type { Exposure, Leak, Level, LogCitation } from "../../core/model/exposure.ts";
import type { BriefedPerson } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { exposuresOf } from "../exposure/case-exposures.ts";
import { briefedPeople } from "../people/briefed.ts";

export interface NoticeMail {
	/** ISO 8601, UTC, or null. */
	readonly received: string | null;
	/** Without angle brackets. */
	readonly messageId: string | null;
	readonly account: string;
}

/** Something logged of a machine, and which machine that gives away; null where it was told by its timing alone. */
export interface OfMachine {
	readonly value: string;
	readonly machine: string | null;
}

export interface NoticeLeak {
	/** Of contacts that were this person's, as logged. */
	readonly reader: Leak;
	/** Of proxies and scanners that fetched in their place. */
	readonly machine: {
		readonly clientIp: readonly OfMachine[];
		readonly userAgent: readonly OfMachine[];
		readonly times: readonly string[];
	};
}

export interface NoticeFacts {
	readonly person: BriefedPerson;
	readonly level: Level;
	/** Oldest first. */
	readonly mails: readonly NoticeMail[];
	/** Lower case, in order: hosts that opening this person's own copies reports to. */
	readonly hosts: readonly string[];
	readonly leaked: NoticeLeak;
	/** Lines that show the level. */
	readonly evidence: readonly LogCitation[];
	/** Lines of contacts that may have been this person's, or another reader's. */
	readonly uncertain: readonly LogCitation[];
	/** A mail refers to a file share: opening it on Windows hands over a log-on response, from which a password may be found. */
	readonly logOn: boolean;
}

/** What opening the copies in one mailbox reports to. */
interface Reporting {
	readonly hosts: Set<string>;
	logOn: boolean;
}

/** Messages whose findings are in memory at a time. */
const TOGETHER = 500;

/** Of those whom mail of a targeted campaign reached, strongest level first. The case is to be correlated. */
export async function noticeFacts(casebook: Casebook): Promise<NoticeFacts[]> {
	const mails = new Map<string, NoticeMail[]>();
	const reporting = new Map<string, Reporting>();
	for await (const campaign of casebook.campaigns({ targeted: true })) {
		const timeline = await casebook.timeline(campaign.id);
		const copies = new Map<string, Set<string>>();
		for (const { sha256, recipient, received, messageId } of [
			...(timeline?.waves.flatMap(({ deliveries }) => deliveries) ?? []),
			...(timeline?.undated ?? []),
		]) {
			if (recipient === null) continue;
			listIn(mails, recipient).push({ received, messageId, account: recipient });
			copies.set(sha256, (copies.get(sha256) ?? new Set()).add(recipient));
		}
		await noteReporting(casebook, copies, reporting);
	}
	const exposures = new Map<string, Exposure[]>();
	for await (const exposure of exposuresOf(casebook, casebook.campaigns({ targeted: true })))
		listIn(exposures, exposure.account).push(exposure);
	const people = await briefedPeople(casebook);
	return people.flatMap((person): NoticeFacts[] => {
		const { level, accounts } = person;
		if (level === null) return [];
		const of = accounts.flatMap((account) => exposures.get(account) ?? []);
		const own = accounts.flatMap((account) => reporting.get(account) ?? []);
		const uncertain = new Set(of.flatMap((exposure) => exposure.uncertain.map(keyOf)));
		const showing = of.filter((exposure) => exposure.level === level).flatMap(({ evidence }) => evidence);
		return [
			{
				person,
				level,
				mails: accounts.flatMap((account) => mails.get(account) ?? []).sort((a, b) => ((a.received ?? "") < (b.received ?? "") ? -1 : 1)),
				hosts: [...new Set(own.flatMap(({ hosts }) => [...hosts]))].sort(),
				leaked: leakOf(of),
				evidence: linesOf(showing.filter((line) => !uncertain.has(keyOf(line)))),
				uncertain: linesOf(of.flatMap((exposure) => exposure.uncertain)),
				logOn: own.some(({ logOn }) => logOn),
			},
		];
	});
}

/** Hosts of what singles a reader out or takes a log-on response, rather than of pictures that are the same for all. `copies`: by message, whose mailboxes hold it. */
async function noteReporting(
	casebook: Pick<Casebook, "messagesOf" | "proofs">,
	copies: ReadonlyMap<string, ReadonlySet<string>>,
	reporting: Map<string, Reporting>,
): Promise<void> {
	const messages = [...copies.keys()];
	for (let at = 0; at < messages.length; at += TOGETHER) {
		const some = messages.slice(at, at + TOGETHER);
		const proofs = await casebook.proofs(some);
		for (const { sha256, references } of await casebook.messagesOf(some)) {
			const proved = new Map((proofs.get(sha256) ?? []).map(({ reference, kind }) => [reference, kind]));
			for (const [index, { trigger, identifier, host, leaks }] of references.entries()) {
				if (trigger === "click") continue;
				const logOn = leaks.includes("ntlm-hash");
				if (!logOn && (proved.get(index) ?? identifier.kind) === "none") continue;
				for (const account of copies.get(sha256) ?? []) {
					const known = reporting.get(account) ?? { hosts: new Set(), logOn: false };
					known.hosts.add(host);
					known.logOn ||= logOn;
					reporting.set(account, known);
				}
			}
		}
	}
}

/** Each once: several campaigns may cite one line. */
function linesOf(lines: readonly LogCitation[]): LogCitation[] {
	return [...new Map(lines.map((line) => [keyOf(line), line])).values()];
}

function keyOf({ sha256, offset }: LogCitation): string {
	return `${sha256} ${offset}`;
}

/** What machines told of themselves is not the reader's, even where the reader fetched as well. */
function leakOf(exposures: readonly Exposure[]): NoticeLeak {
	const of = (who: "reader" | "machine", what: keyof Leak): string[] =>
		[...new Set(exposures.flatMap(({ leakedBy }) => leakedBy[who][what]))].sort();
	return {
		reader: { clientIp: of("reader", "clientIp"), userAgent: of("reader", "userAgent"), times: of("reader", "times") },
		machine: {
			clientIp: of("machine", "clientIp").map((value) => ({ value, machine: machineAt(readIp(value)) })),
			userAgent: of("machine", "userAgent").map((value) => ({ value, machine: readUserAgent(value).machine })),
			times: of("machine", "times"),
		},
	};
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
	const list = lists.get(key) ?? [];
	lists.set(key, list);
	return list;
}
