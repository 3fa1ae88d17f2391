// Scanners: one to eight real scanner processes that fill one case on PostgreSQL together. They share their cores with the server here, so
// that the clock soon stops telling anything: what a message costs the scanner and the server in processor time, and what the
// connections wait for, is what carries over to other machines.

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { openCase } from "../src/edge/casebook/casebook.ts";
import type { PostgresServer } from "../test/support/postgres.ts";
import { writeNewsletters } from "./newsletters.ts";
import { figure, median, table } from "./table.ts";

export interface ScannersOptions {
	readonly folder: string;
	/** Messages in all mailboxes. */
	readonly scanned: number;
	readonly rounds: number;
	/** Numbers of scanners. */
	readonly scanners: readonly number[];
	/** The compiled command. */
	readonly command: string;
}

const MAILBOXES = 8;

interface Variant {
	readonly title: string;
	/** Which mailboxes each process scans. */
	readonly mailboxes: readonly (readonly string[])[];
	readonly runs: Run[];
}

interface Run {
	readonly seconds: number;
	/** Seconds of processor time. */
	readonly scanners: number;
	readonly server: number;
	/** Seconds for which connections waited, all together: for each other's transactions, for the server's own short locks, for the disk. */
	readonly locked: number;
	readonly latched: number;
	readonly disk: number;
	readonly connections: number;
	readonly transactions: number;
	/** Bytes of the write-ahead log. */
	readonly logged: number;
}

export async function measureScanners(
	server: PostgresServer,
	{ folder, scanned, rounds, scanners, command }: ScannersOptions,
): Promise<string> {
	const each = Math.floor(scanned / MAILBOXES);
	mkdirSync(join(folder, "mail"));
	const files = Array.from({ length: MAILBOXES }, (_, at) => join(folder, "mail", `${at}.mbox`));
	for (const [at, file] of files.entries()) writeNewsletters(file, at * each, (at + 1) * each);
	const variants = scanners.map((count): Variant => {
		const mailboxes = Array.from({ length: count }, (_, scanner) => files.filter((_, at) => at % count === scanner));
		return { title: `${count}`, mailboxes, runs: [] };
	});
	const most = Math.max(...scanners);
	const twice = Array.from({ length: most }, (_, scanner) =>
		files.filter((_, at) => at % most === scanner || at % most === (scanner + 1) % most),
	);
	variants.push({ title: `${most}, each mailbox by two`, mailboxes: twice, runs: [] });
	// What is read already: little but the start of the processes.
	const again: Variant = { title: `${most} of these, once more`, mailboxes: twice, runs: [] };
	for (let round = 0; round < rounds; round++) {
		const schemas = variants.map((_, at) => `scanned${round}_${at}`);
		for (const [at, { mailboxes, runs }] of variants.entries())
			runs.push(await scanTogether(server, { schema: schemas[at] as string, command, mailboxes }));
		again.runs.push(await scanTogether(server, { schema: schemas.at(-1) as string, command, mailboxes: again.mailboxes }));
		await server.query(schemas.map((schema) => `drop schema ${schema} cascade`).join(";"));
	}
	const messages = each * MAILBOXES;
	const one = median((variants[0] as Variant).runs.map(({ seconds }) => seconds));
	const rows = [...variants, again].map(({ title, runs }) => {
		const of = (what: keyof Run): number => median(runs.map((run) => run[what]));
		const seconds = of("seconds");
		return [
			title,
			figure(messages / seconds),
			figure(one / seconds),
			...[of("scanners"), of("server")].map((time) => figure((time * 1000) / messages)),
			...[of("locked"), of("latched"), of("disk")].map((waited) => figure((waited * 1000) / messages)),
			`${of("connections")}`,
			figure((of("transactions") * 1000) / messages),
			figure(of("logged") / messages / 1000),
		];
	});
	const head = [
		"messages/s",
		"x one",
		"ms scanner",
		"ms server",
		"ms locked",
		"ms latched",
		"ms disk",
		"connections",
		"transactions",
		"WAL kB",
	];
	return `${messages} messages in ${MAILBOXES} mailboxes into one case on PostgreSQL. Milliseconds of processor time and of waiting, and kilobytes of the
write-ahead log, for a message; transactions for a thousand.\n\n${table(["scanners", ...head], rows)}`;
}

interface Together {
	readonly schema: string;
	readonly command: string;
	readonly mailboxes: readonly (readonly string[])[];
}

