// Everyday hosts: what a campaign contacts and others need too, by what is known without the case: their own network and domain, known outlets,
// operators. Attackers load real pictures from the sites they pose as, and send through mailers that thousands use.

import { isFreemail } from "../../core/campaigns/freemail.ts";
import { networkRange } from "../../core/campaigns/network-ranges.ts";
import { outletOfHost } from "../../core/campaigns/outlets.ts";
import { registrableDomain } from "../../core/encoding/registrable-domain.ts";
import { hostText, isSuffix } from "../../core/exports/blocking/host-text.ts";
import type { OperatorKind } from "../../core/model/operator.ts";
import { type OperatorMatch, operatorIndex } from "../../core/trackers/operators.ts";

/** Registrable domains of readers' addresses, free mail apart. */
export function ownDomains(addresses: Iterable<string>): Set<string> {
	const domains = new Set<string>();
	for (const address of addresses) {
		const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
		if (domain !== "" && !isFreemail(domain)) domains.add(registrableDomain(domain) ?? domain);
	}
	return domains;
}

/** A sentence on why it is never to be blocked; null where nothing speaks against it. */
export function whyEveryday(host: string, own: ReadonlySet<string>): string | null {
	const text = hostText(host);
	if (text === null) return "It is no name or address that could be blocked.";
	if (text.kind === "name" && isSuffix(text.text)) return "Strangers have their names under it.";
	const domain = registrableDomain(host);
	if (domain !== null && own.has(domain)) return "It is of the readers' own domain.";
	if (text.kind !== "name" && networkRange(text.text) === null) return "It is an address of one's own machine or network.";
	const outlet = outletOfHost(host);
	if (outlet !== null) return `It is ${outlet.name}'s: mail that poses as theirs loads their pictures.`;
	if (domain !== null && isFreemail(domain)) return "It is a mail provider's.";
	return null;
}

/** The known operator whose host it is; a path alone tells nothing, since anybody can write it. */
export function operatorOf(host: string): OperatorMatch | null {
	const match = operatorIndex().find(host, "/");
	return match?.pattern.host === undefined ? null : match;
}

/** These serve one who watches, and nobody misses them. */
const WATCHES_ONLY: ReadonlySet<OperatorKind> = new Set(["ip-logger", "callback-service"]);

/**
 * Hosts that an operator gives to one customer alone, as its documentation or its own mail shows: the label names the account. Left out is whatever
 * may stand for a region or a machine.
 */
const CUSTOMER_HOSTS: Readonly<Record<string, RegExp>> = {
	mailchimp: /^[a-z0-9-]+\.us\d{1,2}\.list-manage\.com$/,
	sendgrid: /^u\d{4,}\.ct\.sendgrid\.net$/,
	"campaign-monitor": /^[a-z0-9-]{3,}\.(?:cmail\d{1,2}|createsend\d?)\.com$/,
	activecampaign: /^[a-z0-9-]{3,}\.activehosted\.com$/,
};

/** Whether the whole host is one customer's own: it names the account, or is a name under a suffix of the operator's (Public Suffix List). */
export function isCustomersOwn(host: string, { operator, pattern }: OperatorMatch): boolean {
	if (host === pattern.host) return false;
	// Everybody who listens at such a service has a name of their own.
	if (CUSTOMER_HOSTS[operator.id]?.test(host) || operator.kind === "callback-service") return true;
	return registrableDomain(host)?.endsWith(`.${pattern.host}`) ?? false;
}

export function onlyWatches({ operator }: OperatorMatch): boolean {
	return WATCHES_ONLY.has(operator.kind);
}
