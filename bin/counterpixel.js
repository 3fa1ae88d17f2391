#!/usr/bin/env node
// The command. In a checkout it runs src/, in a package dist/ (Node strips no types under node_modules). Node 24 is needed: where
// the host's Node is older, the one that comes along as an optional dependency takes over. Syntax and modules used here are old
// ones, so that an old Node gets as far as saying what is missing.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NEEDED = 24;
/** Set for the Node that takes over: were that one too old as well, each would start the next for ever. */
const HANDED_OVER = "COUNTERPIXEL_HANDED_OVER";
const HERE = fileURLToPath(import.meta.url);
const ROOT = dirname(dirname(HERE));

/**
 * One line, as for every error; a stack only with --debug.
 * @param {string} line
 * @param {unknown} [cause]
 */
function giveUp(line, cause) {
	process.stderr.write(`counterpixel: ${line}\n`);
	if (cause instanceof Error && process.argv.includes("--debug")) process.stderr.write(`${cause.stack}\n`);
	process.exitCode = 4;
}

/**
 * Node 24 among the optional dependencies, wherever npm put it: beside, hoisted, in npx's folder or a global one. Another package
 * may have brought an older one to the same place, which would only hand over to itself, again and again.
 */
function bundledNode() {
	try {
		const require = module.createRequire(import.meta.url);
		const manifest = `node-${process.platform}-${process.arch}/package.json`;
		const node = join(dirname(require.resolve(manifest)), "bin", "node");
		return isFit(require(manifest).version) && existsSync(node) ? node : null;
	} catch (_error) {
		return null;
	}
}

/** @param {string} version "24.21.0" */
function isFit(version) {
	return Number(version.split(".")[0]) >= NEEDED;
}

/** Compiled code is kept in the user's cache, which halves the start from the second call on; worker threads learn of it by the variable. */
function keepCompiledCode() {
	if (typeof module.enableCompileCache !== "function") return;
	try {
		const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "counterpixel", "compiled");
		if (module.enableCompileCache(folder).directory !== undefined) process.env.NODE_COMPILE_CACHE = folder;
	} catch (_error) {
		// No home, no cache: slower, nothing else.
	}
}

function run() {
	delete process.env[HANDED_OVER];
	keepCompiledCode();
	const entry = ["src/app/cli/main.ts", "dist/app/cli/main.js"].map((name) => join(ROOT, name)).find((file) => existsSync(file));
	if (entry === undefined) return giveUp("this package is not built: run `npm run build` in the checkout it came from");
	return import(pathToFileURL(entry).href)
		.then((cli) => cli.main(process.argv.slice(2)))
		.then((code) => {
			process.exitCode = code;
		})
		.catch((error) => giveUp(error instanceof Error ? error.message : String(error), error));
}

/**
 * Hands everything over to a fitting Node: arguments, streams, signals, exit code. Where setpriv is (util-linux, so on every
 * Debian), the kernel ends the child with this process: a killed scan must not go on unseen.
 * @param {string} node
 */
function runIn(node) {
	const command = [node, HERE, ...process.argv.slice(2)];
	const setpriv = "/usr/bin/setpriv";
	const bound = process.platform === "linux" && existsSync(setpriv) ? [setpriv, "--pdeathsig", "KILL", ...command] : command;
	// glibc otherwise gives each thread a heap of its own, a tenth more memory for nothing.
	const child = spawn(bound[0], bound.slice(1), { stdio: "inherit", env: { MALLOC_ARENA_MAX: "2", ...process.env, [HANDED_OVER]: "1" } });
	// A terminal sends Ctrl-C to both processes by itself; sent on, it would count twice.
	const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
	/** @type {NodeJS.Signals[]} */
	const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
	for (const signal of signals) {
		process.on(signal, () => {
			if (!(onTerminal && (signal === "SIGINT" || signal === "SIGQUIT"))) child.kill(signal);
		});
	}
	child.on("error", (error) => giveUp(`Node ${NEEDED} came along at ${node}, but does not run here: ${error.message}`, error));
	child.on("close", (code, signal) => {
		if (signal === null) process.exit(code === null ? 4 : code);
		for (const name of signals) process.removeAllListeners(name);
		process.kill(process.pid, signal);
	});
}

if (isFit(process.versions.node)) {
	run();
} else {
	const node = HANDED_OVER in process.env ? null : bundledNode();
	if (node === null) giveUp(`Node ${NEEDED} or newer is needed, and this is ${process.version}: install it from https://nodejs.org/`);
	else runIn(node);
}
