// Runs a shell script in a folder of its own, in a network namespace with a loopback and nothing else: the servers that it starts may take any port there, and
// reach nobody. The script ends its servers (`trap`), and is ended with them after a minute.

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sealed } from "./namespace.ts";

/** `files` by name; FOLDER in them stands for the folder, which is also where the script runs. Returns what it printed. */
export function runSealed(script: string, files: Readonly<Record<string, string>>): string {
	return runSealedFor(script, files, []).printed;
}

/** The same; what lies in these files at its end too, empty where they are not there. */
export function runSealedFor<Name extends string>(
	script: string,
	files: Readonly<Record<string, string>>,
	wanted: readonly Name[],
): { readonly printed: string; readonly files: Readonly<Record<Name, Buffer>> } {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-sealed-"));
	try {
		// Squid becomes another user.
		chmodSync(folder, 0o777);
		for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text.replaceAll("FOLDER", folder));
		writeFileSync(join(folder, "run.sh"), `cd ${folder}\nexec 2>&1\n${script.replaceAll("FOLDER", folder)}`);
		const { command, args } = sealed("sh", [join(folder, "run.sh")], { loopback: true });
		const { stdout, error } = spawnSync(command, [...args], { encoding: "utf8", timeout: 60_000, killSignal: "SIGTERM" });
		if (error) throw error;
		const left = wanted.map((name) => [name, existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : Buffer.alloc(0)] as const);
		return { printed: stdout, files: Object.fromEntries(left) as Record<Name, Buffer> };
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
	}
}

/** Shell: starts a server whose end the script waits for. */
export function serve(command: string): string {
	return `${command} &\nserver=$!\ntrap 'kill $server; wait $server' EXIT\n`;
}

/** Shell: waits up to twenty seconds until `command` succeeds. */
export function until(command: string): string {
	return `for i in $(seq 200); do ${command} >/dev/null 2>&1 && break; sleep 0.1; done\n`;
}
