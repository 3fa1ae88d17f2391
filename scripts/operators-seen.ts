// Which operator records real mail has shown to be right: every URL of the corpora through the inspector, counted by corpus and record into
// data/operators-seen.json, which docs/operators.md tells. node scripts/operators-seen.ts [--check | --list [ID...]]
// --check writes nothing and fails where the counts are no longer so; --list prints what each record matches, to be looked at by a person.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInspector } from "../src/core/inspect.ts";
import { operatorIndex } from "../src/core/trackers/operators.ts";
import { nodeCodec } from "../src/edge/node-codec.ts";
import { corporaFolder, NO_CORPORA } from "../test/support/corpora.ts";

const ROOT = join(fileURLToPath(import.meta.url), "../..");
const FILE = "data/operators-seen.json";

interface Sight {
	readonly corpus: string;
	readonly url: string;
	readonly triggers: Set<string>;
	/** Record, and the pattern that led to it. */
	readonly operator: string | null;
	readonly pattern: string | null;
}

/** Distinct web URLs of each corpus, in a fixed order. */
function sights(folder: string): readonly Sight[] {
	const inspect = createInspector(nodeCodec);
	const found = new Map<string, Sight>();
	for (const corpus of readdirSync(folder).sort()) {
		for (const name of readdirSync(join(folder, corpus), { recursive: true, encoding: "utf8" }).sort()) {
			const head = /\.html?$/.test(name) ? "Content-Type: text/html; charset=utf-8\r\n\r\n" : "";
			if (head === "" && !/\.(?:eml|msg|txt)$/.test(name)) continue;
			const bytes = Buffer.concat([Buffer.from(head), readFileSync(join(folder, corpus, name))]);
			for (const { url, trigger } of inspect(bytes).references) {
				const key = `${corpus} ${url}`;
				const sight = found.get(key) ?? sightOf(corpus, url);
				if (sight === null) continue;
				found.set(key, sight);
				sight.triggers.add(trigger);
			}
		}
	}
	return [...found.values()];
}

function sightOf(corpus: string, url: string): Sight | null {
	if (!/^https?:/.test(url)) return null;
	const { hostname, pathname, search } = new URL(url);
	const match = operatorIndex().find(hostname, pathname + search);
	const pattern = match === null ? null : (match.pattern.host ?? "") + (match.pattern.path ?? "");
	return { corpus, url, triggers: new Set(), operator: match?.operator.id ?? null, pattern };
}

function summary(all: readonly Sight[]): string {
	const corpora = [...new Set(all.map(({ corpus }) => corpus))].map((corpus) => ({
		corpus,
		...counts(all.filter((one) => one.corpus === corpus)),
	}));
	const records: Record<string, number> = {};
	const known = all.flatMap(({ operator }) => operator ?? []).sort();
	for (const operator of known) records[operator] = (records[operator] ?? 0) + 1;
	return `${JSON.stringify({ corpora, together: counts(all), records }, null, "\t")}\n`;
}

function counts(all: readonly Sight[]) {
	const known = all.filter(({ operator }) => operator !== null);
	const records = new Set(known.map(({ operator }) => operator)).size;
	const patterns = new Set(known.map(({ operator, pattern }) => `${operator} ${pattern}`)).size;
	return { urls: all.length, matched: known.length, records, patterns };
}

/** One line for each host of each record: how often, on which triggers, and one of its URLs. */
function list(all: readonly Sight[], wanted: readonly string[]): void {
	const lines = new Map<string, { count: number; triggers: Set<string>; url: string }>();
	for (const { operator, pattern, url, triggers } of all) {
		if (operator === null || (wanted.length > 0 && !wanted.includes(operator))) continue;
		const key = `${operator}\t${pattern}\t${new URL(url).hostname}`;
		const line = lines.get(key) ?? { count: 0, triggers: new Set(), url };
		line.count++;
		for (const trigger of triggers) line.triggers.add(trigger);
		lines.set(key, line);
	}
	for (const [key, { count, triggers, url }] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1)))
		console.log(`${key}\t${count}\t${[...triggers].sort().join(",")}\t${url.slice(0, 200)}`);
}

const folder = corporaFolder();
if (folder === null) throw new Error(NO_CORPORA);
const [flag, ...ids] = process.argv.slice(2);
const all = sights(folder);
if (flag === "--list") list(all, ids);
else if (flag !== "--check") writeFileSync(join(ROOT, FILE), summary(all));
else if (readFileSync(join(ROOT, FILE), "utf8") !== summary(all)) {
	console.error(`${FILE} is not what the corpora say: run node scripts/operators-seen.ts, then npm run generate`);
	process.exitCode = 1;
}
