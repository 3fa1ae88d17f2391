// Indicator: a value that somebody knows of an attack, to be looked for in a case.

export const INDICATOR_KINDS = ["host", "domain", "url", "address", "ip", "sha256", "message-id"] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

export interface Indicator {
	readonly kind: IndicatorKind;
	/** The value looked for, as the user or the file gave it (of a STIX pattern the value in it). */
	readonly given: string;
	/** Normalised: hosts lower case and punycode, URLs as WHATWG serialises them, addresses lower case, IP addresses and ranges as CIDR, hashes lower-case hex. */
	readonly value: string;
	/** File and place it came from, for messages; null for the command line. */
	readonly from: string | null;
}
