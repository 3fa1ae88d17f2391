// `counterpixel campaigns confirm|reject|reset|merge|split|name|attribute|undo`: what an analyst says, recorded in the case with an entry in its
// journal, and applied at once. The journal's head is printed: noted elsewhere, it shows later whether entries were cut off.

import { appError } from "../../core/model/app-error.ts";
import type { Attribution, Campaign } from "../../core/model/campaign.ts";
import type { Decision, DecisionKind } from "../../edge/casebook/campaigns/decision-log.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { decisionInWords } from "../report/campaigns-decisions.ts";
import { CONFIDENCES, minuteInWords } from "../report/campaigns-words.ts";
import { shownText } from "../report/shown-text.ts";
import { campaignNamed, messageNamed, withCampaigns } from "./campaigns-case.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";

export interface DecideOptions {
	readonly case?: string;
	readonly note?: string;
	/** Of `attribute`; the next two as well. */
	readonly to?: string;
	readonly source?: string;
	readonly confidence?: string;
}

/** `given`: the arguments of the command, as many as it takes. */
export async function decideCommand(kind: DecisionKind, given: readonly string[], options: DecideOptions): Promise<number> {
	if (kind === "attribute") readConfidence(options.confidence);
	return withCampaigns(options.case, async (casebook) => {
		const decision = await readDecision(casebook, kind, given, options);
		const { id, campaign, replaces } = await casebook.decide(decision);
		const made = (await casebook.decisions()).find((one) => one.id === id);
		const { head, count } = await casebook.journal.head();
		const what = made === undefined ? kind : decisionInWords(made);
		const about = kind === "split" && made !== undefined ? made.campaign : campaign;
		await print(`${shownText(`${about}: ${what}. Decision ${id}, journal entry ${count}, head ${head}`)}\n`);
		for (const earlier of replaces)
			await print(
				`${shownText(`It stands above an earlier decision: ${decisionInWords(earlier)}, by ${earlier.actor}, ${minuteInWords(earlier.time)} (decision ${earlier.id})`)}\n`,
			);
		if (kind === "merge" && replaces.some((earlier) => earlier.kind === "reject")) await print(`${CONTRADICTION}\n`);
		// Merged and split mail is where it now belongs when the next command looks.
		await correlateNew(casebook);
		if (kind === "merge") await print(await mergedLines(casebook, campaign));
		return EXIT.fine;
	});
}

const CONTRADICTION =
	"The two contradicted each other, one confirmed and one rejected: together they count as confirmed. `campaigns reject ID` says otherwise of the whole.";

/** Which of the ids stays, and what the program says of the whole, is for the correlation to say. */
async function mergedLines(casebook: Pick<Casebook, "campaign" | "decisions">, campaign: string): Promise<string> {
	const merged = await casebook.campaign(campaign);
	if (merged === null) return "";
	const { id, aliases, decided } = merged;
	const lines =
		aliases.length === 0
			? []
			: [`${id} is the id of both from now on; ${aliases.join(", ")} ${aliases.length === 1 ? "leads" : "lead"} to it.`];
	if (decided === null) lines.push(...(await overtakenIn(casebook, merged)));
	return lines.map((line) => `${shownText(line)}\n`).join("");
}

/** Rejections of its parts that do not count for a campaign. */
async function overtakenIn(casebook: Pick<Casebook, "decisions">, { id, aliases }: Campaign): Promise<string[]> {
	const ids = new Set([id, ...aliases]);
	const overtaken = (await casebook.decisions()).filter((made) => made.overtaken && ids.has(made.campaign));
	return overtaken.map(
		(made) =>
			`The rejection of ${made.campaign} (decision ${made.id}) does not count for the whole, which the program calls targeted: it was said of a part. \`campaigns reject ${id}\` says it of all.`,
	);
}

async function readDecision(
	casebook: Pick<Casebook, "campaign">,
	kind: DecisionKind,
	[first = "", ...others]: readonly string[],
	options: DecideOptions,
): Promise<Decision> {
	const note = options.note === undefined ? {} : { note: options.note };
	if (kind === "undo") return { kind, decision: first.toLowerCase(), ...note };
	const campaign = await campaignNamed(casebook, first);
	const about = { campaign: campaign.id, ...note };
	switch (kind) {
		case "confirm":
		case "reject":
		case "reset":
			return { kind, ...about };
		case "merge": {
			// As they were given: who is refused looks for what he wrote, not for what it is called by now.
			const other = (others[0] ?? "").toLowerCase();
			await campaignNamed(casebook, other);
			return { kind, ...about, campaign: first.toLowerCase(), other };
		}
		case "split":
			return { kind, ...about, messages: others.map((message) => messageNamed(campaign, message)) };
		case "name":
			return { kind, ...about, name: others[0] ?? "" };
		case "attribute":
			return { kind, ...about, to: options.to ?? "", source: options.source ?? "", confidence: readConfidence(options.confidence) };
	}
}

function readConfidence(given: string | undefined): Attribution["confidence"] {
	const confidence = CONFIDENCES.find((word) => word === given?.toLowerCase());
	if (confidence === undefined) throw appError("usage", `--confidence takes ${CONFIDENCES.join(", ")}; not "${given ?? ""}"`);
	return confidence;
}
