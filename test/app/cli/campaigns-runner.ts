// Runs commands for a test, one after another in one process: each start of Node costs more than the commands. Asked and answered by messages.

import { main } from "../../../src/app/cli/main.ts";

export interface Outcome {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

// Each command listens for a reader that goes away.
process.stdout.setMaxListeners(0);

process.on("message", async (argv: readonly string[]) => {
	const said = { out: "", err: "" };
	const [write, writeError] = [process.stdout.write, process.stderr.write];
	process.stdout.write = ((text: string) => {
		said.out += text;
		return true;
	}) as typeof write;
	process.stderr.write = ((text: string) => {
		said.err += text;
		return true;
	}) as typeof write;
	const code = await main(argv);
	process.stdout.write = write;
	process.stderr.write = writeError;
	process.send?.({ code, ...said } satisfies Outcome);
});
