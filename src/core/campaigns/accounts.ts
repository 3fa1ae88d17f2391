// Accounts: what a mass mailer gave one customer alone, in its tracking URLs or its Feedback-ID. Beside the mailer's other customers, who have not got it,
// it tells whose mail this is, however many names and texts the sender has; where nobody else uses the mailer it tells no more than the mailer does.

import type { FeatureKind } from "../model/sighting.ts";
import { ACCOUNT_POINTS } from "./feature-kinds.ts";
import { type Counted, ofKind, type Pair, strongest } from "./pair.ts";
import { UNRELATED } from "./rarity.ts";
import { domainKeys } from "./sender-keys.ts";
import { ownerOf } from "./strand-id.ts";
import type { Strand } from "./strands.ts";
import type { Thing } from "./things.ts";

/** What a mass mailer shares with its customers by its own name. */
export const MAILERS: ReadonlySet<FeatureKind> = new Set<FeatureKind>(["dkim-domain", "return-domain", "helo"]);
export const TRACKERS: ReadonlySet<FeatureKind> = new Set<FeatureKind>(["tracker-host", "tracker-domain"]);

export const ACCOUNTS: ReadonlySet<FeatureKind> = new Set<FeatureKind>(["url-piece", "feedback-account"]);

/** Strands of one customer, at most: what more have, every customer has. */
export const MOST_OF_ONE = 64;
/** The mailer's other strands in the case, at least. */
export const OTHERS = 3;
/** The same where two things agree: both are built alike, as customers seldom are who have nothing to do with each other, or the account stands in two places. */
const OTHERS_BY_TWO_SIGNS = 2;
/** The form of URLs on a host that most of the mailer's customers have nothing to do with: one program behind it, for few hands. */
const TOOLKIT_POINTS = 3;
/** Days that a mailing lasts which is no newsletter. */
const BRIEF = 45;

export interface Accounts {
	/** What tells a customer from others. */
	readonly own: readonly Counted[];
	readonly other: readonly Counted[];
	/** Not enough for one campaign, but no chance either. */
	readonly isTelling: boolean;
}

export function accountsOf(pair: Pair): Accounts {
	const mailers = pair.shared.filter((thing) => isMailers(thing));
	const isTold = (thing: Thing): boolean => mailers.some((mailer) => isAccount(thing, mailer, pair.shared));
	const [told, again] = (["url-piece", "feedback-account"] as const).flatMap((kind) => ofKind(pair, kind).find(isTold) ?? []);
	const other = [...strongest(pair, "url-piece"), ...strongest(pair, "feedback-account")].filter(({ thing }) => !isTold(thing));
	const layout = ofKind(pair, "structure").find(({ spread }) => spread.strands <= MOST_OF_ONE);
	const { tracker, byName } = foreignTracker(pair, mailers, layout === undefined ? OTHERS : OTHERS_BY_TWO_SIGNS);
	const both = tracker === null || layout === undefined ? [] : [full(tracker), full(layout)];
	if (told !== undefined) {
		const own = [{ thing: told, points: ACCOUNT_POINTS }, ...(again === undefined ? [] : [full(again)])];
		const more = tracker === null ? [] : [full(tracker)];
		const rest = both.length > 0 ? both.slice(1) : strongest(pair, "structure");
		return { own: [...own, ...more], other: [...other, ...rest], isTelling: true };
	}
	if (isPassing(pair.a) && isPassing(pair.b)) {
		if (both.length > 0) return { own: both, other, isTelling: true };
		const shape = ofKind(pair, "url-shape").find(({ aside, spread }) => aside === null || (byName && spread.strands <= MOST_OF_ONE));
		if (tracker !== null && shape !== undefined) {
			const toolkit = [full(tracker), { thing: shape, points: TOOLKIT_POINTS }];
			return { own: toolkit, other: [...other, ...strongest(pair, "structure")], isTelling: true };
		}
	}
	return { own: [], other: [...other, ...(both.length > 0 ? both : strongest(pair, "structure"))], isTelling: both.length > 0 };
}

