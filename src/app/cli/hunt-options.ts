// What `counterpixel hunt` takes. Apart from main.ts, which would be past reading with every command in it.

import type { Command } from "commander";
import { CASE_OPTION } from "./case-option.ts";

export function addHunt(program: Command, finish: (code: number) => void): void {
	program
		.command("hunt")
		.description("find known hosts, URLs, senders, addresses, hashes and lists of them in the case (docs/hunt.md)")
		.argument(
			"[indicator...]",
			'host, URL, mail address, IP address or range, SHA-256, Message-ID; or a list, STIX or MISP file; "-" is standard input',
		)
		.option(...CASE_OPTION)
		.option("--kind <kind>", "what they are, where the form does not tell: host, domain, url, address, ip, sha256, message-id")
		.option("--all", "of MISP events also what is not meant for detection (to_ids)")
		.option("--watch", "remember them too: later scans look for them as they run")
		.option("--watched", "show what is remembered")
		.option("--unwatch", "remember them no longer")
		.option("--json", "one JSON object a line for every place where something was found, and for what was not")
		.action(async (indicators, options) => {
			const { huntCommand } = await import("./hunt.ts");
			finish(await huntCommand(indicators, options));
		});
}
