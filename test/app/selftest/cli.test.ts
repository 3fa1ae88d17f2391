// `counterpixel selftest` as its users meet it: a whole command on loopback, opened by a client that fetches what the messages name, ended by its
// time or by Ctrl-C.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { simpleParser } from "mailparser";
import { EXIT } from "../../../src/app/cli/exit.ts";
import { readRunOptions, type SelftestCliOptions } from "../../../src/app/cli/selftest-options.ts";
import { needProgram } from "../../support/programs.ts";

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "counterpixel-selftest-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false, formats: { "date-time": true } });
const validate = ajv.compile(JSON.parse(readFileSync(join(PROJECT, "docs/schema/selftest.schema.json"), "utf8")));

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7.0";
/** Milliseconds: far beyond what any of these takes. */
const FOREVER = 30_000;

interface Outcome {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

interface Started {
	readonly child: ChildProcess;
	readonly out: () => string;
	readonly err: () => string;
	readonly ended: Promise<Outcome>;
	/** Once it has said that it listens. */
	listening(): Promise<string>;
}

function start(args: readonly string[]): Started {
	const child = spawn(process.execPath, [join(PROJECT, "bin/counterpixel.js"), "selftest", ...args], {
		cwd: folder,
		env: { ...process.env, XDG_STATE_HOME: join(folder, "state") },
		stdio: ["ignore", "pipe", "pipe"],
		timeout: FOREVER,
		killSignal: "SIGKILL",
	});
	let out = "";
	let err = "";
	child.stdout.setEncoding("utf8").on("data", (piece) => (out += piece));
	child.stderr.setEncoding("utf8").on("data", (piece) => (err += piece));
	let code: number | null | undefined;
	const ended = new Promise<Outcome>((resolve) => {
		child.once("close", (exit) => {
			code = exit;
			resolve({ code: exit, out, err });
		});
	});
	return {
		child,
		out: () => out,
		err: () => err,
		ended,
		async listening() {
			while (!/^It ends /m.test(out + err)) {
				if (code !== undefined) throw new Error(`it ended with ${code}: ${err}${out}`);
				await wait(10);
			}
			return out + err;
		},
	};
}

async function stopped(running: Started, signal: NodeJS.Signals = "SIGINT"): Promise<Outcome> {
	running.child.kill(signal);
	return running.ended;
}

interface Line {
	readonly probe?: { readonly vector: string; readonly trigger: string; readonly channel: string; readonly message: number };
	readonly client_ip?: string;
	readonly user_agent?: string;
	readonly by?: string;
	readonly summary?: {
		readonly fired: readonly string[];
		readonly silent: readonly string[];
		readonly untestable: readonly { readonly vector: string; readonly why: string }[];
		readonly learnt: Readonly<Record<string, unknown>>;
		readonly uncounted: { readonly foreign: number; readonly beyond: number; readonly shares: number };
	};
}

/** Each line is checked against the schema. */
function linesOf(text: string): readonly Line[] {
	return text
		.trimEnd()
		.split("\n")
		.map((line): Line => {
			const value: unknown = JSON.parse(line);
			assert.ok(validate(value), `${line.slice(0, 300)}: ${ajv.errorsText(validate.errors)}`);
			return value as Line;
		});
}

/** The HTML of the first message, as a mail program shows it. */
async function htmlOfFirst(out: string): Promise<string> {
	const { html } = await simpleParser(readFileSync(join(folder, out, "selftest-1.eml")));
	return String(html);
}

function targetIn(html: string, pattern: RegExp): URL {
	return new URL(pattern.exec(html)?.[1] ?? assert.fail(`no ${pattern} in the message`));
}

const PICTURE = /<img src="(http[^"]+)"/;

