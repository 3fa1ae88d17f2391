// User agents: what the User-Agent field of a request (RFC 9110 §10.1.5) tells of whoever made it. Mail programs and machines stand in tables
// of our own; what is left is read as a browser's string, by bowser. It says what the string says: strings are frozen, and lie.

import Bowser from "bowser";
import type { AgentRow } from "./agent-row.ts";
import { systemOf } from "./agent-systems.ts";
import { machineAgents, selfNamedMachine } from "./machine-agents.ts";
import { mailAgents } from "./mail-agents.ts";

/** Characters that are looked at; none that a program sends is half as long. */
export const LONGEST_AGENT = 400;

export interface UserAgentReading {
	/** "Thunderbird 153.7.0", "Chromium 156"; null for a machine, and for what is not known. */
	readonly program: string | null;
	/** "153.7.0": of the program, or of the machine. */
	readonly version: string | null;
	/** "Linux", "Windows 10 or later": where the string ends short of the truth, it says so. */
	readonly system: string | null;
	/** Which machine fetched, in a few words: "Google's image proxy"; null for a person's program, and for what is not known. */
	readonly machine: string | null;
	/** Id of the program in the leak table (core/trackers/programs.ts) that is behind it, or most likely is; or null. */
	readonly leakProgram: string | null;
}

const NOTHING: UserAgentReading = { program: null, version: null, system: null, machine: null, leakProgram: null };

/** `text` is the field as it came, or null where there was none. Anything may stand in it. */
export function readUserAgent(text: string | null): UserAgentReading {
	const agent = (text ?? "").slice(0, LONGEST_AGENT).trim();
	if (agent === "") return NOTHING;
	const machine = found(machineAgents, agent);
	if (machine !== null) return machineReading(machine);
	const mail = found(mailAgents, agent);
	const { browser, os, platform } = Bowser.parse(agent);
	const system = systemOf(agent, os);
	if (mail !== null) {
		const { row, version } = mail;
		const program = named(row.name, version, row.gloss);
		return { ...NOTHING, program, version, system: system ?? row.system ?? null, leakProgram: row.leakProgram ?? null };
	}
	// What is not in its list bowser names by whatever stands first.
	const name = BROWSERS.has(browser.name ?? "") ? (browser.name as string) : null;
	const version = name === null ? null : plainVersion(browser.version);
	if (name !== null && platform.type === "bot") return { ...NOTHING, version, machine: named(name, version) };
	const selfNamed = found([selfNamedMachine], agent);
	if (selfNamed !== null) return machineReading(selfNamed);
	if (name === null) return { ...NOTHING, system };
	const headless = agent.includes("HeadlessChrome/") ? "headless" : undefined;
	return { ...NOTHING, program: named(OWN_NAMES.get(name) ?? name, version, headless), version, system };
}

function machineReading({ row, version }: Found): UserAgentReading {
	return { ...NOTHING, version, machine: named(row.name, version, row.gloss), leakProgram: row.leakProgram ?? null };
}

const BROWSERS: ReadonlySet<string> = new Set(Object.values(Bowser.BROWSER_MAP));

/** Chrome's own string is that of every Chromium. */
const OWN_NAMES: ReadonlyMap<string, string> = new Map([["Chrome", "Chromium"]]);

interface Found {
	readonly row: AgentRow;
	readonly version: string | null;
}

function found(rows: readonly AgentRow[], agent: string): Found | null {
	for (const row of rows) {
		const match = row.pattern.exec(agent);
		if (match !== null) return { row, version: match[1] ?? null };
	}
	return null;
}

function named(name: string, version: string | null, gloss?: string): string {
	return `${name}${version === null ? "" : ` ${version}`}${gloss === undefined ? "" : ` (${gloss})`}`;
}

const MOST_OF_A_VERSION = 30;

/** "156" for "156.0.0.0": browsers have frozen the rest. */
function plainVersion(version: string | undefined): string | null {
	if (version === undefined || !/^[\d.]+$/.test(version)) return null;
	const parts = version.slice(0, MOST_OF_A_VERSION).split(".");
	while (parts.length > 1 && /^0*$/.test(parts.at(-1) as string)) parts.pop();
	return parts.join(".");
}
