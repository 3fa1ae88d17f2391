// docs/leaks.md: what mail programs do by default with each kind of reference, from src/core/trackers/programs, with how to read it.

import { type Behaviour, type Program, REFERENCE_KINDS } from "../../src/core/trackers/programs/program.ts";
import { programs, sentenceOf } from "../../src/core/trackers/programs.ts";
import type { Generate } from "../generate.ts";

export const generate: Generate = () => new Map([["docs/leaks.md", page()]]);

const HEAD = `<!-- Written by scripts/generate.ts from src/core/trackers/programs. Do not edit. -->

# Leaks: what your mail program gives away by default

\`leaks\` says what a sender *would* learn if a reference were contacted. Whether it is contacted, when, and from whose address is up to the
mail program. This table says what each does as installed; \`counterpixel inspect --program NAME\` says the same of each reference:

\`\`\`
counterpixel inspect message.eml --program thunderbird
\`\`\`

How to read it:

- **yes** is contacted without asking; **proxy** too, but the request comes from the maker's machines, so that the sender does not learn what
  stands below; **asks** is contacted only if the reader agrees; **no** is never contacted; **?** means that nobody says. Where nobody says,
  \`inspect\` assumes the worst and takes nothing away.
- A proxy hides *where* the reader is, not *that* the mail was opened: a URL made for one reader still names that reader.
- A letter says what a cell rests on: **v** the maker's documentation or source code, **m** measured by hand with probes on a private network,
  **r** reported by others. What follows from the thing itself (a link opens in the browser) has none. What is only generally said is a **?**.
- It is about defaults. An administrator, an add-on, a setting, an older version, or a sender whom the program trusts changes it.
  Whoever depends on it should measure their own program rather than believe a table.
- The facts were looked up in November 2026. Programs change without notice, and menus move more often still; each source has the date that it bears.

Kinds: *picture* is pictures and backgrounds, in markup and in styles; *style* style sheets and fonts; *embedded* frames, objects, audio and video;
*script* scripts and pages that load another by themselves; *hint* prefetch and preload; *lookup* name lookups (dns-prefetch, preconnect); *share* Windows
network shares; *receipt* requests for a read receipt; *click* links; *attachment* what an attached file refers to; *reminder* the share that a calendar
item names for its sound (CVE-2023-23397). Of what has no column, such as what only a reply loads, nothing is known of any program.
`;

/** Those that some program has a row for. */
const COLUMNS = REFERENCE_KINDS.filter((kind) => programs.some(({ rows }) => rows[kind] !== undefined));

function page(): string {
	const lines = [HEAD, `| program | ${COLUMNS.join(" | ")} |`, `|---|${COLUMNS.map(() => "---|").join("")}`];
	for (const program of programs) {
		const cells = COLUMNS.map((kind) => cell(program.rows[kind]));
		lines.push(`| [\`${program.id}\`](#${program.id}) | ${cells.join(" | ")} |`);
	}
	for (const program of programs) lines.push("", ...chapter(program));
	return `${lines.join("\n")}\n`;
}

const MARKS = { plain: "", vendor: " v", measured: " m", reported: " r", unverified: "" } as const;

function cell(behaviour: Behaviour | undefined): string {
	if (behaviour === undefined || behaviour.act === "unknown") return "?";
	const { act, proxied, evidence } = behaviour;
	const word = act === "loads" ? (proxied ? "proxy" : "yes") : act === "asks" ? "asks" : "no";
	return `${word}${MARKS[evidence]}`;
}

function chapter(program: Program): string[] {
	const { id, name, covers, proxy, rows, settings, sources } = program;
	const numbers = new Map(sources.map((source, index) => [source.id, index + 1]));
	const lines = [`## ${id}`, "", `${capital(name)}: ${covers}.`, ""];
	if (proxy !== undefined) lines.push(`Where it says ${proxy.name}, the sender does not learn: ${proxy.hides.join(", ")}.`, "");
	for (const kind of COLUMNS) {
		const behaviour = rows[kind];
		if (behaviour !== undefined) lines.push(`- *${kind}*: ${sentenceOf(program, kind)}${references(behaviour, numbers)}`);
	}
	for (const { for: kind, what, path } of settings) lines.push(`- To change (*${kind}*), ${what}: **${path}**`);
	if (sources.length > 0) lines.push("");
	for (const [index, { title, url, date }] of sources.entries()) {
		lines.push(`${index + 1}. ${url === null ? title : `[${title}](${url})`}; ${date}`);
	}
	return lines;
}

function references({ sources }: Behaviour, numbers: ReadonlyMap<string, number>): string {
	return sources.length === 0 ? "" : ` [${sources.map((id) => numbers.get(id)).join(", ")}]`;
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
