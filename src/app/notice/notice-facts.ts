// Notice facts: what there is to tell one person: which of their accounts, which mails, the strongest that logs show and where, what leaked.

import { isTargeted } from "../../core/campaigns/standing.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import type { Exposure, Level, LogCitation } from "../../core/model/exposure.ts";
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

export interface NoticeFacts {
	readonly person: BriefedPerson;
	readonly level: Level;
	/** Oldest first. */
	readonly mails: readonly NoticeMail[];
	/** Lower case, in order: hosts of the campaigns' tracking. */
	readonly hosts: readonly string[];
	readonly leaked: { readonly clientIp: readonly string[]; readonly userAgent: readonly string[]; readonly times: readonly string[] };
	readonly evidence: readonly LogCitation[];
	/** A mail refers to a file share: opening it on Windows hands over a log-on response, from which a password may be found. */
	readonly logOn: boolean;
}

/** Messages of a campaign that are looked into: its toolkit is one. */
const LOOKED_INTO = 100;

/** Hosts of what singles a reader out or takes a log-on response, rather than of pictures that are the same for all. */
async function reportingHosts(casebook: Casebook, { messages }: Campaign): Promise<{ readonly hosts: string[]; readonly logOn: boolean }> {
	const some = [...new Set(messages.map(({ sha256 }) => sha256))].slice(0, LOOKED_INTO);
	const proofs = await casebook.proofs(some);
	const reporting = (await casebook.messagesOf(some)).flatMap(({ sha256, references }) => {
		const proved = new Map((proofs.get(sha256) ?? []).map(({ reference, kind }) => [reference, kind]));
		return references
			.map(({ trigger, identifier, host, leaks }, index) => {
				const isOpened = trigger !== "click";
				const logOn = isOpened && leaks.includes("ntlm-hash");
				return { host, logOn, reports: logOn || (isOpened && (proved.get(index) ?? identifier.kind) !== "none") };
			})
			.filter(({ reports }) => reports);
	});
	return { hosts: [...new Set(reporting.map(({ host }) => host))], logOn: reporting.some(({ logOn }) => logOn) };
}

/** Of those whom mail of a targeted campaign reached, strongest level first. The case is to be correlated. */
export async function noticeFacts(casebook: Casebook): Promise<NoticeFacts[]> {
	const mails = new Map<string, NoticeMail[]>();
	const hosts = new Map<string, Set<string>>();
	const aimed = new Set<string>();
	const logOns = new Set<string>();
	for await (const campaign of casebook.campaigns()) {
		if (!isTargeted(campaign)) continue;
		aimed.add(campaign.id);
		const reporting = await reportingHosts(casebook, campaign);
		const timeline = await casebook.timeline(campaign.id);
		for (const { recipient, received, messageId } of [
			...(timeline?.waves.flatMap(({ deliveries }) => deliveries) ?? []),
			...(timeline?.undated ?? []),
		]) {
			if (recipient === null) continue;
			mails.set(recipient, [...(mails.get(recipient) ?? []), { received, messageId, account: recipient }]);
			hosts.set(recipient, new Set([...(hosts.get(recipient) ?? []), ...reporting.hosts]));
			if (reporting.logOn) logOns.add(recipient);
		}
	}
	const exposures = new Map<string, Exposure[]>();
	for await (const exposure of exposuresOf(casebook))
		if (aimed.has(exposure.campaign)) exposures.set(exposure.account, [...(exposures.get(exposure.account) ?? []), exposure]);
	return (await briefedPeople(casebook)).flatMap((person): NoticeFacts[] => {
		if (person.level === null) return [];
		const of = person.accounts.flatMap((account) => exposures.get(account) ?? []);
		const distinct = (pick: (exposure: Exposure) => readonly string[]): string[] => [...new Set(of.flatMap(pick))].sort();
		return [
			{
				person,
				level: person.level,
				mails: person.accounts
					.flatMap((account) => mails.get(account) ?? [])
					.sort((a, b) => ((a.received ?? "") < (b.received ?? "") ? -1 : 1)),
				hosts: [...new Set(person.accounts.flatMap((account) => [...(hosts.get(account) ?? [])]))].sort(),
				leaked: {
					clientIp: distinct(({ leaked }) => leaked.clientIp),
					userAgent: distinct(({ leaked }) => leaked.userAgent),
					times: distinct(({ leaked }) => leaked.times),
				},
				evidence: of.filter(({ level }) => level === person.level).flatMap(({ evidence }) => evidence),
				logOn: person.accounts.some((account) => logOns.has(account)),
			},
		];
	});
}
