// Contacts: what is known of a URL by itself, wherever in the message it stands: whom it reaches, whom it names, whose it is. A message
// repeats its URLs (layout spacers, one link under picture and text), so each is judged once.

import { type Base, isUnparsable, type ResolvedUrl, resolveUrl } from "../encoding/urls.ts";
import type { Identifier } from "../model/identifier.ts";
import type { Channel } from "../model/reference.ts";
import { addressIn, type Identify } from "../trackers/identifiers.ts";
import { type OperatorMatch, operatorIndex } from "../trackers/operators.ts";
import { mayWrap, unwrap, type WrappedLink } from "../trackers/wrapped-links.ts";

export interface Contact {
	readonly url: string;
	readonly host: string;
	/** "smb" where it is a network share; else what the vector says. */
	readonly share: boolean;
	readonly identifier: Identifier;
	readonly operator: OperatorMatch | null;
	/** A gateway's link, and what it leads to. */
	readonly wrapped: WrappedLink | null;
	/** A sentence on an address in the URL that is not the reader's, or null. */
	readonly stranger: string | null;
}

/** Whom a URL as written would contact: nobody, one, or two (a UNC path). null: a remote URL that cannot be parsed. */
export type Contacts = readonly Contact[] | null;

export interface ContactFinder {
	/** Begins another message, with its reader's addresses and its sender's, lower case. */
	begin(identify: Identify, sender: string | null): void;
	find(written: string, channel: Channel, base: Base | null): Contacts;
}

const NOBODY: readonly Contact[] = Object.freeze([]);
const MAILTO = "mailto:";
const LOOKUP = "dns:";

/** Judgements remembered, each in the one slot its URL's shape gives: cheaper than a Map, which reads every character first. */
const SLOTS = 256;

interface Remembered {
	readonly written: string;
	readonly contacts: Contacts;
}

/** From the length and three characters near the end, where URLs of one message differ. */
function slotOf(written: string): number {
	const last = written.length - 1;
	if (last < 5) return last & (SLOTS - 1);
	return (last * 7 + written.charCodeAt(last) + written.charCodeAt(last - 2) * 5 + written.charCodeAt(last - 5) * 11) & (SLOTS - 1);
}

export function createContactFinder(): ContactFinder {
	let identify: Identify;
	let sender: string | null = null;
	const remembered = new Array<Remembered | null>(SLOTS).fill(null);
	let rememberedBase: Base | null = null;

	function judge(written: string, base: Base | null): Contacts {
		const resolved = resolveUrl(written, base);
		if (resolved.length === 0) return isUnparsable(resolved) ? null : NOBODY;
		return resolved.length === 1 ? [contactAt(resolved[0])] : resolved.map(contactAt);
	}

	function contactAt({ url, host, channel }: ResolvedUrl): Contact {
		const share = channel === "smb";
		const wrapped = share || !mayWrap(host) ? null : unwrap(url);
		const found = identify(url, host);
		const identifier = found.kind === "none" && wrapped !== null ? identify(wrapped.inner, host) : found;
		const operator = share ? null : operatorIndex().find(host, pathOf(url, host));
		const stranger = mayNameStranger(url, identifier) ? strangerIn(url, host, sender) : null;
		return { url, host, share, identifier, operator, wrapped, stranger };
	}

	return {
		begin(next, from) {
			identify = next;
			sender = from;
			remembered.fill(null);
			rememberedBase = null;
		},
		find(written, channel, base) {
			if (channel === "smtp") return receipt(written, identify);
			if (channel === "dns" && written.startsWith(LOOKUP)) return lookup(written.toLowerCase(), identify);
			if (base !== rememberedBase) {
				remembered.fill(null);
				rememberedBase = base;
			}
			const slot = slotOf(written);
			const known = remembered[slot];
			if (known !== null && known.written === written) return known.contacts;
			const contacts = judge(written, base);
			remembered[slot] = { written, contacts };
			return contacts;
		},
	};
}

/** An address stands in clear, or in an encoding that makes it long and random; a URL that leads to the reader is about the reader. */
function mayNameStranger(url: string, { kind }: Identifier): boolean {
	return kind === "opaque" || (kind === "none" && (url.includes("@") || (url.includes("%") && ESCAPED_AT.test(url))));
}

const ESCAPED_AT = /%(?:25){0,6}40/;

/** What a sender writes of itself (`reply=news@shop.example`) names nobody else. */
function strangerIn(url: string, host: string, sender: string | null): string | null {
	const found = addressIn(url, host);
	if (found === null || found.address === sender) return null;
	return `${found.how.replace("the address", () => found.address)}: none of the reader's known addresses, so it may name somebody else`;
}

/** A receipt goes to an address; the host is its domain. */
function receipt(written: string, identify: Identify): Contacts {
	const url = written.startsWith(MAILTO) ? written : MAILTO + written;
	const domain = url.slice(url.lastIndexOf("@") + 1);
	const host = domain === "" ? null : (URL.parse(`http://${domain}`)?.hostname ?? null);
	return host === null
		? NOBODY
		: [{ url, host, share: false, identifier: identify(url, host), operator: null, wrapped: null, stranger: null }];
}

function lookup(url: string, identify: Identify): Contacts {
	const host = url.slice(LOOKUP.length);
	return [{ url, host, share: false, identifier: identify(url, host), operator: null, wrapped: null, stranger: null }];
}

/** Path and query: what follows the host (and port) in a serialised URL. */
function pathOf(url: string, host: string): string {
	const slash = url.indexOf("/", url.indexOf("//") + 2 + host.length);
	return slash < 0 ? "/" : url.slice(slash);
}
