// `selftest serve` serves until it is told to end, prints totals without serving, and says nothing of persons.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { freePort } from "./serving.ts";

const SCRIPT = `import { serveCommand } from ${JSON.stringify(new URL("../../../../src/app/cli/selftest-serve.ts", import.meta.url).href)};
process.exitCode = await serveCommand(JSON.parse(process.argv[1])).catch((error) => (console.error(error.message), 2));`;

function run(
	options: object,
	until: (output: string) => boolean,
): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, ["--input-type=module", "-e", SCRIPT, JSON.stringify(options)], {
			stdio: ["ignore", "pipe", "pipe"],
		});
		let output = "";
		let errors = "";
		child.stdout.on("data", (piece) => {
			output += piece;
			if (until(output)) child.kill("SIGTERM");
		});
		child.stderr.on("data", (piece) => {
			errors += piece;
		});
		child.on("close", (code) => resolve({ code, output, errors }));
	});
}

test("it serves until it is told to end, and makes its state folder", async () => {
	const folder = await mkdtemp(join(tmpdir(), "counterpixel-command-"));
	try {
		const port = await freePort();
		const config = join(folder, "serve.yaml");
		await writeFile(
			config,
			`organisation: {name: The Parliament of Example, contact: it@parliament.example}
listen: 127.0.0.1:${port}
public: http://127.0.0.1:${port}
smtp: {url: "smtp://127.0.0.1:1", from: selftest@parliament.example}
allowed_domains: [parliament.example]
state: state
`,
		);
		const served = await run({ config }, (output) => output.includes("Ctrl-C"));
		assert.deepEqual([served.code, served.errors], [0, ""]);
		assert.match(served.output, new RegExp(`^The page is http://127\\.0\\.0\\.1:${port}/`));
		assert.match(await readFile(join(folder, "state", "secret"), "utf8"), /^[0-9a-f]{64}\n$/);
		const totals = await run({ config, totals: true }, () => false);
		assert.deepEqual([totals.code, totals.output], [0, "Tests: none\n"]);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
