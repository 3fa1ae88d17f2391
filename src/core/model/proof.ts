// Proof: what comparing people's copies of one mailing says of a reference, beyond what one message alone can. Only what differs from the
// verdict of inspection is kept: thousands of references stay small.

/** A copy of somebody else's, which shows the difference. */
export interface OtherCopy {
	/** Lower-case hex. */
	readonly sha256: string;
	/** Addresses of the accounts it lies in, with ", " between. */
	readonly owner: string;
	/** What stands there at the same pieces, in the same order. */
	readonly values: readonly string[];
}

export interface Proof {
	/** Index in the order of the message's findings. */
	readonly reference: number;
	/**
	 * `unique`: differs between people. `none`: the same in other people's copies, however random it looks. `opaque`: as inspection said, and
	 * something more is known of it (`why`).
	 */
	readonly kind: "unique" | "none" | "opaque";
	/** In words, which pieces of the URL: "query parameter e", "part 2 of path segment 3", "base64 in query parameter d, key id". */
	readonly pieces: readonly string[];
	/** What stands there in this copy; cut where it is long. Empty where a message has more than a case keeps. */
	readonly values: readonly string[];
	readonly other: OtherCopy | null;
	/** Sentences, each of which a person can check. */
	readonly why: readonly string[];
}
