// Features: what a message may share with others of its campaign. Hosts, shapes and marks only, never text: of that a sketch stays. What an
// operator or a free mail provider gives all its customers is left out where it is known; what is not known, correlation tells by its sharers.

import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../encoding/hashes.ts";
import { registrableDomain } from "../encoding/registrable-domain.ts";
import { bands } from "../encoding/sketches.ts";
import { isDrawn } from "../encoding/token-likeness.ts";
import type { Inspection } from "../model/inspection.ts";
import type { Hop } from "../model/profile.ts";
import { FEATURE_KINDS, type Feature, type FeatureKind, type Trait } from "../model/sighting.ts";
import { networkRange } from "./network-ranges.ts";
import { isIndividual, maskedAddress, ownerOf, senderOf } from "./strand-id.ts";
import { urlPieces, urlShape } from "./url-pieces.ts";

/** Characters of a value; what is longer is cut, and told from its like by its hash. */
const MAX_VALUE = 200;
const MAX_HOSTS = 12;
const MAX_SHAPES = 4;
const MAX_DOMAINS = 3;
/** The owner's provider may relay before the owner's own server. */
const MAX_ORIGINS = 2;
/** Those that do not overlap: enough for two strands of several texts each, at half the rows in a case. */
const MAX_BANDS = 8;
/** Shorter parts of a Feedback-ID count something. */
const MIN_ACCOUNT = 5;
/** Nobody reads what is written to these. */
const UNREAD = /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?|mailer-daemon|postmaster|unsubscribe)\b/;

/** Distinct, in order of kind and value. `traits` are the same message's. */
export function featuresOf(
	inspection: Inspection,
	traits: readonly Trait[],
	isOperatorHost: (host: string) => boolean,
): readonly Feature[] {
	const { profile, references } = inspection;
	const values = new Map<FeatureKind, Set<string>>();
	const add = (kind: FeatureKind, value: string | null): void => {
		if (value === null || value === "") return;
		const known = values.get(kind);
		const short = shortened(value);
		if (known === undefined) values.set(kind, new Set([short]));
		else known.add(short);
	};

	// A receipt goes to an address, which the sender's own is among the rest.
	const unseen = references.filter(({ trigger, channel }) => trigger !== "click" && channel !== "smtp");
	const individual = unseen.filter(isIndividual);
	const telling = individual.length > 0 ? individual : unseen;
	// Those that single the reader out come first, since a host is not looked for beyond a dozen.
	const hosts = [...new Set([...individual, ...unseen].map(({ host }) => host))].slice(0, MAX_HOSTS);
	for (const host of hosts) {
		add("tracker-host", host);
		if (!isOperatorHost(host)) add("tracker-domain", ownerOf(host));
	}
	for (const shape of first(telling.map(urlShape), MAX_SHAPES)) add("url-shape", shape === "/" ? null : shape);
	for (const piece of urlPieces(individual)) add("url-piece", piece);

	const sender = senderOf(inspection);
	const isFreemail = traits.includes("freemail-sender");
	/** A domain that its owner does not share with strangers. */
	const owned = (address: string | null): string | null => {
		const domain = address === null ? "" : address.slice(address.lastIndexOf("@") + 1);
		return domain === "" || isOperatorHost(domain) ? null : ownerOf(domain);
	};
	const from = isFreemail ? null : owned(sender);
	add("from-address", maskedAddress(sender));
	add("from-domain", from);
	const freemail = isFreemail ? owned(sender) : null;
	for (const domain of first(profile.signatures.map(owned), MAX_DOMAINS)) add("dkim-domain", domain === freemail ? null : domain);
	const returned = owned(profile.returnPath);
	add("return-domain", returned === freemail ? null : returned);
	const { replyTo, bulk, template } = profile;
	if (replyTo !== null && replyTo !== sender && !UNREAD.test(replyTo)) add("reply-address", maskedAddress(replyTo));
	add("list-id", bulk.listId);
	for (const account of feedbackAccounts(bulk.feedbackId)) add("feedback-account", account);

	for (const { ip, from: helo } of origins(profile.hops)) {
		add("origin-ip", ip);
		add("origin-range", networkRange(ip));
		add("helo", helo === null ? null : ownerOf(helo));
	}
	add("message-id-shape", profile.messageIdShape);
	add("boundary-shape", profile.boundaryShape);
	add("mailer", profile.mailer);
	add("structure", template.structure);
	for (const band of template.sketch === "" ? [] : bands(template.sketch).slice(0, MAX_BANDS)) add("text-band", band);
	add("subject-shape", profile.subjectShape);
	return FEATURE_KINDS.toSorted().flatMap((kind) => [...(values.get(kind) ?? [])].sort().map((value) => ({ kind, value })));
}

/** Null of what is no name that somebody registered. */
function domainOf(host: string | null): string | null {
	return host === null ? null : registrableDomain(host);
}

function first<T>(values: readonly T[], most: number): T[] {
	return [...new Set(values)].slice(0, most);
}

/**
 * Servers that handed the message over, as the receiving side saw them: the newest with an address that others can reach. What the receiving side hands on to
 * itself comes from nobody: its gateway is the reader's, and all mail comes through it.
 */
function origins(hops: readonly Hop[]): { readonly ip: string; readonly from: string | null }[] {
	const side = domainOf(hops[0]?.by ?? null);
	const isReaders = (from: string | null): boolean => side !== null && domainOf(from) === side;
	const reachable = hops.flatMap(({ ip, from }) => (ip !== null && networkRange(ip) !== null && !isReaders(from) ? [{ ip, from }] : []));
	return reachable.slice(0, MAX_ORIGINS);
}

/**
 * Feedback-ID ("campaign:customer:kind:sender", of Gmail's feedback loop): the last names who sends for others, and which of the rest is the
 * customer each sender settles for itself. What has a figure in it may be, and what no words are.
 */
function feedbackAccounts(feedbackId: string | null): string[] {
	const parts = (feedbackId ?? "").split(":").map((part) => part.trim());
	const sender = parts.pop() ?? "";
	return parts
		.slice(0, MAX_DOMAINS)
		.flatMap((part, at) => ((/\d/.test(part) || isDrawn(part)) && part.length >= MIN_ACCOUNT ? [`${at}:${part}:${sender}`] : []));
}

function shortened(value: string): string {
	if (value.length <= MAX_VALUE) return value;
	const digest = toHex(sha256(new TextEncoder().encode(value)).subarray(0, 8));
	return `${value.slice(0, MAX_VALUE - digest.length - 1)}~${digest}`;
}
