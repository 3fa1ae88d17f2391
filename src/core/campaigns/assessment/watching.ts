// Watching: how the reader is watched, by whose host, and whether that fits what the mail looks like. A known operator's host speaks for
// ordinary business, since it watches for everybody; a host that only this sender uses speaks for infrastructure of its own.

import type { Trait } from "../../model/sighting.ts";
import { type CampaignFacts, countOf, type HostFact, organisationsOf, SEVERAL_ORGANISATIONS, shareOf } from "./facts.ts";
import type { Find } from "./found.ts";
import { isDesk } from "./senders.ts";
import { counted, cut, does, listed, messagesWith } from "./wording.ts";

const MOST = 0.5;
const SOME = 0.2;
const SEVERAL_DOMAINS = 2;
const SEVERAL_READERS = 5;

/** Whether the campaign can tell its readers apart at all: without that nothing in it is aimed. */
export function canWatch(facts: CampaignFacts): boolean {
	return facts.watched > 0 || countOf(facts, "smb") > 0 || countOf(facts, "watching-service") > 0;
}

export const findWatching: Find = (facts, report) => {
	const { messages, watched, copies } = facts;
	if (countOf(facts, "smb") > 0)
		report(
			"ntlm-path",
			`${messagesWith(facts, "smb")} ${does(facts, "smb", "has", "have")} a network path to a host outside, to which Windows would send a log-on response.`,
		);
	if (countOf(facts, "watching-service") > 0)
		report(
			"watching-service",
			`${messagesWith(facts, "watching-service")} ${does(facts, "watching-service", "reports", "report")} to an address logger or callback service.`,
		);
	if (watched === 0 && copies.equal > 0)
		report("equal-copies", `In ${counted(copies.equal, "compared message")} every URL was the same for several people.`);
	if (copies.unique > 0)
		report(
			"proved",
			`${copies.unique} of ${counted(copies.compared, "compared message")} ${copies.unique === 1 ? "differs" : "differ"} between people by an identifier${alsoPlaced(facts)}.`,
		);
	else if (isToldApart(facts))
		report(
			"proved",
			`${messagesWith(facts, "address-in-url")} ${does(facts, "address-in-url", "has its reader's own address", "have their reader's own address")} in a URL that is fetched.`,
		);
	if (watched === 0 || watched < messages * MOST) return;
	findFit(facts, report);
	findHosts(facts, report);
	if (shareOf(facts, "conditional-css") >= MOST)
		report(
			"conditional-tracking",
			`${messagesWith(facts, "conditional-css")} ${does(facts, "conditional-css", "fetches", "fetch")} individual URLs by conditions of a style sheet.`,
		);
};

/** For certain: by comparing copies, or since what is fetched names its reader. A long random value alone may be the same for everybody. */
function isToldApart(facts: CampaignFacts): boolean {
	return facts.copies.unique > 0 || shareOf(facts, "address-in-url") >= MOST;
}

