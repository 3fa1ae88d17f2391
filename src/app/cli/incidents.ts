// `counterpixel incidents`: what happened to somebody later. It changes nothing of what is said of their exposure.

import { createHash } from "node:crypto";
import { appError } from "../../core/model/app-error.ts";
import { type Incident, isBeforeMail, latestDay } from "../../core/model/person.ts";
import { incidentsFrom, type ReadIncidents } from "../../core/people/incidents-file.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { readYaml } from "../../edge/user-files/yaml-file.ts";
import { counted, shownText } from "../report/shown-text.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";
import { orUnreadable } from "./unreadable.ts";
import { openUserCase } from "./user-case.ts";

export interface IncidentsOptions {
	readonly case?: string;
	readonly json?: boolean;
}

export async function incidentsCommand(options: IncidentsOptions): Promise<number> {
	const casebook = await openUserCase(options.case, { toRead: true });
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

/** Of one file, on standard error. */
const MOST_WARNINGS = 20;

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
			await correlateNew(casebook);
			const odd = await oddities(casebook, incidents);
			for (const line of odd.slice(0, MOST_WARNINGS)) process.stderr.write(`${file}: ${line}\n`);
			if (odd.length > MOST_WARNINGS) process.stderr.write(`${file}: ${odd.length - MOST_WARNINGS} more are like these\n`);
			await casebook.people.note(incidents, { file, sha256: createHash("sha256").update(text).digest("hex") });
		} finally {
			await casebook.close();
		}
		await print(`${counted(incidents.length, "incident")} entered.\n`);
		return refused.length === 0 ? EXIT.fine : EXIT.unreadable;
	});
}

/** What is entered all the same, and most likely not as it was meant. */
async function oddities(casebook: Casebook, incidents: readonly Incident[]): Promise<string[]> {
	const known = new Set<string>();
	let first: string | null = null;
	for await (const { id, aliases, name, firstSeen } of casebook.campaigns()) {
		for (const any of [id, ...aliases, ...(name === null ? [] : [name])]) known.add(any.toLowerCase());
		if (firstSeen !== null && (first === null || firstSeen < first)) first = firstSeen;
	}
	return incidents.flatMap(({ id, on, by, campaign }) => {
		const odd = [
			...(campaign !== null && !known.has(campaign.toLowerCase()) ? [`this case has no campaign ${shownText(campaign, 80)}`] : []),
			...(isBeforeMail(on, first) ? [`${on} is before the first mail of this case`] : []),
			...(by === "" ? ['it has no "by": who says so?'] : []),
		];
		return odd.length === 0 ? [] : [`${shownText(id, 80)} is entered all the same: ${odd.join("; ")}`];
	});
}

function readIncidents(file: string, text: string): ReadIncidents {
	try {
		return incidentsFrom(readYaml(text), latestDay(new Date().toISOString()));
	} catch (cause) {
		throw appError("unreadable", `${file} holds no incidents: ${(cause as Error).message}; docs/briefings.md shows some`, { cause });
	}
}
