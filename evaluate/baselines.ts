// Baselines: two simple rules on the same mail, each as one would write it in an afternoon. What they flag is a message, not a campaign.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import type { Kept } from "./compare.ts";
import { type Counts, noCounts } from "./measures.ts";
import type { TruthRest } from "./truth-lines.ts";

export interface Baselines {
	/** Anything fetched on opening from a host that is not on a list of operators is suspicious. */
	readonly operatorList: Counts;
	/** A picture of one by one is suspicious. */
	readonly onePixel: Counts;
	/** Background messages that were looked at. */
	readonly background: number;
}

/** Parsing with an independent parser takes its time: this many background messages stand for all. */
const MOST_BACKGROUND = 3000;

/** `folder`: of the rehearsal. The list has the made-up operators that the truth calls known, as a published list would have. */
export async function baselines(folder: string, truth: readonly Kept[], { operators }: TruthRest): Promise<Baselines> {
	const listed = new Set(operators.filter(({ known }) => known).map(({ domain }) => domain));
	const counts = { operatorList: noCounts(), onePixel: noCounts() };
	const ordinary = truth.filter(({ kind, path }) => kind === "background" && !path.endsWith(".mbox")).length;
	const step = Math.max(1, Math.ceil(ordinary / MOST_BACKGROUND));
	let passed = 0;
	let background = 0;
	for (const message of truth) {
		// An mbox would have to be taken apart first.
		if (message.path.endsWith(".mbox")) continue;
		if (message.kind === "background") {
			if (passed++ % step !== 0) continue;
			background++;
		}
		const { html } = await simpleParser(readFileSync(join(folder, message.path)), {
			skipHtmlToText: true,
			skipTextToHtml: true,
			skipTextLinks: true,
			skipImageLinks: true,
		});
		note(
			counts.operatorList,
			message,
			message.references.some(({ trigger, url }) => trigger === "open" && !listed.has(ownerOf(url))),
		);
		note(counts.onePixel, message, isOnePixel(html || ""));
	}
	return { ...counts, background };
}

function note(counts: Counts, { kind }: Kept, flagged: boolean): void {
	if (flagged) counts[kind === "targeted" ? "right" : "wrong"]++;
	else if (kind === "targeted") counts.missed++;
}

function ownerOf(url: string): string {
	return new URL(url).hostname.split(".").slice(-2).join(".");
}

function isOnePixel(html: string): boolean {
	return [...html.matchAll(/<img\b[^>]*>/gi)].some(
		([tag]) => /(?:\bwidth="?|width:\s*)[01](?:px)?\b/i.test(tag) && /(?:\bheight="?|height:\s*)[01](?:px)?\b/i.test(tag),
	);
}
