// What `counterpixel people` takes.

import type { Command } from "commander";
import { CASE_OPTION } from "./case-option.ts";

export function addPeople(program: Command, finish: (code: number) => void): void {
	const people = program
		.command("people")
		.description("whom the case is about: the list, held against the evidence in both directions (docs/people.md)")
		.option(...CASE_OPTION)
		.option("--json", "one JSON object a line for every person and every account that is on no list")
		.action(async (options) => {
			const { peopleCommand } = await import("./people.ts");
			finish(await peopleCommand(options));
		});
	people
		.command("import")
		.description("take a list in: CSV name,address,organisation,country,role,language")
		.argument("<file>", "the list")
		.option(...CASE_OPTION)
		.option("--replace", "take off the list whoever is not in the file")
		.action(async (file, options, command) => {
			const { importPeople } = await import("./people.ts");
			finish(await importPeople(file, { ...command.parent?.opts(), ...options }));
		});
	people
		.command("remove")
		.description("take somebody off the list; what they were told stays")
		.argument("<who>", "a name or an address")
		.option(...CASE_OPTION)
		.action(async (who, options, command) => {
			const { removePerson } = await import("./people.ts");
			finish(await removePerson(who, { ...command.parent?.opts(), ...options }));
		});
}
