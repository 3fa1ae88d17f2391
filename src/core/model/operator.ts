// Operator: a known company or program behind tracking hosts. Facts, one JSON record each in data/operators.

export const OPERATOR_KINDS = [
	"mass-mail", // newsletters and campaigns for customers
	"transactional", // mail sent by applications
	"sales-tracking", // one-to-one mail with open tracking
	"read-receipt", // an add-on a person installs in a mail program
	"marketing-automation",
	"analytics", // measures audiences and campaigns, advertising included
	"link-shortener", // a short link to anywhere, whose maker may see who follows it
	"ip-logger", // tells whoever made a link or picture the address, place and program of each visitor; nothing else is its purpose
	"callback-service", // tells whoever asked for a host of every request or name lookup it gets: canary tokens, request bins, tunnels
	"image-host", // anybody's pictures
	"file-host", // anybody's files, pages or programs: a bucket, a page, a worker, whose owner the host does not name
	"image-proxy", // a mail provider's own copy of a picture: whoever forwarded the mail once read it there
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
