// What `counterpixel report` takes.

import type { Command } from "commander";
import { CASE_OPTION } from "./case-option.ts";

export interface ReportOptions {
	readonly case?: string;
	readonly out?: string;
	readonly pdf?: boolean;
	readonly namePeople?: boolean;
	readonly claims?: string;
	readonly csv?: boolean;
}

export function addReport(program: Command, finish: (code: number) => void): void {
	program
		.command("report")
		.description("the case as one self-contained HTML file, to be read by others (docs/report.md)")
		.option(...CASE_OPTION)
		.option("--out <file>", "where it goes (report.html in the case)")
		.option("--pdf", "print it as PDF too, beside the page, with the Chromium that is installed")
		.option("--name-people", "call people by their names, and add the messages (otherwise nobody is named)")
		.option("--claims <file>", "set these published claims against the case (those that `claims` kept, otherwise)")
		.option("--csv", "one row for every reference instead, on standard output or to --out")
		.action(async (options) => {
			const { reportCommand } = await import("./report.ts");
			finish(await reportCommand(options));
		});
}
