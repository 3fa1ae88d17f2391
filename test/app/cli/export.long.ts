// `export` as its users meet it: what it writes and where, what it warns of first, what it never gives away, what stands in the journal, and what it ends with.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { exporters } from "../../../src/core/exports/index.generated.ts";
import { openCase } from "../../../src/edge/casebook/casebook.ts";

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "counterpixel-export-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

function run(...args: readonly string[]): Promise<Outcome> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			[join(PROJECT, "bin/counterpixel.js"), ...args],
			{ cwd: folder, maxBuffer: 1 << 26, env: { ...process.env, COUNTERPIXEL_CASE: "" } },
			(error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
		);
	});
}

const READERS = [
	{ address: "anne.smithson@parliament.example", token: "aK3n9dQ2x7Wz" },
	{ address: "bertram@parliament.example", token: "bT5m1rY8c4Vq" },
	{ address: "carla.jo@home-mail.example", token: "cP7s2fJ6h9Lk" },
];

function spying({ address, token }: (typeof READERS)[number], at: number): string {
	const [local] = address.split("@");
	const hash = createHash("md5").update(address).digest("hex");
	const urls = [
		`https://px.evil.example/p/${token}/139${at}.gif`,
		`https://px.evil.example/b?m=${Buffer.from(address).toString("base64url")}`,
		`https://px.evil.example/h/${hash}`,
		`https://us7.list-manage.com/track/open.php?u=1f2e3d4c5b6a&amp;id=77aa88bb&amp;e=${token}`,
		`https://${local}.n.evil.example/x.gif`,
		"https://www.parliament.example/logo.png",
		"http://com/x.gif",
		`https://px.evil.example/%0A$INCLUDE/${token}`,
	];
	return letter(address, "desk@news-evil.example", `${at}.${local}`, `Dear ${local}, the list`, urls);
}

function letter(to: string, from: string, id: string, subject: string, urls: readonly string[], more = ""): string {
	const [, domain] = from.split("@");
	return `Received: from mta.${domain} (mta.${domain} [198.51.100.7]) by mx.parliament.example; Mon, 1 Feb 2021 10:00:00 +0000
Delivered-To: ${to}\nFrom: Desk <${from}>\nTo: ${to}\nMessage-ID: <${id}@mta.${domain}>\nSubject: ${subject}\n${more}Content-Type: text/html\n
<p>Words of ${domain}, and no more.</p>${urls.map((url) => `<img src="${url}">`).join("")}`;
}

let campaign = "";

before(async () => {
	for (const reader of READERS) {
		mkdirSync(join(folder, "mail", reader.address), { recursive: true });
		for (const at of [0, 1]) writeFileSync(join(folder, "mail", reader.address, `${at}.eml`), spying(reader, at));
	}
	// Somebody who writes to all of them every day, and loads a picture from the tracker's host.
	const urls = ["https://px.evil.example/banner.png", "https://shop.example/logo.png"];
	for (const { address } of READERS) {
		const text = letter(
			address,
			"news@shop.example",
			`shop.${address.length}`,
			"Offers",
			urls,
			"List-Unsubscribe: <https://shop.example/u>\n",
		);
		writeFileSync(join(folder, "mail", address, "shop.eml"), text);
	}
	assert.equal((await run("scan", "mail", "--no-report")).code, 0);
});

test("without a targeted campaign there is a clear line, a valid empty file and 0", async () => {
	const { code, out, err } = await run("export", "--format", "rpz");
	assert.equal(code, 0, err);
	assert.match(err, /^Nothing to export: /);
	assert.match(out, /^\$ORIGIN /);
	assert.doesNotMatch(out, /CNAME/);
	const { out: list } = await run("campaigns", "--json");
	campaign = list
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line))
		.find(({ messages }) => messages.length === 6).id;
	assert.equal((await run("campaigns", "confirm", campaign)).code, 0);
});

test("every format is written, names each host, and holds no word of a reader, until recipients are asked for by name", async () => {
	for (const { id } of exporters) {
		const { code, out, err } = await run("export", "--format", id);
		assert.equal(code, 1, `${id}: ${err}`);
		for (const host of ["px.evil.example", "us7.list-manage.com", "n.evil.example"])
			assert.ok(out.includes(host), `${id} does not name ${host}`);
		assert.match(out, id === "csv" ? /,amber,/ : /tlp[:.]amber/i, id);
		const secrets = READERS.flatMap(({ address, token }) => [
			...address.split(/[@.]/).filter((word) => word.length > 4 && !["parliament", "example"].includes(word)),
			token,
			Buffer.from(address).toString("base64url"),
			createHash("md5").update(address).digest("hex"),
		]);
		for (const secret of secrets) assert.ok(!out.toLowerCase().includes(secret.toLowerCase()), `${id} holds ${secret}`);
		assert.ok(!out.includes(folder), `${id} says where the mail lies`);
	}
	for (const id of ["stix", "misp", "csv"]) {
		const { out } = await run("export", "--format", id, "--with-recipients");
		for (const { address, token } of READERS) for (const word of [address, token]) assert.ok(out.includes(word), `${id} lacks ${word}`);
	}
});

