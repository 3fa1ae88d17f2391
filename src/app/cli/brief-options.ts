// What `counterpixel brief` takes.

import type { Command } from "commander";

const CASE = ["--case <dir>", "the case's folder (COUNTERPIXEL_CASE, else ./case)"] as const;

export function addBrief(program: Command, finish: (code: number) => void): void {
	const brief = program
		.command("brief")
		.description("who is to be told, who was, by whom and when; each person's notice (docs/briefings.md)")
		.option(...CASE)
		.option("--json", "one JSON object a line for every person, told or not")
		.action(async (options) => {
			const { briefCommand } = await import("./brief.ts");
			finish(await briefCommand(options));
		});
	brief
		.command("import")
		.description("enter who was told: CSV address,kind,by,on,how,acknowledged; kind is person, staff or organisation-it")
		.argument("<file>", "the briefings")
		.option(...CASE)
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
		.option(...CASE)
		.action(async (options, command) => {
			const { addBriefing } = await import("./brief.ts");
			finish(await addBriefing({ ...command.parent?.opts(), ...options }));
		});
}
