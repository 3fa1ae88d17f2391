// What `counterpixel brief` takes.

import type { Command } from "commander";
import { CASE_OPTION } from "./case-option.ts";

export function addBrief(program: Command, finish: (code: number) => void): void {
	const brief = program
		.command("brief")
		.description("who is to be told, who was, by whom and when; each person's notice (docs/briefings.md)")
		.option(...CASE_OPTION)
		.option("--json", "one JSON object a line for every person, told or not")
		.option("--aware <date>", "when you became aware: shows by when GDPR and NIS2 would have what done, if you decide that they apply")
		.option("--clocks <file>", "rules of your own in place of these, YAML")
		.option("--notice", "write each person's notice to --out, as text, page and draft of a mail; nothing is sent")
		.option("--out <dir>", "where notices go")
		.option(
			"--person <who>",
			"a notice for this name or address alone (may be given again)",
			(who: string, before: readonly string[] = []) => [...before, who],
		)
		.option("--language <id>", "of all notices: en, fr or de (each person's own, else English)")
		.option("--templates <dir>", "your own notice.en.txt, notice.fr.txt, notice.de.txt")
		.option("--write-templates <dir>", "write the built-in templates there, to be changed")
		.option("--from <text>", 'who writes: "Security office <office@house.example>"')
		.option("--verify <text>", "how to check by another way that the notice is yours")
		.option("--contact <text>", "whom to ask")
		.action(async (options) => {
			const { briefCommand } = await import("./brief.ts");
			finish(await briefCommand(options));
		});
	brief
		.command("import")
		.description("enter who was told: CSV address,kind,by,on,how,acknowledged; kind is person, staff or organisation-it")
		.argument("<file>", "the briefings")
		.option(...CASE_OPTION)
		.action(async (file, options, command) => {
			const { importBriefings } = await import("./brief.ts");
			finish(await importBriefings(file, { ...command.parent?.opts(), ...options }));
		});
	brief
		.command("add")
		.description("enter that somebody was told")
		.requiredOption("--address <address>", "of whom it was about")
		.option("--kind <kind>", "who was told: person, staff or organisation-it", "person")
		.requiredOption("--by <who>", "who told them")
		.requiredOption("--on <date>", "when: 2024-03-23")
		.option("--how <how>", "in person, by letter ...", "")
		.option("--acknowledged", "they confirmed it")
		.option(...CASE_OPTION)
		.action(async (options, command) => {
			const { addBriefing } = await import("./brief.ts");
			finish(await addBriefing({ ...command.parent?.opts(), ...options }));
		});
}
