import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { testEach } from "./engines.ts";
import { scanMailboxes } from "./scan-child.ts";
import { all, options } from "./scanned.ts";

const CHILD = join(import.meta.dirname, "scan-child.ts");
const SCANNERS = 8;
const MAILBOXES = ["a", "b", "c", "d", "e"];

interface Scanner {
	/** Which mailboxes it reads, in this order. */
	readonly mailboxes: readonly string[];
	/** Milliseconds after its first write at which it is killed, or null. */
	readonly killed: number | null;
}

const scanners = fc.array(
	fc.record({
		mailboxes: fc.shuffledSubarray(MAILBOXES, { minLength: 1, maxLength: 3 }),
		killed: fc.option(fc.nat(250), { freq: 2 }),
	}),
	{ minLength: SCANNERS, maxLength: SCANNERS },
);

function start(place: string, count: number, generation: number, mailboxes: readonly string[]): ChildProcess {
	const child = spawn(process.execPath, [CHILD, place, `${count}`, `${generation}`, ...mailboxes], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	return child;
}

/** All at once, some of them killed; then those again, to their end. */
async function sweep(place: string, count: number, generation: number, scanners: readonly Scanner[]): Promise<void> {
	const toTheEnd = async ({ mailboxes }: Scanner): Promise<void> => {
		const child = start(place, count, generation, mailboxes);
		let said = "";
		child.stdout?.on("data", (text) => (said += text));
		const [code] = await once(child, "close");
		assert.equal(code, 0, said);
	};
	await Promise.all(
		scanners.map(async (scanner) => {
			if (scanner.killed === null) return toTheEnd(scanner);
			const child = start(place, count, generation, scanner.mailboxes);
			const closed = once(child, "close");
			await Promise.race([once(child.stdout as NonNullable<typeof child.stdout>, "data"), closed]);
			await wait(scanner.killed);
			child.kill("SIGKILL");
			await closed;
		}),
	);
	await Promise.all(scanners.filter(({ killed }) => killed !== null).map(toTheEnd));
}

async function verified(place: string): Promise<{ readonly print: string; readonly began: number }> {
	const casebook = await openCase(place, options());
	const verdict = await casebook.journal.verify();
	assert.ok(verdict.ok, JSON.stringify(verdict));
	const entries = await all(casebook.journal.entries());
	const print = await casebook.fingerprint();
	await casebook.close();
	return { print, began: entries.filter(({ action }) => action === "scan.began").length };
}

testEach(
	"Eight scanners of different and overlapping mailboxes, some killed with kill -9 and run again, make the case that one makes, with one journal.",
	async (t, engine) => {
		await fc.assert(
			fc.asyncProperty(scanners, scanners, fc.integer({ min: 10, max: 60 }), async (first, second, count) => {
				const together = await engine.place(t);
				const alone = await engine.place(t);
				// Then the mailboxes change, and all are read again.
				for (const [generation, scanners] of [first, second].entries()) {
					await sweep(together, count, generation, scanners);
					const read = new Set(scanners.flatMap(({ mailboxes }) => mailboxes));
					await scanMailboxes(alone, count, [...read].sort(), generation);
				}
				const { print, began } = await verified(together);
				assert.equal(print, (await verified(alone)).print);
				assert.ok(began >= 2 * SCANNERS);
			}),
			{ numRuns: engine.name === "SQLite" ? 1 : 2 },
		);
	},
);
