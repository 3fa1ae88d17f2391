// Real legitimate mail: the corpora of newsletters and ordinary mail, in which nothing may be called targeted. Phishing and spam are not among them, nor
// newsletter-html: bodies without a header come from nobody and to nobody.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corporaFolder, NO_CORPORA } from "../test/support/corpora.ts";
import { caseOf } from "./case.ts";
import { isTargeted } from "./compare.ts";

const LEGITIMATE = ["spamassassin-easy-ham-1", "spamassassin-hard-ham-1", "newsletter-two-recipients", "mime-conformance"] as const;

export interface Legitimate {
	readonly corpus: string;
	readonly messages: number;
	/** Campaigns by assessment. */
	readonly commercial: number;
	readonly undetermined: number;
	/** A sentence each; none is right. */
	readonly targeted: readonly string[];
}

/** Each corpus as a case of its own; empty where there are none, which `say` then tells. */
export async function legitimate(say: (line: string) => void): Promise<Legitimate[]> {
	const corpora = corporaFolder();
	if (corpora === null) say(NO_CORPORA);
	const results: Legitimate[] = [];
	for (const corpus of corpora === null ? [] : LEGITIMATE) {
		const path = join(corpora as string, corpus);
		if (!existsSync(path)) continue;
		const folder = mkdtempSync(join(tmpdir(), "counterpixel-evaluate-"));
		try {
			const { casebook } = await caseOf(path, folder);
			const counts = { commercial: 0, undetermined: 0 };
			const targeted: string[] = [];
			for await (const campaign of casebook.campaigns()) {
				if (!isTargeted(campaign)) counts[campaign.assessment === "commercial" ? "commercial" : "undetermined"]++;
				else
					targeted.push(
						`${campaign.messages.map(({ messageId }) => messageId).join(", ")}: ${campaign.reasons.map(({ text }) => text).join(" | ")}`,
					);
			}
			results.push({ corpus, messages: (await casebook.summary()).messages, ...counts, targeted });
			await casebook.close();
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
	return results;
}
