// Export of a case: the chosen campaigns as every format gets them, and what their reader must be warned of before using it.

import { isFreemail } from "../../core/campaigns/freemail.ts";
import { maskedAddress } from "../../core/campaigns/strand-id.ts";
import { registrableDomain } from "../../core/encoding/registrable-domain.ts";
import type { Campaign, CampaignLink } from "../../core/model/campaign.ts";
import type { ExportedCampaign, ExportedCase, ExportedHost } from "../../core/model/export.ts";
import type { Exposure } from "../../core/model/exposure.ts";
import type { Feature } from "../../core/model/sighting.ts";
import { isOperatorHost } from "../../core/trackers/operator-hosts.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { campaignMail } from "./campaign-mail.ts";
import { operatorOf, ownDomains, whyEveryday } from "./everyday.ts";
import { type HostFacts, judgeHost } from "./judged-hosts.ts";
import type { ReaderNames } from "./reader-names.ts";
import { sightingsOf } from "./sightings.ts";

export type ExportSource = Pick<Casebook, "campaigns" | "campaign" | "decisions" | "hostUsers" | "featureUsers" | "message" | "proofs"> & {
	readonly people: Pick<Casebook["people"], "list">;
};

export interface ExportWarning {
	readonly host: string;
	/** A sentence. */
	readonly says: string;
}

export interface PreparedExport {
	readonly exported: ExportedCase;
	readonly warnings: readonly ExportWarning[];
}

export type ExportLabels = Pick<ExportedCase, "made" | "by" | "tlp" | "pap" | "withRecipients" | "version">;

/** Called targeted by the program, unless an analyst rejected it, and what an analyst confirmed; those seen last come first. */
export async function targetedCampaigns(casebook: Pick<ExportSource, "campaigns" | "campaign" | "decisions">): Promise<Campaign[]> {
	return Array.fromAsync(casebook.campaigns({ targeted: true }));
}

/**
 * `chosen`: those to export; what they share with each other, or with what is called targeted, is no everyday use. `exposures`: of the case, where logs
 * are part of it.
 */
export async function exportCase(
	casebook: ExportSource,
	chosen: readonly Campaign[],
	targeted: readonly Campaign[],
	labels: ExportLabels,
	exposures: readonly Exposure[] = [],
): Promise<PreparedExport> {
	const known = new Set([...chosen, ...targeted].map(({ id }) => id));
	const people = await casebook.people.list();
	const organisations = new Map(
		people.flatMap(({ accounts, organisation }) => accounts.map(({ address }) => [address, organisation] as const)),
	);
	const campaigns: ExportedCampaign[] = [];
	const warnings = new Map<string, ExportWarning>();
	for (const campaign of chosen) {
		const mail = await campaignMail(casebook, campaign, people, labels.withRecipients);
		/** What may be told of a text, and of a host. */
		const told = labels.withRecipients ? AS_IT_IS : mail.readers;
		const own = ownDomains(mail.readers.addresses);
		// What the program says belongs to it may be its forerunner; an operator's customers it never says that of.
		const except = new Set([...known, ...campaign.links.flatMap(({ campaign: id, strength }) => (isClose(strength) ? [id] : []))]);
		const senders = await sendersOf(casebook, campaign, mail.senders, { except, own, told });
		const ours = ownHosts(mail.hosts, senders);
		const hosts: ExportedHost[] = [];
		for (const facts of [...parentsOf(mail.hosts), ...mail.hosts]) {
			const { host, warn } = await judgeHost(casebook, facts, { except, own, ours });
			const isParent = "parent" in facts;
			// Only where all below it is this campaign's is it told for the others.
			if (isParent && host.block !== "whole") continue;
			hosts.push(host);
			if (warn) warnings.set(host.host, { host: host.host, says: host.caution ?? "" });
		}
		campaigns.push({
			campaign: discreet(campaign, told, labels.withRecipients),
			hosts: hosts.sort((a, b) => (a.host < b.host ? -1 : 1)),
			senders,
			messages: mail.messages,
			sightings: sightingsOf(exposures, campaign.id, (account) => told.organisation(organisations.get(account) ?? "")),
		});
	}
	return { exported: { campaigns, ...labels }, warnings: [...warnings.values()] };
}

function isClose(strength: CampaignLink["strength"]): boolean {
	return strength === "strong" || strength === "certain";
}

/** Registrable domains of the campaign's own; none where it singles nobody out. */
function ownHosts(hosts: readonly HostFacts[], senders: readonly string[]): Set<string> {
	const singling = hosts.filter(({ individual }) => individual).map(({ host }) => host);
	if (singling.length === 0) return new Set();
	const domains = senders.map((sender) => sender.slice(sender.lastIndexOf("@") + 1)).filter((domain) => !isFreemail(domain));
	return new Set([...singling, ...domains].filter((host) => operatorOf(host) === null).map((host) => registrableDomain(host) ?? host));
}

/** So many names beside each other are drawn for readers. */
const SIBLINGS = 3;

/** Hosts above those of which each reader got another name. */
function parentsOf(hosts: readonly HostFacts[]): (HostFacts & { readonly parent: true })[] {
	const siblings = new Map<string, number>();
	for (const { host, ownName } of hosts) {
		const parent = host.slice(host.indexOf(".") + 1);
		if (ownName && registrableDomain(parent) !== null && !parent.includes("[")) siblings.set(parent, (siblings.get(parent) ?? 0) + 1);
	}
	const known = new Set(hosts.map(({ host }) => host));
	return [...siblings]
		.filter(([parent, count]) => count >= SIBLINGS && !known.has(parent))
		.map(([host]) => ({ host, individual: true, ownName: false, paths: [], parent: true }));
}

/** Addresses, then domains. Whom other mail is from as well, an attacker poses as: his mail is no sign of anything. */
async function sendersOf(
	casebook: Pick<Casebook, "featureUsers">,
	{ infrastructure }: Campaign,
	addresses: readonly string[],
	{ except, own, told }: { readonly except: ReadonlySet<string>; readonly own: ReadonlySet<string>; readonly told: Told },
): Promise<string[]> {
	const domains = infrastructure.filter(
		({ kind, value }) => kind === "from-domain" && whyEveryday(value, own) === null && !isOperatorHost(value),
	);
	const candidates: readonly Feature[] = [...addresses.map((value) => ({ kind: "from-address", value }) as const), ...domains];
	const senders = new Set<string>();
	for (const { kind, value: written } of candidates) {
		const value = kind === "from-domain" ? told.hostWithout(written) : written;
		const known = kind === "from-address" ? maskedAddress(value) : value;
		if (known !== null && (await casebook.featureUsers({ kind, value: known }, except)) === 0) senders.add(value);
	}
	return [...senders];
}

type Told = Pick<ReaderNames, "without" | "hostWithout" | "organisation">;

const AS_IT_IS: Told = { without: (text) => text, hostWithout: (host) => host, organisation: (name) => name };

/** A campaign without its readers and their mailboxes, and without what hosts and senders are judged by. */
function discreet(campaign: Campaign, { without }: Told, withRecipients: boolean): Campaign {
	return {
		...campaign,
		name: campaign.name === null ? null : without(campaign.name),
		recipients: withRecipients ? campaign.recipients : [],
		messages: [],
		infrastructure: [],
		setAside: [],
		reasons: campaign.reasons.map((reason) => ({ ...reason, text: without(reason.text) })),
		links: campaign.links.map((link) => ({ ...link, why: link.why.map(without) })),
		attributions: campaign.attributions.map((one) => ({ ...one, to: without(one.to), source: without(one.source), by: without(one.by) })),
	};
}