describe("selftest", { concurrency: true }, () => {
	test("a fetch of one probe gives one line of JSON, the time that was set ends it with a summary, and compare tells it from one without", async () => {
		const running = start(["--json", "--out", "for", "--for", "3s"]);
		await running.listening();
		assert.ok(readdirSync(join(folder, "for")).includes("selftest-1.eml"));
		const count = readdirSync(join(folder, "for")).filter((name) => name.endsWith(".eml")).length;
		assert.equal(readdirSync(join(folder, "for/Maildir/new")).length, count);
		const url = targetIn(await htmlOfFirst("for"), PICTURE);
		assert.equal(url.hostname, "127.0.0.1");
		const answer = await fetch(url, { headers: { "user-agent": FIREFOX, "accept-language": "de" } });
		assert.deepEqual([answer.status, answer.headers.get("cache-control")], [200, "no-store"]);
		// Somebody else's: another token, none, and what is no request.
		await fetch(new URL(`/${"0123456789abcdef".repeat(2)}.gif`, url));
		await fetch(new URL("/", url));
		await fetch(new URL("/%1b%5B31mred", url), { headers: { "user-agent": "junk-client" } });
		const { code, out, err } = await running.ended;
		assert.equal(code, EXIT.fine, err);
		const lines = linesOf(out);
		assert.equal(lines.length, 2, out.slice(0, 2_000));
		const [contact, last] = lines;
		assert.deepEqual(contact?.probe, { vector: "img-src", trigger: "open", channel: "http", message: 1 });
		assert.deepEqual([contact?.client_ip, contact?.user_agent, contact?.by], ["127.0.0.1", FIREFOX, "person"]);
		assert.deepEqual(last?.summary?.fired, ["img-src"]);
		assert.deepEqual(last?.summary?.uncounted, { foreign: 3, beyond: 0, shares: 0 });
		assert.deepEqual(last?.summary?.learnt.client_ip, ["127.0.0.1"]);
		assert.equal(last?.summary?.learnt.program, "Thunderbird 153.7.0");
		assert.ok(!(out + err).includes("junk-client") && !(out + err).includes("0123456789abcdef"));
		assert.equal(readFileSync(join(folder, "for/result.jsonl"), "utf8"), out);
		for (const name of ["result.jsonl", "report.html"]) assert.equal(statSync(join(folder, "for", name)).mode & 0o777, 0o600, name);

		const later = start(["--json", "--out", "later"]);
		await later.listening();
		assert.equal((await stopped(later)).code, EXIT.fine);
		const compared = await start(["compare", "--json", "for/result.jsonl", "later/result.jsonl"]).ended;
		assert.equal(compared.code, EXIT.fine, compared.err);
		const value: unknown = JSON.parse(compared.out);
		assert.ok(validate(value), ajv.errorsText(validate.errors));
		const { comparison } = value as { readonly comparison: Readonly<Record<string, unknown>> };
		assert.deepEqual([comparison.no_longer, comparison.newly, comparison.as_before], [["img-src"], [], []]);
	});

	test("Ctrl-C ends it with the summary, whatever listens, and every listener's address is told", async () => {
		const listeners = ["--zone", "probe.test", "--dns", "127.0.0.1:0", "--receive", "127.0.0.1:0", "--smb", "127.0.0.1:0"];
		const running = start(["--json", "--out", "all", ...listeners]);
		const said = await running.listening();
		for (const what of ["http and https", "DNS", "mail", "shares"]) assert.match(said, new RegExp(`${what} at 127\\.0\\.0\\.1:[1-9]\\d*`));
		assert.match(said, /The messages name http:\/\/probe\.test:\d+/);
		const { code, out, err } = await stopped(running);
		assert.equal(code, EXIT.fine, err);
		const [{ summary } = assert.fail("no summary")] = linesOf(out);
		assert.deepEqual([summary?.fired, summary?.untestable], [[], []]);
	});

	test("in a zone a lookup without a fetch is a contact by dns", needProgram("dig"), async () => {
		const running = start(["--json", "--out", "zone", "--zone", "probe.test", "--dns", "127.0.0.1:0"]);
		const port = /DNS at 127\.0\.0\.1:(\d+)/.exec(await running.listening())?.[1] ?? "";
		const { hostname } = targetIn(await htmlOfFirst("zone"), PICTURE);
		assert.match(hostname, /^[0-9a-f]{32}\.probe\.test$/);
		const dig = spawn("dig", ["@127.0.0.1", "-p", port, "+tries=1", "+subnet=192.0.2.0/24", hostname, "A"], { stdio: "ignore" });
		await new Promise((resolve) => dig.once("close", resolve));
		const lines = linesOf((await stopped(running)).out);
		assert.equal(lines.length, 2);
		assert.equal(lines[0]?.probe?.channel, "dns");
		const contact = lines[0] as unknown as { readonly resolver: string; readonly client_subnet: string; readonly client_ip: null };
		assert.deepEqual([contact.resolver, contact.client_subnet, contact.client_ip], ["127.0.0.1", "192.0.2.0/24", null]);
	});

	test(
		"a receipt to a probe's address is a contact by smtp; other addresses are refused and nothing of them printed",
		needProgram("swaks"),
		async () => {
			const running = start(["--json", "--out", "mail", "--receive", "127.0.0.1:0"]);
			const port = /mail at 127\.0\.0\.1:(\d+)/.exec(await running.listening())?.[1] ?? "";
			const texts = readdirSync(join(folder, "mail")).filter((name) => name.endsWith(".eml"));
			const address = texts
				.map((name) => /^Disposition-Notification-To: (?:.*<)?([^>\s]+)/im.exec(readFileSync(join(folder, "mail", name), "latin1"))?.[1])
				.find((found) => found !== undefined);
			assert.match(address ?? "", /^[0-9a-f]{32}@localhost$/);
			const swaks = (to: string): Promise<number | null> => {
				const child = spawn("swaks", ["--server", "127.0.0.1", "--port", port, "--from", "reader@reader.example", "--to", to], {
					stdio: "ignore",
				});
				return new Promise((resolve) => child.once("close", resolve));
			};
			assert.equal(await swaks(address ?? ""), 0);
			assert.notEqual(await swaks(`${"0123456789abcdef".repeat(2)}@localhost`), 0);
			const { out, err } = await stopped(running);
			const lines = linesOf(out);
			assert.deepEqual(
				lines.slice(0, -1).map(({ probe }) => [probe?.vector, probe?.channel]),
				[["disposition-notification-to", "smtp"]],
			);
			assert.equal(lines.at(-1)?.summary?.uncounted.foreign, 1);
			assert.ok(!(out + err).includes("reader@reader.example") && !(out + err).includes("0123456789abcdef"));
		},
	);

	test("on IPv6 alone the messages name the address in brackets; a request to end (SIGTERM) ends it as Ctrl-C does", async () => {
		const running = start(["--json", "--out", "six", "--listen", "[::1]:0"]);
		assert.match(await running.listening(), /http and https at \[::1\]:\d+/);
		const url = targetIn(await htmlOfFirst("six"), PICTURE);
		assert.equal(url.hostname, "[::1]");
		assert.equal((await fetch(url)).status, 200);
		const { code, out } = await stopped(running, "SIGTERM");
		assert.equal(code, EXIT.fine);
		const lines = linesOf(out);
		assert.deepEqual([lines.length, lines[0]?.client_ip], [2, "::1"]);
	});

	test("behind a reverse proxy that is configured the client is whom it names, and the messages name --public", async () => {
		const public_ = ["--public", "https://selftest.example", "--trust-proxy", "127.0.0.0/8"];
		const running = start(["--json", "--out", "proxy", ...public_]);
		const said = await running.listening();
		assert.match(said, /The messages name https:\/\/selftest\.example/);
		const url = targetIn(await htmlOfFirst("proxy"), PICTURE);
		assert.equal(url.origin, "https://selftest.example");
		const origin = /at (127\.0\.0\.1:\d+)/.exec(said)?.[1];
		await fetch(`http://${origin}${url.pathname}`, { headers: { "x-forwarded-for": "203.0.113.1, 198.51.100.7" } });
		const lines = linesOf((await stopped(running)).out);
		assert.deepEqual([lines.length, lines[0]?.client_ip], [2, "198.51.100.7"]);
	});

	test("without --json the live view and the end are for people, and hold nothing that steers a terminal", async () => {
		const running = start(["--out", "text"]);
		assert.match(await running.listening(), /^Open text\/selftest-1\.eml in the mail program on this machine/);
		await fetch(targetIn(await htmlOfFirst("text"), PICTURE), { headers: { "user-agent": FIREFOX } });
		const { code, out, err } = await stopped(running);
		assert.deepEqual([code, err], [EXIT.fine, ""]);
		assert.match(out, /What the sender would now know about you/);
		assert.match(out, /Thunderbird 153\.7\.0/);
		assert.match(out, /The report is text\/report\.html\n$/);
		assert.doesNotMatch(out, /[\x00-\x09\x0b-\x1f\x7f]/);
		assert.doesNotMatch(out, /\b[0-9a-f]{32}\b/);
	});
});

