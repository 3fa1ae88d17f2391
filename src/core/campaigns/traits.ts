// Traits: what is true of one message and speaks for or against its being aimed at somebody. Each is a plain fact of that message alone; what
// they mean together, and how often, is weighed for a whole campaign (assessment/). All but the owner's own server's word is the sender's.

import { registrableDomain } from "../encoding/registrable-domain.ts";
import type { Inspection } from "../model/inspection.ts";
import type { MailProfile } from "../model/profile.ts";
import type { RemoteReference } from "../model/reference.ts";
import { TRAITS, type Trait } from "../model/sighting.ts";
import { alignedResult, trustedVerdicts } from "./assessment/trusted-results.ts";
import { isFreemail } from "./freemail.ts";
import { outletNamed, outletOfHost, outletsIn } from "./outlets.ts";
import { lookalikeOf, looksLikeHost } from "./outlets-lookalikes.ts";
import { unsubscribeHosts } from "./unsubscribe-hosts.ts";
import { watchingServices } from "./watching-services.generated.ts";

/** As one person writes to another. */
const MOST_PERSONAL_LINKS = 3;
const MOST_PERSONAL_PICTURES = 2;
const FEW_RECIPIENTS = 3;
/** Running text: so many words, and no more than a link for each so many. */
const ARTICLE_WORDS = 100;
const ARTICLE_WORDS_A_LINK = 30;
const WEEK = 7 * 24 * 3600 * 1000;

/**
 * In the order of TRAITS. `isOperatorHost`: whether a host (lower case, punycode) is a known operator's, whose customers share it.
 * `trusted`: authserv-ids that the user named beside the owner's own server.
 */
export function traitsOf(
	inspection: Inspection,
	isOperatorHost: (host: string) => boolean,
	trusted: readonly string[] = [],
): readonly Trait[] {
	const { profile, from } = inspection;
	const found = new Set<Trait>();
	const note = (trait: Trait, holds: boolean): void => {
		if (holds) found.add(trait);
	};
	const sender = domainOf(from ?? profile.sender ?? profile.returnPath);
	noteReferences(inspection, sender, isOperatorHost, note);
	noteHeader(profile, note);
	noteSender(inspection, sender, trusted, note);
	noteText(inspection, sender, note);
	note("clock-doubt", isClockDoubtful(inspection));
	return TRAITS.filter((trait) => found.has(trait));
}

type Note = (trait: Trait, holds: boolean) => void;

function noteReferences({ references, profile }: Inspection, sender: string, isOperatorHost: (host: string) => boolean, note: Note): void {
	const own = sendersDomains(profile, sender);
	const isOwn = (host: string): boolean => own.has(ownerOf(host));
	// A receipt goes to an address, not to a host that watches.
	const unseen = references.filter(({ trigger }) => trigger !== "click");
	const fetched = unseen.filter(({ trigger }) => trigger !== "receipt");
	const individual = fetched.filter(isIndividual);
	note("tracked", unseen.length > 0);
	note("receipt-requested", unseen.length > fetched.length);
	note("individual", individual.length > 0);
	note(
		"address-in-url",
		individual.some(({ identifier }) => identifier.kind === "address"),
	);
	note("foreign-tracker", individual.length > 0 && individual.every(({ host }) => !isOwn(host) && !isOperatorHost(host)));
	note(
		"known-operator",
		fetched.some(({ host, operator }) => isOperatorHost(host) && !watchingServices.has(operator ?? "")),
	);
	note(
		"watching-service",
		fetched.some(({ operator }) => operator !== null && watchingServices.has(operator)),
	);
	// Newsletters fetch another picture on small screens; telling readers apart takes a token as well.
	note(
		"conditional-css",
		individual.some(({ leaks }) => leaks.includes("conditions")),
	);
	// Office programs leave paths to the sender's own file server in their HTML. One out in the Internet is another thing.
	note(
		"smb",
		fetched.some(({ channel, host }) => channel === "smb" && !isOwn(host) && isPublicHost(host)),
	);
	const told = [...references.filter(isIndividual).map(({ host }) => host), ...unsubscribeHosts(profile)];
	note("coherent-sender", individual.length > 0 && told.every((host) => isOwn(host) || isOperatorHost(host)));
}

function noteHeader({ bulk, answers, recipients }: MailProfile, note: Note): void {
	note("unsubscribe-header", bulk.unsubscribe.length > 0);
	note("one-click", bulk.oneClick);
	note("list-id", bulk.listId !== null);
	note("precedence-bulk", bulk.precedence);
	note("feedback-id", bulk.feedbackId !== null);
	note("automatic", bulk.automatic);
	note("answers", answers);
	note("few-recipients", recipients > 0 && recipients <= FEW_RECIPIENTS);
}

