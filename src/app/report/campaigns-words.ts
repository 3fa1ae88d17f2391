// Words for campaigns: what they share, how rare that is, and how the program and an analyst call them, as a person reads it. The page, the
// terminal and the answers to "why" say it by these.

import { STANDINGS, type Standing } from "../../core/campaigns/standing.ts";
import type { Assessment, Attribution, Campaign, Reason, SharedThing, Strength } from "../../core/model/campaign.ts";
import type { Proof } from "../../core/model/proof.ts";
import type { FeatureKind } from "../../core/model/sighting.ts";
import { count, counted, shownText } from "./shown-text.ts";
import { capital, listed } from "./words.ts";

export const FEATURE_WORDS: Readonly<Record<FeatureKind, string>> = {
	"tracker-host": "host that is contacted",
	"tracker-domain": "domain that is contacted",
	"url-shape": "form of the contacted URL",
	"url-piece": "piece of the contacted URL",
	"from-address": "sender's address",
	"from-domain": "sender's domain",
	"dkim-domain": "domain that signed (DKIM)",
	"return-domain": "domain bounces go to",
	"reply-address": "address replies go to",
	"list-id": "mailing list (List-Id)",
	"feedback-account": "account at the mass mailer (Feedback-ID)",
	"origin-ip": "address it was sent from",
	"origin-range": "network it was sent from",
	helo: "name of the sending server",
	"message-id-shape": "form of the Message-ID",
	"boundary-shape": "form of the MIME boundary",
	mailer: "sending program (X-Mailer)",
	structure: "layout",
	"text-band": "wording of the text",
	"subject-shape": "wording of the subject",
};

/** Their values are hashes, which say something only where two are compared. */
const HASHED: ReadonlySet<FeatureKind> = new Set(["structure", "text-band", "subject-shape"]);

/** `px.example`, or `fingerprint 3fa2…` for a hash. */
export function valueInWords({ kind, value }: Pick<SharedThing, "kind" | "value">): string {
	return HASHED.has(kind) ? `fingerprint ${shownText(value, 24)}` : shownText(value, 300);
}

/**
 * How rare it is: "of this sender alone", "shared by at most 4 of 1,204 senders here". Rarity is kept by powers of two, so that it need not be told anew
 * with each message (core/campaigns/rarity.ts). What one sender is, docs/campaigns.md says.
 */
export function rarityInWords(sharedBy: number, senders: number): string {
	if (sharedBy <= 1) return "of this sender alone";
	const most = sharedBy > 2 ? "at most " : "";
	const all = Math.max(senders, 2);
	return `shared by ${most}${count(Math.min(sharedBy, all))} of ${counted(all, "sender")} here`;
}

export const ASSESSMENT_WORDS: Readonly<Record<Assessment, string>> = {
	targeted: "targeted",
	undetermined: "undetermined",
	commercial: "commercial",
};

export const ASSESSMENT_MEANING: Readonly<Record<Assessment, string>> = {
	targeted: "It looks aimed at these people: what speaks for that outweighs what speaks against it.",
	undetermined: "Too little speaks for either: neither an all-clear nor an accusation.",
	commercial: "It looks like the mail of a sender who writes to many and says who they are.",
};

/** Of a list of them. */
export const UNDETERMINED_ORDER = "Those for whose being aimed at these people most speaks come first.";

export const STRENGTH_WORDS: Readonly<Record<Strength, string>> = {
	weak: "weak, may be chance",
	moderate: "moderate",
	strong: "strong",
	certain: "certain",
};

export type StandingCounts = Readonly<Record<Standing, number>>;

export function hasCampaigns(counts: StandingCounts): boolean {
	return STANDINGS.some((standing) => counts[standing] > 0);
}

/** "46 campaigns: 2 targeted, 3 undetermined, 41 commercial" */
export function totalsInWords(counts: StandingCounts): string {
	const said = STANDINGS.filter((standing) => counts[standing] > 0).map((standing) => `${count(counts[standing])} ${standing}`);
	const total = STANDINGS.reduce((sum, standing) => sum + counts[standing], 0);
	return `${counted(total, "campaign")}: ${said.join(", ")}`;
}

/** Of mailbox files whose messages a detector before this one read. Where these are of format 1, nothing but a scan makes campaigns of them. */
export function staleInWords(files: number): string {
	return `${counted(files, "mailbox file was", "mailbox files were")} read by an older version, which kept less of each message: scan ${files === 1 ? "it" : "them"} again.`;
}

