// Contacts: what `counterpixel selftest --json` prints, read as it comes. CONTRACT.md has the shape.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import type { TestMail } from "./mail-program.ts";
import { until } from "./workspace.ts";

/** What is used of a contact. */
export interface SeenContact {
	readonly probe: { readonly vector: string; readonly trigger: string; readonly channel: string; readonly message: number };
	readonly fact: string | null;
	readonly user_agent: string | null;
	/** What the request told, by lower-case name. */
	readonly headers: Readonly<Record<string, string>>;
}

export interface RunningSelftest {
	readonly messages: readonly TestMail[];
	readonly contacts: readonly SeenContact[];
	/** Resolves when nothing has come for `quiet` milliseconds, and no sooner than after `least`, no later than after `most`. */
	settle(least: number, quiet: number, most: number): Promise<void>;
	/** Ends it as Ctrl-C does; throws where it was no longer running. */
	stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, "..");
const ZONE = "probe.test";
const PORTS = { web: 80, names: 53, mail: 25, shares: 445 } as const;
/** It ends with its name space; this only bounds it. */
const LONGEST_RUN = "10m";

export async function startSelftest(folder: string): Promise<RunningSelftest> {
	const child = spawn(
		process.execPath,
		[
			join(ROOT, "bin/counterpixel.js"),
			...["selftest", "--json", "--out", folder, "--for", LONGEST_RUN, "--zone", ZONE, "--dns", `127.0.0.1:${PORTS.names}`],
			...["--listen", `127.0.0.1:${PORTS.web}`, "--receive", `127.0.0.1:${PORTS.mail}`, "--smb", `127.0.0.1:${PORTS.shares}`],
		],
		{ stdio: ["ignore", "pipe", "pipe"] },
	);
	let said = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		said = (said + text).slice(-4096);
	});
	const contacts: SeenContact[] = [];
	let last = performance.now();
	createInterface({ input: child.stdout }).on("line", (line) => {
		const contact = contactOf(line);
		if (contact === null) return;
		contacts.push(contact);
		last = performance.now();
	});
	await until(`counterpixel selftest`, 20_000, () => {
		if (child.exitCode !== null) throw new Error(`counterpixel selftest ended: ${said}`);
		return /^Listening\b/m.test(said);
	});
	return {
		messages: messagesIn(folder),
		contacts,
		async settle(least, quiet, most) {
			const from = performance.now();
			for (;;) {
				await wait(100);
				const now = performance.now();
				if (now - from > most || (now - from > least && now - last > quiet)) return;
			}
		},
		async stop() {
			if (child.exitCode !== null) throw new Error(`counterpixel selftest ended before its time: ${said}`);
			await ended(child);
		},
	};
}

/** A line of `--json`; null for the summary and for what is no contact. */
export function contactOf(line: string): SeenContact | null {
	const { probe, fact, user_agent, headers } = JSON.parse(line) as Partial<SeenContact>;
	return probe === undefined ? null : { probe, fact: fact ?? null, user_agent: user_agent ?? null, headers: headers ?? {} };
}

/** The messages that the self-test wrote, by number. */
export function messagesIn(folder: string): readonly TestMail[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.flatMap((name) => {
			const number = Number(/^selftest-(\d+)\.eml$/.exec(name)?.[1]);
			return number > 0 ? [testMail(number, join(folder, name))] : [];
		})
		.sort((a, b) => a.number - b.number);
}

function testMail(number: number, file: string): TestMail {
	const bytes = new Uint8Array(readFileSync(file));
	const header = Buffer.from(bytes).toString("latin1").split("\r\n\r\n", 1)[0] ?? "";
	const field = (name: string): string | null =>
		new RegExp(`^${name}:[ \\t]*(.*(?:\\r\\n[ \\t].*)*)`, "im").exec(header)?.[1]?.trim() ?? null;
	const address = /[^\s<>]+@[^\s<>]+/;
	return {
		number,
		file,
		bytes,
		messageId: (field("Message-ID") ?? "").replace(/^<|>$/g, ""),
		subject: field("Subject") ?? "",
		to: address.exec(field("To") ?? "")?.[0] ?? "",
		asksForReceipt: field("Disposition-Notification-To") !== null,
	};
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
	child.kill("SIGINT");
	await Promise.race([gone, wait(10_000).then(() => child.kill("SIGKILL"))]);
}
