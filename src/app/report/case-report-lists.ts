// Lists of a report that come ready from elsewhere, as it may say them: claims, later incidents, indicators.

import type { Campaign } from "../../core/model/campaign.ts";
import type { ClaimFinding, Incident } from "../../core/model/person.ts";
import type { FeatureKind } from "../../core/model/sighting.ts";
import { ownDomains } from "../export/everyday.ts";
import { FEATURE_WORDS } from "./campaigns-words.ts";
import { type Cut, cut, type ReportedIncident, type ReportedIndicator } from "./case-report-data.ts";
import type { Names } from "./case-report-names.ts";
import type { Reach } from "./case-report-reach.ts";

const MAX_INCIDENTS = 100;
const MAX_INDICATORS = 400;

/** The gaps of a claim are names or addresses, each of one person. */
export function reportedClaim({ claim, verdict, found, why, gaps }: ClaimFinding, names: Names): ClaimFinding {
	const { text } = names;
	const said = { ...claim, text: text(claim.text), by: text(claim.by), source: text(claim.source) };
	return { claim: said, verdict, found, why: text(why), gaps: gaps.map(text) };
}

export function reportedIncidents(incidents: readonly Incident[], names: Names): Cut<ReportedIncident> {
	const { text } = names;
	const sorted = [...incidents].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
	return cut(sorted, MAX_INCIDENTS, ({ account, ...incident }) => ({
		...incident,
		who: account === null ? null : names.who(account),
		organisation: text(incident.organisation),
		what: text(incident.what),
		by: text(incident.by),
		why: text(incident.why),
	}));
}

/** What one can look for in mail and logs; shapes and fingerprints say something only to this program. */
const SOUGHT: readonly FeatureKind[] = [
	"tracker-host",
	"tracker-domain",
	"from-address",
	"from-domain",
	"reply-address",
	"return-domain",
	"dkim-domain",
	"origin-ip",
	"helo",
];

const SHARED = "ordinary mail of this case has it too: not to be blocked by itself";

/** `campaigns`: those called targeted. */
export function reportedIndicators(
	campaigns: readonly Campaign[],
	{ senders, elsewhere, owners }: Pick<Reach, "senders" | "elsewhere" | "owners">,
	names: Names,
): { readonly indicators: Cut<ReportedIndicator>; readonly withheldIndicators: number } {
	const found = new Map<string, ReportedIndicator>();
	const withheld = new Set<string>();
	const own = ownDomains(owners);
	const take = (kind: FeatureKind, value: string): void => {
		// A reader's own gateway, behind which a provider keeps the mailbox.
		if (kind === "helo" && own.has(value)) return;
		const key = `${kind} ${value}`;
		if (names.isClean(value)) found.set(key, { what: FEATURE_WORDS[kind], value, caution: elsewhere.has(key) ? SHARED : null });
		else withheld.add(key);
	};
	for (const kind of SOUGHT) {
		for (const { infrastructure, setAside } of campaigns)
			for (const thing of [...infrastructure, ...setAside]) if (thing.kind === kind) take(kind, thing.value);
		if (kind === "from-address") for (const address of [...senders].sort()) take(kind, address);
	}
	return { indicators: cut([...found.values()], MAX_INDICATORS, (one) => one), withheldIndicators: withheld.size };
}
