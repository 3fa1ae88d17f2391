// Token owners: whom a random token stands for, as far as the message around it tells. One copy cannot show whether a token is a reader's; but
// where the unsubscribe link carries it too, the sender can tie it to an address, and in quoted or forwarded mail it was made for whoever
// got that. These are reasons beside the finding, which stays what it is: each of them can be faked.

import { readAddresses } from "../mail/addresses.ts";
import { fieldNamed } from "../mail/header.ts";
import type { Codec } from "../model/codec.ts";
import type { Content } from "../model/content.ts";
import type { Message, Part } from "../model/message.ts";
import type { RemoteReference } from "../model/reference.ts";
import { tokensOf, unsubscribeLinks } from "../trackers/unsubscribe-tokens.ts";
import { quotationAt, quotationsIn } from "./quotations.ts";

const SHARED =
	"the unsubscribe link carries the same token: unless it stands for the whole mailing, the sender can tie it to the address that the link is for";

/** Attack: a hundred thousand unsubscribe links. The last ones count beside those of the header, since links of that kind end a mail. */
const MAX_UNSUBSCRIBE_LINKS = 16;

/** Links from the end of a message that are asked whether they unsubscribe: a newsletter has hundreds before. */
const MAX_LINKS_ASKED = 64;

/** Adds to the references of a text, those from `first` on, what its quotations say of them. `answers`: as in {@link quotationsIn}. */
export function noteQuoted(
	references: RemoteReference[],
	first: number,
	content: Content,
	language: "html" | "text",
	answers: boolean,
	codec: Codec,
): void {
	let at = first;
	while (at < references.length && !isToken(references[at] as RemoteReference)) at++;
	if (at === references.length) return;
	const quotations = quotationsIn(content, language, answers, codec);
	if (quotations.length === 0) return;
	for (; at < references.length; at++) {
		const reference = references[at] as RemoteReference;
		const quotation = isToken(reference) ? quotationAt(quotations, reference.start) : null;
		if (quotation !== null)
			references[at] = withReason(reference, quoted("quoted text", "unless the quotation is made up, ", quotation.recipient));
	}
}

/** Adds what the rest of the message says of tokens. */
export function noteOwners(references: readonly RemoteReference[], message: Message): readonly RemoteReference[] {
	if (!references.some(isToken)) return references;
	const isShared = sharedTokens(references);
	const forwarded = forwardedReasons(message);
	return references.map((reference) => {
		if (!isToken(reference)) return reference;
		const { trigger, identifier } = reference;
		const shared = isShared !== null && trigger !== "click" && isShared(identifier.value as string);
		const told = shared ? withReason(reference, SHARED) : reference;
		const reason = forwarded(reference);
		return reason === null ? told : withReason(told, reason);
	});
}

function isToken({ identifier }: RemoteReference): boolean {
	return identifier.kind === "opaque";
}

function withReason(reference: RemoteReference, reason: string): RemoteReference {
	return { ...reference, why: [...reference.why, reason] };
}

function quoted(where: string, hedge: string, recipient: string | null): string {
	return `it stands in ${where}: ${hedge}its token was made for whoever got that mail${recipient === null ? "" : `, ${recipient}`}`;
}

/** Tells whether an unsubscribe link carries a token; null where there is no such link, or no token that is sent without a click. */
function sharedTokens(references: readonly RemoteReference[]): ((token: string) => boolean) | null {
	if (!references.some((reference) => isToken(reference) && reference.trigger !== "click")) return null;
	const urls: string[] = [];
	const links: string[] = [];
	for (let at = references.length - 1; at >= 0; at--) {
		const { trigger, vector, url } = references[at] as RemoteReference;
		if (vector === "list-unsubscribe" && urls.length < MAX_UNSUBSCRIBE_LINKS) urls.push(url);
		else if (trigger === "click" && links.length < MAX_LINKS_ASKED) links.push(url);
	}
	urls.push(...unsubscribeLinks(links).slice(0, MAX_UNSUBSCRIBE_LINKS));
	return urls.length === 0 ? null : tokensOf(urls);
}

const FORWARDED = "a message inside this one";

/** What is said of a reference in a message inside the message; null of any other. */
function forwardedReasons({ parts }: Message): (reference: RemoteReference) => string | null {
	const holdsMessage = parts.some(({ parent, mediaType }) => parent >= 0 && mediaType.startsWith("message/"));
	const bySection = new Map<string, Part>();
	const reasons = new Map<string, string | null>();
	return ({ part: section, path }) => {
		if (!holdsMessage && path === undefined) return null;
		if (bySection.size === 0) {
			for (const part of parts) bySection.set(part.headerSection, part);
			for (const part of parts) bySection.set(part.section, part);
		}
		const part = bySection.get(section);
		if (part === undefined) return null;
		if (path !== undefined && [part.filename ?? "", ...path.split("/")].some(isMessageFile)) return quoted(FORWARDED, "", null);
		let reason = reasons.get(section);
		if (reason === undefined) {
			const inner = innerMessage(part, parts);
			reason = inner === null ? null : quoted(FORWARDED, "", recipientOf(inner));
			reasons.set(section, reason);
		}
		return reason;
	};
}

/** The root of the innermost message around `part`, unless that is the outermost. */
function innerMessage(part: Part, parts: readonly Part[]): Part | null {
	for (let at = part; at.parent >= 0; at = parts[at.parent] as Part) {
		if ((parts[at.parent] as Part).mediaType.startsWith("message/")) return at;
	}
	return null;
}

function recipientOf({ fields }: Part): string | null {
	const field = fieldNamed(fields, "delivered-to") ?? fieldNamed(fields, "to");
	return field === null ? null : (readAddresses(field.text().value)[0] ?? null);
}

function isMessageFile(name: string): boolean {
	return /\.(?:eml|msg|nws)$/i.test(name);
}
