import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { needPostgres, startPostgres } from "../../support/postgres.ts";

const COMMAND = join(import.meta.dirname, "../../../bin/counterpixel.js");
/** More than two transactions of a scan, and far more files than wait at once. */
const FILES = 40;
const MESSAGES = 20;

test(
	"More files than a server stores at once are scanned, verified and reported, from a case on PostgreSQL.",
	needPostgres(),
	async (t) => {
		const folder = mkdtempSync(join(tmpdir(), "counterpixel-server-"));
		const server = await startPostgres();
		t.after(async () => {
			await server.remove();
			rmSync(folder, { recursive: true, force: true });
		});
		for (let file = 0; file < FILES; file++) {
			const messages = Array.from(
				{ length: MESSAGES },
				(_, at) =>
					`From a@b.example Thu Jan  1 00:00:00 2026\nSubject: ${file} ${at}\nContent-Type: text/html\n\n<img src="http://track.example/${at}">\n\n`,
			);
			writeFileSync(join(folder, `${file}.mbox`), messages.join(""));
		}
		const run = async (...args: readonly string[]): Promise<readonly [number, string]> => {
			const child = spawn(process.execPath, [COMMAND, ...args, "--case", server.url()], {
				cwd: folder,
				timeout: 30_000,
				killSignal: "SIGKILL",
			});
			let said = "";
			for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
			const [code] = await once(child, "close");
			return [code, said];
		};
		const [code, said] = await run("scan", folder, "--no-report");
		assert.equal(code, 0, said);
		assert.match(said, /Read 800 messages/);
		assert.match((await run("journal", "verify"))[1], /unbroken: 3 entries/);
		const [reported, where] = await run("report");
		assert.equal(reported, 0, where);
		assert.ok(existsSync(join(folder, "report.html")));
		assert.doesNotMatch(said + where, /p@ss|p%40ss/);
	},
);
