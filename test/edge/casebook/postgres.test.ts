import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { type AppErrorCode, isAppError } from "../../../src/core/model/app-error.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";
import { explain } from "../../../src/edge/casebook/postgres/failures.ts";
import { readLocation } from "../../../src/edge/casebook/postgres/location.ts";
import { needPostgres, type PostgresServer, startPostgres } from "../../support/postgres.ts";
import { schemaOf, server } from "./engines.ts";
import { DETECTOR, options, progress, rowsOf, scanned, temporaryFolder } from "./scanned.ts";

const CHILD = join(import.meta.dirname, "scan-child.ts");
const SCAN = { sources: ["mail"], detector: DETECTOR };

function refused(code: AppErrorCode, words: RegExp, temporary = false) {
	return (error: unknown): boolean => {
		assert.ok(isAppError(error), String(error));
		assert.deepEqual({ code: error.code, temporary: error.temporary }, { code, temporary }, error.message);
		assert.match(error.message, words);
		assert.doesNotMatch(error.message, /\n/);
		assert.doesNotMatch(`${error.stack} ${error.cause instanceof Error ? error.cause.stack : ""}`, /p@ss|p%40ss/);
		return true;
	};
}

test("Who may not come in, and what is not there, is said in plain words, never with the password.", needPostgres(), async () => {
	const postgres = await server();
	const open = (url: string) => openCase(url, options());
	await assert.rejects(open(postgres.url({ password: "not p@ss/word" })), refused("usage", /does not let tester in/));
	await assert.rejects(open(postgres.url({ user: "stranger" })), refused("usage", /does not let stranger in/));
	await assert.rejects(open(postgres.url({ password: null })), refused("usage", /asks tester for a password: give it in PGPASSWORD/));
	await assert.rejects(open(postgres.url({ database: "cases" })), refused("usage", /no database cases.*createdb cases/));
	const closed = createServer();
	await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
	const { port } = closed.address() as { port: number };
	await new Promise((resolve) => closed.close(resolve));
	await assert.rejects(
		open(`postgres://tester:p%40ss@127.0.0.1:${port}/cases`),
		refused("failure", new RegExp(`no PostgreSQL server answers at 127.0.0.1:${port}`), true),
	);
	await assert.rejects(open(`postgres:///cases?host=/nonexistent&user=a`), refused("failure", /no PostgreSQL server answers/, true));
	await assert.rejects(open(`${postgres.url()}?sslmode=verify-full`), refused("usage", /offers no TLS.*sslmode=disable/));
});

test("The location is shown without its password.", needPostgres(), async (t) => {
	const casebook = await openCase((await server()).url({ schema: "shown" }), options());
	t.after(() => casebook.close());
	assert.match(casebook.location, /^postgres:\/\/tester@127\.0\.0\.1:\d+\/postgres\?schema=shown$/);
});

test("A URL that could mean something else than it says is refused before anything is contacted.", () => {
	const wrong: readonly (readonly [string, RegExp])[] = [
		["postgres://a:p%40ss@h/x?schma=y", /parameter schma that is not known/],
		["postgres://a:p%40ss@h/x?schema=Case", /schema=Case cannot be a case/],
		["postgres://a:p%40ss@h/x?schema=pg_catalog", /cannot be a case/],
		["postgres://a:p%40ss@h/x?schema=a%22;drop", /cannot be a case/],
		["postgres://a:p%40ss@h/", /names no database/],
		["postgres://a:p%40ss@h:port/x", /cannot be read/],
		["postgres://a:p%40ss@h/x?sslmode=prefer", /sslmode=prefer is not supported/],
		["postgres://a:p%40ss@h/x?sslmode=require&sslrootcert=/ca.pem", /write sslmode=verify-full/],
		["postgres://a:p%40ss@h/x?sslrootcert=/nonexistent/ca.pem", /ca\.pem, named by sslrootcert.*cannot be read/],
	];
	for (const [url, words] of wrong) assert.throws(() => readLocation(url), refused("usage", words), url);
});

