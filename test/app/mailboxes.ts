// Made-up mailboxes on disk, for tests of the whole scan: a seed gives the same message everywhere.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { type ScanOptions, type ScanResult, scan } from "../../src/app/scan/scan.ts";
import { type Casebook, openCase } from "../../src/edge/casebook/casebook.ts";

const COMMAND = fileURLToPath(new URL("../../bin/counterpixel.js", import.meta.url));
const ENVELOPE = "From news@sender.example Thu Nov 25 02:14:10 2026\n";

export function temporaryFolder(t: Pick<TestContext, "after">): string {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-scan-"));
	t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
	return folder;
}

/** A newsletter with a pixel for its reader, links, and now and then something broken. */
export function newsletter(seed: number, reader = "anna.berg@mail.example"): string {
	const token = ((seed + 1) * 0x9e3779b1).toString(36).padStart(12, "k").repeat(2);
	const links = Array.from(
		{ length: 8 + (seed % 9) },
		(_, n) => `<a href="http://click${seed % 5}.sender.example/c/${token}${n}">Read part ${n}</a>`,
	);
	return [
		`From: News <news${seed % 7}@sender.example>`,
		`To: ${reader}`,
		`Subject: Letter ${seed}`,
		`Message-ID: <letter-${seed}@sender.example>`,
		`Date: Thu, 25 Nov 2026 02:${String(seed % 60).padStart(2, "0")}:10 +0000`,
		`Content-Type: ${seed % 11 === 0 ? "text/html; charset=nonsense" : "text/html; charset=utf-8"}`,
		"",
		`<html><body style="background:url(http://img.sender.example/b${seed % 3}.png)">`,
		...links,
		"<p>A paragraph of text that is as long as paragraphs in letters are, so that there is something to read.</p>".repeat(20),
		`<img src="http://open.sender.example/o/${token}.gif?e=${encodeURIComponent(reader)}" width=1 height=1>`,
		seed % 13 === 0 ? "<img src=http://[broken/>" : "</body></html>",
		"",
	].join("\n");
}

export function mbox(seeds: readonly number[]): string {
	return seeds.map((seed) => `${ENVELOPE}${newsletter(seed)}\n`).join("");
}

export function numbers(from: number, to: number): number[] {
	return Array.from({ length: to - from }, (_, index) => from + index);
}

/** `folder`/mail: an mbox, a Maildir with a sub-folder, and messages that are in several of them. About `count` messages. */
export function writeMailboxes(folder: string, count: number): string {
	const root = join(folder, "mail");
	const part = Math.floor(count / 4);
	mkdirSync(root);
	writeFileSync(join(root, "letters.mbox"), mbox(numbers(0, part * 2)));
	for (const [name, seeds] of [
		["Maildir", numbers(part * 2 - 50, part * 3)],
		["Maildir/.Archive", numbers(part * 3 - 50, part * 4)],
	] as const) {
		const box = join(root, name);
		for (const sub of ["cur", "new", "tmp"]) mkdirSync(join(box, sub), { recursive: true });
		for (const seed of seeds) writeFileSync(join(box, "cur", `${1_700_000_000 + seed}.M${seed}.host:2,S`), newsletter(seed));
	}
	return root;
}

export function openTestCase(location: string): Promise<Casebook> {
	return openCase(location, { actor: "tester", now: () => "2026-11-25T00:00:00.000Z" });
}

/** One scan in this process, and what the case then says. */
export async function scanInto(
	location: string,
	sources: readonly string[],
	options: Partial<ScanOptions> = {},
): Promise<ScanResult & { readonly fingerprint: string }> {
	const casebook = await openTestCase(location);
	try {
		const result = await scan(sources, casebook, { owner: [], keepRaw: false, workers: 1, ...options });
		return { ...result, fingerprint: await casebook.fingerprint() };
	} finally {
		await casebook.close();
	}
}

export interface Outcome {
	/** null where it was killed. */
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

/** Runs the command; `killAfter` milliseconds it is killed with SIGKILL, if it is still there. `wrapper`: a command to run it in. */
export function runCommand(
	args: readonly string[],
	killAfter = Number.POSITIVE_INFINITY,
	wrapper: readonly string[] = [],
): Promise<Outcome> {
	const [program, ...rest] = [...wrapper, process.execPath, COMMAND, ...args] as [string, ...string[]];
	const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
	const timer = killAfter === Number.POSITIVE_INFINITY ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
	let out = "";
	let err = "";
	child.stdout.on("data", (piece) => (out += piece));
	child.stderr.on("data", (piece) => (err += piece));
	return new Promise((resolve) =>
		child.on("close", (code) => {
			clearTimeout(timer);
			resolve({ code, out, err });
		}),
	);
}
