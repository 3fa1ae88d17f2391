// A scan in a process of its own, to be killed: reads made-up mailboxes into a case, five messages a transaction, and goes on
// where an earlier one stopped. It says "began", "wrote" after each transaction, and how it ended. Arguments: case, messages a mailbox, generation of the mailboxes, their names.

import { isAppError } from "../../../src/core/model/app-error.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { DETECTOR, options, progress, rowsOf, scanned } from "./scanned.ts";

const BATCH = 5;
const SIZE = 10_000;
/** Messages that are deleted from the beginning of each mailbox from one generation to the next, so that all others move. */
const DELETED = 3;

/** Mailboxes are named by letters. Neighbours hold half of their messages in common, and are read for different owners. */
export async function scanMailboxes(
	location: string,
	count: number,
	mailboxes: readonly string[],
	generation = 0,
	say: (line: "began" | "wrote") => void = () => {},
): Promise<void> {
	const casebook = await openCase(location, options());
	const run = await casebook.beginRun({ sources: mailboxes, detector: DETECTOR });
	say("began");
	for (const mailbox of mailboxes) {
		const index = mailbox.charCodeAt(0) - "a".charCodeAt(0);
		const first = Math.floor((index * count) / 2) + generation * DELETED;
		const size = count * SIZE;
		const whole = progress({ mailbox, size, to: size, tail: `tail ${generation}` });
		const state = await run.fileState(whole);
		if (state.kind === "unchanged") continue;
		for (let at = state.kind === "resume" ? state.offset / SIZE : 0; at < count; at += BATCH) {
			const to = Math.min(at + BATCH, count);
			const place = { mailbox, owner: `${mailbox}@parliament.example` };
			const messages = Array.from({ length: to - at }, (_, n) =>
				scanned(first + at + n, { ...place, offset: (at + n) * SIZE }, 6 + 3 * (index % 3)),
			);
			await run.write({
				rows: rowsOf(messages),
				files: [{ ...whole, from: at * SIZE, to: to * SIZE, done: to === count, state: state.kind }],
			});
			say("wrote");
		}
	}
	await run.finish();
	await casebook.close();
}

if (import.meta.main) {
	const [location, count, generation, ...mailboxes] = process.argv.slice(2);
	try {
		await scanMailboxes(location as string, Number(count), mailboxes, Number(generation), (line) => process.stdout.write(`${line}\n`));
		process.stdout.write("finished\n");
	} catch (error) {
		if (!isAppError(error)) throw error;
		const { code, temporary, message } = error;
		process.stdout.write(`${JSON.stringify({ code, temporary, message })}\n`);
		process.exitCode = 4;
	}
}