/** "targeted", "undetermined (confirmed by an analyst)". */
export function verdictInWords({ assessment, decided }: Pick<Campaign, "assessment" | "decided">): string {
	const own = ASSESSMENT_WORDS[assessment];
	return decided === null ? own : `${own} (${decided} by an analyst)`;
}

/** "1,012 messages to 412 recipients". */
export function sizeInWords({ messages, recipients }: Pick<Campaign, "messages" | "recipients">): string {
	const to = recipients.length === 0 ? "to nobody whose mailbox is known" : `to ${counted(recipients.length, "recipient")}`;
	return `${counted(messages.length, "message")} ${to}`;
}

/** What tells it from others at a glance: "from briefing.example and 9 more, contacts img.briefing.example"; "" where it shares neither. */
export function tracesInWords({ infrastructure }: Pick<Campaign, "infrastructure">): string {
	const first = (kind: FeatureKind): string => {
		const values = infrastructure.filter((thing) => thing.kind === kind);
		const more = values.length > 1 ? ` and ${count(values.length - 1)} more` : "";
		return values[0] === undefined ? "" : `${valueInWords(values[0])}${more}`;
	};
	const [from, to] = [first("from-domain"), first("tracker-host")];
	return [from === "" ? "" : `from ${from}`, to === "" ? "" : `contacts ${to}`].filter((part) => part !== "").join(", ");
}

/** "query parameter e is a1b2 here, and c3d4 in the copy of ben@parliament.example" */
export function proofInWords({ kind, pieces, values, other, why }: Proof): string {
	if (other === null || pieces.length === 0) return why.join(" ");
	const quoted = (list: readonly string[]): string => listed(list.map((value) => (value === "" ? "nothing" : `"${value}"`)));
	const verdict = kind === "unique" ? "" : kind === "none" ? " That is the same for other people." : "";
	return `${capital(listed(pieces))}: ${quoted(values)} here, ${quoted(other.values)} in the copy of ${other.owner}.${verdict}`;
}

/** "2021-01-04 to 2021-01-29", "on 2021-01-04". */
export function spanInWords({ firstSeen, lastSeen }: Pick<Campaign, "firstSeen" | "lastSeen">): string {
	if (firstSeen === null || lastSeen === null) return "at an unknown time";
	const [first, last] = [firstSeen.slice(0, 10), lastSeen.slice(0, 10)];
	return first === last ? `on ${first}` : `${first} to ${last}`;
}

/** "2021-01-04 09:12 UTC" of an ISO time. */
export function minuteInWords(time: string): string {
	return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, "$1 $2 UTC");
}

const DAY = 86_400_000;

/** How long ago: "4 years and 5 months (1,602 days)"; null for what lies ahead, which a lying clock may claim. */
export function leadTimeInWords(since: string, now: string): string | null {
	const days = Math.floor((Date.parse(now) - Date.parse(since)) / DAY);
	if (!Number.isFinite(days) || days < 0) return null;
	if (days < 60) return counted(days, "day");
	const months = Math.floor(days / 30.4375);
	const [years, rest] = [Math.floor(months / 12), months % 12];
	const said = [years > 0 ? counted(years, "year") : "", rest > 0 ? counted(rest, "month") : ""].filter((part) => part !== "");
	return `${said.join(" and ")} (${counted(days, "day")})`;
}

/** Strongest first. */
export function reasonsFor(campaign: Pick<Campaign, "reasons">, side: Reason["for"]): Reason[] {
	return campaign.reasons.filter((reason) => reason.for === side).sort((a, b) => b.weight - a.weight);
}

/** 3, 1.5 */
export function weightInWords(weight: number): string {
	return String(Math.round(weight * 100) / 100);
}

/** STIX 2.1, appendix A, scale "None / Low / Med / High": 0, 15, 50 and 85 of 100. */
export const CONFIDENCES = ["none", "low", "medium", "high"] as const satisfies readonly Attribution["confidence"][];

/** "12 name the reader, 1,000 unique to their copy, 3 random values". */
export function identifiersInWords({ address, unique, opaque }: Campaign["identifiers"]): string {
	const said = [
		address > 0 ? `${count(address)} ${address === 1 ? "names" : "name"} the reader` : "",
		unique > 0 ? `${count(unique)} proved unique to ${unique === 1 ? "its" : "their"} copy` : "",
		opaque > 0 ? `${counted(opaque, "random value")} that nothing proves individual` : "",
	].filter((part) => part !== "");
	return said.length === 0 ? "nothing individual" : said.join(", ");
}