test("A server elsewhere is asked for TLS and for a certificate in its name, one on this machine is not.", () => {
	const ssl = (url: string) => readLocation(url).ssl;
	assert.deepEqual(ssl("postgres://a@db.example/x"), { rejectUnauthorized: true, host: "db.example" });
	assert.deepEqual(ssl("postgres://a@192.0.2.1/x"), { rejectUnauthorized: true, host: "192.0.2.1" });
	assert.deepEqual(ssl("postgres://a@db.example/x?sslmode=require"), { rejectUnauthorized: false });
	for (const url of [
		"postgres://a@db.example/x?sslmode=disable",
		"postgres://a@localhost/x",
		"postgres://[::1]/x",
		"postgres:///x?host=/run/postgresql",
	])
		assert.equal(ssl(url), false, url);
});

test("Over TLS, a certificate that proves nothing is refused, and one that does is taken.", needPostgres(), async (t) => {
	const folder = temporaryFolder(t);
	const certificate = (name: string, subject: string): readonly string[] => {
		const files = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
		const [crt = "", key = ""] = files;
		const request = [
			"req",
			"-x509",
			"-newkey",
			"ec",
			"-pkeyopt",
			"ec_paramgen_curve:prime256v1",
			"-nodes",
			"-days",
			"2",
			"-subj",
			"/CN=test",
		];
		execFileSync("openssl", [...request, "-addext", `subjectAltName=${subject}`, "-out", crt, "-keyout", key], { stdio: "ignore" });
		chmodSync(key, 0o600);
		return files;
	};
	chmodSync(folder, 0o755);
	const [crt = "", key = ""] = certificate("right", "IP:127.0.0.1");
	const [other = "", otherKey = ""] = certificate("wrong", "DNS:localhost");
	const own = await startPostgres();
	t.after(() => own.remove());
	const { uid, gid } = statSync(join(own.folder, "data"));
	for (const file of [key, otherKey]) chownSync(file, uid, gid);
	const open = async (parameters: string) => {
		const casebook = await openCase(`${own.url()}?${parameters}`, options());
		await casebook.close();
	};
	const serve = (file: string, with_: string) =>
		own.query(`alter system set ssl_cert_file = '${file}'`).then(async () => {
			await own.query(`alter system set ssl_key_file = '${with_}'`);
			await own.query("alter system set ssl = on");
			await own.stop();
			await own.start();
		});
	await serve(crt, key);
	await open(`sslmode=verify-full&sslrootcert=${crt}`);
	await assert.rejects(open("sslmode=verify-full"), refused("usage", /does not prove who it is.*sslrootcert=FILE/));
	await assert.rejects(open(`sslmode=verify-full&sslrootcert=${other}`), refused("usage", /does not prove who it is/));
	await open("sslmode=require");
	await serve(other, otherKey);
	await assert.rejects(open(`sslmode=verify-full&sslrootcert=${other}`), refused("usage", /does not prove who it is/));
});

test("A schema of another program is a wrong command, and is left as it is.", needPostgres(), async () => {
	const postgres = await server();
	await postgres.query('create schema shop; create table shop."case" (name text); create table shop.message (sha256 text)');
	for (const access of ["write", "read"] as const)
		await assert.rejects(openCase(postgres.url({ schema: "shop" }), options({ access })), refused("usage", /tables of another program/));
	const tables = await postgres.query("select relname from pg_class where relnamespace = 'shop'::regnamespace order by 1");
	assert.deepEqual(
		tables.map(({ relname }) => relname),
		["case", "message"],
	);
});

test("A database that holds text in another encoding is a wrong command.", needPostgres(), async () => {
	const postgres = await server();
	await postgres.query("create database latin encoding 'LATIN1' locale 'C' template template0");
	await assert.rejects(openCase(postgres.url({ database: "latin" }), options()), refused("usage", /holds text as LATIN1/));
});