describe("a wrong selftest", { concurrency: true }, () => {
	let folders = 0;
	async function refused(args: readonly string[], why: RegExp): Promise<void> {
		// A folder each: one that ends takes away what it wrote, while another is writing.
		const { code, out, err } = await start([...args, "--out", `refused-${folders++}`]).ended;
		assert.equal(code, EXIT.usage, `${args.join(" ")}: ${err}`);
		assert.match(err, /^counterpixel: [^\n]+\n$/, args.join(" "));
		assert.match(err, why);
		assert.equal(out, "");
	}

	const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
		[["--for", "soon"], /--for takes a time/],
		[["--zone", "probe.test"], /--zone NAME and --dns HOST:PORT go together/],
		[["--public", "https://selftest.example/path"], /--public takes an address without a path/],
		[["--imap", "imaps://a@mail.example", "--smtp", "smtps://a@mail.example"], /--imap and --smtp are two ways/],
		[["--to", "a@reader.example"], /--to and --code go with --smtp/],
		[["--imap", "imaps://a:secret@mail.example"], /password/],
		[["--smtp", "smtps://a:secret@mail.example", "--to", "a@reader.example"], /password/],
	];
	for (const [args, why] of WRONG) test(`${args.join(" ")} is refused in one line`, () => refused(args, why));

	const MISREAD: readonly (readonly [SelftestCliOptions, RegExp])[] = [
		[{ listen: "8080" }, /--listen takes HOST:PORT/],
		[{ receive: "::1:25" }, /--receive takes HOST:PORT/],
		[{ smb: "host" }, /--smb takes HOST:PORT/],
		[{ zone: "-x-", dns: "127.0.0.1:0" }, /--zone takes the name of a zone/],
		[{ dns: "127.0.0.1:0" }, /--zone NAME and --dns HOST:PORT go together/],
		[{ zone: "probe.test", dns: "127.0.0.1:0", address: ["probe.test"] }, /--address takes an IP address/],
		[{ public: "ftp://selftest.example" }, /--public takes an address/],
		[{ trustProxy: ["proxy.example"] }, /--trust-proxy takes an IP address/],
		[{ certificate: "x.pem" }, /--certificate FILE and --key FILE go together/],
		[{ certificate: "/nowhere/x.pem", key: "/nowhere/y.pem" }, /x\.pem: it cannot be read \(ENOENT\)/],
	];
	for (const [options, message] of MISREAD) {
		test(`${JSON.stringify(options)} is a wrong command`, () => assert.rejects(readRunOptions(options), { code: "usage", message }));
	}

	test("a port that is taken is told with its option, and ports are offered that are free", async () => {
		const taken = createServer();
		await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
		const { port } = taken.address() as { readonly port: number };
		const free = /127\.0\.0\.1:\d+: the port is taken; free now: \d+, \d+/;
		try {
			await Promise.all([
				refused(["--listen", `127.0.0.1:${port}`], new RegExp(`--listen ${free.source}`)),
				refused(["--zone", "probe.test", "--dns", `127.0.0.1:${port}`], new RegExp(`--dns ${free.source}`)),
			]);
		} finally {
			taken.close();
		}
	});
});
