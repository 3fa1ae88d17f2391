// Mailboxes that cannot be read as they should: the scan names each with file and offset, reads all the rest, and ends with exit
// code 3 where something could not be read at all.

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { MAX_MESSAGE_BYTES } from "../../src/core/mail/limits.ts";
import type { Problem } from "../../src/core/model/problem.ts";
import { mbox, newsletter, numbers, openTestCase, runCommand, temporaryFolder } from "../app/mailboxes.ts";
import { skipOutsideCi } from "../support/programs.ts";

interface Line {
	readonly kind: "failure" | "summary";
	readonly file: string;
	readonly code: string;
	readonly detail: string;
	readonly offset: number;
	readonly read: { readonly messages: number };
}

interface Scanned {
	readonly code: number | null;
	readonly failures: readonly Line[];
	readonly messages: number;
	readonly err: string;
}

async function scanAll(folder: string, sources: readonly string[], wrapper: readonly string[] = []): Promise<Scanned> {
	const command = ["scan", ...sources, "--case", join(folder, "case"), "--json", "--no-report", "--workers", "1"];
	const { code, out, err } = await runCommand(command, Number.POSITIVE_INFINITY, wrapper);
	const lines = out
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Line);
	const summary = lines.find(({ kind }) => kind === "summary") ?? assert.fail(err);
	return { code, failures: lines.filter(({ kind }) => kind === "failure"), messages: summary.read.messages, err };
}

/** `folder`/mail with ten letters in an mbox. */
function mailIn(folder: string): string {
	const mail = join(folder, "mail");
	mkdirSync(mail);
	writeFileSync(join(mail, "letters.mbox"), mbox(numbers(0, 10)));
	return mail;
}

test("a line far past the size limit: its head is analysed, a problem says so, and the scan goes on", async (t) => {
	const folder = temporaryFolder(t);
	const mail = mailIn(folder);
	const long = join(mail, "long.eml");
	const head = 'Message-ID: <long@a.example>\r\nContent-Type: text/html\r\n\r\n<img src="http://t.example/open">';
	writeFileSync(long, head);
	truncateSync(long, 3 * MAX_MESSAGE_BYTES);
	const { code, messages } = await scanAll(folder, [mail]);
	assert.deepEqual({ code, messages }, { code: 0, messages: 11 });
	const inspected = JSON.parse((await runCommand(["inspect", "--json", long])).out) as { readonly problems: readonly Problem[] };
	assert.deepEqual(
		inspected.problems.map((problem) => problem.code),
		["limit-size"],
	);
	const casebook = await openTestCase(join(folder, "case"));
	t.after(() => casebook.close());
	const stored = (await Array.fromAsync(casebook.messages())).find(({ messageId }) => messageId === "long@a.example") ?? assert.fail();
	assert.equal(stored.size, 3 * MAX_MESSAGE_BYTES);
	assert.deepEqual(
		stored.references.map(({ url }) => url),
		["http://t.example/open"],
	);
	assert.deepEqual(
		stored.problems.map((problem) => [problem.code, problem.offset]),
		[["limit-size", MAX_MESSAGE_BYTES]],
	);
});

test("messages larger than the memory of a scan are read from an mbox, from gzip and as files, one after the other", async (t) => {
	const folder = temporaryFolder(t);
	const mail = join(folder, "mail");
	mkdirSync(mail);
	const large = (seed: number): string => `${newsletter(seed)}\n${"a line of text\n".repeat(1_400_000)}`;
	const envelope = "From a@a.example Thu Nov 25 02:14:10 2026\n";
	writeFileSync(
		join(mail, "letters.mbox"),
		numbers(0, 3)
			.map((seed) => `${envelope}${newsletter(seed + 100)}\n${envelope}${large(seed)}\n`)
			.join(""),
	);
	writeFileSync(join(mail, "large.eml"), large(3));
	writeFileSync(join(mail, "large.eml.gz"), gzipSync(large(4)));
	writeFileSync(join(mail, "large.mbox.gz"), gzipSync(`${envelope}${large(5)}\n`));
	const { code, messages } = await scanAll(folder, [mail]);
	assert.deepEqual({ code, messages }, { code: 0, messages: 9 });
});

