// How fast a case of ten million sightings answers an indicator, on SQLite and on PostgreSQL: node bench/hunt.ts [--short] [--only sqlite,postgres]
// [--messages N]. The aim is 50 ms for the query itself. What was measured stands in docs/hunt.md.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readIndicator } from "../src/core/indicators/reading.ts";
import { type Search, searchFor } from "../src/core/indicators/search.ts";
import { openCase } from "../src/edge/casebook/casebook.ts";
import type { Engine } from "../src/edge/casebook/engine.ts";
import { createHunt } from "../src/edge/casebook/hunting/hunt.ts";
import { firstPages } from "../src/edge/casebook/hunting/pages.ts";
import { rangesOf } from "../src/edge/casebook/hunting/ranges.ts";
import { openPostgres } from "../src/edge/casebook/postgres/engine.ts";
import { openSqlite } from "../src/edge/casebook/sqlite.ts";
import { missingForPostgres, startPostgres } from "../test/support/postgres.ts";
import { BUSY, type MadeUp, madeUp, ROWS_A_MESSAGE, tables } from "./hunt-rows.ts";
import { figure, median, table } from "./table.ts";

const { values } = parseArgs({
	options: {
		short: { type: "boolean", default: false },
		only: { type: "string", default: "sqlite,postgres" },
		messages: { type: "string" },
		/** A folder where the SQLite case stays, to measure it again. */
		keep: { type: "string" },
	},
});
const messages = Number(values.messages ?? (values.short ? 20_000 : 1_000_000));
const made = madeUp(messages);
const ROUNDS = 15;
const LINES = 100_000;

const folder = mkdtempSync(join(tmpdir(), "counterpixel-bench-"));
try {
	if (values.only.includes("sqlite")) {
		const place = values.keep ?? join(folder, "case");
		const isThere = existsSync(place);
		await (await openCase(place, CLOCK())).close();
		await measure("SQLite", openSqlite(place, { toRead: true, busyTimeout: 1_000 }), isThere);
	}
	const missing = missingForPostgres();
	if (missing !== null) console.log(`PostgreSQL was not measured: ${missing}`);
	else if (values.only.includes("postgres")) {
		const server = await startPostgres();
		try {
			await (await openCase(server.url(), CLOCK())).close();
			await measure("PostgreSQL", await openPostgres(server.url(), 60_000), false);
		} finally {
			await server.remove();
		}
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function CLOCK() {
	return { actor: "bench", now: () => "2026-01-01T00:00:00.000Z" };
}

async function measure(name: string, engine: Engine, isFilled: boolean): Promise<void> {
	try {
		if (!isFilled) await fill(name, engine);
		console.log(`\n${await answersOf(name, engine)}\n${await listOf(engine)}`);
	} finally {
		await engine.close();
	}
}

async function fill(name: string, engine: Engine): Promise<void> {
	const started = performance.now();
	await engine.durable(false);
	for (const { table, values: rows } of tables(made, 10_000))
		await engine.db.transaction().execute((trx) => engine.insert(trx, table, rows, "new").then(() => {}));
	if (name === "PostgreSQL") {
		const { sql } = await import("kysely");
		await sql`analyze`.execute(engine.db);
	}
	await engine.settle();
	const seconds = (performance.now() - started) / 1000;
	console.error(`${name}: ${messages * ROWS_A_MESSAGE} sightings of ${messages} messages in ${seconds.toFixed(0)} s`);
}

/** What is asked, and how it is called in the table. */
function questions({ planted, url, messageId, hash }: MadeUp): (readonly [string, string])[] {
	const one = planted[1] as number;
	const busy = Math.floor(made.messages / 2 / 4) * 4;
	return [
		["host, few hits", `t${one % 3}.planted.example`],
		["domain with sub-domains, few hits", "planted.example"],
		["host, none", "t9.absent.example"],
		["host of a quarter of all mail, first page", BUSY],
		["URL, one hit", url(one, 5)],
		["URL on a busy host, one hit", url(busy, 0)],
		["URL on a busy host, none", `https://${BUSY}/o/none?c=0`],
		["address, few hits", "spy@planted-sender.example"],
		["address, none", "nobody@planted-sender.example"],
		["IP range, few hits", "203.0.113.0/24"],
		["IP range, none", "192.0.2.0-192.0.2.99"],
		["SHA-256, one hit", Buffer.from(hash(one)).toString("hex")],
		["SHA-256, none", "0".repeat(64)],
		["Message-ID, one hit", `<${messageId(one)}>`],
		["Message-ID, none", "<none@mail1.sender.example>"],
	];
}

function searchOf(given: string): Search {
	const reading = readIndicator(given, null);
	if ("why" in reading) throw new Error(`${given}: ${reading.why}`);
	return searchFor(reading.indicators);
}

async function answersOf(name: string, engine: Engine): Promise<string> {
	const first = firstPages(engine.db);
	const hunt = createHunt(engine.db);
	const rows: string[][] = [];
	for (const [what, given] of questions(made)) {
		const search = searchOf(given);
		const ranges = search.all.flat().flatMap(rangesOf);
		const query: number[] = [];
		const whole: number[] = [];
		let found = 0;
		for (let round = 0; round < ROUNDS; round++) {
			let started = performance.now();
			const pages = await first(ranges);
			query.push(performance.now() - started);
			started = performance.now();
			if (pages.some(({ full }) => full)) continue;
			found = 0;
			for await (const { matches } of hunt([search])) for await (const _ of matches) found++;
			whole.push(performance.now() - started);
		}
		rows.push([
			what,
			...[query[0], median(query), Math.max(...query.slice(1))].map((time) => figure(time as number)),
			whole.length === 0 ? "-" : figure(median(whole)),
			whole.length === 0 ? "many" : String(found),
		]);
	}
	const head = [`${name}, ${messages * ROWS_A_MESSAGE} sightings`, "first, ms", "median, ms", "worst, ms", "with all told, ms", "messages"];
	return table(head, rows);
}

/** A list of 100,000 hosts, most of them nowhere. */
async function listOf(engine: Engine): Promise<string> {
	const lines = values.short ? LINES / 10 : LINES;
	function* searches(): Generator<Search> {
		for (let n = 0; n < lines; n++) yield searchOf(n % 10_000 === 0 ? "planted.example" : `host${n}.absent${n % 977}.example`);
	}
	const started = performance.now();
	let found = 0;
	for await (const { any } of createHunt(engine.db)(searches())) if (any) found++;
	const seconds = (performance.now() - started) / 1000;
	const memory = process.memoryUsage().rss / 1024 / 1024;
	return `A list of ${lines} hosts: ${seconds.toFixed(1)} s (${((seconds * 1e6) / lines).toFixed(0)} microseconds each), ${found} found, ${memory.toFixed(0)} MB in memory`;
}
