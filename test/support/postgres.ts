// PostgreSQL for tests: Debian's server in a temporary folder, on a free loopback port, asking for a password as a real one does. It refuses
// to run as root, so root starts it as Debian's user for it (setpriv(1)); it ends with the process that started it, however that ends.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { findProgram, type Skip, skipOutsideCi } from "./programs.ts";

/** Debian keeps the server's programs off the path, by version. */
const BINARIES = ["17", "16", "15", "14"]
	.map((version) => `/usr/lib/postgresql/${version}/bin`)
	.find((folder) => existsSync(`${folder}/initdb`));
const USER = "tester";
const PASSWORD = "p@ss/word";
const FOREVER = 30_000;

/** What `startPostgres` needs and does not find, as a sentence. */
export function missingForPostgres(): string | null {
	if (BINARIES === undefined) return "no PostgreSQL server here: apt-get install postgresql-15";
	return findProgram("setpriv") === null ? "no setpriv here: apt-get install util-linux" : null;
}

/** For tests that use `startPostgres`. */
export function needPostgres(): Skip {
	const missing = missingForPostgres();
	return missing === null ? { skip: false } : skipOutsideCi(missing);
}

export interface PostgresServer {
	readonly port: number;
	/** Folder of its socket. */
	readonly folder: string;
	/** URL of a case; the schema is the default one where none is given. */
	url(part?: { readonly database?: string; readonly schema?: string; readonly user?: string; readonly password?: string | null }): string;
	/** Runs statements as the superuser and returns the rows of the last. */
	query(statement: string, database?: string): Promise<Record<string, unknown>[]>;
	/** `fast` breaks connections off and saves, `immediate` is a crash. */
	stop(how?: "fast" | "immediate"): Promise<void>;
	/** Once more, after `stop`. */
	start(): Promise<void>;
	/** Ends it and deletes everything. */
	remove(): Promise<void>;
}

/** `settings`: as in postgresql.conf, beside those that let a test be quick. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-postgres-"));
	const data = join(folder, "data");
	const secret = join(folder, "password");
	writeFileSync(secret, PASSWORD);
	const owner = ownerOf();
	if (owner !== null) for (const path of [folder, secret]) chownSync(path, owner.uid, owner.gid);
	const as = owner === null ? [] : ["--reuid", `${owner.uid}`, "--regid", `${owner.gid}`, "--clear-groups"];
	const command = (program: string, args: readonly string[]): string[] => [
		...as,
		"--pdeathsig",
		"QUIT",
		join(BINARIES as string, program),
		...args,
	];
	const made = spawnSync(
		"setpriv",
		command("initdb", ["-D", data, "-U", USER, "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync"]),
		{ encoding: "utf8", cwd: folder },
	);
	if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
	const port = await freePort();
	const all = {
		listen_addresses: "127.0.0.1",
		port: `${port}`,
		unix_socket_directories: folder,
		fsync: "off",
		full_page_writes: "off",
		...settings,
	};
	let server: ChildProcess | null = null;
	let log = "";

	async function start(): Promise<void> {
		const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
		const child = spawn("setpriv", command("postgres", ["-D", data, ...options]), { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
		child.stderr?.setEncoding("utf8").on("data", (text: string) => {
			log = (log + text).slice(-4000);
		});
		child.unref();
		(child.stderr as unknown as { unref(): void }).unref();
		server = child;
		for (const until = performance.now() + FOREVER; performance.now() < until; await wait(30)) {
			if (child.exitCode !== null) break;
			if (await answers()) return;
		}
		throw new Error(`PostgreSQL did not start: ${log}`);
	}

	async function stop(how: "fast" | "immediate" = "fast"): Promise<void> {
		// setpriv became the server: it has its process number.
		const child = server;
		server = null;
		if (child === null || child.exitCode !== null) return;
		child.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
		for (const until = performance.now() + FOREVER; performance.now() < until && child.exitCode === null; ) await wait(20);
	}

	async function answers(): Promise<boolean> {
		try {
			await query("select 1");
			return true;
		} catch {
			return false;
		}
	}

	async function query(statement: string, database = "postgres"): Promise<Record<string, unknown>[]> {
		const client = new pg.Client({ host: "127.0.0.1", port, user: USER, password: PASSWORD, database });
		client.on("error", () => {});
		try {
			await client.connect();
			const result = await client.query(statement);
			return (Array.isArray(result) ? result.at(-1) : result).rows;
		} finally {
			await client.end().catch(() => {});
		}
	}

	await start();
	return {
		port,
		folder,
		url({ database = "postgres", schema, user = USER, password = PASSWORD } = {}) {
			const login = password === null ? user : `${user}:${encodeURIComponent(password)}`;
			return `postgres://${login}@127.0.0.1:${port}/${database}${schema === undefined ? "" : `?schema=${schema}`}`;
		},
		query,
		stop,
		start,
		async remove() {
			await stop("immediate");
			rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
		},
	};
}

/** Who runs the server: null for who runs the test. */
function ownerOf(): { readonly uid: number; readonly gid: number } | null {
	if (process.getuid?.() !== 0) return null;
	const users = readFileSync("/etc/passwd", "utf8")
		.split("\n")
		.map((line) => line.split(":"));
	const [, , uid, gid] = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody") ?? [];
	return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}

async function freePort(): Promise<number> {
	const probe = createServer();
	await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
	const address = probe.address();
	await new Promise((resolve) => probe.close(resolve));
	return typeof address === "object" && address !== null ? address.port : 0;
}