function full(thing: Thing): Counted {
	return { thing, points: thing.points };
}

/**
 * A host to which both report, that is not their mass mailer's and with which most of its customers have nothing to do, though unrelated names may share it.
 * With the same layout, and in a few weeks or mails, that is one sender under several names, even if nothing that he wrote is the same. Newsletters last.
 * Where the names are one (`byName`), no other customers need tell that: but the host must not be his who bears the name, whose pictures an imitator borrows.
 */
function foreignTracker(
	pair: Pair,
	mailers: readonly Thing[],
	others: number,
): { readonly tracker: Thing | null; readonly byName: boolean } {
	const { a, b } = pair;
	const services = mailers.filter(({ kind }) => MAILERS.has(kind));
	const names = new Set([...services.map(({ value }) => value), a.domain, b.domain]);
	const strangers = ofKind(pair, "tracker-host").filter(
		({ value, aside, spread }) =>
			(aside === null || aside === "unrelated") && spread.strands <= MOST_OF_ONE && services.length > 0 && !names.has(ownerOf(value)),
	);
	const key = strangers.length === 0 ? null : nameInCommon(pair);
	const isOwn = ({ value, spread }: Thing): boolean =>
		key === null
			? services.some((service) => service.spread.strands >= spread.strands + others)
			: !domainKeys(ownerOf(value)).includes(key);
	return { tracker: strangers.find(isOwn) ?? null, byName: key !== null };
}

/** What the domains of both come down to: one domain that is no provider's, or two made to be taken for one ("paper-news.example", "paper-daily.example"); or null. */
function nameInCommon({ a, b, shared }: Pair): string | null {
	if (a.domain === null || b.domain === null) return null;
	const [key = a.domain, ...more] = domainKeys(a.domain);
	if (a.domain === b.domain) return shared.some(({ kind, aside }) => kind === "from-domain" && aside === null) ? key : null;
	return domainKeys(b.domain).find((other) => other === key || more.includes(other)) ?? null;
}

/** A few weeks, or a few mails however far apart: an account that is used and left. */
function isPassing({ days, few }: Strand): boolean {
	return few || (days !== null && days[1] - days[0] <= BRIEF);
}

/** Whether it is somebody's who works for several: unrelated senders share it, or it is known to be an operator's. */
export function isMailers({ kind, aside }: Thing): boolean {
	return (MAILERS.has(kind) || TRACKERS.has(kind)) && aside !== null;
}

/** `mailer`: one that {@link isMailers}; `shared`: what else those have who have the account. */
export function isAccount(account: Thing, mailer: Thing, shared: readonly Thing[]): boolean {
	const { spread, aside } = account;
	if (spread.strands > MOST_OF_ONE) return false;
	const others = mailer.spread.strands - spread.strands;
	if (mailer.aside === "too many" || others >= OTHERS) return true;
	if (others >= OTHERS_BY_TWO_SIGNS && isWrittenTwice(account, shared)) return true;
	return mailer.aside === "operator" && aside === null && spread.groups < UNRELATED;
}

/** The tracking URLs and the Feedback-ID hold the same value, each for its own purpose. */
function isWrittenTwice({ kind }: Thing, shared: readonly Thing[]): boolean {
	if (!ACCOUNTS.has(kind)) return false;
	const valuesOf = (of: FeatureKind, pattern: RegExp): string[] =>
		shared.flatMap(({ kind, value }) => (kind === of ? (pattern.exec(value)?.[1] ?? []) : []));
	const inUrls = valuesOf("url-piece", /^(?:\/|[^=]*=)?(.+?)\.?$/);
	return valuesOf("feedback-account", /^\d+:([^:]+):/).some((value) => inUrls.includes(value));
}

/** Whether the exact number of strands that have a thing matters to those who share it. */
export function isCounted(kind: FeatureKind, strands: number): boolean {
	if (MAILERS.has(kind) || TRACKERS.has(kind)) return strands <= MOST_OF_ONE + OTHERS;
	return (kind === "url-piece" || kind === "feedback-account") && strands <= MOST_OF_ONE;
}
