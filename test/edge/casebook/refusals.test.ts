import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { Worker } from "node:worker_threads";
import { type AppErrorCode, isAppError } from "../../../src/core/model/app-error.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { scanMailboxes } from "./scan-child.ts";
import { DETECTOR, options, rowsOf, scanned, temporaryFolder } from "./scanned.ts";

const CHILD = join(import.meta.dirname, "scan-child.ts");
const READER = join(import.meta.dirname, "read-child.ts");

/** Nothing is closed to root: the child is nobody. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

function refused(code: AppErrorCode, words: RegExp, temporary = false) {
	return (error: unknown): boolean => {
		assert.ok(isAppError(error), String(error));
		assert.deepEqual({ code: error.code, temporary: error.temporary }, { code, temporary });
		assert.match(error.message, words);
		assert.doesNotMatch(error.message, /\n/);
		return true;
	};
}

test("A location that is a file is a wrong command.", async (t) => {
	const file = join(temporaryFolder(t), "mail.mbox");
	writeFileSync(file, "From x\n");
	await assert.rejects(openCase(file, options()), refused("usage", /is a file/));
	await assert.rejects(openCase(join(file, "case"), options()), refused("usage", /is a file/));
});

test("A case.db that is no database is a wrong command, and is left as it is.", async (t) => {
	const folder = temporaryFolder(t);
	const file = join(folder, "case.db");
	const text = "not a database, ".repeat(1000);
	writeFileSync(file, text);
	await assert.rejects(openCase(folder, options()), refused("usage", /not a case/));
	assert.equal(readFileSync(file, "utf8"), text);
});

test("A case.db that is another program's database is a wrong command, and is left as it is.", async (t) => {
	const folder = temporaryFolder(t);
	const file = join(folder, "case.db");
	const other = new DatabaseSync(file);
	other.exec("create table bookmark(url text); insert into bookmark values ('https://a.example/')");
	other.close();
	const before = readFileSync(file);
	await assert.rejects(openCase(folder, options()), refused("usage", /another program/));
	assert.deepEqual(readFileSync(file), before);
	assert.equal(existsSync(`${file}-wal`), false);
});

test("An empty case.db, as a kill at the first moment leaves it, becomes a case.", async (t) => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, "case.db"), "");
	const casebook = await openCase(folder, options());
	assert.equal((await casebook.journal.verify()).ok, true);
	await casebook.close();
});

test("A damaged case.db is a failure that says so.", async (t) => {
	const folder = temporaryFolder(t);
	await scanMailboxes(folder, 100, ["a"]);
	const file = join(folder, "case.db");
	const bytes = readFileSync(file);
	bytes.fill(0x5a, 8192 * 3);
	writeFileSync(file, bytes);
	const use = async () => {
		const casebook = await openCase(folder, options());
		t.after(() => casebook.close());
		await casebook.fingerprint();
	};
	await assert.rejects(use(), refused("failure", /damaged/));
});

test("While another process writes for longer than the timeout, a write is refused as temporary and changes nothing.", async (t) => {
	const folder = temporaryFolder(t);
	const casebook = await openCase(folder, options({ busyTimeout: 50 }));
	t.after(() => casebook.close());
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const other = new DatabaseSync(join(folder, "case.db"));
	other.exec("begin immediate");
	await assert.rejects(run.write({ rows: rowsOf([scanned(1)]), files: [] }), refused("failure", /another program/, true));
	other.exec("rollback");
	other.close();
	assert.equal((await casebook.summary()).messages, 0);
	await run.write({ rows: rowsOf([scanned(1)]), files: [] });
	assert.equal((await casebook.summary()).messages, 1);
});

test("While another process writes for less than the timeout, a write waits for it, and everything else in this process goes on.", async (t) => {
	const folder = temporaryFolder(t);
	const casebook = await openCase(folder, options());
	t.after(() => casebook.close());
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const holder = new Worker(
		`const { DatabaseSync } = require("node:sqlite"); const { parentPort, workerData } = require("node:worker_threads");
		const database = new DatabaseSync(workerData); database.exec("begin immediate"); parentPort.postMessage("held");
		setTimeout(() => { database.exec("rollback"); database.close(); }, 300)`,
		{ eval: true, workerData: join(folder, "case.db") },
	);
	await new Promise((resolve) => holder.once("message", resolve));
	const began = performance.now();
	let turns = 0;
	const ticking = setInterval(() => turns++, 10);
	await run.write({ rows: rowsOf([scanned(1)]), files: [] });
	clearInterval(ticking);
	assert.ok(performance.now() - began > 150);
	assert.ok(turns >= 5, `the event loop turned ${turns} times`);
	assert.equal((await casebook.summary()).messages, 1);
});

test("A folder that may not be written is a failure that names it.", (t) => {
	const parent = temporaryFolder(t);
	chmodSync(parent, 0o755);
	const folder = join(parent, "locked");
	mkdirSync(folder);
	chmodSync(folder, 0o555);
	for (const location of [folder, join(folder, "new")]) {
		const { stdout } = spawnSync(process.execPath, [CHILD, location, "10", "0", "a"], { ...NOBODY, encoding: "utf8" });
		const { code, temporary, message } = JSON.parse(stdout);
		assert.deepEqual({ code, temporary }, { code: "failure", temporary: false });
		assert.match(message, /locked.*(cannot be written|cannot be made)/);
	}
});

test("A case that may only be read is read, with what a killed scan left in its log, and nothing is written beside it.", async (t) => {
	const parent = temporaryFolder(t);
	const folder = join(parent, "case");
	await scanMailboxes(folder, 20, ["a"]);
	const read = (location: string): unknown => {
		const { stdout, stderr } = spawnSync(process.execPath, [READER, location], { ...NOBODY, encoding: "utf8" });
		assert.ok(stdout.startsWith("{"), stderr);
		return JSON.parse(stdout);
	};
	const closed = (location: string, mode: number): void => {
		for (const name of readdirSync(location)) chmodSync(join(location, name), mode === 0o555 ? 0o444 : 0o644);
		chmodSync(location, mode);
	};
	chmodSync(parent, 0o755);
	const casebook = await openCase(folder, options());
	t.after(() => casebook.close());
	const print = await casebook.fingerprint();
	await casebook.close();
	closed(folder, 0o555);
	assert.deepEqual(read(folder), { ok: true, print });
	assert.deepEqual(readdirSync(folder), ["case.db"]);
	closed(folder, 0o755);
	// As kill -9 leaves it: the log is not yet in the file.
	const killed = join(parent, "killed");
	const open = await openCase(folder, options());
	t.after(() => open.close());
	const run = await open.beginRun({ sources: ["mail"], detector: DETECTOR });
	await run.write({ rows: rowsOf([scanned(99)]), files: [] });
	cpSync(folder, killed, { recursive: true });
	closed(killed, 0o555);
	assert.deepEqual(readdirSync(killed), ["case.db", "case.db-shm", "case.db-wal"]);
	assert.deepEqual(read(killed), { ok: true, print: await open.fingerprint() });
	assert.notEqual(await open.fingerprint(), print);
	closed(killed, 0o755);
});

const ownMounts = ((): string | false => {
	try {
		execFileSync("unshare", ["-Urm", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"], { stdio: "ignore" });
		return false;
	} catch {
		return "needs unshare (Debian: util-linux) and the right to make a user namespace";
	}
})();

test("A full disk is a temporary failure, and with space the same command goes on where it stopped.", { skip: ownMounts }, (t) => {
	const folder = temporaryFolder(t);
	const script = `mount -t tmpfs -o size=64m tmpfs "$1" && head -c 60000000 /dev/zero > "$1/ballast"
		"$2" "$3" "$1/case" 2000 0 a; rm "$1/ballast"; "$2" "$3" "$1/case" 2000 0 a`;
	const { stdout, stderr } = spawnSync("unshare", ["-Urm", "sh", "-c", script, "sh", folder, process.execPath, CHILD], {
		encoding: "utf8",
	});
	const lines = stdout
		.trim()
		.split("\n")
		.filter((line) => line !== "wrote");
	assert.equal(lines[0], "began", stderr);
	const { code, temporary, message } = JSON.parse(lines[1] ?? "null");
	assert.deepEqual({ code, temporary }, { code: "failure", temporary: true });
	assert.match(message, /no space left/);
	assert.deepEqual(lines.slice(2), ["began", "finished"]);
});

test("A case keeps raw messages only where it is told to, compressed.", async (t) => {
	const folder = temporaryFolder(t);
	const casebook = await openCase(folder, options());
	t.after(() => casebook.close());
	const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
	const rawBytes = new TextEncoder().encode(`Subject: x\r\n\r\n${"the same again ".repeat(50_000)}`);
	await run.write({ rows: rowsOf([scanned(1), { ...scanned(2), rawBytes }]), files: [] });
	assert.deepEqual(await casebook.raw(scanned(2).raw.sha256), rawBytes);
	assert.equal(await casebook.raw(scanned(1).raw.sha256), null);
	await run.finish();
	assert.ok(statSync(join(folder, "case.db")).size < rawBytes.length);
});
