// Launch: how the child process is started, and what of the operating system bounds it. V8's own limits do not: they leave array
// buffers out (measured), which is where an inflated archive lies.
//
// Linux: RLIMIT_DATA (setrlimit(2)) counts all private writable memory since Linux 4.7, array buffers too; what an idle Node has
// reserved already (V8 sets aside half a gigabyte for code, hardly any of it used) is measured once and added. setpriv(1) has the
// kernel end the child with the thread that started it; unshare(1) leaves it no network, where a process may make namespaces.
// Elsewhere the child looks after itself, by a thread of its own (watch.ts): a limit of ours, not of the system's.

import { execFile, spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Command {
	readonly program: string;
	readonly args: readonly string[];
	readonly bindings: Readonly<Record<string, string>>;
}

const MIB = 1024 * 1024;
const SETPRIV = "/usr/bin/setpriv";
const UNSHARE = "/usr/bin/unshare";

/**
 * No core dump, whatever dies; no NODE_OPTIONS, which would load other code into the child. $0: the limit in KiB, $1: the program to start.
 * A limit that is already lower stays.
 */
const LIMITED = 'ulimit -c 0; ulimit -d "$0" 2>/dev/null; unset NODE_OPTIONS; exec "$@"';

/** Reports how much private writable memory an idle process has, in KiB. */
const IDLE = 'const {readFileSync} = require("fs"); console.log(/VmData:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "latin1"))[1])';

/** Reserves little and starts fast: garbage is collected on one thread, which leaves the other cores to the workers, and between requests. */
const V8_FLAGS: readonly string[] = ["--single-threaded-gc", "--v8-pool-size=1", "--expose-gc"];

let idle: Promise<number> | null = null;

/** `entry` is a module that calls `serve`; `memoryBytes` is on top of what an idle Node takes. Rejects where Node cannot be started. */
export async function commandFor(entry: URL, memoryBytes: number): Promise<Command> {
	const bounded = process.platform === "linux" && existsSync("/bin/sh");
	const heap = Math.max(16, Math.floor((memoryBytes * 0.75) / MIB));
	const node = [process.execPath, ...V8_FLAGS, `--max-old-space-size=${heap}`, ...permissions(bounded), fileURLToPath(entry)];
	// Dates in mail must not depend on where the machine stands; glibc otherwise reserves a heap for each thread.
	const bindings = { TZ: "UTC", MALLOC_ARENA_MAX: "2", COUNTERPIXEL_SANDBOX: bounded ? "" : String(memoryBytes) };
	if (!bounded) return { program: node[0] as string, args: node.slice(1), bindings };
	idle ??= idleData();
	const limit = Math.ceil(memoryBytes / 1024) + (await idle);
	const command = [...withoutNetwork(), ...(existsSync(SETPRIV) ? [SETPRIV, "--pdeathsig", "KILL"] : []), ...node];
	return { program: "/bin/sh", args: ["-c", LIMITED, String(limit), ...command], bindings };
}

/** KiB. */
function idleData(): Promise<number> {
	return new Promise((resolve, reject) => {
		execFile(process.execPath, [...V8_FLAGS, "--eval", IDLE], { env: {} }, (error, stdout) => {
			if (error === null) resolve(Number(stdout));
			else reject(error);
		});
	});
}

/** Node's own permission model: files of the program to read, nothing to write, no processes. */
function permissions(bounded: boolean): string[] {
	const flags = [
		"--permission",
		"--disable-warning=SecurityWarning",
		...programFolders().map((folder) => `--allow-fs-read=${join(folder, "*")}`),
	];
	return bounded ? flags : [...flags, "--allow-worker"];
}

/** The package, and every node_modules that its imports may be found in. */
function programFolders(): readonly string[] {
	const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
	const folders = new Set([root, realpathSync(root)]);
	for (const start of [...folders]) {
		for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
			const modules = join(folder, "node_modules");
			if (existsSync(modules)) for (const path of [modules, realpathSync(modules)]) folders.add(path);
		}
	}
	return [...folders];
}

let namespace: readonly string[] | null = null;

/** Root needs no user namespace, and containers often allow only one of the two ways; some neither. */
function withoutNetwork(): readonly string[] {
	const ways = existsSync(UNSHARE) ? [["-n"], ["-Urn"]] : [];
	namespace ??= ways.find((way) => spawnSync(UNSHARE, [...way, "true"], { stdio: "ignore" }).status === 0) ?? [];
	return namespace.length === 0 ? [] : [UNSHARE, ...namespace];
}
