// The HTML report of inspected files, no case needed. Their bytes are at hand only as they pass, so of each chapter the first messages are
// kept ready-made, and the rest is counted.

import type { Program } from "../../../core/trackers/programs/program.ts";
import { type InspectedMessage, reportedMessage } from "../reported-message.ts";
import { createTally } from "../totals.ts";
import { chapterLists, MAX_MESSAGES, type ReportOptions } from "./case.ts";
import type { Markup } from "./markup.ts";
import { messageDetails } from "./message.ts";
import { writePage } from "./page.ts";

/** `made`: the time now, ISO 8601, UTC. `mailProgram`: by whose defaults each reference is told. Memory is bounded by the messages that are shown, however many there are. */
export async function* htmlOfInspected(
	inspected: AsyncIterable<InspectedMessage>,
	made: string,
	{
		maxMessages = MAX_MESSAGES,
		program = "counterpixel",
		mailProgram = null,
	}: ReportOptions & { readonly program?: string; readonly mailProgram?: Program | null } = {},
): AsyncGenerator<string> {
	const tally = createTally();
	const shown = chapterLists<Markup>();
	const sources = new Set<string>();
	for await (const item of inspected) {
		const message = reportedMessage(item);
		sources.add(item.file);
		const group = tally.add(message);
		if (group !== "nothing" && shown[group].length < maxMessages) {
			shown[group].push(messageDetails(message, item.message?.bytes ?? null, mailProgram));
		}
	}
	const head = { sources: [...sources], scanned: null, made, program };
	yield* writePage(head, { summary: tally.summary(), counts: tally.counts }, async function* (chapter) {
		yield* shown[chapter];
	});
}
