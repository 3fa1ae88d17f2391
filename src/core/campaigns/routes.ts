// Routes: to which hosts a mail reports, and through which servers and programs it came. Strangers at one mass mailer share all of this, so that it adds to
// what is the sender's own, and by itself makes at most a link.

import type { FeatureKind } from "../model/sighting.ts";
import { MAILERS, TRACKERS } from "./accounts.ts";
import { MOST_WEAK } from "./feature-kinds.ts";
import { type Counted, type Pair, strongest } from "./pair.ts";
import { ownerOf } from "./strand-id.ts";
import type { Thing } from "./things.ts";

const WEAK = ["url-shape", "helo", "message-id-shape", "boundary-shape", "mailer"] as const;

/** Without what claims.ts and accounts.ts count already. */
export function routesOf(pair: Pair, counted: ReadonlySet<Thing>): readonly Counted[] {
	const { a, b, shared } = pair;
	// Pictures of the one's own site in the other's mail are a loan, and those of an imitator's model.
	const mailers = customersOf(pair);
	const open = {
		...pair,
		shared: shared.filter(
			(thing) => !counted.has(thing) && !isOfOne(thing, a.domain, b.domain) && (mailers.size === 0 || !isMailers(thing, mailers)),
		),
	};
	const isTold = [...counted].some(({ kind }) => kind === "tracker-host");
	const tracker = [...strongest(open, "tracker-host"), ...strongest(open, "tracker-domain")].slice(0, isTold ? 0 : 1);
	const routes: Counted[] = [
		...tracker,
		...strongest(open, "dkim-domain"),
		...strongest(open, "return-domain"),
		...strongest(open, "subject-shape"),
		...[...strongest(open, "origin-ip"), ...strongest(open, "origin-range")].slice(0, 1),
	];
	let weak = 0;
	for (const kind of WEAK)
		for (const { thing, points } of strongest(open, kind)) {
			const left = Math.min(points, MOST_WEAK - weak);
			if (left > 0) routes.push({ thing, points: left });
			weak += left;
		}
	return routes;
}

/**
 * Of two that are well-kept bulk mail from domains of their own through one mass mailer, whose that is; else nothing. Passages that two newsletters have in common
 * and all that a mailer gives its customers would make them one, where the case has no third customer that shows it to be a mailer's.
 */
function customersOf({ a, b, shared }: Pair): ReadonlySet<string> {
	if (!a.nature.bulk || !b.nature.bulk || a.domain === null || b.domain === null || a.domain === b.domain) return new Set();
	const own = [a.domain, b.domain];
	return new Set(shared.filter(({ kind, value }) => SENDING.has(kind) && !own.includes(value)).map(({ value }) => value));
}

const SENDING: ReadonlySet<FeatureKind> = new Set<FeatureKind>(["dkim-domain", "return-domain"]);

/** What a mass mailer's customers have from it. What they wrote is theirs, and so is another's host that watches. */
function isMailers({ kind, value }: Thing, mailers: ReadonlySet<string>): boolean {
	return kind === "subject-shape" ? false : !TRACKERS.has(kind) || mailers.has(ownerOf(value));
}

function isOfOne({ kind, value }: Thing, a: string | null, b: string | null): boolean {
	if (a === b || !kind.startsWith("tracker-")) return false;
	const owner = ownerOf(value);
	return owner === a || owner === b;
}

/**
 * Whether a route tells anything where nothing of the sender's own is shared. Two customers of a mass mailer that nobody knows share its servers, its marks
 * and its layouts; what an attacker's two waves have beyond that is a host to report to that is not the mailer's, and they seldom are both well-kept bulk mail.
 */
export function isTelling({ a, b, shared }: Pair): boolean {
	if (a.nature.bulk && b.nature.bulk) return false;
	const free = shared.filter((thing) => thing.aside === null && !isOfOne(thing, a.domain, b.domain));
	const mailers = new Set(shared.filter(({ kind, value }) => MAILERS.has(kind) && value !== a.domain).map(({ value }) => value));
	if (free.some(({ kind, value }) => kind === "tracker-host" && !mailers.has(ownerOf(value)))) return true;
	return !a.nature.service && !b.nature.service && free.some(({ kind }) => kind === "origin-ip");
}
