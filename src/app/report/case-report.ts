// The report of a case as a file: what a case holds, gathered (case-report-sources.ts) and written as one page (html/case/page.ts). People are
// named only where that was asked for; then the messages themselves follow.

import { randomBytes } from "node:crypto";
import type { Claim } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { rawOf } from "../scan/raw-source.ts";
import type { CaseReportData } from "./case-report-data.ts";
import { recordsOf } from "./case-report-records.ts";
import { caseReportData } from "./case-report-sources.ts";
import { type Appendix, caseReportEnd, caseReportTop } from "./html/case/page.ts";
import { readChapters } from "./html/case.ts";
import { html, markupText } from "./html/markup.ts";
import { figureTables } from "./html/overview.ts";
import { mailChapters } from "./html/page.ts";
import { writeReportFile } from "./report-file.ts";

export interface CaseReportChoices {
	/** The time now, ISO 8601, UTC. */
	readonly made: string;
	/** "counterpixel 0.1.0". */
	readonly program: string;
	readonly named: boolean;
	/** To be set against the case; those that the case keeps where left out. */
	readonly claims?: readonly Claim[];
	/** Of which the numbers of persons are drawn; chance where left out. */
	readonly salt?: string;
}

/** Of each kind; the page of a scan has more. On paper each is a few lines. */
const MESSAGES = 100;

const MAIL: Appendix = { id: "mail", title: "The mail that was read" };

/** Campaigns are those of the last correlation. */
export async function writeCaseReport(casebook: Casebook, file: string, choices: CaseReportChoices): Promise<void> {
	const { made, program, named, claims = null, salt = randomBytes(16).toString("hex") } = choices;
	const records = await recordsOf(casebook, claims);
	const data = await caseReportData(
		{ casebook, rawOf: (message) => rawOf(casebook, message), ...records },
		{ made, program, salt: named ? null : salt },
	);
	await writeReportFile(file, pages(casebook, data));
}

async function* pages(casebook: Casebook, data: CaseReportData): AsyncGenerator<string> {
	yield* caseReportTop(data, MAIL);
	const { figures, messages } = await readChapters({ casebook, rawOf: (message) => rawOf(casebook, message) }, { maxMessages: MESSAGES });
	yield markupText(html`${figureTables(figures, data.named)}
${
	!data.named &&
	html`<p class="note">Single messages name their readers, and are left out here. A report that was made with <code>--name-people</code> has them.</p>
`
}</section>
`);
	if (data.named) yield* mailChapters(figures, messages);
	yield caseReportEnd(data);
}
