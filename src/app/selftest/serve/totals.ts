// Totals: what an operator may see, how many tests there were and what mail programs gave away in them. A run is added once its tokens are dead
// (or it is erased, or the server ends), so that no moment ties a number to a person; what a run has shown until then is in memory only.

import { join } from "node:path";
import { z } from "zod";
import { readUserAgent } from "../../../core/exposure/user-agents.ts";
import type { Contact } from "../contact.ts";
import { createSaver, damaged, readWhole } from "./state-file.ts";

const COUNTS = z.record(z.string(), z.int().min(0));
const TOTALS = z.strictObject({
	tests: z.int().min(0),
	/** By program: in how many tests it was seen, and in how many of these it gave away what. */
	programs: z.record(z.string(), z.strictObject({ tests: z.int().min(0), leaks: COUNTS })),
});

export type TotalsFile = z.infer<typeof TOTALS>;

/** Fewer are persons. */
export const FEWEST_SHOWN = 5;
/** Names come from a table, yet that may grow. */
const MOST_PROGRAMS = 500;
const FILE = "totals.json";
const UNNAMED = "(no program named)";

export interface Totals {
	started(): void;
	saw(run: string, contact: Contact): void;
	close(run: string): void;
	/** What was counted so far is written. */
	settled(): Promise<void>;
	/** Closes the account of every run, and writes. */
	end(): Promise<void>;
}

/** Throws an AppError where the file is damaged. */
export async function readTotals(state: string): Promise<TotalsFile> {
	const file = join(state, FILE);
	const text = await readWhole(file);
	if (text === null) return { tests: 0, programs: {} };
	try {
		return TOTALS.parse(JSON.parse(text));
	} catch (cause) {
		throw damaged(file, cause);
	}
}

export async function openTotals(state: string, failed: (error: Error) => void): Promise<Totals> {
	const kept = await readTotals(state);
	let tests = kept.tests;
	const programs = new Map(
		Object.entries(kept.programs).map(([name, { tests: seen, leaks }]) => [name, { tests: seen, leaks: new Map(Object.entries(leaks)) }]),
	);
	const open = new Map<string, Map<string, Set<string>>>();
	const saver = createSaver(join(state, FILE), () => JSON.stringify(fileOf()), failed);
	const fileOf = (): TotalsFile => ({
		tests,
		programs: Object.fromEntries(
			[...programs].map(([name, { tests: seen, leaks }]) => [name, { tests: seen, leaks: Object.fromEntries(leaks) }]),
		),
	});
	const close = (run: string): void => {
		const shown = open.get(run);
		if (shown === undefined) return;
		open.delete(run);
		for (const [program, leaks] of shown) {
			if (!programs.has(program) && programs.size >= MOST_PROGRAMS) continue;
			const sum = programs.get(program) ?? { tests: 0, leaks: new Map<string, number>() };
			sum.tests++;
			for (const leak of leaks) sum.leaks.set(leak, (sum.leaks.get(leak) ?? 0) + 1);
			programs.set(program, sum);
		}
		saver.save();
	};
	return {
		started() {
			tests++;
			saver.save();
		},
		saw(run, contact) {
			const shown = open.get(run) ?? new Map<string, Set<string>>();
			open.set(run, shown);
			const program = programOf(contact);
			const leaks = shown.get(program) ?? new Set();
			shown.set(program, leaks);
			for (const leak of leaksOf(contact)) leaks.add(leak);
		},
		close,
		settled: saver.settled,
		async end() {
			for (const run of [...open.keys()]) close(run);
			await saver.settled();
		},
	};
}

/** Without its version: a rare one is a person. */
function programOf({ user_agent }: Contact): string {
	const { program, machine } = readUserAgent(user_agent);
	return (program ?? machine ?? UNNAMED).replace(/ \d.*$/, "");
}

function leaksOf({ client_ip, resolver, user_agent, headers, fact, probe, by }: Contact): readonly string[] {
	const machine = by === "machine";
	const given: readonly (readonly [boolean, string])[] = [
		[true, machine ? "that mail arrived (a machine fetched)" : "that mail was opened or handled"],
		[client_ip !== null, machine ? "a machine's IP address" : "client IP address"],
		[resolver !== null, "resolver"],
		[user_agent !== null, "program named in requests"],
		[(headers["accept-language"] ?? "*") !== "*", "languages"],
		[fact !== null, "display settings"],
		[probe.channel === "smtp", "receipt or answer"],
		[probe.channel === "smb", "connection to a share"],
	];
	return given.flatMap(([holds, name]) => (holds ? [name] : []));
}

/** For `--totals`: plain lines, the most frequent first. */
export function totalsText({ tests, programs }: TotalsFile): string {
	const lines = [`Tests: ${shown(tests)}`];
	for (const [name, { tests: seen, leaks }] of Object.entries(programs).sort((a, b) => b[1].tests - a[1].tests)) {
		lines.push("", `${name}: seen in ${shown(seen)}`);
		for (const [leak, many] of Object.entries(leaks).sort((a, b) => b[1] - a[1])) lines.push(`  ${leak}: ${shown(many)}`);
	}
	return `${lines.join("\n")}\n`;
}

function shown(many: number): string {
	return many === 0 ? "none" : many < FEWEST_SHOWN ? `fewer than ${FEWEST_SHOWN}` : String(many);
}
