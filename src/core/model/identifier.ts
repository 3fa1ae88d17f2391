// Recipient identifier: what in a URL singles out this reader's copy.

export const IDENTIFIER_KINDS = ["address", "unique", "opaque", "none"] as const;

/**
 * `address`: decodes or hashes to an address known of the mailbox. `unique`: proved by comparing two people's copies
 * (never from one message alone). `opaque`: long and random, but only one copy seen. `none`: nothing individual.
 */
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export interface Identifier {
	readonly kind: IdentifierKind;
	/** The token as it stands in the URL; for `address` the address it leads to. null for `none`. */
	readonly value: string | null;
	/** How it was recognised ("base64 in query parameter e"), for `why`. Of `none` why there is none, where that tells something, else empty. */
	readonly how: string;
}

export const NO_IDENTIFIER: Identifier = { kind: "none", value: null, how: "" };
