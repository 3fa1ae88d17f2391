// Accounts: what a mass mailer gave one customer alone, in its tracking URLs or its Feedback-ID. Beside the mailer's other customers, who have not got it,
// it tells whose mail this is, however many names and texts the sender has; where nobody else uses the mailer it tells no more than the mailer does.

import type { FeatureKind } from "../model/sighting.ts";
import { ACCOUNT_POINTS } from "./feature-kinds.ts";
import { type Counted, ofKind, type Pair, strongest } from "./pair.ts";
import { UNRELATED } from "./rarity.ts";
import { ownerOf } from "./strand-id.ts";
import type { Strand } from "./strands.ts";
import type { Thing } from "./things.ts";

/** What a mass mailer shares with its customers by its own name. */
export const MAILERS: ReadonlySet<FeatureKind> = new Set<FeatureKind>(["dkim-domain", "return-domain", "helo"]);
export const TRACKERS: ReadonlySet<FeatureKind> = new Set<FeatureKind>(["tracker-host", "tracker-domain"]);

/** Strands of one customer, at most: what more have, every customer has. */
export const MOST_OF_ONE = 64;
/** The mailer's other strands in the case, at least. */
export const OTHERS = 3;
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
	const isTold = (thing: Thing): boolean => mailers.some((mailer) => isAccount(thing, mailer));
	const [told, again] = (["url-piece", "feedback-account"] as const).flatMap((kind) => ofKind(pair, kind).find(isTold) ?? []);
	const other = [...strongest(pair, "url-piece"), ...strongest(pair, "feedback-account")].filter(({ thing }) => !isTold(thing));
	const tracker = foreignTracker(pair, mailers);
	const layout = ofKind(pair, "structure").find(({ spread }) => spread.strands <= MOST_OF_ONE);
	const both = tracker === null || layout === undefined ? [] : [full(tracker), full(layout)];
	if (told !== undefined) {
		const own = [{ thing: told, points: ACCOUNT_POINTS }, ...(again === undefined ? [] : [full(again)])];
		const more = tracker === null ? [] : [full(tracker)];
		const rest = both.length > 0 ? both.slice(1) : strongest(pair, "structure");
		return { own: [...own, ...more], other: [...other, ...rest], isTelling: true };
	}
	if (isBrief(pair.a) && isBrief(pair.b)) {
		if (both.length > 0) return { own: both, other, isTelling: true };
		const shape = ofKind(pair, "url-shape").find(({ aside }) => aside === null);
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
 * With the same layout, and in a few weeks, that is one sender under several names, even if nothing that he wrote is the same. Newsletters last.
 */
function foreignTracker({ a, b, shared }: Pair, mailers: readonly Thing[]): Thing | null {
	const services = mailers.filter(({ kind }) => MAILERS.has(kind));
	const names = new Set([...services.map(({ value }) => value), a.domain, b.domain]);
	const found = shared.find(
		({ kind, value, aside, spread }) =>
			kind === "tracker-host" &&
			(aside === null || aside === "unrelated") &&
			spread.strands <= MOST_OF_ONE &&
			!names.has(ownerOf(value)) &&
			services.some((service) => service.spread.strands >= spread.strands + OTHERS),
	);
	return found ?? null;
}

function isBrief({ days }: Strand): boolean {
	return days !== null && days[1] - days[0] <= BRIEF;
}

/** Whether it is somebody's who works for several: unrelated senders share it, or it is known to be an operator's. */
function isMailers({ kind, aside }: Thing): boolean {
	return (MAILERS.has(kind) || TRACKERS.has(kind)) && aside !== null;
}

/** `mailer`: one that {@link isMailers}. */
function isAccount({ spread, aside }: Thing, mailer: Thing): boolean {
	if (spread.strands > MOST_OF_ONE) return false;
	if (mailer.aside === "too many" || mailer.spread.strands >= spread.strands + OTHERS) return true;
	return mailer.aside === "operator" && aside === null && spread.groups < UNRELATED;
}

/** Whether the exact number of strands that have a thing matters to those who share it. */
export function isCounted(kind: FeatureKind, strands: number): boolean {
	if (MAILERS.has(kind) || TRACKERS.has(kind)) return strands <= MOST_OF_ONE + OTHERS;
	return (kind === "url-piece" || kind === "feedback-account") && strands <= MOST_OF_ONE;
}
