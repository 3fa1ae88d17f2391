// Workspace: the folder in which one mail program keeps all that it writes, and the processes started for it. Nothing of the user's own is
// read: HOME and every XDG folder lie within. The processes end with the name space that they run in.

import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface Workspace {
	readonly folder: string;
	readonly home: string;
	/** Of every process: HOME, TMPDIR and XDG folders within, a plain locale. */
	readonly environment: Readonly<Record<string, string>>;
	/** Output is kept, its last 16 KiB, for what is said when something fails. */
	start(command: string, args: readonly string[], environment?: Readonly<Record<string, string>>): Started;
	/** What the processes said, for an error. */
	said(): string;
	/** Ends all that still run, politely at first: an X server takes its lock away. */
	end(): Promise<void>;
}

export interface Started {
	readonly process: ChildProcess;
	readonly output: () => string;
	/** With the exit code. */
	readonly ended: Promise<number | null>;
	/** Ends it, politely at first. */
	stop(): Promise<void>;
}

const MOST_OUTPUT = 16_384;
const PATIENCE = 3_000;

export function createWorkspace(folder: string): Workspace {
	const home = join(folder, "home");
	const runtime = join(folder, "run");
	const temporary = join(folder, "tmp");
	for (const path of [home, runtime, temporary]) mkdirSync(path, { recursive: true });
	chmodSync(runtime, 0o700);
	const environment = {
		PATH: `${process.env.PATH ?? "/usr/bin:/bin"}:/usr/sbin:/sbin`,
		HOME: home,
		USER: "reader",
		LOGNAME: "reader",
		LANG: "C.UTF-8",
		TZ: "UTC",
		TMPDIR: temporary,
		TMUX_TMPDIR: temporary,
		XDG_RUNTIME_DIR: runtime,
		XDG_CONFIG_HOME: join(home, ".config"),
		XDG_CACHE_HOME: join(home, ".cache"),
		XDG_DATA_HOME: join(home, ".local/share"),
	};
	const all: { readonly command: string; readonly started: Started }[] = [];
	return {
		folder,
		home,
		environment,
		start(command, args, further = {}) {
			const started = startProcess(command, args, { ...environment, ...further });
			all.push({ command, started });
			return started;
		},
		said: () => all.map(({ command, started }) => `${command}: ${started.output().slice(-1500)}`).join("\n"),
		async end() {
			await Promise.all(all.map(({ started }) => started.stop()));
		},
	};
}

function startProcess(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Started {
	const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text: string) => {
			output = (output + text).slice(-MOST_OUTPUT);
		});
	}
	const ended = new Promise<number | null>((resolve) => {
		child.once("exit", resolve);
		child.once("error", (error) => {
			output += String(error);
			resolve(null);
		});
	});
	return {
		process: child,
		output: () => output,
		ended,
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill("SIGTERM");
			await Promise.race([ended, wait(PATIENCE).then(() => child.kill("SIGKILL"))]);
		},
	};
}

/** Asks `done` again and again; throws `what` after `most` milliseconds. */
export async function until<T>(
	what: string,
	most: number,
	done: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
	for (const last = performance.now() + most; ; await wait(100)) {
		const result = await done();
		if (result !== null && result !== undefined && result !== false) return result;
		if (performance.now() > last) throw new Error(`${what}: not within ${Math.round(most / 1000)} s`);
	}
}
