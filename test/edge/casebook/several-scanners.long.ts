import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { rowsOfCase, type TestedEngine, testEach } from "./engines.ts";
import { scanMailboxes } from "./scan-child.ts";
import { all, options, temporaryFolder } from "./scanned.ts";

const COMMAND = join(import.meta.dirname, "../../../bin/counterpixel.js");
const CHILD = join(import.meta.dirname, "scan-child.ts");
const SCANNERS = 8;
const MAILBOXES = ["a", "b", "c", "d", "e"];

interface Scanner {
	/** Which mailboxes it reads, in this order. */
	readonly mailboxes: readonly string[];
	/** After how many of its transactions it is killed, most likely within the next one; or null. */
	readonly killed: number | null;
}

/** Half of them are killed. */
const scanners = fc.tuple(
	...Array.from({ length: SCANNERS }, (_, n) =>
		fc.record({
			mailboxes: fc.shuffledSubarray(MAILBOXES, { minLength: 1, maxLength: 3 }),
			killed: n % 2 === 0 ? fc.constant(null) : fc.nat(4),
		}),
	),
);

/** Resolves with whether it was killed before it was through. */
async function madeUpScan(place: string, count: number, generation: number, { mailboxes, killed }: Scanner): Promise<boolean> {
	const child: ChildProcess = spawn(process.execPath, [CHILD, place, `${count}`, `${generation}`, ...mailboxes], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	let said = "";
	child.stdout?.setEncoding("utf8").on("data", (text: string) => {
		said += text;
		if (killed !== null && said.split("wrote\n").length > killed) child.kill("SIGKILL");
	});
	const [code, signal] = await once(child, "close");
	if (signal === null) assert.equal(code, 0, said);
	return signal === "SIGKILL";
}

/**
 * All at once, some of them killed; then those again whose mailboxes nobody else has read to their end. `scan` resolves with whether it
 * was killed. Returns how many were.
 */
async function sweep(scanners: readonly Scanner[], scan: (scanner: Scanner) => Promise<boolean>): Promise<number> {
	const killed = await Promise.all(scanners.map(scan));
	const finished = new Set(scanners.flatMap(({ mailboxes }, at) => (killed[at] ? [] : mailboxes)));
	const again = scanners.filter(({ mailboxes }) => mailboxes.some((mailbox) => !finished.has(mailbox)));
	await Promise.all(again.map(({ mailboxes }) => scan({ mailboxes, killed: null })));
	return killed.filter(Boolean).length;
}

async function assertSameCase(engine: TestedEngine, together: string, alone: string): Promise<void> {
	assert.deepEqual(await rowsOfCase(engine, together), await rowsOfCase(engine, alone));
	const casebook = await openCase(together, options());
	const verdict = await casebook.journal.verify();
	assert.ok(verdict.ok, JSON.stringify(verdict));
	const began = (await all(casebook.journal.entries())).filter(({ action }) => action === "scan.began");
	assert.ok(began.length >= SCANNERS, `${began.length} scans began`);
	await casebook.close();
}

testEach(
	"Eight scanners of different and overlapping mailboxes, some killed with kill -9, make the case that one makes, row for row, with one journal.",
	async (t, engine) => {
		let killed = 0;
		await fc.assert(
			fc.asyncProperty(scanners, scanners, fc.integer({ min: 30, max: 60 }), async (first, second, count) => {
				const together = await engine.place(t);
				const alone = await engine.place(t);
				// Then the mailboxes change, and all are read again.
				for (const [generation, scanners] of [first, second].entries()) {
					killed += await sweep(scanners, (scanner) => madeUpScan(together, count, generation, scanner));
					const read = new Set(scanners.flatMap(({ mailboxes }) => mailboxes));
					await scanMailboxes(alone, count, [...read].sort(), generation);
				}
				await assertSameCase(engine, together, alone);
			}),
			{ numRuns: engine.name === "SQLite" ? 1 : 2, endOnFailure: true },
		);
		assert.ok(killed >= 4, `${killed} were killed before they were through`);
	},
);

/** Messages in a file, more than one transaction of a scan; the first half of them lies in the file before as well. */
const MESSAGES = 240;

function message(number: number): string {
	const reader = `reader${number % 3}@parliament.example`;
	const links = Array.from({ length: 6 }, (_, at) => `<a href="https://click.sender${number % 7}.example/c/${number}/${at}">read on</a>`);
	return [
		"From news@sender.example Thu Jan  1 00:00:00 2026",
		`From: news@sender${number % 7}.example`,
		`To: ${reader}`,
		`Subject: Number ${number}`,
		`Date: ${new Date(Date.UTC(2025, 0, 1) + number * 3_600_000).toUTCString()}`,
		`Message-ID: <${number}@sender.example>`,
		"Content-Type: text/html",
		"",
		`<p>${links.join(" and ")}<img src="https://open.sender.example/o?m=${number}&amp;r=${reader}">`,
		`<!-- ${"as long as newsletters are ".repeat(320)} -->`,
		"\n",
	].join("\n");
}

testEach(
	"Eight times the command itself on mailboxes that overlap, half of it killed with kill -9, makes the case of a single scan, row for row.",
	async (t, engine) => {
		const folder = temporaryFolder(t);
		const files = MAILBOXES.map((name, index) => {
			const file = join(folder, `${name}.mbox`);
			writeFileSync(file, Array.from({ length: MESSAGES }, (_, at) => message((index * MESSAGES) / 2 + at)).join(""));
			return file;
		});
		const scan = (place: string, mailboxes: readonly string[]): ChildProcess =>
			spawn(process.execPath, [COMMAND, "scan", ...mailboxes, "--case", place, "--workers", "1", "--no-report"], {
				stdio: ["ignore", "ignore", "pipe"],
			});
		const together = await engine.place(t);
		const written = async (): Promise<number> => {
			try {
				const [row] = await engine.execute(together, "select count(*) as count from placement");
				return Number(row?.count);
			} catch {
				// Not made yet, or being written.
				return 0;
			}
		};
		const scanners = Array.from({ length: SCANNERS }, (_, at): Scanner => {
			const mailboxes = [files[at % 5], files[(at + 1 + (at >> 2)) % 5]] as string[];
			return { mailboxes, killed: at % 2 === 0 ? null : at * 60 };
		});
		const killed = await sweep(scanners, async ({ mailboxes, killed }) => {
			const child = scan(together, mailboxes);
			let complaint = "";
			child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaint += text));
			const closed = once(child, "close");
			for (let ended = false; !ended && killed !== null; ) {
				if ((await written()) >= killed) child.kill("SIGKILL");
				ended = await Promise.race([closed.then(() => true), wait(20, false)]);
			}
			const [code, signal] = await closed;
			if (signal === null) assert.equal(code, 0, complaint);
			return signal === "SIGKILL";
		});
		assert.ok(killed >= 2, `${killed} were killed before they were through`);
		const alone = await engine.place(t);
		assert.equal((await once(scan(alone, files), "close"))[0], 0);
		await assertSameCase(engine, together, alone);
		assert.equal((await engine.execute(together, "select distinct message from placement")).length, (MESSAGES * 6) / 2);
	},
);
