// The arguments of `campaigns`: the list or one campaign, why things belong together, and what an analyst decides.

import type { Command } from "commander";
import { appError } from "../../core/model/app-error.ts";
import type { DecisionKind } from "../../edge/casebook/campaigns/decision-log.ts";
import { CASE_OPTION } from "./case-option.ts";

/** What chooses from the list has no meaning for one campaign. */
const OWN_OPTIONS = { showGlobalOptions: false };

/** Options of the list that a command under it does not take; the parser hands them down all the same. */
function refuse(command: Command, why: Readonly<Record<string, string>>): void {
	const given = command.optsWithGlobals();
	for (const [option, sentence] of Object.entries(why)) if (given[option] !== undefined) throw appError("usage", sentence);
}

/** `finish` takes the exit code. */
export function addCampaigns(program: Command, finish: (code: number) => void): void {
	const campaigns = program
		.command("campaigns")
		.description("what belongs together, and why; commercial or targeted, and why")
		.argument("[id]", "one campaign, with everything that is known of it")
		.option("--json", "one JSON object a line for every campaign")
		.option("--assessment <word>", "only these: targeted (with those that an analyst confirmed), undetermined, commercial")
		.option("--all", "shorten no list")
		.option(...CASE_OPTION)
		.action(async (id, options) => {
			const { campaignsCommand } = await import("./campaigns.ts");
			finish(await campaignsCommand(id, options));
		});

	campaigns
		.command("why")
		.configureHelp(OWN_OPTIONS)
		.description("why a message is in a campaign, or why two campaigns are linked or not")
		.argument("<id>", "a campaign")
		.argument("<other>", "another campaign, or a message by its SHA-256 or Message-ID")
		.option("--all", "shorten no list")
		.option("--json", "the answer as one JSON object")
		.option(...CASE_OPTION)
		.action(async (id, other, _options, command) => {
			refuse(command, { assessment: "--assessment chooses from the list: leave it out here" });
			const { whyCommand } = await import("./campaigns-why.ts");
			finish(await whyCommand(id, other, command.optsWithGlobals()));
		});

	const decision = (
		kind: DecisionKind,
		usage: string,
		description: string,
		build: (command: Command) => Command = (command) => command,
	): void => {
		build(campaigns.command(`${kind} ${usage}`).configureHelp(OWN_OPTIONS).description(description))
			.option("--note <text>", "why, in your words; it stands in the journal")
			.option(...CASE_OPTION)
			.action(async (...given: unknown[]) => {
				const command = given.at(-1) as Command;
				refuse(command, {
					json: `\`campaigns ${kind}\` prints no JSON: \`campaigns ID --json\` has what was decided, \`journal verify --json\` the journal's head`,
					all: `--all shortens no list, and \`campaigns ${kind}\` prints none: leave it out`,
					assessment: `--assessment chooses from the list: leave it out here`,
				});
				const { decideCommand } = await import("./campaigns-decide.ts");
				finish(await decideCommand(kind, command.args, command.optsWithGlobals()));
			});
	};
	decision("confirm", "<id>", "it is aimed at these people, whatever the program says");
	decision("reject", "<id>", "it is not aimed at anybody, whatever the program says");
	decision("reset", "<id>", "the program's word counts again");
	decision("merge", "<id> <other>", "both are one campaign; the older id stays, the other leads to it");
	decision("split", "<id> <message...>", "these messages (SHA-256 or Message-ID) are a campaign of their own");
	decision("name", "<id> <name>", 'what people call it; "" takes the name away');
	decision("undo", "<decision>", "as if that decision had not been made; `campaigns ID` lists them");
	decision("attribute", "<id>", "who is said to be behind it, by whom, and how sure", (command) =>
		command
			.requiredOption("--to <whom>", "a group, organisation or country")
			.requiredOption("--source <text>", "who says so: a report, an indictment, a service")
			.requiredOption("--confidence <word>", "none, low, medium or high (STIX 2.1, appendix A)"),
	);
}
