// What `counterpixel incidents` takes.

import type { Command } from "commander";
import { CASE_OPTION } from "./case-option.ts";

export function addIncidents(program: Command, finish: (code: number) => void): void {
	const incidents = program
		.command("incidents")
		.description("what happened later, and may or may not be connected (docs/briefings.md)")
		.option(...CASE_OPTION)
		.option("--json", "one JSON object a line for every incident")
		.action(async (options) => {
			const { incidentsCommand } = await import("./incidents.ts");
			finish(await incidentsCommand(options));
		});
	incidents
		.command("import")
		.description("enter incidents from a YAML file")
		.argument("<file>", "the incidents")
		.option(...CASE_OPTION)
		.action(async (file, options, command) => {
			const { importIncidents } = await import("./incidents.ts");
			finish(await importIncidents(file, { ...command.parent?.opts(), ...options }));
		});
}
