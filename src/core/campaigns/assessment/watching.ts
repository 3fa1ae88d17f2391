// Watching: how the reader is watched, by whose host, and whether that fits what the mail looks like. A known operator's host speaks for
// ordinary business, since it watches for everybody; a host that only this sender uses speaks for infrastructure of its own.

import type { Trait } from "../../model/sighting.ts";
import { type CampaignFacts, countOf, type HostFact, shareOf } from "./facts.ts";
import type { Find } from "./found.ts";
import { isDesk } from "./senders.ts";
import { counted, cut, listed, messagesWith } from "./wording.ts";

const MOST = 0.5;
const SOME = 0.2;
const SEVERAL_DOMAINS = 2;

/** Whether the campaign can tell its readers apart at all: without that nothing in it is aimed. */
export function canWatch(facts: CampaignFacts): boolean {
	return facts.watched > 0 || countOf(facts, "smb") > 0 || countOf(facts, "watching-service") > 0;
}

export const findWatching: Find = (facts, report) => {
	const { messages, watched, copies } = facts;
	if (countOf(facts, "smb") > 0)
		report(
			"ntlm-path",
			`${messagesWith(facts, "smb")} have a network path to a host outside, to which Windows would send a log-on response.`,
		);
	if (countOf(facts, "watching-service") > 0)
		report("watching-service", `${messagesWith(facts, "watching-service")} report to an address logger or callback service.`);
	if (watched === 0 && copies.equal > 0)
		report("equal-copies", `In ${counted(copies.equal, "compared message")} every URL was the same for several people.`);
	if (copies.unique > 0)
		report("proved", `${copies.unique} of ${counted(copies.compared, "compared message")} differ between people by an identifier.`);
	if (watched === 0 || watched < messages * MOST) return;
	findFit(facts, report);
	findHosts(facts, report);
	if (shareOf(facts, "conditional-css") >= MOST)
		report("conditional-tracking", `${messagesWith(facts, "conditional-css")} fetch individual URLs by conditions of a style sheet.`);
};

const findFit: Find = (facts, report) => {
	const most = (trait: Trait): boolean => shareOf(facts, trait) >= MOST;
	const { messages, watched, hosts } = facts;
	const isForeign = isWatchedByStrangers(facts);
	const watching = listed(hosts.map(({ host }) => host));
	// A desk or a program writes short plain mail as well, password resets for instance, and nobody takes it for a person's.
	const isPersonal = most("looks-personal") && !isDesk(facts);
	if (isPersonal)
		report(
			"personal-tracking",
			`${messagesWith(facts, "looks-personal")} look written by one person to another, and report each opening by reader.`,
		);
	if (isForeign)
		report(
			"foreign-tracking",
			`${watched} of ${counted(messages, "message")} report each opening by reader to ${watching}, which is neither the sender's, nor its mass mailer's, nor a known operator's.`,
		);
	if (most("freemail-sender"))
		report(
			"freemail-tracking",
			`${messagesWith(facts, "freemail-sender")} come from a free mailbox (${listed(facts.fromDomains)}), which adds no tracking by itself.`,
		);
	// A signature's picture may have a long random name, the same for everybody: so it takes proof that readers are told apart.
	const isProved = facts.copies.unique > 0;
	if (isProved && isForeign && isPersonal && (most("freemail-sender") || most("mailed-by-service") || most("authentication-failed")))
		report(
			"disguised-letter",
			`${messagesWith(facts, "looks-personal")} look personal, are not sent by the sender's own server, and report to ${watching}.`,
		);
	else if (isProved && isForeign && most("mailed-by-service") && !isDesk(facts) && !canBeLeft(facts))
		report(
			"third-party-watch",
			`${messagesWith(facts, "mailed-by-service")} came through a mass mailer, report to ${watching} instead, and offer no way to be left.`,
		);
	const named = hosts.find(({ ownNames, recipients }) => recipients > 1 && ownNames >= recipients);
	if (named !== undefined)
		report(
			"host-identifier",
			`${counted(named.recipients, "account")} got ${counted(named.ownNames, "host name")} of ${cut(named.host)} to report to, each for one of them alone.`,
		);
};

/** Strangers' hosts watch, and hardly any of the sender's, its mass mailer's or a known operator's beside them: a newsletter has its advertisers' too. */
function isWatchedByStrangers(facts: CampaignFacts): boolean {
	const most = (strangers: boolean): number =>
		facts.hosts.reduce((sum, host) => (isStrangers(host, facts) === strangers ? Math.max(sum, host.messages) : sum), 0);
	return most(true) >= facts.watched * MOST && most(false) < facts.watched * MOST;
}

/** Neither the senders', nor that of who mails for them, nor one that others in the case share. */
function isStrangers({ host, shared }: HostFact, { sendingDomains }: CampaignFacts): boolean {
	return !shared && !sendingDomains.includes(host);
}

/** Some of the messages offer to be left, in the header as mass mailers add it by themselves, or in the text as advertisers did before. */
function canBeLeft(facts: CampaignFacts): boolean {
	return (["unsubscribe-header", "list-id", "unsubscribe-in-text"] as const).some((trait) => shareOf(facts, trait) >= SOME);
}

const findHosts: Find = (facts, report) => {
	const rare = facts.hosts.filter(isRare);
	const [widest] = [...rare].sort((a, b) => b.recipients - a.recipients);
	if (widest !== undefined && widest.recipients > 1)
		report("rare-host", `${cut(widest.host)} watches ${counted(widest.recipients, "account")}, and no other mail in the case goes there.`);
	const rotating = `${counted(facts.fromDomains.length, "sender domain")} (${listed(facts.fromDomains)}) report to ${listed(rare.map(({ host }) => host))}`;
	const isSeveral = rare.length > 0 && facts.fromDomains.length >= SEVERAL_DOMAINS;
	if (isSeveral && isRotating(facts))
		report("rotating-senders", `${rotating}, all of them new, through a mass mailer that is none of these.`);
	else if (isSeveral)
		report(
			"many-senders",
			`${counted(facts.fromDomains.length, "sender domain")} (${listed(facts.fromDomains)}) report to ${listed(rare.map(({ host }) => host))}.`,
		);
	if (shareOf(facts, "known-operator") >= MOST)
		report("known-operator", `${messagesWith(facts, "known-operator")} are watched from a known operator's host.`);
	else if (facts.hosts.length > 0 && facts.hosts.every(({ shared }) => shared))
		report("shared-host", `${listed(facts.hosts.map(({ host }) => host))} watch for several senders of the case that share nothing else.`);
};

/** Senders whom nobody knew, none of whose own hosts, nor their mass mailer's, watches. */
function isRotating(facts: CampaignFacts): boolean {
	const { copies, history } = facts;
	return isWatchedByStrangers(facts) && copies.unique > 0 && history.earlier === 0 && shareOf(facts, "mailed-by-service") >= MOST;
}

function isRare({ shared, otherStrands }: HostFact): boolean {
	return !shared && otherStrands === 0;
}
