// The schema of what `selftest --json` and `selftest compare --json` print, from the vectors and the self-test's own vocabularies.

import { z } from "zod";
import { ADVICE_GROUPS } from "../../../src/app/selftest/advice.ts";
import { CONTACT_BY } from "../../../src/app/selftest/contact.ts";
import { extras } from "../../../src/app/selftest/extras.ts";
import { LEARNT_KEYS } from "../../../src/app/selftest/report/recorded.ts";
import { CHANNELS, TRIGGERS } from "../../../src/core/model/reference.ts";
import { programs } from "../../../src/core/trackers/programs.ts";

const number = z.int().min(0);
const messageNumber = z.int().min(1);
const time = z.iso.datetime().describe("UTC");
const words = z.array(z.string());

export function selftestSchema(ids: readonly string[]) {
	const vector = z
		.enum([...ids, "reply-to"])
		.meta({ id: "vector", description: "docs/vectors.md; reply-to is an answer to the test mail" });
	const vectors = z.array(vector);
	const fact = z.enum(extras.flatMap((extra) => extra.fact ?? []));
	return z
		.union([
			contactSchema(vector, fact),
			z.strictObject({ summary: summarySchema(vector, fact) }).describe("The last line of a run"),
			z
				.strictObject({
					comparison: z.strictObject({
						no_longer: vectors.describe("fired before, silent after"),
						newly: vectors.describe("silent before, fired after"),
						as_before: vectors.describe("fired in both"),
						silent: vectors.describe("silent in both"),
						only_before: z.array(z.strictObject({ vector, fired: z.boolean() })).describe("tested only before"),
						only_after: z.array(z.strictObject({ vector, fired: z.boolean() })),
						learnt: z.array(z.strictObject({ what: z.enum(LEARNT_KEYS), before: words, after: words })),
					}),
				})
				.describe("The line of `selftest compare --json`"),
		])
		.describe("One line of `counterpixel selftest --json`");
}

function contactSchema(vector: z.ZodType, fact: z.ZodType) {
	return z
		.strictObject({
			probe: z.strictObject({
				vector,
				trigger: z.enum(TRIGGERS).describe("what the reader does before it is contacted"),
				channel: z.enum(CHANNELS).describe("how it came; dns for a lookup of the name"),
				message: messageNumber,
			}),
			time,
			client_ip: z.string().nullable().describe("of whoever fetched; null for a lookup"),
			user_agent: z.string().nullable(),
			headers: z.record(z.string(), z.string()).describe("by lower-case name"),
			by: z.enum(CONTACT_BY).describe("a person's program, or a proxy, scanner or server"),
			fact: fact.nullable().describe("what the contact tells where the probe is a conditional one"),
			resolver: z.string().nullable(),
			client_subnet: z.string().nullable().describe("told by the resolver, RFC 7871"),
			why: z.string().describe("why `by` says so"),
		})
		.describe("A contact that carried a live token of this test");
}

function summarySchema(vector: z.ZodType, fact: z.ZodType) {
	const vectors = z.array(vector);
	return z.strictObject({
		fired: vectors.describe("each vector is in exactly one of fired, silent and untestable"),
		silent: vectors,
		untestable: z.array(z.strictObject({ vector, why: z.string() })),
		learnt: z
			.strictObject({
				client_ip: words.describe("proxies and mail servers apart"),
				resolver: words,
				program: z.string().nullable().describe("the one with most contacts on opening"),
				system: z.string().nullable(),
				language: z.string().nullable().describe("tags, most wanted first, separated by commas"),
				times: z.array(time).describe("openings, and openings again"),
				version: z.string().nullable(),
				programs: words,
				user_agents: words.describe("as they were sent"),
				facts: z.array(fact),
				proxies: z.array(z.strictObject({ what: z.string(), client_ip: words, first: time, last: time, contacts: number })),
				client_subnet: words,
				connected: vectors.describe("connections without a request"),
				shares: vectors.describe("a Windows share was connected to"),
				mail_servers: words.describe("that brought receipts and answers"),
				address_alive: z.boolean(),
			})
			.describe("what a sender would now know"),
		looked_up: vectors.describe("fired by nothing but a lookup of the name"),
		openings: z.array(z.strictObject({ message: messageNumber, time, again: z.boolean() })),
		advice: z.array(
			z.strictObject({
				group: z.enum(ADVICE_GROUPS).nullable().describe("null where nothing fired"),
				program: z
					.enum(programs.map(({ id }) => id))
					.nullable()
					.describe("docs/leaks.md"),
				says: z.string(),
				path: z.string().nullable().describe("menu by menu"),
				vectors,
			}),
		),
		conclusions: words.min(1),
		uncounted: z
			.strictObject({ foreign: number, beyond: number, shares: number })
			.describe("without a live token; beyond what is kept; shares that named no probe"),
		messages: words.describe("titles; message N is the Nth"),
		started: time,
		ended: time.nullable(),
	});
}
