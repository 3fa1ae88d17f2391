// A scan in a process of its own, to be killed: reads made-up mailboxes into a case, five messages a transaction, and goes on
// where an earlier one stopped. Arguments: case folder, messages a mailbox, names of mailboxes.

import { isAppError } from "../../../src/core/model/app-error.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { DETECTOR, options, progress, rowsOf, scanned } from "./scanned.ts";

const BATCH = 5;
const SIZE = 10_000;

export async function scanMailboxes(folder: string, count: number, mailboxes: readonly string[]): Promise<void> {
	const casebook = await openCase(folder, options());
	const run = await casebook.beginRun({ sources: mailboxes, detector: DETECTOR });
	process.stdout.write("began\n");
	for (const [index, mailbox] of mailboxes.entries()) {
		const whole = progress({ mailbox, size: count * SIZE, to: count * SIZE });
		const state = await run.fileState(whole);
		if (state.kind === "unchanged") continue;
		for (let at = state.kind === "resume" ? state.offset / SIZE : 0; at < count; at += BATCH) {
			const to = Math.min(at + BATCH, count);
			// Neighbouring mailboxes hold half of their messages in common.
			const messages = Array.from({ length: to - at }, (_, n) =>
				scanned(at + n + (index * count) / 2, { mailbox, offset: (at + n) * SIZE }, 12),
			);
			await run.write({
				rows: rowsOf(messages),
				files: [{ ...whole, from: at * SIZE, to: to * SIZE, done: to === count, state: state.kind }],
			});
		}
	}
	await run.finish();
	await casebook.close();
}

if (import.meta.main) {
	const [folder, count, ...mailboxes] = process.argv.slice(2);
	try {
		await scanMailboxes(folder as string, Number(count), mailboxes);
		process.stdout.write("finished\n");
	} catch (error) {
		if (!isAppError(error)) throw error;
		const { code, temporary, message } = error;
		process.stdout.write(`${JSON.stringify({ code, temporary, message })}\n`);
		process.exitCode = 4;
	}
}
