// The table of operators that the program carries (src/core/trackers/operators.generated.ts) and its reference (docs/operators.md, below
// what is written there by hand), from the records in data/operators: adding an operator means adding one file.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { OPERATOR_KINDS, type Operator, type OperatorPattern } from "../../src/core/model/operator.ts";
import type { Generate } from "../generate.ts";

const FOLDER = "data/operators";
const REFERENCE = "docs/operators.md";
/** Above it a person writes, below it this program. */
const MARKER = "<!-- From here on written by scripts/generate.ts from data/. Do not edit. -->\n";

const patternSchema = z
	.strictObject({
		host: z
			.string()
			.regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/)
			.optional(),
		path: z
			.string()
			.regex(/^\/[!-~]*$/)
			.optional(),
	})
	.refine(({ host, path }) => host !== undefined || path !== undefined, "a pattern without host and path matches everything");

export const operatorSchema = z.strictObject({
	id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
	name: z.string().regex(/^[^\t\n]+$/),
	kind: z.enum(OPERATOR_KINDS),
	patterns: z.array(patternSchema).min(1),
	examples: z.strictObject({ match: z.array(z.url()).min(1), other: z.array(z.url()).min(1) }),
	provenance: z.array(z.string().min(1)).min(1),
});

const refusedSchema = z.array(z.strictObject({ vendor: z.string(), pattern: z.string(), reason: z.string() }));
export type RefusedPattern = z.infer<typeof refusedSchema>[number];

const counts = { urls: z.number(), matched: z.number(), records: z.number(), patterns: z.number() };
const seenSchema = z.strictObject({
	corpora: z.array(z.strictObject({ corpus: z.string(), ...counts })),
	together: z.strictObject(counts),
	/** Distinct URLs of all corpora by record. */
	records: z.record(z.string(), z.number()),
});
type Seen = z.infer<typeof seenSchema>;

export const generate: Generate = (root) => {
	const operators = readOperators(root);
	const written = readFileSync(join(root, REFERENCE), "utf8");
	const byHand = written.slice(0, Math.max(0, written.indexOf(MARKER)));
	const seen = seenSchema.parse(JSON.parse(readFileSync(join(root, "data/operators-seen.json"), "utf8")));
	return new Map([
		...operators.map((operator) => [`${FOLDER}/${operator.id}.json`, recordText(operator)] as const),
		["src/core/trackers/operators.generated.ts", moduleText(operators)] as const,
		[REFERENCE, byHand + MARKER + referenceText(operators, seen, readRefused(root))] as const,
	]);
};

/** By id. Throws where a file is no record, or not called as its id. */
export function readOperators(root: string): readonly Operator[] {
	const names = readdirSync(join(root, FOLDER)).filter((name) => name.endsWith(".json"));
	return names.sort().map((name) => {
		const operator = operatorSchema.parse(JSON.parse(readFileSync(join(root, FOLDER, name), "utf8"))) as Operator;
		if (name !== `${operator.id}.json`) throw new Error(`${FOLDER}/${name} holds the record ${operator.id}`);
		return operator;
	});
}

/** Patterns of published lists that are no facts about one operator. */
export function readRefused(root: string): readonly RefusedPattern[] {
	return refusedSchema.parse(JSON.parse(readFileSync(join(root, "data/refused-patterns.json"), "utf8")));
}

/** A record as it stands on disk: keys and lists in one order, so that two people's edits meet in a small difference. */
export function recordText({ id, name, kind, patterns, examples, provenance }: Operator): string {
	const record = {
		id,
		name,
		kind,
		patterns: [...patterns].sort(byText).map(({ host, path }) => ({ host, path })),
		examples: { match: [...examples.match].sort(), other: [...examples.other].sort() },
		provenance: [...provenance].sort(),
	};
	return `${JSON.stringify(record, null, "\t")}\n`;
}

function byText(a: OperatorPattern, b: OperatorPattern): number {
	return textOf(a) < textOf(b) ? -1 : 1;
}

/** Host before path: "mailchimp.com", "nationbuilder.com/r/o"; a path alone begins with "/". */
function textOf({ host = "", path = "" }: OperatorPattern): string {
	return host + path;
}

