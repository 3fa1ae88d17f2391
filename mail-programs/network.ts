// Network: a network, mount and process name space (Linux unshare(1)) whose only link is its own loopback, whose resolver is 127.0.0.1 and whose
// default route leads nowhere, so that a mail program believes itself online and reaches nobody. When its first process ends, so do all.

import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { findProgram } from "../test/support/programs.ts";

const SPACES = ["-n", "-m", "-p", "-f", "--mount-proc", "--kill-child"];
/** Without root the user keeps the own number, and the rights over the new name spaces. */
const UNPRIVILEGED = ["-U", "--map-current-user", "--keep-caps"];

/** The command line that runs Node with `args` in such name spaces. */
export function inOwnNetwork(args: readonly string[]): { readonly command: string; readonly args: readonly string[] } {
	const rights = process.getuid?.() === 0 ? [] : UNPRIVILEGED;
	return { command: findProgram("unshare") ?? "unshare", args: [...rights, ...SPACES, "--", process.execPath, ...args] };
}

/** Called by the first process within, before anything else. `folder` takes the files that are laid over the system's. */
export function setUpNetwork(folder: string): void {
	if (process.pid !== 1) throw new Error("this changes the network: only in a name space of its own");
	run("ip", "link", "set", "lo", "up");
	run("ip", "route", "add", "default", "dev", "lo");
	over(folder, "/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
	over(folder, "/etc/hosts", `127.0.0.1 localhost ${hostname()} mail.invalid\n::1 localhost\n`);
	// X servers leave their sockets here.
	mkdirSync("/tmp/.X11-unix", { recursive: true });
	run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/tmp/.X11-unix");
}

function over(folder: string, path: string, content: string): void {
	const file = join(folder, path.replaceAll("/", "-").slice(1));
	writeFileSync(file, content, { mode: 0o644 });
	run("mount", "--bind", file, realpathSync(path));
}

function run(program: string, ...args: readonly string[]): void {
	execFileSync(findProgram(program) ?? program, args, { stdio: ["ignore", "ignore", "inherit"] });
}
