// The table of operators that the program carries (src/core/trackers/operators.generated.ts) and its reference (docs/operators.md),
// from the records in data/operators: adding an operator means adding one file.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { OPERATOR_KINDS, type Operator, type OperatorPattern } from "../../src/core/model/operator.ts";
import type { Generate } from "../generate.ts";

const FOLDER = "data/operators";

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

export const generate: Generate = (root) => {
	const operators = readOperators(root);
	return new Map([
		...operators.map((operator) => [`${FOLDER}/${operator.id}.json`, recordText(operator)] as const),
		["src/core/trackers/operators.generated.ts", moduleText(operators)] as const,
		["docs/operators.md", referenceText(operators)] as const,
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

function referenceText(operators: readonly Operator[]): string {
	const patterns = operators.reduce((sum, operator) => sum + operator.patterns.length, 0);
	const lines = [
		"<!-- Written by scripts/generate.ts from data/operators. Do not edit. -->",
		"",
		"# Operators: companies and programs behind tracking hosts",
		"",
		`${operators.length} records with ${patterns} patterns. A host matches itself and its sub-domains; the longest host wins, then the longest path.`,
		"A known operator is no alibi: its service may carry anybody's mail. A pattern of a path alone says what the URL looks like,",
		"which anybody can imitate. *General knowledge* marks what no second source confirmed: correct it where you know better.",
	];
	for (const kind of OPERATOR_KINDS) {
		const group = operators.filter((operator) => operator.kind === kind);
		lines.push("", `## ${KIND_TITLES[kind]}`, "", "| operator | id | patterns | where the facts come from |", "|---|---|---|---|");
		for (const { name, id, patterns, provenance } of group) {
			const sources = provenance.map((sentence) => sentence.split(":", 1)[0] ?? "").join("; ");
			lines.push(`| ${cell(name)} | \`${id}\` | ${patterns.length} | ${cell(sources)} |`);
		}
	}
	return `${lines.join("\n")}\n`;
}

function cell(value: string): string {
	return value.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
