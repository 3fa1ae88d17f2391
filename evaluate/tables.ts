// Tables: runs of one shape and level put together, as Markdown.

import { table } from "../bench/table.ts";
import type { Legitimate } from "./legitimate.ts";
import { add, type Counts, noCounts, precision, recall } from "./measures.ts";
import type { Run } from "./run.ts";

export function tables(runs: readonly Run[], real: readonly Legitimate[]): string {
	const pieces = [campaignsTable(runs), baselinesTable(runs), detailTable(runs), realTable(real), notesOf(runs)];
	return pieces.filter((piece) => piece !== "").join("\n\n");
}

/** One line for each run, as it ends. */
export function describeRun({ edition, shape, evasion, seed, size, comparison, seconds }: Run): string {
	const { verdicts, falseCampaigns, waves, wrongLinks } = comparison;
	const linked = waves.of > 0 ? `, waves ${waves.linked}/${waves.of}` : "";
	const times = `${seconds.rehearse.toFixed(1)} + ${seconds.scan.toFixed(1)} + ${seconds.correlate.toFixed(1)} s`;
	return `${edition} ${shape} ${evasion} seed ${seed} size ${size}: ${verdicts.right} of ${verdicts.right + verdicts.missed} found, ${falseCampaigns} false campaigns${linked}, wrong links ${wrongLinks.all} (${wrongLinks.sameOperator}), ${times}`;
}

function grouped(runs: readonly Run[]): [string, Run[]][] {
	return [...Map.groupBy(runs, ({ edition, shape, evasion }) => `${edition}, ${shape}${shape === "none" ? "" : `, ${evasion}`}`)];
}

function summed(runs: readonly Run[], counts: (run: Run) => Counts): Counts {
	const sum = noCounts();
	for (const run of runs) add(sum, counts(run));
	return sum;
}

function total(runs: readonly Run[], number: (run: Run) => number): number {
	return runs.reduce((sum, run) => sum + number(run), 0);
}

/** "-" where there is nothing to divide by. */
function percent(share: number): string {
	return Number.isNaN(share) ? "-" : `${(share * 100).toFixed(share > 0.995 && share < 1 ? 2 : 1)}%`;
}

function campaignsTable(runs: readonly Run[]): string {
	const rows = grouped(runs).map(([name, some]) => {
		const verdicts = summed(some, ({ comparison }) => comparison.verdicts);
		const background = total(some, ({ comparison }) => comparison.background);
		const falseCampaigns = total(some, ({ comparison }) => comparison.falseCampaigns);
		const linked = total(some, ({ comparison }) => comparison.waves.linked);
		const waves = total(some, ({ comparison }) => comparison.waves.of);
		return [
			name,
			String(some.length),
			String(verdicts.right + verdicts.missed),
			percent(recall(verdicts)),
			percent(precision(verdicts)),
			String(falseCampaigns),
			((falseCampaigns * 100_000) / background).toFixed(1),
			waves > 0 ? `${linked}/${waves}` : "-",
			String(total(some, ({ comparison }) => comparison.wrongLinks.all)),
			String(total(some, ({ comparison }) => comparison.wrongLinks.sameOperator)),
		];
	});
	const head = [
		"edition, shape, evasion",
		"runs",
		"attack mails",
		"found",
		"right of those called targeted",
		"false campaigns",
		"per 100,000",
		"waves linked",
		"wrong links",
		"to customers of the same operator",
	];
	return `**Targeted verdicts and links.** A false campaign is one called targeted in which no attack mail lies.\n\n${table(head, rows)}`;
}

function baselinesTable(runs: readonly Run[]): string {
	const rows = grouped(runs).map(([name, some]) => {
		const background = total(some, ({ baselines }) => baselines.background);
		const shown = (counts: Counts, of: number): string[] => [percent(recall(counts)), ((counts.wrong * 100_000) / of).toFixed(0)];
		return [
			name,
			...shown(
				summed(some, ({ comparison }) => comparison.verdicts),
				total(some, ({ comparison }) => comparison.background),
			),
			...shown(
				summed(some, ({ baselines }) => baselines.operatorList),
				background,
			),
			...shown(
				summed(some, ({ baselines }) => baselines.onePixel),
				background,
			),
		];
	});
	const head = [
		"edition, shape, evasion",
		"counterpixel: found",
		"false mails per 100,000",
		"operator list: found",
		"false mails",
		"1x1 rule: found",
		"false mails",
	];
	return `**Beside two simple rules.** Attack mails found, and ordinary mails that are flagged for each 100,000.\n\n${table(head, rows)}`;
}

function detailTable(runs: readonly Run[]): string {
	const rows = grouped(runs).map(([name, some]) => {
		const references = summed(some, ({ comparison }) => comparison.references);
		const identifiers = summed(some, ({ comparison }) => comparison.identifiers);
		const pairs = summed(some, ({ comparison }) => comparison.membership.pairs);
		const messages = total(some, ({ comparison }) => comparison.membership.cubed.messages);
		const cubed = (which: "precision" | "recall") =>
			percent(total(some, ({ comparison }) => comparison.membership.cubed[which]) / messages);
		const both = (counts: Counts): string => `${percent(precision(counts))} / ${percent(recall(counts))}`;
		return [name, both(references), both(identifiers), both(pairs), `${cubed("precision")} / ${cubed("recall")}`];
	});
	const head = ["edition, shape, evasion", "references", "identifiers", "membership, pairs", "membership, B-cubed"];
	return `**Precision / recall of the layers below.**\n\n${table(head, rows)}`;
}

function realTable(real: readonly Legitimate[]): string {
	if (real.length === 0) return "";
	const rows = real.map(({ corpus, messages, commercial, undetermined, targeted }) => [
		corpus,
		String(messages),
		String(commercial),
		String(undetermined),
		String(targeted.length),
	]);
	const said = real.flatMap(({ corpus, targeted }) => targeted.map((text) => `- ${corpus}: ${text}`));
	return [
		`**Real legitimate mail.** None of it may be called targeted.\n\n${table(["corpus", "messages", "commercial", "undetermined", "targeted"], rows)}`,
		...said,
	].join("\n");
}

const MOST_NOTES = 40;

function notesOf(runs: readonly Run[]): string {
	const notes = runs.flatMap(({ edition, shape, evasion, seed, comparison }) =>
		comparison.notes.map((text) => `- ${edition} ${shape} ${evasion} seed ${seed}: ${text}`),
	);
	if (notes.length === 0) return "";
	return [
		`**Misses**${notes.length > MOST_NOTES ? `, the first ${MOST_NOTES} of ${notes.length}` : ""}.\n`,
		...notes.slice(0, MOST_NOTES),
	].join("\n");
}