test("links in a circle end, and each message is read once", async (t) => {
	const folder = temporaryFolder(t);
	const mail = mailIn(folder);
	symlinkSync(mail, join(mail, "circle"));
	mkdirSync(join(mail, "a"));
	symlinkSync(join(mail, "b"), join(mail, "a/to-b"));
	mkdirSync(join(mail, "b"));
	symlinkSync(join(mail, "a"), join(mail, "b/to-a"));
	symlinkSync("self", join(mail, "self"));
	const { messages, code, failures } = await scanAll(folder, [mail]);
	assert.equal(messages, 10);
	assert.ok(failures.every(({ file }) => file === join(mail, "self")));
	assert.equal(code, failures.length === 0 ? 0 : 3);
});

test("a file that is named and not there, and a container that breaks midway, are named; the rest is read; the code is 3", async (t) => {
	const folder = temporaryFolder(t);
	const mail = mailIn(folder);
	const packed = gzipSync(mbox(numbers(100, 200)));
	const broken = join(mail, "broken.mbox.gz");
	writeFileSync(broken, packed.subarray(0, packed.length / 2));
	const missing = join(folder, "missing");
	const { code, failures, messages, err } = await scanAll(folder, [missing, mail]);
	assert.equal(code, 3);
	assert.deepEqual(failures.map(({ file }) => file).sort(), [broken, missing].sort());
	assert.ok((failures.find(({ file }) => file === broken)?.offset ?? 0) > 0);
	assert.ok(messages > 10);
	for (const file of [broken, missing]) assert.ok(err.includes(file));
});

const setpriv = "/usr/bin/setpriv";
const isRoot = process.getuid?.() === 0;
/** Root may read everything: so it is not root that reads. */
const asNobody = isRoot ? [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
const canDrop = isRoot && !existsSync(setpriv) ? skipOutsideCi("no setpriv here: apt-get install util-linux") : { skip: false as const };

test("a folder and a file that may not be read are named, the rest is read, and the code is 3", canDrop, async (t) => {
	const folder = temporaryFolder(t);
	const mail = mailIn(folder);
	chmodSync(folder, 0o777);
	const closed = join(mail, "closed");
	mkdirSync(closed);
	writeFileSync(join(closed, "letter.eml"), newsletter(50));
	const secret = join(mail, "secret.eml");
	writeFileSync(secret, newsletter(51));
	chmodSync(closed, 0);
	chmodSync(secret, 0);
	const { code, failures, messages } = await scanAll(folder, [mail], asNobody);
	chmodSync(closed, 0o755);
	assert.equal(messages, 10);
	assert.deepEqual(failures.map((line) => [line.file, line.code]).sort(), [
		[closed, "unreadable"],
		[secret, "unreadable"],
	]);
	assert.equal(code, 3);
});

test("binary, empty and cut files beside mail are no obstacle", async (t) => {
	const folder = temporaryFolder(t);
	const mail = mailIn(folder);
	writeFileSync(join(mail, "empty.eml"), "");
	writeFileSync(join(mail, "empty.mbox"), "");
	writeFileSync(join(mail, "nul.eml"), Buffer.alloc(100_000));
	writeFileSync(join(mail, "noise.bin"), Buffer.from(numbers(0, 50_000).map((n) => (n * n * 7919) >>> 5)));
	writeFileSync(join(mail, "cut.mbox"), mbox([77]).slice(0, 900));
	const { messages, failures } = await scanAll(folder, [mail]);
	assert.equal(messages, 11);
	assert.deepEqual(
		failures.map(({ file }) => file).sort(),
		["empty.eml", "empty.mbox", "nul.eml"].map((name) => join(mail, name)),
	);
});
