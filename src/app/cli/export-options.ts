// What `counterpixel export` takes.

import type { Command } from "commander";
import { CASE_OPTION } from "./case-option.ts";

function collected(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, value];
}

export function addExport(program: Command, finish: (code: number) => void): void {
	program
		.command("export")
		.description("block lists and indicators of the campaigns called targeted, or confirmed by an analyst (docs/exports.md)")
		.requiredOption(
			"--format <name>",
			"stix, misp, rpz, squid, unbound, hosts, suricata, sigma, adblock, rspamd, csv; or list: what each is",
		)
		.option("--campaign <id>", "these campaigns instead, whatever they are called (may be given again)", collected)
		.option(...CASE_OPTION)
		.option("--out <file>", "where it goes, whole or not at all (standard output)")
		.option("--tlp <label>", "how far it may be passed on: clear, green, amber, amber+strict, red (amber)")
		.option("--pap <label>", "what may be done with it: clear, green, amber, red")
		.option("--by <name>", "who exports it (counterpixel)")
		.option("--with-recipients", "with the readers' addresses and what singles them out; left out otherwise")
		.action(async (options) => {
			const { exportCommand } = await import("./export.ts");
			finish(await exportCommand(options));
		});
}
