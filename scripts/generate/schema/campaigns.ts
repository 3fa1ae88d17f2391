// The schema of what `campaigns --json` prints, from the model's vocabularies.

import { z } from "zod";
import { ASSESSMENTS, STRENGTHS } from "../../../src/core/model/campaign.ts";
import { TRIGGERS } from "../../../src/core/model/reference.ts";
import { FEATURE_KINDS } from "../../../src/core/model/sighting.ts";

const number = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime().describe("UTC");

function sharedThingSchema() {
	return z
		.strictObject({
			kind: z.enum(FEATURE_KINDS),
			value: z.string(),
			shared_by: number.describe(
				"at most so many senders of this case have it, by powers of two; docs/campaigns.md says what one sender is",
			),
		})
		.meta({ id: "shared_thing" });
}

export function campaignsSchema() {
	const sharedThing = sharedThingSchema();
	return z
		.strictObject({
			id: z.string().min(1).describe("made from its earliest message when it was first seen, and kept"),
			name: z.string().nullable().describe("as an analyst called it"),
			assessment: z.enum(ASSESSMENTS).describe("the program's; `decided` is the analyst's, and stands above it"),
			reasons: z.array(
				z.strictObject({
					text: z.string().min(1).describe("a sentence that a person can check"),
					for: z.enum(["commercial", "targeted"]),
					weight: z.number().positive().describe("as in the table of docs/assessment.md"),
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

const sentences = z.array(z.string().min(1));

export function campaignsWhySchema() {
	const kin = z.strictObject({
		sender: z.string().describe("what the other sender is known by"),
		strength: z.enum(STRENGTHS),
		why: sentences.describe("a sentence for each shared thing, with its rarity"),
	});
	const membership = z.strictObject({
		split: z.boolean().describe("an analyst split it off, which stands above what the program would say"),
		sender: z.array(sharedThingSchema()).describe("what the message's sender is known by"),
		messages: number.describe("of that sender that contact somebody without a click"),
		senders: number.describe("of the campaign"),
		kin: z.array(kin).describe("senders of the campaign with whom its sender shares enough, the strongest first, at most 100"),
		kin_in_all: number,
	});
	const proof = z.strictObject({
		url: z.string().nullable().describe("of the reference; null where the case holds the message no more"),
		trigger: z.enum(TRIGGERS).nullable(),
		place: z
			.strictObject({ part: z.string(), start: number, end: number, path: z.string().optional() })
			.nullable()
			.describe("as in `inspect --json`"),
		kind: z
			.enum(["unique", "none", "opaque"])
			.describe("unique: differs between people; none: the same for others, however random it looks"),
		pieces: z.array(z.string()).describe("of the URL, in words"),
		values: z.array(z.string()).describe("what stands there in this copy"),
		other: z
			.strictObject({ sha256: digest, owner: z.string(), values: z.array(z.string()) })
			.nullable()
			.describe("somebody else's copy, which shows the difference"),
		why: z.array(z.string()),
	});
	return z
		.union([
			z
				.strictObject({
					campaign: z.string().min(1),
					message_id: z.string().nullable(),
					sha256: digest,
					membership: membership.nullable().describe("null where the case does not say: its mailbox has to be scanned once more"),
					proofs: z.array(proof),
				})
				.describe("`campaigns why ID MESSAGE`"),
			z
				.strictObject({
					campaign: z.string().min(1),
					other: z.string().min(1),
					same: z.boolean().describe("two ids of one campaign"),
					link: z
						.strictObject({ strength: z.enum(STRENGTHS), why: sentences })
						.nullable()
						.describe("null where what they share is too little"),
					shared: sentences.describe("what both share and what counts, the rarest first"),
					set_aside: sentences.describe("what both share and what links nothing, with the reason"),
				})
				.describe("`campaigns why ID ID2`"),
		])
		.describe("What `counterpixel campaigns why --json` prints");
}
