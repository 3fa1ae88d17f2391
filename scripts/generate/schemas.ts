// The JSON Schemas of what the commands print with --json (docs/schema), from the model's own vocabularies, the vectors and the operators:
// a closed list can then not drift from the program. Tests hold real output against them.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { CONTACTING_SCHEMES } from "../../src/core/encoding/schemes.ts";
import { IDENTIFIER_KINDS } from "../../src/core/model/identifier.ts";
import { LEAKS } from "../../src/core/model/leak.ts";
import { PROBLEM_CODES } from "../../src/core/model/problem.ts";
import { CHANNELS, TRIGGERS } from "../../src/core/model/reference.ts";
import type { Vector } from "../../src/core/model/vector.ts";
import { EVIDENCE, PROGRAM_ACTS, REFERENCE_KINDS } from "../../src/core/trackers/programs/program.ts";
import { programs } from "../../src/core/trackers/programs.ts";
import type { Generate } from "../generate.ts";
import { readOperators } from "./operators.ts";
import { campaignsSchema, campaignsWhySchema } from "./schema/campaigns.ts";
import { claimsSchema } from "./schema/claims.ts";
import { exposureSchema } from "./schema/exposure.ts";
import { foundSchema, huntSchema } from "./schema/hunt.ts";
import { briefSchema, incidentsSchema, peopleSchema } from "./schema/people.ts";
import { truthSchema } from "./schema/rehearse.ts";
import { selftestSchema } from "./schema/selftest.ts";

const FOLDER = "docs/schema";

export const generate: Generate = async (root) => {
	const vocabularies = { vectors: await vectorIds(root), operators: readOperators(root).map(({ id }) => id) };
	const schemas: Readonly<Record<string, z.ZodType>> = {
		inspect: inspectSchema(vocabularies),
		scan: scanSchema(vocabularies),
		journal: journalSchema(),
		selftest: selftestSchema(vocabularies.vectors),
		campaigns: campaignsSchema(),
		"campaigns-why": campaignsWhySchema(),
		hunt: huntSchema(),
		claims: claimsSchema(),
		exposure: exposureSchema(),
		people: peopleSchema(),
		brief: briefSchema(),
		incidents: incidentsSchema(),
		truth: truthSchema(),
	};
	return new Map(Object.entries(schemas).map(([name, schema]) => [`${FOLDER}/${name}.schema.json`, textOf(name, schema)]));
};

interface Vocabularies {
	readonly vectors: readonly string[];
	readonly operators: readonly string[];
}

/** From the files themselves: the generated registry may be older. */
async function vectorIds(root: string): Promise<string[]> {
	const folder = join(root, "src/core/vectors");
	const ids: string[] = [];
	for (const name of readdirSync(folder).sort()) {
		if (!name.endsWith(".ts") || name.endsWith(".generated.ts")) continue;
		const { vectors } = (await import(pathToFileURL(join(folder, name)).href)) as { vectors: readonly Vector[] };
		ids.push(...vectors.map(({ id }) => id));
	}
	return ids.sort();
}

const bytes = z.int().min(0);
const number = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

function inspectSchema({ vectors, operators }: Vocabularies) {
	const reference = z.strictObject({
		vector: z.enum(vectors).describe("the way it was found: docs/vectors.md"),
		channel: z.enum(CHANNELS),
		trigger: z.enum(TRIGGERS).describe("what the reader does before it is contacted; open: nothing but look"),
		url: z
			.string()
			.regex(new RegExp(`^(?:${[...CONTACTING_SCHEMES, "file", "mailto", "dns"].join("|")}):`))
			.describe("absolute, as WHATWG serialises it; mailto: for receipts, dns: for lookups, file: for network shares"),
		host: z.string().min(1).describe("lower case, punycode"),
		part: z
			.string()
			.regex(/^(?:[0-9]+(?:\.[0-9]+)*)?$/)
			.describe("IMAP section number; 0 is the header"),
		start: bytes.describe("byte offset into the raw message"),
		end: bytes.describe("exclusive"),
		path: z.string().optional().describe("inside an attachment or container: the path there"),
		identifier: z.strictObject({
			kind: z.enum(IDENTIFIER_KINDS).describe("unique is proved by comparing copies only, never by inspect"),
			value: z.string().nullable().describe("the token in the URL; for address the mail address it leads to; null for none"),
		}),
		operator: z.enum(operators).nullable().describe("id of a record: docs/operators.md"),
		leaks: z.array(z.enum(LEAKS)).describe("what the sender would learn"),
		why: z.array(z.string()).min(1).describe("sentences, each of which a person can check"),
		in_program: programSchema().optional(),
	});
	return z
		.strictObject({
			file: z.string().describe("as given"),
			message_id: z.string().nullable().describe("without angle brackets"),
			references: z.array(reference),
			problems: z.array(problemSchema()),
		})
		.describe("One line of `counterpixel inspect --json`: a message, or a file that holds none");
}

