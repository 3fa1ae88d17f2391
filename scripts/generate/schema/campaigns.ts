// The schema of what `campaigns --json` prints, from the model's vocabularies.

import { z } from "zod";
import { ASSESSMENTS, STRENGTHS } from "../../../src/core/model/campaign.ts";
import { FEATURE_KINDS } from "../../../src/core/model/sighting.ts";

const number = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime().describe("UTC");

export function campaignsSchema() {
	const sharedThing = z
		.strictObject({
			kind: z.enum(FEATURE_KINDS),
			value: z.string(),
			shared_by: number.describe(
				"at most so many senders of this case have it, by powers of two; docs/campaigns.md says what one sender is",
			),
		})
		.meta({ id: "shared_thing" });
	return z
		.strictObject({
			id: z.string().min(1).describe("made from its earliest message when it was first seen, and kept"),
			name: z.string().nullable().describe("as an analyst called it"),
			assessment: z.enum(ASSESSMENTS).describe("the program's; `decided` is the analyst's, and stands above it"),
			reasons: z.array(
				z.strictObject({
					text: z.string().min(1).describe("a sentence that a person can check"),
					for: z.enum(["commercial", "targeted"]),
					weight: z.number().positive().describe("as in the table of docs/campaigns.md"),
				}),
			),
			first_seen: time.nullable().describe("null where no message has a time"),
			last_seen: time.nullable(),
			messages: z
				.array(
					z.strictObject({
						message_id: z.string().nullable().describe("without angle brackets"),
						mailbox: z.string().describe("the source as given, and the folder in it"),
						sha256: digest,
					}),
				)
				.min(1),
			recipients: z.array(z.string()).describe("owners' addresses: accounts rather than persons"),
			infrastructure: z.array(sharedThing),
			identifiers: z
				.strictObject({ address: number, unique: number, opaque: number })
				.describe("references by what singles the reader out, over all copies"),
			links: z.array(
				z.strictObject({
					campaign: z.string().min(1).describe("id of the other"),
					strength: z.enum(STRENGTHS),
					why: z.array(z.string()).min(1).describe("a sentence for each shared thing, with its rarity"),
				}),
			),
			aliases: z.array(z.string()).describe("ids under which it was known before it was merged"),
			decided: z.enum(["confirmed", "rejected"]).nullable().describe("what an analyst said of it"),
			attributions: z.array(
				z.strictObject({
					to: z.string(),
					source: z.string().describe("who says so"),
					confidence: z.enum(["none", "low", "medium", "high"]).describe("STIX 2.1, appendix A"),
					on: time,
					by: z.string().describe("the analyst who wrote it down"),
				}),
			),
			set_aside: z.array(sharedThing).describe("what too many share to link anything by it"),
		})
		.describe("One line of `counterpixel campaigns --json`: a campaign");
}
