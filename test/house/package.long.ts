// The package as users get it: packed, installed elsewhere from a registry on loopback, and run by npx, globally, and as a
// library, by the Node that the machine carries.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { type LocalRegistry, openLocalRegistry } from "../support/local-registry.ts";
import { HOST_PATH } from "../support/old-node.ts";

const PROJECT = join(import.meta.dirname, "../..");
const VERSION: string = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")).version;
const MESSAGE = 'From: a@sender.example\r\nContent-Type: text/html\r\n\r\n<img src="http://pixel.example/open.gif?u=1">\r\n';

let folder = "";
let registry: LocalRegistry;
let tarball = "";

const execute = promisify(execFile);

/** As a user's shell would: npm and node as the machine has them, a home of its own, and the registry on loopback. */
async function run(command: string, words: readonly string[], cwd: string): Promise<string> {
	const { stdout } = await execute(command, words, {
		cwd,
		env: {
			PATH: HOST_PATH,
			HOME: folder,
			npm_config_cache: join(folder, "npm-cache"),
			npm_config_registry: registry.url,
			npm_config_audit: "false",
			npm_config_fund: "false",
			npm_config_update_notifier: "false",
		},
	});
	return stdout;
}

/** Checks the types of a user's file, who has TypeScript and the types of Node. */
async function compile(file: string): Promise<void> {
	const compiler = join(PROJECT, "node_modules/typescript/bin/tsc");
	const types = ["--typeRoots", join(PROJECT, "node_modules/@types"), "--types", "node"];
	await run(
		process.execPath,
		[compiler, "--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", ...types, file],
		join(folder, "project"),
	);
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), "counterpixel-package-"));
	registry = await openLocalRegistry();
	await run("npm", ["pack", "--silent", "--pack-destination", folder], PROJECT);
	tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "");
	mkdirSync(join(folder, "project"));
	writeFileSync(join(folder, "project/package.json"), '{ "private": true, "type": "module" }');
	writeFileSync(join(folder, "project/message.eml"), MESSAGE);
	await run("npm", ["install", tarball], join(folder, "project"));
	await run("npm", ["install", "--global", "--prefix", join(folder, "global"), tarball], folder);
});

after(() => {
	registry.close();
	rmSync(folder, { recursive: true, force: true });
});

test("the package holds what it needs to run, and nothing of the workshop", async () => {
	const held = (await run("tar", ["-tzf", tarball], folder)).trim().split("\n");
	for (const name of ["package.json", "README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "bin/counterpixel.js", "dist/index.d.ts"]) {
		if (existsSync(join(PROJECT, name)) || name.startsWith("dist/")) assert.ok(held.includes(`package/${name}`), name);
	}
	assert.deepEqual(
		held.filter(
			(name) =>
				!/^package\/(?:dist\/.*\.(?:js|d\.ts)|bin\/counterpixel\.js|docs\/(?:[a-z-]+\.md|schema\/[a-z-]+\.schema\.json)|[^/]+)$/.test(name),
		),
		[],
	);
});

test("npx runs the command of a local install", async () => {
	assert.equal((await run("npx", ["counterpixel", "--version"], join(folder, "project"))).trim(), VERSION);
});

test("a global install runs, and inspects a message", async () => {
	const command = join(folder, "global/bin/counterpixel");
	assert.equal((await run(command, ["--version"], folder)).trim(), VERSION);
	const [line = ""] = (await run(command, ["inspect", "--json", "message.eml"], join(folder, "project"))).split("\n");
	assert.equal(JSON.parse(line).references[0].url, "http://pixel.example/open.gif?u=1");
});

test("the library is imported by name, with its types", async () => {
	const program = `
		import { readFileSync } from "node:fs";
		import { inspect } from "counterpixel";
		const { references } = inspect(new Uint8Array(readFileSync("message.eml")));
		console.log(references.map(({ url }) => url).join());
	`;
	writeFileSync(join(folder, "project/program.ts"), program);
	const urls = await run(process.execPath, ["program.ts"], join(folder, "project"));
	assert.equal(urls.trim(), "http://pixel.example/open.gif?u=1");
	await compile("program.ts");
});

test("a program of the library is held to the types", async () => {
	writeFileSync(join(folder, "project/wrong.ts"), `import { inspect } from "counterpixel"; inspect("text");`);
	await assert.rejects(compile("wrong.ts"), { stdout: /TS2345/ });
});
