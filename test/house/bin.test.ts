// bin/counterpixel.js before the program proper: which Node runs it, and what it hands over. It is tried as a package with
// a small program in the place of the real one.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { findOldNode, needOldNode } from "../support/old-node.ts";
import { tokens } from "./tokens.ts";

const PROJECT = join(import.meta.dirname, "../..");

const PROGRAM = `
	export async function main(words) {
		const [what] = words;
		if (what === "echo") {
			process.stdin.on("data", (piece) => process.stdout.write(piece));
			process.stderr.write(JSON.stringify({ node: process.versions.node.split(".")[0], words }));
			return 3;
		}
		if (what === "wait") {
			process.on("SIGTERM", () => process.exit(7));
			setInterval(() => {}, 1000);
			process.stdout.write(process.pid + "\\n");
			return 0;
		}
		if (what === "die") process.kill(process.pid, "SIGKILL");
		throw new Error("it broke");
	}
`;

let folder = "";
let withNode = "";
let withoutNode = "";

before(() => {
	folder = mkdtempSync(join(tmpdir(), "counterpixel-bin-"));
	withNode = packageIn("with");
	withoutNode = packageIn("without");
	const name = `node-${process.platform}-${process.arch}`;
	mkdirSync(join(folder, "with/node_modules"));
	symlinkSync(join(PROJECT, "node_modules", name), join(folder, "with/node_modules", name));
});

after(() => rmSync(folder, { recursive: true, force: true }));

function packageIn(name: string): string {
	mkdirSync(join(folder, name, "bin"), { recursive: true });
	mkdirSync(join(folder, name, "dist/app/cli"), { recursive: true });
	writeFileSync(join(folder, name, "package.json"), '{ "type": "module" }');
	writeFileSync(join(folder, name, "dist/app/cli/main.js"), PROGRAM);
	const bin = join(folder, name, "bin/counterpixel.js");
	copyFileSync(join(PROJECT, "bin/counterpixel.js"), bin);
	return bin;
}

interface Outcome {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly out: string;
	readonly err: string;
}

function start(node: string | null, bin: string, words: readonly string[]): ChildProcess {
	return spawn(node ?? process.execPath, [bin, ...words], { env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache") } });
}

async function run(node: string | null, bin: string, words: readonly string[], input = ""): Promise<Outcome> {
	const child = start(node, bin, words);
	let out = "";
	let err = "";
	child.stdout?.on("data", (piece) => {
		out += piece;
	});
	child.stderr?.on("data", (piece) => {
		err += piece;
	});
	child.stdin?.on("error", () => {}).end(input);
	const [code, signal] = await once(child, "close");
	return { code, signal, out, err };
}

const WORDS = ["echo", "two words", "--flag=ü", ""];

test("a fitting Node runs the program itself", async () => {
	const { code, out, err } = await run(process.execPath, withoutNode, WORDS, "from stdin");
	assert.deepEqual(JSON.parse(err), { node: "24", words: WORDS });
	assert.equal(out, "from stdin");
	assert.equal(code, 3);
});

test("an older Node hands arguments, streams and exit code over to the Node that came along", needOldNode(), async () => {
	const { code, out, err } = await run(findOldNode(), withNode, WORDS, "from stdin");
	assert.deepEqual(JSON.parse(err), { node: "24", words: WORDS });
	assert.equal(out, "from stdin");
	assert.equal(code, 3);
});

test("an older Node alone says in one line what is needed", needOldNode(), async () => {
	const { code, out, err } = await run(findOldNode(), withoutNode, ["--version"]);
	assert.match(err, /^counterpixel: Node 24 or newer is needed, and this is v\d+\.\d+\.\d+: [^\n]*\n$/);
	assert.equal(out, "");
	assert.equal(code, 4);
});

test("an older Node that came along is not taken for a fitting one", needOldNode(), async () => {
	const bin = packageIn("outdated");
	const name = `node-${process.platform}-${process.arch}`;
	mkdirSync(join(folder, "outdated/node_modules", name, "bin"), { recursive: true });
	writeFileSync(join(folder, "outdated/node_modules", name, "package.json"), '{ "version": "20.20.2" }');
	symlinkSync(findOldNode() ?? "", join(folder, "outdated/node_modules", name, "bin/node"));
	const { code, err } = await run(findOldNode(), bin, ["--version"]);
	assert.match(err, /^counterpixel: Node 24 or newer is needed/);
	assert.equal(code, 4);
});

test("a signal reaches the program through an older Node, and its exit code comes back", needOldNode(), async () => {
	const child = start(findOldNode(), withNode, ["wait"]);
	await once(child.stdout as NodeJS.ReadableStream, "data");
	child.kill("SIGTERM");
	assert.deepEqual(await once(child, "close"), [7, null]);
});

test("a program that a signal ended ends the older Node by the same signal", needOldNode(), async () => {
	const { code, signal } = await run(findOldNode(), withNode, ["die"]);
	assert.deepEqual([code, signal], [null, "SIGKILL"]);
});

test("kill -9 of the older Node ends the program too, rather than leaving it to go on unseen", needOldNode(), async () => {
	const child = start(findOldNode(), withNode, ["wait"]);
	const [pid] = await once(child.stdout as NodeJS.ReadableStream, "data");
	child.kill("SIGKILL");
	await once(child, "exit");
	for (let tries = 0; isRunning(Number(pid)); tries++) {
		assert.ok(tries < 100, "the program still runs after 5 s");
		await delay(50);
	}
});

function isRunning(pid: number): boolean {
	try {
		// A zombie that nobody has reaped yet runs no more.
		return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
}

test("an unforeseen error is one line; its stack comes with --debug only", async () => {
	const plain = await run(null, withNode, ["break"]);
	assert.equal(plain.err, "counterpixel: it broke\n");
	assert.equal(plain.code, 4);
	const debug = await run(null, withNode, ["break", "--debug"]);
	assert.match(debug.err, /^counterpixel: it broke\nError: it broke\n {4}at /);
});

test("the file is written in a language that Node 14 reads to the end", () => {
	const list = tokens(readFileSync(join(PROJECT, "bin/counterpixel.js"), "utf8"));
	const pairs = list.map(({ text }, index) => text + (list[index + 1]?.text ?? ""));
	for (const young of ["??", "?.", "||=", "&&=", "static{"]) assert.ok(!pairs.includes(young), young);
	assert.ok(!list.some(({ text }) => text === "await"));
});
