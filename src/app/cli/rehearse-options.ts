// What `counterpixel rehearse` takes.

import type { Command } from "commander";

/** `finish` takes the exit code. */
export function addRehearse(program: Command, finish: (code: number) => void): void {
	program
		.command("rehearse")
		.description("write a made-up case of any size on reserved names, with its truth, to practise and to measure (docs/rehearsal.md)")
		.option("--shape <name>", "what the attackers do: ipac-2021, two-recipients, slow-drip, none", "ipac-2021")
		.option("--seed <n>", "another number makes another case; the same one the same bytes", "1")
		.option("--size <n>", "messages of ordinary mail around it; a campaign of ipac-2021 is whole from 2000 on", "2000")
		.option("--evasion <n>", "how well they hide: 0 (a plain pixel) to 5", "0")
		.requiredOption("--out <dir>", "a new or empty folder, or one of an earlier rehearsal")
		.option("--json", "what was written, as one JSON object")
		.action(async (options) => {
			const { rehearseCommand } = await import("./rehearse.ts");
			finish(await rehearseCommand(options));
		});
}