function noteSender({ profile, deliveredTo }: Inspection, sender: string, trusted: readonly string[], note: Note): void {
	const { name, replyTo, signatures } = profile;
	const result = sender === "" ? null : alignedResult(trustedVerdicts(profile, trusted), sender);
	note("authenticated", result === "pass");
	note("authentication-failed", result === "fail");
	note(
		"signed-by-sender",
		signatures.some((domain) => ownerOf(domain) === ownerOf(sender)),
	);
	note("freemail-sender", isFreemail(sender));
	const bounces = domainOf(profile.returnPath);
	note("mailed-by-service", sender !== "" && bounces !== "" && ownerOf(bounces) !== ownerOf(sender));
	note("name-mismatch", name !== null && namesAnother(name, sender));
	const shown = [sender, domainOf(replyTo)].filter((host) => host !== "" && !isFreemail(host));
	const readers = [...new Set(deliveredTo.map(domainOf))].filter((host) => host !== "" && !isFreemail(host));
	note(
		"lookalike",
		shown.some((host) => lookalikeOf(host) !== null || readers.some((reader) => looksLikeHost(host, reader))),
	);
	const named = name === null ? [] : outletsIn(name);
	const own = ownOutlets(profile, sender);
	note("outlet-name", named.length > 0 && !named.some((id) => own.has(id)));
}

function noteText({ profile, references }: Inspection, sender: string, note: Note): void {
	const { template, bulk, unsubscribeInText, outlets } = profile;
	const { words, links, pictures } = template;
	note("unsubscribe-in-text", unsubscribeInText);
	const isBulk = bulk.listId !== null || bulk.unsubscribe.length > 0 || bulk.precedence || bulk.feedbackId !== null || bulk.automatic;
	note("looks-personal", !isBulk && !unsubscribeInText && links <= MOST_PERSONAL_LINKS && pictures <= MOST_PERSONAL_PICTURES);
	const news = outlets.filter((id) => outletNamed(id)?.kind !== "institution");
	if (news.length === 0 || words < ARTICLE_WORDS || links * ARTICLE_WORDS_A_LINK > words) return;
	const own = ownOutlets(profile, sender);
	for (const { host } of references) {
		const outlet = outletOfHost(host);
		if (outlet !== null) own.add(outlet.id);
	}
	// A press review links to what it quotes, to one of them at least.
	note("outlet-unrelated", !news.some((id) => own.has(id)));
}

/** Outlets that the sender is, by From and by the domains that signed. */
function ownOutlets({ signatures }: MailProfile, sender: string): Set<string> {
	return new Set([sender, ...signatures].flatMap((host) => outletOfHost(host)?.id ?? []));
}

/** Whose the mail is by its own word: From, who signed, and where bounces go. A mass mailer that is not known shows itself in the last two. */
function sendersDomains({ signatures, returnPath, sender: agent }: MailProfile, sender: string): ReadonlySet<string> {
	return new Set(
		[sender, ...signatures, domainOf(returnPath), domainOf(agent)].filter((host) => host !== "" && !isFreemail(host)).map(ownerOf),
	);
}

/** A display name that is itself an address or a domain, and not From's. "Jane via board" names none. */
function namesAnother(name: string, sender: string): boolean {
	const host = /(?:^|[\s<("'@])((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})(?=$|[\s>)"',;])/i.exec(name.slice(0, 200))?.[1]?.toLowerCase();
	if (host === undefined) return false;
	const domain = registrableDomain(host);
	return domain !== null && domain !== ownerOf(sender);
}

function isClockDoubtful({ received, receivedFrom, profile }: Inspection): boolean {
	if (receivedFrom !== "received" || received === null) return true;
	if (profile.date === null) return false;
	return Math.abs(Date.parse(profile.date) - Date.parse(received)) > WEEK;
}

/** A name that somebody registered, or an address that is not of a private network (RFC 1918, 4193, loopback, link-local). */
function isPublicHost(host: string): boolean {
	const address = host.startsWith("[") ? host.slice(1, -1) : host;
	if (/^[\d.]+$/.test(address)) return !/^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168)\./.test(address);
	if (address.includes(":")) return !/^(?:f[cd]|fe[89ab]|::)/.test(address);
	return registrableDomain(host) !== null && !/\.(?:local|lan|internal|localhost|corp|home|intranet)$/.test(host);
}

function isIndividual({ identifier }: RemoteReference): boolean {
	return identifier.kind !== "none";
}

/** "" where there is none. */
function domainOf(address: string | null): string {
	return address === null ? "" : address.slice(address.lastIndexOf("@") + 1);
}

/** Registrable domain, or the host itself. */
function ownerOf(host: string): string {
	return registrableDomain(host) ?? host;
}
