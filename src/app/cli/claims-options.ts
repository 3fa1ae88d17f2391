// What `counterpixel claims` takes.

import type { Command } from "commander";
import { CASE_OPTION } from "./case-option.ts";

export function addClaims(program: Command, finish: (code: number) => void): void {
	program
		.command("claims")
		.description("set what others said of the case against what it shows: agrees, differs, cannot be compared (docs/claims.md)")
		.argument("[file]", "claims in YAML; they are kept in the case. Without it: the claims that the case holds")
		.option(...CASE_OPTION)
		.option("--json", "one JSON object a line for every claim")
		.action(async (file, options) => {
			const { claimsCommand } = await import("./claims.ts");
			finish(await claimsCommand(file, options));
		});
}
