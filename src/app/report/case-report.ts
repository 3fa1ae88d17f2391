// The HTML report of a case as a file: what was scanned and when stands in the case's journal, a message's bytes are read again where it
// lies. Written beside its place and then put there, so that a report that is cut short never passes for a whole one.

import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { rawOf } from "../scan/raw-source.ts";
import { listCampaigns } from "./campaigns-list.ts";
import { type CampaignStory, storyOf } from "./campaigns-story.ts";
import type { Standing } from "./campaigns-words.ts";
import { SHOWN } from "./html/campaigns.ts";
import { writeHtmlReport } from "./html/case.ts";

/** A report is as confidential as the mail it was made from: readable by its owner only. */
const MODE = 0o600;

/** `made`: the time now, ISO 8601, UTC. Campaigns are those of the last correlation. */
export async function writeCaseReport(casebook: Casebook, file: string, made: string): Promise<void> {
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
	const unfinished = `${file}.part`;
	// What an earlier, killed run left behind may be open to others, or a link to elsewhere.
	await rm(unfinished, { force: true });
	try {
		await pipeline(Readable.from(page), createWriteStream(unfinished, { flags: "wx", mode: MODE }));
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}

/** Every source that was ever scanned into the case, and when a scan last ended. */
async function scansOf({ journal }: Casebook): Promise<{ readonly sources: readonly string[]; readonly scanned: string | null }> {
	const sources = new Set<string>();
	let scanned: string | null = null;
	for await (const { action, detail, time } of journal.entries()) {
		if (action === "scan.began") for (const source of (JSON.parse(detail) as { sources?: string[] }).sources ?? []) sources.add(source);
		if (action === "scan.finished") scanned = time;
	}
	return { sources: [...sources], scanned };
}
