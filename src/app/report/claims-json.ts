// What `claims --json` prints: an object for each claim of the file (docs/schema/claims.schema.json).

import type { ClaimFinding } from "../../core/model/person.ts";

export function claimLine({ claim, verdict, found, why, gaps }: ClaimFinding): string {
	const { id, text, by, on, source, counts, quantity, scope } = claim;
	const claimed = "is" in quantity ? quantity.is : quantity.over;
	const said = { text, by, on, counts, comparison: "is" in quantity ? "is" : "over", scope };
	return `${JSON.stringify({ claim: id, source, verdict, claimed, found, why, gaps, ...said })}\n`;
}
