// Foreign programs call home by themselves (a browser asks for updates before it is asked for a page), and no guard of ours
// reaches into them. Tests start them in a network namespace without a way out: Linux unshare(1), which needs no root where
// user namespaces are allowed.

import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, needProgram, type Skip, skipOutsideCi } from "./programs.ts";

const WAYS: readonly (readonly string[])[] = [["-n"], ["-Urn"]];
let way: readonly string[] | null | undefined;

/** Arguments with which unshare works here, or null. Root needs no user namespace, and containers often allow only one of the two. */
function findWay(): readonly string[] | null {
	if (way === undefined) {
		const unshare = findProgram("unshare");
		way = unshare === null ? null : (WAYS.find((options) => spawnSync(unshare, [...options, "true"]).status === 0) ?? null);
	}
	return way;
}

/** For tests that use `sealed`. */
export function needNamespace(): Skip {
	const { skip } = needProgram("unshare");
	if (skip !== false || findWay() !== null) return { skip };
	return skipOutsideCi(
		"unshare may not make a network namespace here: allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run as root",
	);
}

/**
 * The command line that runs `program` without a network. `loopback` brings up a loopback of its own, for a program that
 * talks to itself or to a server started by the same command (needs `ip`); nothing outside reaches it.
 */
export function sealed(
	program: string,
	args: readonly string[],
	{ loopback = false } = {},
): { readonly command: string; readonly args: readonly string[] } {
	const unshare = findProgram("unshare");
	const options = findWay();
	if (unshare === null || options === null) throw new Error("no network namespace here: ask needNamespace() first");
	const inner = loopback
		? ["sh", "-c", `"$0" link set lo up && exec "$@"`, findProgram("ip") ?? "ip", program, ...args]
		: [program, ...args];
	return { command: unshare, args: [...options, "--", ...inner] };
}

/** A script that runs `program` sealed, for libraries that start a program by its path. `remove` deletes it. */
export function sealedScript(program: string): { readonly path: string; remove(): void } {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-sealed-"));
	const path = join(folder, "run.sh");
	const { command, args } = sealed(program, []);
	writeFileSync(path, `#!/bin/sh\nexec ${[command, ...args].map((word) => `'${word}'`).join(" ")} "$@"\n`);
	chmodSync(path, 0o755);
	return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
