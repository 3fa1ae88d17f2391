// Mail report: the page that a scan ends with, for whoever scanned: campaigns and messages with the names of all. What was scanned and when
// stands in the case's journal, a message's bytes are read again where it lies. (The report of the case, for others to read: case-report.ts.)

import type { Standing } from "../../core/campaigns/standing.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { rawOf } from "../scan/raw-source.ts";
import { listCampaigns } from "./campaigns-list.ts";
import { type CampaignStory, storyOf } from "./campaigns-story.ts";
import { SHOWN } from "./html/campaigns.ts";
import { writeHtmlReport } from "./html/case.ts";
import { writeReportFile } from "./report-file.ts";

/** `made`: the time now, ISO 8601, UTC. Campaigns are those of the last correlation. */
export async function writeMailReport(casebook: Casebook, file: string, made: string): Promise<void> {
	const { counts, shown } = await listCampaigns(casebook, SHOWN);
	async function* stories(standing: Standing): AsyncGenerator<CampaignStory> {
		for (const campaign of shown[standing]) yield storyOf(casebook, campaign, made);
	}
	const page = writeHtmlReport({
		casebook,
		campaigns: { counts, stories },
		rawOf: (message) => rawOf(casebook, message),
		...(await scansOf(casebook)),
		made,
		program: "counterpixel",
	});
	await writeReportFile(file, page);
}

/** Every source that was ever scanned into the case, and when a scan last ended. */
export async function scansOf({
	journal,
}: {
	readonly journal: Pick<Casebook["journal"], "entries">;
}): Promise<{ readonly sources: readonly string[]; readonly scanned: string | null }> {
	const sources = new Set<string>();
	let scanned: string | null = null;
	for await (const { action, detail, time } of journal.entries()) {
		if (action === "scan.began") for (const source of (JSON.parse(detail) as { sources?: string[] }).sources ?? []) sources.add(source);
		if (action === "scan.finished") scanned = time;
	}
	return { sources: [...sources], scanned };
}