test("A database holds any number of cases, each in a schema of its own.", needPostgres(), async (t) => {
	const postgres = await server();
	const [one, other] = await Promise.all(["one", "other"].map((schema) => openCase(postgres.url({ schema }), options())));
	assert.ok(one && other);
	t.after(() => Promise.all([one.close(), other.close()]));
	const run = await one.beginRun(SCAN);
	await run.write({ rows: rowsOf([scanned(1)]), files: [] });
	assert.equal((await one.summary()).messages, 1);
	assert.equal((await other.summary()).messages, 0);
});

test("A role makes a case in a schema made for it, and one that may only read reads it.", needPostgres(), async () => {
	const postgres = await server();
	await postgres.query(`create role analyst login password 'a'; create role reader login password 'b'; create role nobody login password 'c';
		create schema team; grant usage, create on schema team to analyst`);
	const as = (user: string, password: string) => postgres.url({ schema: "team", user, password });
	const made = await openCase(as("analyst", "a"), options());
	await made.close();
	await postgres.query("grant usage on schema team to reader; grant select on all tables in schema team to reader");
	const read = await openCase(as("reader", "b"), options({ access: "read" }));
	assert.ok((await read.journal.verify()).ok);
	assert.equal((await read.summary()).messages, 0);
	await assert.rejects(read.journal.append("note.added", {}), refused("failure", /does not allow reader to use the schema team/));
	await read.close();
	await assert.rejects(openCase(as("nobody", "c"), options()), refused("failure", /does not allow nobody/));
	await assert.rejects(
		openCase(postgres.url({ schema: "none", user: "reader", password: "b" }), options()),
		refused("failure", /does not allow/),
	);
});