// Strings, not objects: this is loaded with every start, and a thousand object literals take Node ten times as long to strip and
// compile. Examples and provenance stay behind: nobody asks for them at run time.
function moduleText(operators: readonly Operator[]): string {
	const line = ({ id, name, kind, patterns }: Operator): string => [id, name, kind, ...patterns.map(textOf)].join("\t");
	return [
		"// Written by scripts/generate.ts from data/operators. Do not edit.",
		"",
		"/** A record each, fields between tabs: id, name, kind, patterns. */",
		"export const operatorLines: readonly string[] = [",
		...operators.map((operator) => `\t${JSON.stringify(line(operator))},`),
		"];",
		"",
	].join("\n");
}

const KIND_TITLES: Readonly<Record<Operator["kind"], string>> = {
	"mass-mail": "Mass mail: newsletters and campaigns for customers",
	transactional: "Transactional: mail sent by applications",
	"sales-tracking": "Sales tracking: one-to-one mail with open tracking",
	"read-receipt": "Read receipts: add-ons a person installs in a mail program",
	"marketing-automation": "Marketing automation",
	analytics: "Analytics and advertising",
	"link-shortener": "Link shorteners",
	"ip-logger": "Address loggers: links and pictures made to learn who opens them",
	"callback-service": "Callback services: canary tokens, request bins, out-of-band tests, tunnels",
	"image-host": "Image hosts",
	"file-host": "File hosts: anybody's buckets, pages and programs",
	"image-proxy": "Image proxies of mail providers",
	"gateway-rewriting": "Gateways that wrap links",
	"own-brand": "Companies that track their own mail from their own hosts",
};

function referenceText(operators: readonly Operator[], seen: Seen, refused: readonly RefusedPattern[]): string {
	return `${[
		"",
		...seenLines(operators, seen),
		"",
		"## Patterns that are not taken over",
		"",
		"Of the published lists these lines are no facts about one operator: they would meet ordinary URLs.",
		"",
		"| vendor | pattern | why not |",
		"|---|---|---|",
		...refused.map(({ vendor, pattern, reason }) => `| ${cell(vendor)} | \`${cell(pattern)}\` | ${cell(reason)} |`),
		...OPERATOR_KINDS.flatMap((kind) =>
			recordLines(
				KIND_TITLES[kind],
				operators.filter((operator) => operator.kind === kind),
				seen,
			),
		),
	].join("\n")}\n`;
}

function seenLines(operators: readonly Operator[], { corpora, together }: Seen): readonly string[] {
	const patterns = operators.reduce((sum, operator) => sum + operator.patterns.length, 0);
	const row = (name: string, { urls, matched, records, patterns }: Seen["together"]): string =>
		`| ${name} | ${urls} | ${matched} | ${records} | ${patterns} |`;
	return [
		"## What real mail shows",
		"",
		`${operators.length} records with ${patterns} patterns. In the corpora ${together.records} records with ${together.patterns} patterns matched something;`,
		`${operators.length - together.records} records and ${patterns - together.patterns} patterns were never seen there. Distinct URLs, as the inspector finds them`,
		"(`node scripts/operators-seen.ts`; with `--list`, what each record matches):",
		"",
		"| corpus | URLs | with an operator | records | patterns |",
		"|---|---:|---:|---:|---:|",
		...corpora.map(({ corpus, ...counts }) => row(corpus, counts)),
		row("together", together),
	];
}

function recordLines(title: string, group: readonly Operator[], { records }: Seen): readonly string[] {
	return [
		"",
		`## ${title}`,
		"",
		"| operator | id | patterns | URLs seen | where the facts come from |",
		"|---|---|---:|---:|---|",
		...group.map(({ name, id, patterns, provenance }) => {
			const sources = provenance.map((sentence) => sentence.split(":", 1)[0] ?? "").join("; ");
			return `| ${cell(name)} | \`${id}\` | ${patterns.length} | ${records[id] ?? "never"} | ${cell(sources)} |`;
		}),
	];
}

function cell(value: string): string {
	return value.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
