// The schema of what `hunt --json` prints, and of the watch list's finds in `scan --json`, from the model's vocabularies.

import { z } from "zod";
import { INDICATOR_KINDS } from "../../../src/core/model/indicator.ts";

const bytes = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const time = z
	.string()
	.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
	.describe("ISO 8601, UTC");
const indicator = z.string().min(1).describe("as it was given; of a STIX pattern the value in it");
const kind = z.enum(INDICATOR_KINDS);

/** One place where something was found. */
export function foundSchema() {
	return z.strictObject({
		indicator,
		kind,
		message_id: z.string().nullable().describe("without angle brackets; null where the message has none"),
		mailbox: z.string().describe("the source as given, and the folder in it"),
		sha256: digest.describe("of the message"),
		received: time.nullable().describe("null where no time is known"),
		recipient: z.string().nullable().describe("address of the mailbox's owner"),
		where: z
			.union([
				z.strictObject({
					part: z.string().describe("IMAP section number; 0 is the header"),
					start: bytes.describe("byte offset into the raw message"),
					end: bytes.describe("exclusive"),
				}),
				z.string().regex(/^header [!-9;-~]+$/),
			])
			.nullable()
			.describe("null for the hash of a whole message"),
		file: z.string().describe("in which it lies"),
		gone: z.boolean().describe("it lay there, and does no more"),
		campaign: z.string().nullable().describe("the message's, if it is in one"),
		targeted: z.boolean().describe("that campaign is called targeted, and no analyst rejected it; or an analyst confirmed it"),
		received_from: z
			.enum(["received", "date"])
			.nullable()
			.describe("whose word `received` is: the newest Received of the owner's server, or Date alone, which the sender writes"),
	});
}

export function huntSchema() {
	return z
		.union([
			foundSchema().describe("A match: one for each mailbox that the message lies in, and each place in the message"),
			z.strictObject({ indicator, kind, message_id: z.null() }).describe("Nothing in the case matches it"),
			z
				.strictObject({
					watched: z.strictObject({
						indicator,
						kind,
						value: z.string().describe("as it is looked for"),
						source: z.string().nullable().describe("the file and the place in it that it came from"),
						added: time,
					}),
				})
				.describe("A line of `hunt --watched --json`: on the watch list"),
		])
		.describe("One line of `counterpixel hunt --json`");
}