test(
	"A role with the rights that docs/scale.md names scans, and can neither change the journal nor the tables.",
	needPostgres(),
	async (t) => {
		const postgres = await server();
		const guide = readFileSync(join(import.meta.dirname, "../../../docs/scale.md"), "utf8");
		const grants = /```sql\n(create role scanner[^`]*)```/.exec(guide)?.[1] ?? "";
		await (await openCase(postgres.url(), options())).close();
		await postgres.query(grants);
		await postgres.query("alter role scanner password 'd'");
		const casebook = await openCase(postgres.url({ user: "scanner", password: "d" }), options());
		t.after(() => casebook.close());
		const run = await casebook.beginRun(SCAN);
		const problems = [{ code: "truncated" as const, detail: "the mailbox ends inside a message", offset: 9 }];
		const raw = { rawBytes: new TextEncoder().encode("From: a@b.example\r\n\r\n") };
		for (const count of [1, 9]) {
			const message = { ...scanned(5, { mailbox: "mail" }, count), ...raw };
			await run.write({ rows: rowsOf([message]), files: [progress({ mailbox: "mail", state: "again", problems })] });
		}
		assert.equal(await run.markGone("mail", () => false), 1);
		await run.finish();
		assert.ok((await casebook.journal.verify()).ok);
		const asScanner = (statement: string) => postgres.query(`set role scanner; set search_path to counterpixel; ${statement}`);
		for (const statement of [
			"update journal set actor = 'nobody'",
			"delete from journal",
			"alter table journal disable trigger all",
			"drop table message",
			"create table counterpixel.mine (n int)",
		])
			await assert.rejects(asScanner(statement), /permission denied|must be owner/, statement);
	},
);

test(
	"Where the connection breaks off or the server stops, the failure is temporary, and the same command goes on.",
	needPostgres(),
	async (t) => {
		const own = await startPostgres();
		t.after(() => own.remove());
		await cutOff(t, own, async () => {
			await own.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'counterpixel'");
		});
		await cutOff(t, own, async () => {
			await own.stop("immediate");
			await own.start();
		});
		const casebook = await openCase(own.url(), options());
		await own.stop();
		await assert.rejects(casebook.summary(), refused("failure", /broke off|no PostgreSQL server answers|starting or stopping/, true));
		await casebook.close();
		await assert.rejects(openCase(own.url(), options()), refused("failure", /no PostgreSQL server answers/, true));
	},
);

/** A scanner is cut off while it writes; another process then finishes. */
async function cutOff(t: TestContext, postgres: PostgresServer, cut: () => Promise<void>): Promise<void> {
	const start = () => {
		const child = spawn(process.execPath, [CHILD, postgres.url(), "2000", "0", "a"], { stdio: ["ignore", "pipe", "inherit"] });
		let said = "";
		child.stdout.on("data", (text) => (said += text));
		return { child, said: () => said };
	};
	const first = start();
	const closed = once(first.child, "close");
	await once(first.child.stdout, "data");
	await cut();
	await closed;
	const complaint = JSON.parse(first.said().trim().split("\n").at(-1) ?? "null");
	assert.deepEqual({ ...complaint, message: "" }, { code: "failure", temporary: true, message: "" }, first.said());
	assert.match(complaint.message, /broke off|starting or stopping/);
	const casebook = await openCase(postgres.url(), options());
	t.after(() => casebook.close().catch(() => {}));
	assert.ok((await casebook.journal.verify()).ok);
	await casebook.close();
}

test(
	"Another writer of the same mailbox for longer than the timeout is a temporary failure that changes nothing.",
	needPostgres(),
	async (t) => {
		const postgres = await server();
		const place = postgres.url({ schema: "turns" });
		const casebook = await openCase(place, options({ busyTimeout: 300 }));
		t.after(() => casebook.close());
		const run = await casebook.beginRun(SCAN);
		const blocker = postgres.query(`begin; lock table "${schemaOf(place)}".source_file in exclusive mode; select pg_sleep(1); commit`);
		await new Promise((resolve) => setTimeout(resolve, 200));
		await assert.rejects(
			run.write({ rows: rowsOf([scanned(1, { mailbox: "mail" })]), files: [progress({ mailbox: "mail" })] }),
			refused("failure", /being written by others/, true),
		);
		await blocker;
		assert.equal((await casebook.summary()).messages, 0);
		await run.write({ rows: rowsOf([scanned(1, { mailbox: "mail" })]), files: [progress({ mailbox: "mail" })] });
		assert.equal((await casebook.summary()).messages, 1);
	},
);

test("A better reading that was overtaken while it waited for the message gives way.", needPostgres(), async (t) => {
	const postgres = await server();
	const place = postgres.url({ schema: "overtaken" });
	const casebook = await openCase(place, options());
	t.after(() => casebook.close());
	const run = await casebook.beginRun(SCAN);
	await run.write({ rows: rowsOf([scanned(1, { mailbox: "a" }, 1)]), files: [] });
	const message = `"${schemaOf(place)}".message`;
	const other = postgres.query(`begin; select 1 from ${message} for update; select pg_sleep(1); update ${message} set named = 99; commit`);
	for (let held = false; !held; )
		held = (await postgres.query("select 1 from pg_stat_activity where query like '%named = 99%' and wait_event = 'PgSleep'")).length > 0;
	await run.write({ rows: rowsOf([scanned(1, { mailbox: "b" }, 17)]), files: [] });
	await other;
	const [row] = await postgres.query(`select named from ${message}`);
	assert.equal(Number(row?.named), 99);
	assert.equal((await casebook.summary()).placements, 2);
});

test("A full disk, a standby, too many connections and damaged data are said as what they are.", () => {
	const where = { address: "db.example:5432", user: "analyst", database: "cases", schema: "counterpixel" };
	const said = (code: string) => explain(Object.assign(new Error("the server's words"), { code }), where);
	assert.ok(refused("failure", /no space left/, true)(said("53100")));
	assert.ok(refused("usage", /copy that can only be read/)(said("25006")));
	assert.ok(refused("failure", /no connection left/, true)(said("53300")));
	assert.ok(refused("failure", /damaged/)(said("XX001")));
	assert.ok(refused("failure", /no host of the name/)(said("ENOTFOUND")));
	assert.ok(refused("failure", /failed: the server's words/)(said("99999")));
	assert.equal(explain(said("53100"), where).message, said("53100").message);
});
