// The schema of truth.json, which `rehearse` writes beside a made-up case, from the rehearsal's own vocabularies.

import { z } from "zod";
import { EVASIONS } from "../../../src/app/rehearsal/attack/toolkit.ts";
import { EDITIONS } from "../../../src/app/rehearsal/grammar/edition.ts";
import { GENRES } from "../../../src/app/rehearsal/letter.ts";
import { SERVICE_KINDS } from "../../../src/app/rehearsal/service.ts";
import { SHAPES } from "../../../src/app/rehearsal/shapes.ts";
import { TRUTH_FORMAT } from "../../../src/app/rehearsal/truth.ts";

const number = z.int().min(0);
const time = z.iso.datetime().describe("UTC");
const address = z.string().regex(/^[^@\s]+@[a-z0-9.-]+\.(?:example|test)$/);
const span = z.strictObject({ from: time, to: time });

export function truthSchema() {
	const reference = z.strictObject({
		url: z.string().describe("as it was written"),
		trigger: z.enum(["open", "click", "receipt"]).describe("what the reader does before it is contacted"),
		individual: z.boolean().describe("it singles out this reader's copy"),
		value: z.string().nullable().describe("what does so, as it stands in the URL; of an encoded address the address; null for nothing"),
	});
	const message = z.strictObject({
		path: z.string().describe("from the rehearsal's folder, / between names; of an mbox the file, its messages in the order of this list"),
		sha256: z
			.string()
			.regex(/^[0-9a-f]{64}$/)
			.describe("of the raw message; of an mbox without the line before and the blank line after it"),
		message_id: z.string().describe("without angle brackets"),
		owner: address.describe("whose mailbox it is"),
		received: time.describe("by the owner's own server"),
		kind: z.enum(["background", "targeted"]),
		genre: z.enum(GENRES),
		sender: z.string().describe("id of the organisation that writes; attack for the attackers"),
		operator: z.string().nullable().describe("id of the service that it went through; null for a server of the sender's own"),
		campaign: z.string().nullable().describe("what belongs together; null where nobody could say (personal mail, mailing lists)"),
		wave: z.string().nullable(),
		references: z.array(reference).describe("one for each place in the message; the same URL may stand twice"),
	});
	const wave = z.strictObject({ id: z.string(), messages: number, recipients: z.array(address), first: time, last: time });
	return z
		.strictObject({
			format: z.literal(TRUTH_FORMAT),
			messages: z.array(message).describe("in order of time; a message a line"),
			rehearsal: z.strictObject({
				shape: z.enum(SHAPES),
				seed: number,
				size: number.describe("messages of ordinary mail"),
				evasion: z.literal([...EVASIONS]),
				edition: z.enum(EDITIONS).describe("docs/evaluation.md"),
				accounts: number,
				targets: number.describe("accounts that the attackers know"),
			}),
			operators: z.array(
				z.strictObject({
					id: z.string(),
					name: z.string(),
					kind: z.enum(SERVICE_KINDS),
					domain: z.string(),
					known: z.boolean().describe("its URLs have the paths of a program in data/operators"),
				}),
			),
			campaigns: z
				.array(
					z.strictObject({
						id: z.string(),
						operator: z.string(),
						senders: z.array(address),
						tracker_hosts: z.array(z.string()),
						waves: z.array(wave),
					}),
				)
				.describe("of the attackers"),
			links: z
				.array(z.strictObject({ campaign: z.string(), waves: z.tuple([z.string(), z.string()]) }))
				.describe("waves that are to be linked, or found to be one campaign; no other link between senders is right"),
			openings: z
				.array(
					z.strictObject({
						message_id: z.string(),
						account: address,
						at: time,
						client_ip: z.string(),
						url: z.string(),
						blocked: z.boolean().describe("the proxy refused it"),
						in_gap: z.boolean().describe("the log was silent then"),
						logged: z.boolean().describe("a line of a log shows it"),
					}),
				)
				.describe("all of attack mail; of ordinary mail those at organisations with logs, while these were kept"),
			logs: z.array(
				z.strictObject({
					path: z.string(),
					format: z.enum(["squid", "combined", "unbound", "bind"]),
					organisation: z.string(),
					...span.shape,
					gaps: z.array(span),
				}),
			),
		})
		.describe("truth.json of `counterpixel rehearse`: what is what in a made-up case");
}
