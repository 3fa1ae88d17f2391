// Schema of `exposure --json`.

import { z } from "zod";
import { LEVELS } from "../../../src/core/model/exposure.ts";

const time = z
	.string()
	.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
	.describe("ISO 8601, UTC");

export function exposureSchema() {
	return z
		.strictObject({
			campaign: z.string().min(1).describe("its id"),
			person: z.string().nullable().describe("name on the people list; null for an account that is on none"),
			account: z.string().min(1).describe("address of the mailbox's owner"),
			level: z
				.enum(LEVELS)
				.describe("the strongest that a log shows: docs/exposure.md; no-evidence is no proof, and of delivered nothing can be known"),
			leaked: z
				.strictObject({
					client_ip: z.array(z.string().min(1)),
					user_agent: z.array(z.string().min(1)),
					times: z.array(time),
				})
				.describe("what contacts that reached the sender told them, as logged; of fetched-by-proxy it is a machine's"),
			evidence: z
				.array(
					z.strictObject({
						log: z.string().describe("as given"),
						sha256: z
							.string()
							.regex(/^[0-9a-f]{64}$/)
							.describe("of the file as stored"),
						offset: z.int().min(0).describe("the byte where the line begins in its uncompressed text"),
					}),
				)
				.describe("lines about this account, and lines that may be about it among others"),
			coverage: z
				.array(z.strictObject({ from: time, to: time }))
				.describe("when logs speak that speak for this account; one entry between gaps"),
			why: z.array(z.string().min(1)).min(1).describe("sentences, each of which a person can check"),
		})
		.describe("One line of `counterpixel exposure --json`: an account and a campaign that singles its readers out");
}
