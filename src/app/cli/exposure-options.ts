// What `counterpixel exposure` takes.

import type { Command } from "commander";
import { CASE_OPTION } from "./case-option.ts";

export function addExposure(program: Command, finish: (code: number) => void): void {
	program
		.command("exposure")
		.description("who fetched, what leaked, where the logs are silent (docs/exposure.md)")
		.argument(
			"[log...]",
			'logs of proxies, web servers and resolvers, gzip and zstd too; "-" is standard input. Without one: what the case knows',
		)
		.option(...CASE_OPTION)
		.option("--leases <file>", "whose address was whose: CSV from,to,address,account")
		.option("--for <accounts>", "for whose accounts these logs speak: domains and addresses, after commas (all)")
		.option("--format <id>", "what these logs are, where their content does not tell (docs/logs.md)")
		.option("--mapping <file>", "which column or key holds what, for an export that has no format here (docs/logs.md)")
		.option("--site <host>", "whose site a web server's log is, where its lines do not say")
		.option("--zone <offset>", "of clocks that name no zone: +01:00 (UTC)")
		.option("--clock <offset>", "what to add to these logs' times where their clock was wrong: +90m, -2h, +3s")
		.option("--gap <length>", "every longer silence of a log is a gap: 6h, 90m (its own habits tell)")
		.option("--all", "every account of every campaign, not only those with evidence")
		.option("--json", "one JSON object a line for every account of every campaign")
		.action(async (logs, options) => {
			const { exposureCommand } = await import("./exposure.ts");
			finish(await exposureCommand(logs, options));
		});
}
