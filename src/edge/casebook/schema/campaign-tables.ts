// Campaign tables: what correlation makes of sightings, and what analysts decide. All but decisions, the watch list and the ids of campaigns
// follows from what scans wrote, and may be made again from it. Points and times are stored as integers and text: both engines hold the same.

/** All messages of one sender identity (core/campaigns/sighting.ts). */
export interface StrandTable {
	/** 16 hex digits. */
	readonly id: string;
	/** Empty while none of its messages is tracked. Messages that `pinned` names are in another. */
	readonly campaign: string;
	/** Received times of its tracked messages, ISO 8601, UTC; empty where none has one. */
	readonly first: string;
	readonly last: string;
	/** Distinct messages, and those of them with a reference that is not `click`. */
	readonly messages: number;
	readonly tracked: number;
	/** JSON array: how many of the tracked messages have the trait, by its index in TRAITS. */
	readonly traits: string;
	/** Earliest of its tracked messages by (received, SHA-256), those without a time last; of no bytes where none is tracked. */
	readonly earliest: Uint8Array;
}

/** What stands for a strand: the features of its first and last messages (SAMPLED in core/campaigns/strands.ts). */
export interface StrandSampleTable {
	readonly strand: string;
	/** JSON array of pairs: "KIND VALUE", and how many of them have it; in order. */
	readonly features: string;
}

/** What a sender's name and domain come down to (core/campaigns/sender-keys.ts), tracked or not, to find who poses as whom. */
export interface SenderKeyTable {
	readonly key: string;
	readonly strand: string;
	/** As its first message has it; null where it has none. */
	readonly name: string | null;
	/** Of From, as written. */
	readonly domain: string;
	/** Received time of its first message with one; empty where none has. */
	readonly since: string;
}

/** The same the other way round: which strands have a feature. */
export interface StrandFeatureTable {
	readonly kind: string;
	readonly value: string;
	readonly strand: string;
}

/** How far a feature is spread that two or more strands have. */
export interface SpreadTable {
	readonly kind: string;
	readonly value: string;
	readonly strands: number;
	/** Groups of them that share nothing of their own, counted up to 3 (core/campaigns/unrelated.ts). */
	readonly groups: number;
}

/** Two strands that share enough to be told so, `a` < `b`. */
export interface BondTable {
	readonly a: string;
	readonly b: string;
	/** Hundredths of a point. */
	readonly points: number;
	/** 1 where they are one campaign by it, 0 where it is a link. */
	readonly binds: number;
	/** JSON of `StoredBond` (bonds.ts): what they share. */
	readonly why: string;
}

export interface CampaignTable {
	readonly id: string;
	/** Received time and SHA-256 in hex, with a blank between, of its earliest message when it was made: tells which of two is older. */
	readonly made: string;
	/** Received times of its tracked messages; empty where none has one. */
	readonly first: string;
	readonly last: string;
	/** Distinct tracked messages. */
	readonly messages: number;
	readonly assessment: string;
	/** JSON array of `Reason`. */
	readonly reasons: string;
	/**
	 * JSON of `Pick<Campaign, "infrastructure" | "setAside">`, how many share a thing being rounded up to a power of two, so that it changes seldom; and of
	 * `assessor`, the revision of the rules that it was judged by.
	 */
	readonly summary: string;
}

/** An id that was merged into another. `campaign` is always one that is there: a further merge rewrites it. */
export interface CampaignAliasTable {
	readonly alias: string;
	readonly campaign: string;
}

/** That two campaigns have to do with each other, `a` < `b`. */
export interface CampaignLinkTable {
	readonly a: string;
	readonly b: string;
	/** `Strength`. */
	readonly strength: string;
	/** JSON array of sentences. */
	readonly why: string;
}

/** What an analyst decided: append-only as the journal. Which decisions stand, decisions.ts tells. */
export interface DecisionTable {
	/** 16 hex digits of a hash of all the rest. */
	readonly id: string;
	/** Of the journal's entry about it: the order of decisions. */
	readonly n: number;
	/** ISO 8601, UTC. */
	readonly time: string;
	readonly actor: string;
	readonly kind: string;
	/** The campaign's id at that time. */
	readonly campaign: string;
	/** JSON object, by kind. */
	readonly detail: string;
}

/** Messages that an analyst split off: where they belong, whatever their strand does. Follows from `decision`. */
export interface PinnedTable {
	readonly message: Uint8Array;
	readonly campaign: string;
}

/** Under which keys a message is looked for as a copy of another's mailing (core/campaigns/copies/copy-keys.ts); rows of one key by hash, which draws lots. */
export interface CopyTable {
	readonly key: string;
	readonly message: Uint8Array;
	/** Whose copy it is: addresses, in order, with a blank between. */
	readonly owner: string;
}

/** What comparing copies proved of a message's references. */
export interface ProofTable {
	readonly message: Uint8Array;
	/** JSON. */
	readonly proof: string;
}

/** What each scan looks for as it runs. */
export interface WatchTable {
	/** As `contact` and `trail` are asked: kind and value in their form. */
	readonly kind: string;
	readonly value: string;
	/** As it was given. */
	readonly given: string;
	/** The file or bundle that it came from. */
	readonly source: string;
	/** ISO 8601, UTC. */
	readonly added: string;
}
