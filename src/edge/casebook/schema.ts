// Schema: the tables of a case as Kysely sees them, with their columns and keys. What a row says stands in schema/, table by table.

import type {
	BondTable,
	CampaignAliasTable,
	CampaignLinkTable,
	CampaignTable,
	CopyTable,
	DecisionTable,
	PinnedTable,
	ProofTable,
	SenderKeyTable,
	SpreadTable,
	StrandFeatureTable,
	StrandSampleTable,
	StrandTable,
	WatchTable,
} from "./schema/campaign-tables.ts";
import type {
	BriefingTable,
	ClaimTable,
	IncidentTable,
	LeaseTable,
	LogContactTable,
	LogFileTable,
	LogSearchTable,
	PersonAccountTable,
	PersonTable,
} from "./schema/exposure-tables.ts";
import type {
	CaseTable,
	ContactTable,
	ExplanationTable,
	FileProblemTable,
	FreshTable,
	JournalTable,
	MessageTable,
	PlacementTable,
	ProblemTable,
	RawTable,
	SightingTable,
	SourceFileTable,
	TrailTable,
	UrlHintTable,
} from "./schema/scan-tables.ts";

export interface Tables {
	readonly message: MessageTable;
	readonly contact: ContactTable;
	readonly explanation: ExplanationTable;
	readonly placement: PlacementTable;
	readonly problem: ProblemTable;
	readonly file_problem: FileProblemTable;
	readonly source_file: SourceFileTable;
	readonly raw: RawTable;
	readonly sighting: SightingTable;
	readonly trail: TrailTable;
	readonly url_hint: UrlHintTable;
	readonly fresh: FreshTable;
	readonly journal: JournalTable;
	readonly case: CaseTable;
	readonly strand: StrandTable;
	readonly strand_sample: StrandSampleTable;
	readonly strand_feature: StrandFeatureTable;
	readonly sender_key: SenderKeyTable;
	readonly spread: SpreadTable;
	readonly bond: BondTable;
	readonly campaign: CampaignTable;
	readonly campaign_alias: CampaignAliasTable;
	readonly campaign_link: CampaignLinkTable;
	readonly decision: DecisionTable;
	readonly pinned: PinnedTable;
	readonly copy: CopyTable;
	readonly proof: ProofTable;
	readonly watch: WatchTable;
	readonly log_file: LogFileTable;
	readonly log_search: LogSearchTable;
	readonly log_contact: LogContactTable;
	readonly lease: LeaseTable;
	readonly person: PersonTable;
	readonly person_account: PersonAccountTable;
	readonly briefing: BriefingTable;
	readonly incident: IncidentTable;
	readonly claim: ClaimTable;
}

/** The columns in the order in which rows are laid out flat and bulk.ts binds them. */
export const COLUMNS = {
	message: [
		"sha256",
		"size",
		"message_id",
		"from",
		"subject",
		"received",
		"received_from",
		"delivered_to",
		"detector",
		"named",
		"findings",
		"profile",
	],
	contact: ["host", "received", "message", "explanation", "count", "urls"],
	explanation: ["id", "vector", "channel", "trigger", "identifier", "how", "operator", "leaks", "why"],
	placement: ["mailbox", "file", "offset", "message", "flags", "owner", "gone"],
	problem: ["message", "ordinal", "code", "detail", "offset"],
	file_problem: ["mailbox", "file", "offset", "code", "detail"],
	source_file: ["mailbox", "file", "size", "modified", "tail", "owner", "detector", "offset", "done"],
	raw: ["message", "encoding", "bytes"],
	sighting: ["strand", "received", "message", "features", "traits"],
	trail: ["kind", "value", "received", "message", "headers"],
	url_hint: ["url", "message"],
	fresh: ["message", "strand", "reread"],
	strand: ["id", "campaign", "first", "last", "messages", "tracked", "traits", "earliest"],
	strand_sample: ["strand", "features"],
	strand_feature: ["kind", "value", "strand"],
	sender_key: ["key", "strand", "name", "domain", "since"],
	spread: ["kind", "value", "strands", "groups"],
	bond: ["a", "b", "points", "binds", "why"],
	campaign: ["id", "made", "first", "last", "messages", "assessment", "reasons", "summary"],
	campaign_alias: ["alias", "campaign"],
	campaign_link: ["a", "b", "strength", "why"],
	pinned: ["message", "campaign"],
	copy: ["key", "message", "owner"],
	proof: ["message", "proof"],
	watch: ["kind", "value", "given", "source", "added"],
	log_file: ["sha256", "log", "format", "size", "lines", "unread", "problems", "coverage", "speaks_for", "offset", "watched", "added"],
	log_search: ["watched", "hosts"],
	log_contact: ["host", "time", "log", "offset", "kind", "outcome", "status", "client", "url", "agent", "user"],
	lease: ["address", "until", "begins", "ends", "account", "source"],
	person: ["id", "name", "organisation", "country", "role", "language", "gone"],
	person_account: ["address", "person", "kind", "ordinal"],
	briefing: ["id", "address", "name", "kind", "by", "on", "how", "acknowledged"],
	incident: ["id", "on", "account", "incident"],
	claim: ["id", "claim"],
} as const;

/**
 * A checkpoint never goes back while the file, and whose addresses are looked for, stay the same: of two scanners of one mailbox the slower
 * one, killed, would leave a mailbox unread that the faster has read to its end. Condition of replacing a row of `source_file`.
 */
export const FURTHER = `("source_file"."size", "source_file"."modified", "source_file"."tail", "source_file"."owner")
	<> (excluded."size", excluded."modified", excluded."tail", excluded."owner")
	or ("source_file"."detector", "source_file"."done", "source_file"."offset") <= (excluded."detector", excluded."done", excluded."offset")`;

/** Primary keys. */
export const KEYS = {
	message: ["sha256"],
	contact: ["host", "received", "message", "explanation"],
	explanation: ["id"],
	// The message too: another one takes the place of one that was removed from a mailbox, and that it lay there is evidence.
	placement: ["mailbox", "file", "offset", "message"],
	problem: ["message", "ordinal"],
	file_problem: ["mailbox", "file", "offset", "code", "detail"],
	source_file: ["mailbox", "file"],
	raw: ["message"],
	sighting: ["strand", "received", "message"],
	trail: ["kind", "value", "received", "message"],
	url_hint: ["url", "message"],
	fresh: ["message"],
	journal: ["n"],
	case: ["name"],
	strand: ["id"],
	strand_sample: ["strand"],
	strand_feature: ["kind", "value", "strand"],
	sender_key: ["key", "strand"],
	spread: ["kind", "value"],
	bond: ["a", "b"],
	campaign: ["id"],
	campaign_alias: ["alias"],
	campaign_link: ["a", "b"],
	decision: ["id"],
	pinned: ["message"],
	copy: ["key", "message"],
	proof: ["message"],
	watch: ["kind", "value"],
	log_file: ["sha256"],
	log_search: ["watched"],
	log_contact: ["host", "time", "log", "offset"],
	lease: ["address", "until", "begins", "ends", "account"],
	person: ["id"],
	person_account: ["address"],
	briefing: ["id"],
	incident: ["id"],
	claim: ["id"],
} as const;