function programSchema() {
	return z
		.strictObject({
			program: z.enum(programs.map(({ id }) => id)),
			kind: z.enum(REFERENCE_KINDS),
			act: z.enum(PROGRAM_ACTS).describe("asks: contacted only if the reader agrees"),
			proxied: z.boolean().describe("contacted by the program's proxy rather than from the reader's own address"),
			evidence: z.enum(EVIDENCE),
			leaks: z.array(z.enum(LEAKS)).describe("what the sender learns once it is contacted; none for never"),
			says: z.string().describe("the same as a sentence"),
		})
		.describe("with --program only: what that mail program does by default, docs/leaks.md");
}

function problemSchema() {
	return z.strictObject({
		code: z.enum(PROBLEM_CODES),
		detail: z.string().describe("a sentence for a person; it may quote the mail"),
		offset: bytes.describe("into the raw message, or into the file where the problem is the file's"),
	});
}

function scanSchema({ operators }: Vocabularies) {
	const failure = z
		.strictObject({ kind: z.literal("failure"), file: z.string(), ...problemSchema().shape })
		.describe("A file or folder that could not be read, or not to its end");
	const watched = z
		.strictObject({ kind: z.literal("watched"), match: foundSchema() })
		.describe("Something on the watch list, found as the scan went on; campaigns are told by `hunt`, once the scan is over");
	const summary = z
		.strictObject({
			kind: z.literal("summary"),
			read: z
				.strictObject({
					messages: number,
					bytes,
					unchanged: number.describe("files that were not read again"),
					newer_detector: number.describe("files that were read again because this version finds more"),
					ignored: number.describe("files in folders that are no mail"),
					unreadable: number.describe("files and folders of which something was lost: exit code 3"),
					watched: number.nullable().describe("messages that the watch list found; null where nothing is on it"),
					interrupted: z.boolean(),
				})
				.describe("what this scan did"),
			case: z
				.strictObject({
					messages: number.describe("different messages"),
					placements: number.describe("places where they lie"),
					references: number,
					by_trigger: z.array(z.strictObject({ trigger: z.enum(TRIGGERS), count: number })),
					trackers: z
						.array(z.strictObject({ identifier: z.enum(IDENTIFIER_KINDS), operator: z.enum(operators).nullable(), count: number }))
						.describe("references that are contacted without a click"),
					problems: z.array(z.strictObject({ code: z.enum(PROBLEM_CODES), count: number })),
				})
				.describe("what the case holds now"),
		})
		.describe("The last line");
	return z.discriminatedUnion("kind", [failure, watched, summary]).describe("One line of `counterpixel scan --json`");
}

function journalSchema() {
	return z
		.discriminatedUnion("ok", [
			z.strictObject({ ok: z.literal(true), head: digest.describe("hash of the last entry"), count: number }),
			z.strictObject({
				ok: z.literal(false),
				at: z.int().describe("number of the first entry that is missing, edited or out of its place"),
				why: z.string(),
			}),
		])
		.describe("The line of `counterpixel journal verify --json`");
}

function textOf(name: string, schema: z.ZodType): string {
	const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12" });
	return `${JSON.stringify({ $schema, $comment: "Written by scripts/generate.ts. Do not edit.", title: `counterpixel ${name}`, ...rest }, null, "\t")}\n`;
}
