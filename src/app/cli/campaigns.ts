// `counterpixel campaigns [ID]`: what belongs together and why, as a list or one in full. Ends with 1 once something targeted is in what was printed.

import { isTargeted, STANDINGS } from "../../core/campaigns/standing.ts";
import { DETECTOR } from "../../core/detector.ts";
import { appError } from "../../core/model/app-error.ts";
import { ASSESSMENTS, type Assessment, type Campaign } from "../../core/model/campaign.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { individualIn } from "../report/campaigns-individual.ts";
import { chosenCampaigns, EVERYTHING, listCampaigns, standingCounts } from "../report/campaigns-list.ts";
import { storyOf } from "../report/campaigns-story.ts";
import { hasCampaigns, staleInWords } from "../report/campaigns-words.ts";
import { campaignNamed, withCampaigns } from "./campaigns-case.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";

export interface CampaignsOptions {
	readonly case?: string;
	readonly json?: boolean;
	readonly assessment?: string;
	readonly all?: boolean;
}

export async function campaignsCommand(id: string | undefined, options: CampaignsOptions): Promise<number> {
	const assessment = readAssessment(options.assessment);
	if (id !== undefined && assessment !== null)
		throw appError("usage", "--assessment chooses from the list: leave it out where an ID is given");
	return withCampaigns(options.case, async (casebook) => {
		if (id !== undefined) return one(casebook, await campaignNamed(casebook, id), options);
		return options.json ? lines(casebook, assessment) : list(casebook, assessment, options.all === true);
	});
}

async function one(casebook: Casebook, campaign: Campaign, options: CampaignsOptions): Promise<number> {
	if (options.json) {
		const { campaignLine } = await import("../report/campaigns-json.ts");
		await print(`${campaignLine(campaign)}\n`);
	} else {
		const { describeCampaign } = await import("../report/campaigns-detail.ts");
		const story = await storyOf(casebook, campaign, new Date().toISOString());
		const told = { ...story, individual: await individualIn(casebook, campaign.messages) };
		await print(describeCampaign(told, screenOf(process.stdout), options.all === true));
	}
	return isTargeted(campaign) ? EXIT.targeted : EXIT.fine;
}

async function lines(casebook: Casebook, assessment: Assessment | null): Promise<number> {
	const { campaignLine } = await import("../report/campaigns-json.ts");
	let targeted = false;
	let any = false;
	for await (const campaign of chosenCampaigns(casebook, assessment)) {
		targeted ||= isTargeted(campaign);
		any = true;
		await print(`${campaignLine(campaign)}\n`);
	}
	const { stale } = any ? { stale: 0 } : await casebook.holdings(DETECTOR);
	if (stale > 0) process.stderr.write(`${staleInWords(stale)}\n`);
	return targeted ? EXIT.targeted : EXIT.fine;
}

async function list(casebook: Casebook, assessment: Assessment | null, all: boolean): Promise<number> {
	const { describeCampaigns, describeNone, PAGE } = await import("../report/campaigns-terminal.ts");
	const screen = screenOf(process.stdout);
	const found = await listCampaigns(casebook, all ? EVERYTHING : PAGE, assessment);
	if (!hasCampaigns(found.counts)) {
		const counts = await standingCounts(casebook);
		await print(describeNone({ only: assessment, counts, ...(await casebook.holdings(DETECTOR)) }, screen));
		return EXIT.fine;
	}
	const doubts = new Map<string, number>();
	for (const { id, messages } of STANDINGS.flatMap((standing) => found.shown[standing])) {
		const doubtful = await casebook.doubtfulClocks(messages.map(({ sha256 }) => sha256));
		if (doubtful > 0) doubts.set(id, doubtful);
	}
	await print(describeCampaigns({ ...found, doubts }, screen));
	return found.counts.targeted > 0 ? EXIT.targeted : EXIT.fine;
}

function readAssessment(given: string | undefined): Assessment | null {
	if (given === undefined) return null;
	const assessment = ASSESSMENTS.find((word) => word === given.toLowerCase());
	if (assessment === undefined) throw appError("usage", `--assessment takes ${ASSESSMENTS.join(", ")}; not "${given}"`);
	return assessment;
}
