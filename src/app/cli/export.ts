// `counterpixel export --format NAME`: block lists and indicators. Whatever leaves stands in the case's journal first, with its hash. Ends with 1
// where something called targeted is in it.

import { createHash } from "node:crypto";
import { isTargeted } from "../../core/campaigns/standing.ts";
import { exporters } from "../../core/exports/index.generated.ts";
import { appError } from "../../core/model/app-error.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import { type Export, type ExportedCase, TLP_LABELS } from "../../core/model/export.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { type ExportLabels, type ExportWarning, exportCase, targetedCampaigns } from "../export/export-case.ts";
import { MODE, prepareFile } from "../export/written-file.ts";
import { counted, shownText } from "../report/shown-text.ts";
import { campaignNamed, withCampaigns } from "./campaigns-case.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";
import { VERSION } from "./version.ts";

export interface ExportOptions {
	readonly format: string;
	readonly campaign?: readonly string[];
	readonly case?: string;
	readonly out?: string;
	readonly tlp?: string;
	readonly pap?: string;
	readonly by?: string;
	readonly withRecipients?: boolean;
}

export async function exportCommand(options: ExportOptions): Promise<number> {
	if (options.format === "list") {
		for (const { id, name } of exporters) await print(`${id.padEnd(9)} ${name}\n`);
		return EXIT.fine;
	}
	const format = formatNamed(options.format);
	const labels: ExportLabels = {
		made: new Date().toISOString(),
		by: options.by?.trim() || "counterpixel",
		tlp: label("--tlp", options.tlp, TLP_LABELS) ?? "amber",
		pap: label("--pap", options.pap, PAP_LABELS),
		withRecipients: options.withRecipients === true,
		version: VERSION,
	};
	return withCampaigns(options.case, async (casebook) => {
		const targeted = await targetedCampaigns(casebook);
		const chosen = options.campaign === undefined ? targeted : await named(casebook, options.campaign);
		const { exposuresOf } = await import("../exposure/case-exposures.ts");
		const exposures = await Array.fromAsync(exposuresOf(casebook, chosen));
		const { exported, warnings } = await exportCase(casebook, chosen, targeted, labels, exposures);
		warn(exported, warnings);
		const text = [...format.write(exported)].join("");
		const { out } = options;
		const pending = out === undefined ? null : await prepareFile(out, text, labels.withRecipients ? MODE.private : MODE.shared);
		try {
			await journal(casebook, format, exported, text, out ?? "standard output");
		} catch (error) {
			await pending?.discard();
			throw error;
		}
		if (pending === null) await print(text);
		else {
			await pending.place();
			say(`${counted(chosen.length, "campaign")} written to ${shownText(out as string, 300)} (${format.name}).`);
		}
		return chosen.some(isTargeted) ? EXIT.targeted : EXIT.fine;
	});
}

/** What leaves the case stands in its journal before it leaves. */
async function journal(casebook: Casebook, format: Export, exported: ExportedCase, text: string, file: string): Promise<void> {
	const { campaigns, tlp, pap, withRecipients } = exported;
	await casebook.journal.append("exported", {
		format: format.id,
		campaigns: campaigns.map(({ campaign }) => campaign.id),
		tlp,
		pap: pap ?? "",
		recipients: withRecipients,
		sha256: createHash("sha256").update(text).digest("hex"),
		file,
	});
}

/** Each once, by whichever of its ids. */
async function named(casebook: Casebook, ids: readonly string[]): Promise<Campaign[]> {
	const found = new Map<string, Campaign>();
	for (const id of ids) {
		const campaign = await campaignNamed(casebook, id);
		found.set(campaign.id, campaign);
	}
	return [...found.values()];
}

const MOST_WARNINGS = 20;

/** On standard error, before anything is written: what a reader of the export must know. */
function warn({ campaigns, withRecipients, tlp }: ExportedCase, warnings: readonly ExportWarning[]): void {
	if (campaigns.length === 0)
		say("Nothing to export: no campaign is called targeted, or confirmed by an analyst (--campaign ID names others).");
	for (const { host, says } of warnings.slice(0, MOST_WARNINGS)) say(`Caution, ${shownText(host, 300)}: ${shownText(says, 400)}`);
	if (warnings.length > MOST_WARNINGS)
		say(`And ${counted(warnings.length - MOST_WARNINGS, "more host")} with a caution: the export names each with its reason.`);
	if (withRecipients && (tlp === "clear" || tlp === "green"))
		say(`Caution: it names recipients, and TLP:${tlp.toUpperCase()} lets anybody pass it on.`);
}

function say(line: string): void {
	process.stderr.write(`${line}\n`);
}

function formatNamed(name: string): Export {
	const format = exporters.find(({ id }) => id === name.toLowerCase());
	if (format !== undefined) return format;
	throw appError("usage", `--format knows no "${shownText(name, 80)}"; it knows ${exporters.map(({ id }) => id).join(", ")}`);
}

const PAP_LABELS = ["clear", "green", "amber", "red"] as const;

/** "TLP:AMBER" is "amber" as well. */
function label<Label extends string>(option: string, given: string | undefined, known: readonly Label[]): Label | null {
	if (given === undefined) return null;
	const word = given.toLowerCase().replace(/^(?:tlp|pap):/, "");
	const found = known.find((one) => one === word);
	if (found === undefined) throw appError("usage", `${option} takes ${known.join(", ")}; not "${shownText(given, 80)}"`);
	return found;
}
