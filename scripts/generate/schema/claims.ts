// Schema of `claims --json`.

import { z } from "zod";
import { CLAIM_COUNTS } from "../../../src/core/model/person.ts";

const number = z.int().min(0);

export function claimsSchema() {
	return z
		.strictObject({
			claim: z.string().min(1).describe("its id"),
			source: z.string().min(1).describe("where it was published"),
			verdict: z.enum(["agrees", "differs", "not-comparable"]),
			claimed: number,
			found: number.nullable().describe("what the case shows; null where it holds nothing to compare with"),
			why: z.string().min(1).describe("what was counted, over what, and by how much it differs"),
			gaps: z.array(z.string()).describe("of who was told: the names of those who received such mail and were not"),
			text: z.string().min(1),
			by: z.string().min(1),
			on: z.iso.date(),
			counts: z.enum(CLAIM_COUNTS),
			comparison: z.enum(["is", "over"]).describe("is: exactly the number; over: more than it"),
			scope: z.strictObject({
				country: z.string().optional(),
				outside: z.string().optional().describe("all countries but this one"),
				organisation: z.string().optional(),
				campaign: z.string().optional().describe('id or name; "targeted" for all that are called so'),
			}),
		})
		.describe("One line of `counterpixel claims --json`: a claim, set against what the case shows");
}
