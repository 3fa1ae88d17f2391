// Role words: local parts that are an office's rather than a person's (RFC 2142 and the like). Taken out of a text they would only spoil it.

export const ROLE_WORDS: ReadonlySet<string> = new Set(
	"abuse admin administrator alerts bounce bounces contact desk editor hello help hostmaster info inbox jobs mail mailer mailing marketing media news newsletter noreply office postmaster press privacy reply root sales secretariat security service support team webmaster".split(
		" ",
	),
);

/** Words of names that are in thousands of them and in ordinary sentences. */
export const NAME_PARTICLES: ReadonlySet<string> = new Set(
	"von van der den del della dela des dos das les zum zur ten ter the and bin ibn abu mac saint".split(" "),
);
