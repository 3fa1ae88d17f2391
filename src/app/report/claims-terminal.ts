// Claims on a terminal: what others said, and what the case shows of it.

import type { ClaimFinding } from "../../core/model/person.ts";
import { counted, shownText } from "./shown-text.ts";
import { indented } from "./terminal/columns.ts";
import { painter, type Screen } from "./terminal/screen.ts";

/** Names of those who make up a difference. */
const MOST_NAMES = 12;

export const VERDICT_WORDS: Readonly<Record<ClaimFinding["verdict"], string>> = {
	agrees: "agrees",
	differs: "differs",
	"not-comparable": "cannot be compared",
};

export function describeClaims(findings: readonly ClaimFinding[], screen: Screen): string {
	if (findings.length === 0) return "No claim was read.\n";
	const lines = findings.flatMap((finding) => [...describeClaim(finding, screen), ""]);
	const totals = (["agrees", "differs", "not-comparable"] as const).flatMap((verdict) => {
		const number = findings.filter((finding) => finding.verdict === verdict).length;
		const word = number === 1 ? VERDICT_WORDS[verdict] : VERDICT_WORDS[verdict].replace(/s$/, "");
		return number === 0 ? [] : [`${number} ${word}`];
	});
	return `${[...lines, `${counted(findings.length, "claim")}: ${totals.join(", ")}.`].join("\n")}\n`;
}

function describeClaim({ claim, verdict, why, gaps }: ClaimFinding, screen: Screen): string[] {
	const paint = painter(screen);
	const { id, text, by, on, source } = claim;
	const said = `${shownText(by, 200)}, ${on}: "${shownText(text, 500)}" (${shownText(source, 300)})`;
	const named = gaps.slice(0, MOST_NAMES).map((name) => shownText(name, 80));
	const more = gaps.length > named.length ? ` and ${gaps.length - named.length} more` : "";
	const rest = named.length === 0 ? "" : ` Still to be told: ${named.join(", ")}${more}.`;
	return [
		`${paint("bold", VERDICT_WORDS[verdict])}  ${paint("soft", shownText(id, 60))}`,
		...indented(said, screen.width, 2),
		...indented(`Found: ${shownText(why, 2_000)}${rest}`, screen.width, 2),
	];
}