async function scanTogether(server: PostgresServer, { schema, command, mailboxes }: Together): Promise<Run> {
	const place = server.url({ schema });
	await (await openCase(place, { actor: "bench", now: () => "2026-01-01T00:00:00.000Z" })).close();
	await server.query("checkpoint");
	const { username, password, port } = new URL(place);
	const watcher = new pg.Client({
		host: "127.0.0.1",
		port: Number(port),
		user: username,
		password: decodeURIComponent(password),
		database: "postgres",
	});
	await watcher.connect();
	const waits = watch(watcher);
	const before = await counters(watcher, server);
	await Promise.all(mailboxes.map((some) => scan(command, some, place)));
	const seconds = (performance.now() - before.clock) / 1000;
	const { connections, waited } = await waits.stop();
	// What a connection did is counted when it ends.
	await wait(300);
	const after = await counters(watcher, server);
	await watcher.end();
	const waitedFor = (kinds: readonly string[]): number => kinds.reduce((sum, kind) => sum + (waited.get(kind) ?? 0), 0);
	return {
		seconds,
		scanners: after.scanners - before.scanners,
		server: after.server - before.server,
		locked: waitedFor(["Lock"]),
		latched: waitedFor(["LWLock", "BufferPin"]),
		disk: waitedFor(["IO"]),
		connections,
		transactions: after.transactions - before.transactions,
		logged: after.logged - before.logged,
	};
}

/** Milliseconds of a scan. */
const LONGEST = 300_000;

async function scan(command: string, mailboxes: readonly string[], place: string): Promise<void> {
	const child = spawn(process.execPath, [command, "scan", ...mailboxes, "--case", place, "--workers", "1", "--no-report"], {
		stdio: ["ignore", "ignore", "pipe"],
		timeout: LONGEST,
		killSignal: "SIGKILL",
	});
	let complaint = "";
	child.stderr.setEncoding("utf8").on("data", (piece) => {
		complaint = (complaint + piece).slice(-1000);
	});
	const code = await new Promise((resolve) => child.on("close", resolve));
	if (code !== 0) throw new Error(`the scan ended with ${code}: ${complaint}`);
}

const LOOK_MILLISECONDS = 20;

/** Looks again and again at what each connection waits for: as many seconds as it is seen waiting. */
function watch(watcher: pg.Client) {
	const waited = new Map<string, number>();
	let connections = 0;
	let watching = true;
	const watched = (async () => {
		let last = performance.now();
		while (watching) {
			await wait(LOOK_MILLISECONDS);
			const { rows } = await watcher.query<{ kind: string | null }>(
				"select case when state = 'active' then wait_event_type end as kind from pg_stat_activity where application_name = 'counterpixel'",
			);
			const now = performance.now();
			for (const { kind } of rows) if (kind !== null) waited.set(kind, (waited.get(kind) ?? 0) + (now - last) / 1000);
			connections = Math.max(connections, rows.length);
			last = now;
		}
	})();
	return {
		async stop() {
			watching = false;
			await watched;
			return { connections, waited };
		},
	};
}

async function counters(watcher: pg.Client, server: PostgresServer) {
	const { rows } = await watcher.query<{ own: number; transactions: number; logged: number }>(
		`select pg_backend_pid() as own, xact_commit::float8 as transactions, (pg_current_wal_insert_lsn() - '0/0')::float8 as logged
		from pg_stat_database where datname = 'postgres'`,
	);
	const { own = 0, transactions = 0, logged = 0 } = rows[0] ?? {};
	return { transactions, logged, server: serverTime(server, own), scanners: timesOf("self").ended, clock: performance.now() };
}

/** Of all the server's processes, those that ended too, except the watcher's own connection. */
function serverTime({ folder }: PostgresServer, except: number): number {
	const main = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
	let seconds = timesOf(main).ended;
	for (const name of readdirSync("/proc")) {
		const process = Number(name);
		if (!Number.isInteger(process) || process === except) continue;
		try {
			const { parent, own } = timesOf(process);
			if (parent === main || process === main) seconds += own;
		} catch {
			// ended meanwhile
		}
	}
	return seconds;
}

const TICKS = 100;

/** Seconds of processor time of a process, and of its children that ended (proc(5), stat). */
function timesOf(process: number | "self"): { readonly parent: number; readonly own: number; readonly ended: number } {
	const fields = readFileSync(`/proc/${process}/stat`, "latin1")
		.replace(/^.*\) /s, "")
		.split(" ")
		.map(Number);
	const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((at) => fields[at] ?? 0) as [
		number,
		number,
		number,
		number,
		number,
	];
	return { parent, own: (user + system) / TICKS, ended: (endedUser + endedSystem) / TICKS };
}
