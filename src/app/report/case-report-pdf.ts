// PDF: the page printed by Chromium, where there is one. Nothing else in the program starts a browser, and this one can contact nobody: its
// profile is fresh, every name is unknown to it, what it would ask goes to a port of this machine where nothing listens, and the page itself has
// no script and loads nothing.

import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { chmod, copyFile, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { appError } from "../../core/model/app-error.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
/** Milliseconds: a case of a thousand pages takes half a minute. */
const LONGEST = 300_000;

/** Of a Chromium: CHROMIUM, else the first on PATH; null where there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
	const given = env.CHROMIUM ?? "";
	if (given !== "" && given.includes("/")) return isProgram(given) ? given : null;
	for (const name of given === "" ? NAMES : [given])
		for (const folder of (env.PATH ?? "").split(delimiter)) if (folder !== "" && isProgram(join(folder, name))) return join(folder, name);
	return null;
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return statSync(file).isFile();
	} catch {
		return false;
	}
}

/** Throws `failure` where there is no Chromium, or it does not print. */
export async function printPdf(page: string, pdf: string, env: NodeJS.ProcessEnv = process.env): Promise<void> {
	const program = findChromium(env);
	if (program === null) throw appError("failure", missing(env));
	const profile = await mkdtemp(join(tmpdir(), "counterpixel-print-"));
	const unfinished = join(profile, "page.pdf");
	try {
		await run(program, [...argumentsFor(profile), `--print-to-pdf=${unfinished}`, pathToFileURL(resolve(page)).href]);
		if (!((await stat(unfinished).catch(() => null))?.size ?? 0))
			throw appError("failure", `${program} printed nothing: is it a Chromium?`);
		await move(unfinished, pdf);
	} finally {
		await rm(profile, { recursive: true, force: true, maxRetries: 5 });
	}
}

function missing({ CHROMIUM }: NodeJS.ProcessEnv): string {
	return CHROMIUM
		? `CHROMIUM names "${CHROMIUM}", which is no program here: the page was written, a PDF was not`
		: "no Chromium was found to print the PDF with: install chromium, or set CHROMIUM to its path; the page was written";
}

function argumentsFor(profile: string): string[] {
	return [
		"--headless",
		"--disable-gpu",
		"--no-first-run",
		"--no-default-browser-check",
		"--disable-extensions",
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
		"--disable-dev-shm-usage",
		"--no-pdf-header-footer",
		`--user-data-dir=${join(profile, "profile")}`,
		// Nobody listens on the discard port of this machine; and no name has an address.
		"--proxy-server=127.0.0.1:9",
		"--proxy-bypass-list=<-loopback>",
		"--host-resolver-rules=MAP * ~NOTFOUND",
		"--dns-prefetch-disable",
		// Chromium's own sandbox refuses to run as root. What it opens is our page, without a script.
		...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
	];
}

function run(program: string, args: readonly string[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], timeout: LONGEST, killSignal: "SIGKILL" });
		let said = "";
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			said = (said + text).slice(-2_000);
		});
		child.on("error", (cause) => reject(appError("failure", `${program} could not be started: ${cause.message}`, { cause })));
		child.on("close", (code, signal) => {
			if (code === 0) resolve();
			else reject(appError("failure", `${program} did not print the PDF (${signal ?? `exit ${code}`}): ${lastLine(said)}`));
		});
	});
}

function lastLine(said: string): string {
	return said.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
}

/** The temporary folder may lie on another disk. */
async function move(from: string, to: string): Promise<void> {
	const beside = `${to}.part`;
	await rm(beside, { force: true });
	await copyFile(from, beside, constants.COPYFILE_EXCL);
	await chmod(beside, 0o600);
	await rename(beside, to);
}
