// Operator: a known company or program behind tracking hosts. Facts, one JSON record each in data/operators.

export const OPERATOR_KINDS = [
	"mass-mail", // newsletters and campaigns for customers
	"transactional", // mail sent by applications
	"sales-tracking", // one-to-one mail with open tracking
	"read-receipt", // an add-on a person installs in a mail program
	"marketing-automation",
	"image-host",
	"analytics",
	"gateway-rewriting", // a security gateway that wraps links
	"own-brand", // a company that tracks its own mail from its own hosts
] as const;
export type OperatorKind = (typeof OPERATOR_KINDS)[number];

export interface OperatorPattern {
	/** Registrable domain or host; matches itself and its sub-domains. Absent: `path` alone, on any host. */
	readonly host?: string;
	/** Matched at the start of path and query, `*` standing for any run of characters. Absent: any. */
	readonly path?: string;
}

export interface Operator {
	readonly id: string;
	readonly name: string;
	readonly kind: OperatorKind;
	readonly patterns: readonly OperatorPattern[];
	readonly examples: { readonly match: readonly string[]; readonly other: readonly string[] };
	/** Where each fact comes from. */
	readonly provenance: readonly string[];
}
