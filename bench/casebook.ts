// The casebook: the same scanned messages written into SQLite, into PostgreSQL, and by a bare COPY of the rows that came of it, in turns; and
// how one to eight scanners fill one case on PostgreSQL together (scanners.ts). What it means stands in docs/scale.md.

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSee } from "../src/app/scan/see.ts";
import { DETECTOR } from "../src/core/detector.ts";
import { openCase } from "../src/edge/casebook/casebook.ts";
import { type EncodedRows, encodeMessages } from "../src/edge/casebook/rows.ts";
import { inspect } from "../src/index.ts";
import { missingForPostgres, type PostgresServer, startPostgres } from "../test/support/postgres.ts";
import { newsletter } from "./newsletters.ts";
import { measureScanners } from "./scanners.ts";
import { figure, median, table } from "./table.ts";

/** Messages that are written and scanned, and how often. */
const WHOLE = { written: 6000, scanned: 16_000, rounds: 3, scanners: [1, 2, 4, 8] } as const;
const SHORT = { written: 300, scanned: 400, rounds: 1, scanners: [1, 2] } as const;

/** As a scan's workers hand them over, and as it writes them: src/app/scan/scan.ts. */
const MESSAGES_A_BATCH = 100;
const BATCHES_A_WRITE = 3;

/** As the writer's connections have it (src/edge/casebook/postgres/engine.ts): the older compression takes longer than all else. */
const COMPRESSED = `select set_config(name, 'lz4', false) from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)`;

const TABLES = [
	"message",
	"contact",
	"explanation",
	"placement",
	"problem",
	"file_problem",
	"source_file",
	"raw",
	"sighting",
	"trail",
	"fresh",
] as const;

/** `command`: the compiled program's. */
export async function measureCasebook(command: string, short: boolean): Promise<string> {
	const missing = missingForPostgres();
	if (missing !== null) return `The casebook was not measured: ${missing}`;
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-bench-"));
	// As a server is that holds something of worth: the tests' own gives up what a power cut would leave.
	const server = await startPostgres({ fsync: "on", full_page_writes: "on" });
	try {
		const sizes = short ? SHORT : WHOLE;
		const writing = await measureWriting(server, folder, sizes);
		return `${writing}\n\n${await measureScanners(server, { folder, command, ...sizes })}`;
	} finally {
		await server.remove();
		rmSync(folder, { recursive: true, force: true });
	}
}

const CLOCK = { actor: "bench", now: () => "2026-01-01T00:00:00.000Z" };

async function measureWriting(
	server: PostgresServer,
	folder: string,
	{ written, rounds }: { readonly written: number; readonly rounds: number },
): Promise<string> {
	const batches = encoded(written);
	const sightings = batches.reduce((sum, { references }) => sum + references, 0);
	const seconds: Record<"sqlite" | "postgres" | "copy", number[]> = { sqlite: [], postgres: [], copy: [] };
	let rows = 0;
	for (let round = 0; round < rounds; round++) {
		const place = join(folder, `case${round}`);
		seconds.sqlite.push(await write(place, batches));
		rmSync(place, { recursive: true });
		const schema = `written${round}`;
		seconds.postgres.push(await write(server.url({ schema }), batches));
		const copied = await copy(server, schema, `copied${round}`);
		seconds.copy.push(copied.seconds);
		rows = copied.rows;
		await server.query(`drop schema ${schema} cascade; drop schema copied${round} cascade; checkpoint`);
	}
	const bare = median(seconds.copy);
	const line = (title: string, all: readonly number[]): string[] => {
		const taken = median(all);
		return [title, figure(taken), figure(written / taken), figure(rows / taken), figure(sightings / taken), figure(taken / bare)];
	};
	return table(
		[`${written} messages, ${sightings} sightings`, "seconds", "messages/s", "rows/s", "sightings/s", "x COPY"],
		[
			line("SQLite, the writer", seconds.sqlite),
			line("PostgreSQL, the writer", seconds.postgres),
			line("PostgreSQL, a bare COPY of its rows", seconds.copy),
		],
	);
}

function encoded(count: number): EncodedRows[] {
	const batches: EncodedRows[] = [];
	let offset = 0;
	for (let first = 0; first < count; first += MESSAGES_A_BATCH) {
		const messages = Array.from({ length: Math.min(MESSAGES_A_BATCH, count - first) }, (_, at) => {
			const bytes = newsletter(first + at);
			const sha256 = createHash("sha256").update(bytes).digest("hex");
			const place = { mailbox: "bench.mbox", file: "bench.mbox", offset, flags: [], owner: null, problems: [] };
			offset += bytes.length;
			return { raw: { ...place, sha256, size: bytes.length }, inspection: inspect(bytes) };
		});
		batches.push(encodeMessages(messages, DETECTOR, createSee([])));
	}
	return batches;
}

/** Seconds from the first transaction to the end of the scan, when all is on the disk. */
async function write(place: string, batches: readonly EncodedRows[]): Promise<number> {
	const casebook = await openCase(place, CLOCK);
	const run = await casebook.beginRun({ sources: ["bench.mbox"], detector: DETECTOR });
	const before = performance.now();
	const file = { mailbox: "bench.mbox", file: "bench.mbox", size: batches.length, modified: 0, tail: "", owner: "", problems: [] };
	for (let at = 0; at < batches.length; at += BATCHES_A_WRITE) {
		const to = Math.min(at + BATCHES_A_WRITE, batches.length);
		const progress = { ...file, from: at, to, done: to === batches.length, state: "new" } as const;
		await run.write({ rows: batches.slice(at, to), files: [progress] });
	}
	await run.finish();
	const seconds = (performance.now() - before) / 1000;
	await casebook.close();
	return seconds;
}

/**
 * The rows of a case into the same tables with the same indexes, in the order in which they were written, by the server from its own disk: one
 * transaction, no client, nothing that looks whether a row is there.
 */
async function copy(server: PostgresServer, from: string, to: string): Promise<{ readonly seconds: number; readonly rows: number }> {
	await (await openCase(server.url({ schema: to }), CLOCK)).close();
	const file = (name: string): string => `'${join(server.folder, `${from}.${name}`)}' (format binary)`;
	let rows = 0;
	for (const name of TABLES) {
		const [counted] = await server.query(`copy ${from}.${name} to ${file(name)}; select count(*)::int from ${from}.${name}`);
		rows += Number(counted?.count);
	}
	const before = performance.now();
	await server.query([COMPRESSED, "begin", ...TABLES.map((name) => `copy ${to}.${name} from ${file(name)}`), "commit"].join(";"));
	const seconds = (performance.now() - before) / 1000;
	for (const name of TABLES) rmSync(join(server.folder, `${from}.${name}`));
	return { seconds, rows };
}
