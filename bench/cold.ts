// Cold: people scan a mailbox once, so the first pass of a fresh process counts. A child process for each system and round, in turns.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Aim } from "./aims.ts";
import { type Mail, together } from "./mail.ts";
import { SYSTEM_IDS, type SystemId, type Time } from "./systems.ts";
import { figure, median, table } from "./table.ts";

interface FirstPass {
	/** Milliseconds. */
	readonly loading: number;
	readonly pass: number;
}

export interface Cold {
	readonly text: string;
	readonly aims: readonly Aim[];
}

/** The two largest corpora apart, and all mail. */
export function measureCold(mail: readonly Mail[], rounds: number, time: Time): Cold {
	const chosen = mail.length > 1 ? [...mail.slice(0, 2), together(mail)] : mail;
	const rows = chosen.map((corpus) => {
		const passes = new Map<SystemId, FirstPass[]>(SYSTEM_IDS.map((id) => [id, []]));
		for (let round = 0; round < rounds; round++) for (const id of SYSTEM_IDS) passes.get(id)?.push(firstPass(id, corpus.name, time));
		const of = (id: SystemId, what: keyof FirstPass): number => median((passes.get(id) ?? []).map((pass) => pass[what]));
		return { corpus, of };
	});
	const text = table(
		["first pass", ...SYSTEM_IDS.map((id) => `${id} MB/s`), "x mailparser", "loading ms", "mailparser's"],
		rows.map(({ corpus: { name, bytes }, of }) => [
			name,
			...SYSTEM_IDS.map((id) => figure(bytes / 1e3 / of(id, "pass"))),
			figure(of("mailparser", "pass") / of("extraction", "pass")),
			figure(of("extraction", "loading")),
			figure(of("mailparser", "loading")),
		]),
	);
	const last = rows[rows.length - 1];
	const measured = last.of("mailparser", "pass") / last.of("extraction", "pass");
	return { text, aims: [{ what: "cold extraction, mailparser's own first pass", measured, unit: "times", atLeast: 5 }] };
}

function firstPass(system: SystemId, corpus: string, time: Time): FirstPass {
	const { NODE_COMPILE_CACHE: _, ...env } = process.env;
	return JSON.parse(
		execFileSync(process.execPath, [join(import.meta.dirname, "first-pass.ts"), system, corpus, time], { encoding: "utf8", env }),
	);
}
