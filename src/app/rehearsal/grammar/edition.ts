// Edition: which half of the tables a rehearsal is made of. Rules may be found on "development" and are reported on "held-out", which has other
// words, sentences, layouts, mailing programs and names, and later years; so is what was learnt by heart told from what was understood.

export const EDITIONS = ["development", "held-out"] as const;
export type Edition = (typeof EDITIONS)[number];

/** Year of the campaign: of 2021 as it was, and later. */
export function yearOf(edition: Edition): number {
	return edition === "development" ? 2021 : 2024;
}
