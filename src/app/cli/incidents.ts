// `counterpixel incidents`: what happened to somebody later. It changes nothing of what is said of their exposure.

import { createHash } from "node:crypto";
import { appError } from "../../core/model/app-error.ts";
import { incidentsFrom, type ReadIncidents } from "../../core/people/incidents-file.ts";
import { readYaml } from "../../edge/user-files/yaml-file.ts";
import { counted, shownText } from "../report/shown-text.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";
import { orUnreadable } from "./unreadable.ts";
import { openUserCase } from "./user-case.ts";

export interface IncidentsOptions {
	readonly case?: string;
	readonly json?: boolean;
}

export async function incidentsCommand(options: IncidentsOptions): Promise<number> {
	const casebook = await openUserCase(options.case);
	try {
		const incidents = await casebook.people.incidents();
		if (options.json) for (const incident of incidents) await print(`${JSON.stringify(incident)}\n`);
		else {
			const { describeIncidents } = await import("../report/incident-terminal.ts");
			await print(describeIncidents(incidents, screenOf(process.stdout)));
		}
		return EXIT.fine;
	} finally {
		await casebook.close();
	}
}

/** 3 where an incident was left out, or the file cannot be read. */
export async function importIncidents(file: string, options: IncidentsOptions): Promise<number> {
	const { readTextFile } = await import("../../edge/user-files/text-file.ts");
	return orUnreadable(async () => {
		const text = await readTextFile(file);
		const { incidents, refused } = readIncidents(file, text);
		for (const { incident, problem } of refused)
			process.stderr.write(`${file}: ${shownText(incident, 80)} is left out: ${shownText(problem, 300)}\n`);
		const casebook = await openUserCase(options.case);
		try {
			await casebook.people.note(incidents, { file, sha256: createHash("sha256").update(text).digest("hex") });
		} finally {
			await casebook.close();
		}
		await print(`${counted(incidents.length, "incident")} entered.\n`);
		return refused.length === 0 ? EXIT.fine : EXIT.unreadable;
	});
}

function readIncidents(file: string, text: string): ReadIncidents {
	try {
		return incidentsFrom(readYaml(text));
	} catch (cause) {
		throw appError("unreadable", `${file} holds no incidents: ${(cause as Error).message}; docs/briefings.md shows some`, { cause });
	}
}
