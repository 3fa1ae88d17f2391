// Problem: what could not be read, said beside whatever could. A bad message never throws.

export const PROBLEM_CODES = [
	"not-a-message", // the file holds no header field and no part
	"unparsable", // a construct that cannot be read; it is never passed as clean
	"truncated", // the input ends inside a part, an encoding or a container
	"changed-while-read", // the mailbox grew, shrank or was rewritten during the scan
	"unreadable", // permission, a broken link, an I/O error
	"bad-header", // a header line that no standard allows
	"bad-boundary", // a multipart without, or with a contradictory, boundary
	"bad-encoding", // base64, quoted-printable or uuencode that breaks its own rules
	"unknown-encoding", // a Content-Transfer-Encoding nobody defined: read as it stands
	"unknown-charset", // a charset label nobody defined: sniffed instead
	"not-opened", // an attachment of a kind that can call home and that this version does not open
	"encrypted", // S/MIME or PGP: the content cannot be seen
	"limit-depth", // past a named limit (mail/limits.ts); the rest was not analysed
	"limit-parts",
	"limit-header",
	"limit-decoded",
	"limit-size",
	"limit-references",
	"limit-nesting",
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface Problem {
	readonly code: ProblemCode;
	/** One plain sentence for a person. May quote input: escape it wherever it is shown. */
	readonly detail: string;
	/** Byte offset into the raw message (or into the file, where the problem is the file's). */
	readonly offset: number;
}
