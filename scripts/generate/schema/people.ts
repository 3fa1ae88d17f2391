// Schemas of `people --json`, `brief --json` and `incidents --json`.

import { z } from "zod";
import { LEVELS } from "../../../src/core/model/exposure.ts";
import { ACCOUNT_KINDS, BRIEFING_KINDS, CONFIDENCES, CONNECTIONS } from "../../../src/core/model/person.ts";

const address = z.string().min(1).describe("lower case");
const country = z
	.string()
	.regex(/^(?:[A-Z]{2})?$/)
	.describe("ISO 3166-1 alpha-2, or a code for users' own use such as XA; empty where unknown");
const organisation = z.string().describe("empty where unknown");

export function peopleSchema() {
	return z
		.strictObject({
			person: z.string().min(1).nullable().describe("name on the list; null for an account that is on none"),
			organisation,
			country,
			role: z.string(),
			language: z.string().describe("BCP 47, lower case; empty where unknown"),
			accounts: z.array(z.strictObject({ address, kind: z.enum(ACCOUNT_KINDS) })).describe("on the list, in its order"),
			reached: z.array(address).describe("accounts that mail of a campaign called targeted or confirmed came to"),
			found: z
				.enum(["reached", "no-evidence", "not-listed"])
				.describe("no-evidence: nothing in the case shows that such mail came, which proves nothing where a mailbox was not scanned"),
		})
		.describe("One line of `counterpixel people --json`: a person on the list, or an account that was reached and is on none");
}

export function briefSchema() {
	return z
		.strictObject({
			person: z.string().min(1).nullable().describe("null for an account that is on no list, and was on none when somebody was told of it"),
			accounts: z.array(address).min(1),
			country,
			level: z
				.enum(LEVELS)
				.nullable()
				.describe("the strongest over campaigns called targeted or confirmed; null where no mail of one came to any account"),
			told: z
				.array(
					z.strictObject({
						kind: z.enum(BRIEFING_KINDS).describe("only person means that they were told"),
						by: z.string(),
						on: z.iso.date(),
						how: z.string(),
						acknowledged: z.boolean(),
					}),
				)
				.describe("who was told about any of the accounts"),
			organisation,
			first_seen: z
				.string()
				.nullable()
				.describe("when the first mail of such a campaign came in, ISO 8601, UTC; null where none or not known"),
		})
		.describe("One line of `counterpixel brief --json`: a person, told or not, or an account that was reached and is on no list");
}

export function incidentsSchema() {
	return z
		.strictObject({
			id: z.string().min(1),
			on: z.iso.date(),
			account: address.nullable().describe("null where only the organisation or the country is known"),
			organisation,
			country: z.string().describe("upper case; empty where unknown"),
			what: z.string().min(1),
			by: z.string().describe("who says so"),
			campaign: z.string().nullable().describe("id of the campaign it may have to do with; null for the case as a whole"),
			connected: z.enum(CONNECTIONS).describe("unknown: it may or may not be connected"),
			confidence: z.enum(CONFIDENCES),
			why: z.string().describe("never empty where connected is yes or no"),
		})
		.describe("One line of `counterpixel incidents --json`: what happened later; it changes no level");
}
