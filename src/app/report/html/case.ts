// Writes the HTML report of a case, which is read page by page and never held. (Without a case: inspected.ts.)

import type { Casebook } from "../../../edge/casebook/casebook.ts";
import type { StoredMessage } from "../../../edge/casebook/stored-messages.ts";
import { createTally } from "../totals.ts";
import type { CampaignsToShow } from "./campaigns.ts";
import type { Markup } from "./markup.ts";
import { messageDetails } from "./message.ts";
import type { Figures } from "./overview.ts";
import { CHAPTERS, type Chapter, type PageHead, writePage } from "./page.ts";

/** Messages shown in each chapter, the newest ones; a browser is slow with pages of more than some ten thousand entries. */
export const MAX_MESSAGES = 500;

export interface ReportInput extends PageHead {
	readonly casebook: Pick<Casebook, "messages" | "message" | "summary">;
	/** The raw bytes of a message; null where its mailbox no longer holds it. Asked once for each message shown. */
	readonly rawOf: (message: StoredMessage) => Promise<Uint8Array | null>;
	/** What belongs together; left out where nobody correlated. */
	readonly campaigns?: CampaignsToShow;
}

export interface ReportOptions {
	/** {@link MAX_MESSAGES}. */
	readonly maxMessages?: number;
}

/** The case as one self-contained HTML file, in pieces. Reads the case once for the figures, then each message that is shown. */
export async function* writeHtmlReport(input: ReportInput, options: ReportOptions = {}): AsyncGenerator<string> {
	const { figures, messages } = await readChapters(input, options);
	yield* writePage(input, figures, messages, input.campaigns ?? null);
}

export interface ReadChapters {
	readonly figures: Figures;
	readonly messages: (chapter: Chapter) => AsyncGenerator<Markup>;
}

export async function readChapters(
	{ casebook, rawOf }: Pick<ReportInput, "casebook" | "rawOf">,
	{ maxMessages: most = MAX_MESSAGES }: ReportOptions = {},
): Promise<ReadChapters> {
	const tally = createTally();
	const shown = chapterLists<string>();
	for await (const message of casebook.messages({ order: "newest" })) {
		const group = tally.add(message);
		if (group !== "nothing" && shown[group].length < most) shown[group].push(message.sha256);
	}
	return {
		figures: { summary: await casebook.summary(), counts: tally.counts },
		async *messages(chapter) {
			for (const sha256 of shown[chapter]) {
				const message = await casebook.message(sha256);
				// A scan may write while the report is made; what it took away is not shown.
				if (message !== null) yield messageDetails(message, await rawOf(message));
			}
		},
	};
}

export function chapterLists<T>(): Record<Chapter, T[]> {
	return Object.fromEntries(CHAPTERS.map((chapter) => [chapter, []])) as unknown as Record<Chapter, T[]>;
}