function alsoPlaced({ copies: { placed } }: CampaignFacts): string {
	return placed === 0
		? ""
		: `; ${counted(placed, "other")} ${placed === 1 ? "holds" : "hold"} a value of their own in the same place of a URL`;
}

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
			`${messagesWith(facts, "looks-personal")} ${does(facts, "looks-personal", "looks", "look")} written by one person to another, and ${does(facts, "looks-personal", "reports by reader that it, or what it carries, was", "report by reader that they, or what they carry, were")} opened.`,
		);
	if (isForeign)
		report(
			"foreign-tracking",
			`${watched} of ${counted(messages, "message")} ${watched === 1 ? "reports" : "report"} by reader to ${watching}, which ${hosts.length === 1 ? "is" : "are"} neither the sender's, nor its mass mailer's, nor a known operator's.`,
		);
	if (most("freemail-sender"))
		report(
			"freemail-tracking",
			`${messagesWith(facts, "freemail-sender")} ${does(facts, "freemail-sender", "comes", "come")} from a free mailbox (${listed(facts.fromDomains)}), which adds no tracking by itself.`,
		);
	// A signature's picture may have a long random name, the same for everybody: so it takes proof that readers are told apart.
	const isProved = isToldApart(facts);
	if (isProved && isForeign && isPersonal && (most("freemail-sender") || most("mailed-by-service") || most("authentication-failed")))
		report(
			"disguised-letter",
			`${messagesWith(facts, "looks-personal")} ${does(facts, "looks-personal", "looks personal, is", "look personal, are")} not sent by the sender's own server, and ${does(facts, "looks-personal", "reports", "report")} to ${watching}.`,
		);
	else if (isProved && isForeign && most("mailed-by-service") && !isDesk(facts) && !canBeLeft(facts))
		report(
			"third-party-watch",
			`${messagesWith(facts, "mailed-by-service")} came through a mass mailer, ${does(facts, "mailed-by-service", "reports", "report")} to ${watching} instead, and ${does(facts, "mailed-by-service", "offers", "offer")} no way to be left.`,
		);
	if (isProved && isForeign && !canBeLeft(facts) && isToSeveral(facts) && shareOf(facts, "automatic") < SOME)
		report(
			"no-way-out",
			`${counted(facts.recipientCount, "account")} of ${counted(organisationsOf(facts), "mail domain")} got it, told apart by ${watching}, and no message says how to be left out.`,
		);
	const named = hosts.find(({ ownNames, recipients }) => recipients > 1 && ownNames >= recipients);
	if (named !== undefined)
		report(
			"host-identifier",
			`${counted(named.recipients, "account")} got ${counted(named.ownNames, "host name")} of ${cut(named.host)} to report to, each for one of them alone.`,
		);
	const naming = hosts.filter((host) => host.recipients > 1 && host.named > 1);
	const namedMessages = naming.reduce((sum, host) => sum + host.named, 0);
	if (namedMessages >= messages * MOST && most("mailed-by-service"))
		report(
			"name-for-each",
			`${counted(namedMessages, "message")} through a mass mailer have as many random host names of ${listed(naming.map(({ host }) => host))} to report to, another in each.`,
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

/** So many in so many organisations that nobody wrote to each because of each. */
function isToSeveral(facts: CampaignFacts): boolean {
	return facts.recipientCount >= SEVERAL_READERS && organisationsOf(facts) >= SEVERAL_ORGANISATIONS;
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
	// To one host: each to its own, as after an analyst's merge, says nothing.
	const [joint] = rare.toSorted((a, b) => b.senders.length - a.senders.length);
	if (joint !== undefined && joint.senders.length >= SEVERAL_DOMAINS) {
		const told = `${counted(joint.senders.length, "sender domain")} (${listed(joint.senders)}) report to ${cut(joint.host)}`;
		if (isRotating(facts)) report("rotating-senders", `${told}, all of them new, through a mass mailer that is none of these.`);
		else report("many-senders", `${told}.`);
	} else if (facts.oneAccount.length > 0 && facts.history.earlier === 0 && shareOf(facts, "mailed-by-service") >= MOST)
		report(
			"one-account",
			`${counted(facts.oneAccount.length, "sender domain")} (${listed(facts.oneAccount)}), all of them new, are one account at a mass mailer.`,
		);
	if (shareOf(facts, "known-operator") >= MOST)
		report(
			"known-operator",
			`${messagesWith(facts, "known-operator")} ${does(facts, "known-operator", "is", "are")} watched from a known operator's host.`,
		);
	else if (facts.hosts.length > 0 && facts.hosts.every(({ shared }) => shared))
		report(
			"shared-host",
			`${listed(facts.hosts.map(({ host }) => host))} ${facts.hosts.length === 1 ? "watches" : "watch"} for several senders of the case that share nothing else.`,
		);
};

/** Senders whom nobody knew, none of whose own hosts, nor their mass mailer's, watches. */
function isRotating(facts: CampaignFacts): boolean {
	const { copies, history } = facts;
	return isWatchedByStrangers(facts) && copies.unique > 0 && history.earlier === 0 && shareOf(facts, "mailed-by-service") >= MOST;
}

function isRare({ shared, otherStrands }: HostFact): boolean {
	return !shared && otherStrands === 0;
}