test("before anything is written, what is an everyday host as well is named on standard error", async () => {
	const { err } = await run("export", "--format", "hosts");
	assert.match(err, /^Caution, px\.evil\.example: It is an everyday host as well: mail of 1 other sender/m);
	assert.match(err, /^Caution, us7\.list-manage\.com: It is of Mailchimp/m);
	assert.match(err, /^Caution, www\[\.\]parliament\.example: It is of the readers' own domain/m);
});

test("a list blocks the tracker, never a mailer's whole host, a suffix, or the readers' own domain", async () => {
	const { out } = await run("export", "--format", "rpz");
	assert.match(out, /^px\.evil\.example CNAME \.$/m);
	assert.match(out, /^n\.evil\.example CNAME \.$/m);
	assert.doesNotMatch(out, /^(?:\*\.)?(?:us7\.list-manage\.com|list-manage\.com|com|parliament\.example|www\.parliament\.example) CNAME/m);
	const { out: lines } = await run("export", "--format", "squid");
	assert.match(lines, /us7\[\.\]list-manage\[\.\]com\(:\[0-9\]\+\)\?\/track\/open\[\.\]php\[\?\]u=1f2e3d4c5b6a&id=77aa88bb&e=$/m);
});

test("--out writes the file whole, through a link, and the journal holds its hash, its labels and its campaigns", async () => {
	symlinkSync("real.txt", join(folder, "link.txt"));
	writeFileSync(join(folder, "real.txt"), "before");
	const { code, out, err } = await run(
		"export",
		"--format",
		"hosts",
		"--out",
		"link.txt",
		"--tlp",
		"TLP:GREEN",
		"--pap",
		"amber",
		"--by",
		"A team",
	);
	assert.deepEqual([code, out], [1, ""]);
	assert.match(err, /^1 campaign written to link\.txt \(hosts file\)\.$/m);
	const text = readFileSync(join(folder, "real.txt"), "utf8");
	assert.match(text, /^# hosts file, written by A team /);
	assert.match(text, /^# TLP:GREEN PAP:AMBER$/m);
	assert.deepEqual(
		readdirSync(folder).filter((name) => name.endsWith(".part")),
		[],
	);
	const casebook = await openCase(join(folder, "case"), { actor: "test", now: () => "2026-01-01T00:00:00.000Z", access: "read" });
	let last: Record<string, unknown> = {};
	for await (const { action, detail } of casebook.journal.entries()) if (action === "exported") last = JSON.parse(detail);
	await casebook.close();
	assert.deepEqual(last, {
		format: "hosts",
		campaigns: [campaign],
		tlp: "green",
		pap: "amber",
		recipients: false,
		sha256: createHash("sha256").update(text).digest("hex"),
		file: "link.txt",
	});
});

test("--campaign exports what it names, whatever it is called, and ends with 0 where that is not targeted", async () => {
	const { out: list } = await run("campaigns", "--json");
	const other = list
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line))
		.find(({ id }) => id !== campaign).id;
	const { code, out } = await run("export", "--format", "csv", "--campaign", other);
	assert.equal(code, 0);
	assert.match(out, new RegExp(`^${other},`, "m"));
	assert.doesNotMatch(out, new RegExp(`^${campaign},`, "m"));
});

test("what is wrong is one line that says what to do, and nothing is written", async () => {
	for (const [args, code, says] of [
		[["--format", "bogus"], 2, /--format knows no "bogus"; it knows adblock, /],
		[["--format", "csv", "--tlp", "white"], 2, /--tlp takes clear, green, amber, amber\+strict, red/],
		[["--format", "csv", "--pap", "x"], 2, /--pap takes clear, green, amber, red/],
		[["--format", "csv", "--campaign", "feed"], 2, /there is no campaign feed/],
		[["--format", "csv", "--case", "real.txt"], 2, /real\.txt is a file, and a case is a folder/],
		[["--format", "csv", "--out", "mail"], 2, /--out mail is a folder/],
		[["--format", "csv", "--out", "no/such/file"], 4, /could not be written to no\/such\/file/],
		[[], 2, /--format/],
	] as const) {
		const outcome = await run("export", ...args);
		assert.equal(outcome.code, code, outcome.err);
		assert.match(outcome.err, says);
		assert.equal(outcome.out, "");
	}
	assert.ok(!existsSync(join(folder, "no")));
	const list = await run("export", "--format", "list");
	assert.deepEqual([list.code, list.out.trimEnd().split("\n").length], [0, exporters.length]);
});
