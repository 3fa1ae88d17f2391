// What lies among mail in folders: links, pipes, pictures, archives, damage; and whose folder it is.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { openSources } from "../../../src/edge/sources/open-sources.ts";
import { accountOf, ownerOf } from "../../../src/edge/sources/reading/owner.ts";
import { inFolder, readAll } from "./read-all.ts";

const MAIL = "From: anna@news.example\nTo: bela@mail.example\n\nbody\n";

/** Code and whether it is fatal, by file below the folder. */
function told(folder: string, failures: Awaited<ReturnType<typeof readAll>>["failures"]): Record<string, string> {
	return Object.fromEntries(
		failures.map(({ file, problem, fatal }) => [file.slice(folder.length + 1), `${problem.code}${fatal ? ", fatal" : ""}`]),
	);
}

test("a file is mail by what it holds; other files in a folder are counted, those that claim to be mail are named", async () => {
	await inFolder(async (folder) => {
		writeFileSync(join(folder, "no-extension"), MAIL);
		writeFileSync(join(folder, "notes.txt"), "Note: buy milk\nMore: of it\n");
		writeFileSync(join(folder, "picture.png"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]));
		writeFileSync(join(folder, "picture.eml"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]));
		writeFileSync(join(folder, "empty.eml"), "");
		writeFileSync(join(folder, "empty.mbox"), "");
		writeFileSync(join(folder, "blank.eml"), "\r\n\r\n");
		writeFileSync(join(folder, "mail.zip"), Buffer.from([0x50, 0x4b, 3, 4]));
		writeFileSync(join(folder, "outlook.pst"), "!BDN....");
		const { texts, failures, ignored } = await readAll(folder);
		assert.deepEqual(texts, [MAIL]);
		assert.deepEqual(ignored.map((file) => file.slice(folder.length + 1)).sort(), ["notes.txt", "picture.png"]);
		assert.deepEqual(told(folder, failures), {
			"picture.eml": "not-a-message",
			"empty.eml": "not-a-message",
			"empty.mbox": "not-a-message",
			"blank.eml": "not-a-message",
			"mail.zip": "truncated, fatal",
			"outlook.pst": "unparsable, fatal",
		});
	});
});

test("every file that the user names is answered: as mail, or as what it is not", async () => {
	await inFolder(async (folder) => {
		const picture = join(folder, "picture.png");
		writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]));
		const missing = join(folder, "missing.eml");
		const below = join(picture, "x.eml");
		const { failures } = await readAll([picture, missing, below]);
		assert.deepEqual(told(folder, failures), {
			"picture.png": "not-a-message",
			"missing.eml": "unreadable, fatal",
			"picture.png/x.eml": "unreadable, fatal",
		});
	});
});

test("leading blank lines, a byte order mark, NUL bytes, mixed line ends and a quoted From line stay as they are", async () => {
	for (const mail of [
		`\r\n\n${MAIL}`,
		`\xef\xbb\xbf${MAIL}`,
		MAIL.replace("body", "bo\0dy"),
		MAIL.replace("\nTo", "\r\nTo"),
		`>From anna Thu Nov 25 02:14:10 2026 remote from news\n${MAIL}`,
	]) {
		await inFolder(async (folder) => {
			writeFileSync(join(folder, "a.eml"), Buffer.from(mail, "latin1"));
			assert.deepEqual((await readAll(folder)).texts, [mail]);
			assert.deepEqual((await readAll(join(folder, "a.eml"))).texts, [mail]);
		});
	}
});

test("folders named like files, links in a circle, broken links, pipes and sockets end no walk and block nothing", async () => {
	await inFolder(async (folder) => {
		mkdirSync(join(folder, "folder.eml/deep"), { recursive: true });
		writeFileSync(join(folder, "folder.eml/deep/a.eml"), MAIL);
		symlinkSync("..", join(folder, "folder.eml/up"));
		symlinkSync("itself", join(folder, "itself"));
		symlinkSync("nowhere", join(folder, "broken.eml"));
		symlinkSync("folder.eml/deep/a.eml", join(folder, "linked.eml"));
		execFileSync("mkfifo", [join(folder, "pipe.eml")]);
		const server = createServer().listen(join(folder, "socket"));
		await new Promise((resolve) => server.once("listening", resolve));
		const { messages, failures } = await readAll(folder);
		server.close();
		assert.deepEqual(
			messages.map(({ file, mailbox }) => [file.slice(folder.length), mailbox.slice(folder.length)]),
			[
				["/folder.eml/deep/a.eml", "/folder.eml/deep"],
				["/linked.eml", ""],
			],
		);
		assert.deepEqual(told(folder, failures), {
			"broken.eml": "unreadable, fatal",
			itself: "unreadable, fatal",
			"pipe.eml": "unreadable",
			socket: "unreadable",
		});
	});
});

test("a name that is not valid UTF-8 can be read", async () => {
	await inFolder(async (folder) => {
		writeFileSync(Buffer.concat([Buffer.from(`${folder}/gr`), Buffer.from([0xfc]), Buffer.from("n.eml")]), MAIL);
		const { messages } = await readAll(folder);
		assert.deepEqual(
			messages.map(({ file }) => file),
			[join(folder, "gr\ufffdn.eml")],
		);
	});
});

test("a file that vanishes between listing and opening is a failure, and one that a mail program moved is found", async () => {
	await inFolder(async (folder) => {
		mkdirSync(join(folder, "new"));
		mkdirSync(join(folder, "cur"));
		mkdirSync(join(folder, ".Sent/cur"), { recursive: true });
		mkdirSync(join(folder, ".Sent/new"));
		const big = `${MAIL}${"x\n".repeat(3000)}`;
		for (const name of ["1", "2", "3", "4"]) writeFileSync(join(folder, "new", name), big);
		writeFileSync(join(folder, ".Sent/cur/9:2,RS"), MAIL);
		let first = true;
		const events: string[] = [];
		for await (const event of openSources([folder], { chunkBytes: 8000 })) {
			if (event.kind === "messages")
				events.push(...event.messages.map(({ file, flags }) => `${file.slice(folder.length)} ${flags.join()}`));
			if (event.kind === "failure") events.push(`${event.file.slice(folder.length)} ${event.problem.code}`);
			if (first) rmSync(join(folder, "new/4"));
			if (first) renameSync(join(folder, "new/3"), join(folder, "cur/3:2,S"));
			first = false;
		}
		assert.deepEqual(events.sort(), [
			"/.Sent/cur/9:2,RS seen,answered",
			"/cur/3:2,S seen",
			"/new/1 ",
			"/new/2 ",
			"/new/4 changed-while-read",
		]);
	});
});

test("a Maildir's sub-folders are mailboxes of their own, and tmp is left alone", async () => {
	await inFolder(async (folder) => {
		for (const path of ["cur", "new", "tmp", ".Archive.2026/cur", ".Archive.2026/new", ".Archive.2026/tmp"]) {
			mkdirSync(join(folder, path), { recursive: true });
			writeFileSync(join(folder, path, "1.M1.mail"), MAIL);
		}
		writeFileSync(join(folder, "maildirsize"), "0S\n");
		const { messages, failures } = await readAll(folder);
		assert.deepEqual(
			messages.map(({ mailbox }) => mailbox.slice(folder.length)),
			["", "", "/.Archive.2026", "/.Archive.2026"],
		);
		assert.deepEqual(failures, []);
	});
});

test("the owner is the deepest folder named as an address, at or below the source", async () => {
	assert.equal(ownerOf("/srv/mail/Bela@Mail.example"), "bela@mail.example");
	assert.equal(ownerOf("/srv/anna@mail.example/x"), null);
	for (const name of [".bela@mail.example", "no@dots", "a b@mail.example", "@mail.example"]) assert.equal(accountOf(name), null);
	await inFolder(async (folder) => {
		mkdirSync(join(folder, "bela@mail.example/cur"), { recursive: true });
		mkdirSync(join(folder, "bela@mail.example/new"), { recursive: true });
		mkdirSync(join(folder, "bela@mail.example/INBOX/carla@mail.example/sent"), { recursive: true });
		writeFileSync(join(folder, "bela@mail.example/cur/1"), MAIL);
		writeFileSync(join(folder, "bela@mail.example/INBOX/carla@mail.example/sent/1"), MAIL);
		writeFileSync(join(folder, "a.eml"), MAIL);
		assert.deepEqual(
			(await readAll(folder)).messages.map(({ owner }) => owner),
			[null, "bela@mail.example", "carla@mail.example"],
		);
	});
});

test("standard input is read as any file is", async () => {
	const script = `import { openSources } from ${JSON.stringify(fileURLToPath(new URL("../../../src/edge/sources/open-sources.ts", import.meta.url)))};
for await (const event of openSources(["-"])) if (event.kind === "messages") for (const { bytes, file } of event.messages) console.log(file, bytes.length);`;
	for (const [input, expected] of [
		[Buffer.from(MAIL), [MAIL.length]],
		[
			gzipSync(`From a@b.example Thu Nov 25 02:14:10 2026\n${MAIL}\nFrom a@b.example Thu Nov 25 02:14:10 2026\n${MAIL}\n`),
			[MAIL.length, MAIL.length],
		],
		[Buffer.from(`${MAIL}${"x".repeat(300000)}`), [MAIL.length + 300000]],
	] as const) {
		const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["pipe", "pipe", "inherit"] });
		child.stdin.end(input);
		let output = "";
		for await (const piece of child.stdout) output += piece;
		assert.equal(output, expected.map((length) => `- ${length}\n`).join(""));
	}
});

test("damaged gzip keeps what came before: a wrong checksum, a cut, junk after the end, a bomb", async () => {
	await inFolder(async (folder) => {
		const whole = gzipSync(MAIL);
		const wrong = Buffer.from(whole);
		wrong[wrong.length - 8] = (wrong[wrong.length - 8] as number) ^ 1;
		writeFileSync(join(folder, "checksum.eml.gz"), wrong);
		writeFileSync(join(folder, "cut.eml.gz"), whole.subarray(0, whole.length - 3));
		writeFileSync(join(folder, "junk.eml.gz"), Buffer.concat([whole, Buffer.from("junk")]));
		writeFileSync(join(folder, "padded.eml.gz"), Buffer.concat([whole, Buffer.alloc(5000)]));
		const { texts, failures, messages } = await readAll(folder);
		assert.deepEqual(texts, [MAIL, MAIL, MAIL, MAIL]);
		assert.deepEqual(told(folder, failures), {
			"checksum.eml.gz": "truncated, fatal",
			"cut.eml.gz": "truncated, fatal",
			"junk.eml.gz": "truncated, fatal",
		});
		assert.deepEqual(
			messages.map(({ problems }) => problems.length),
			[1, 1, 1, 0],
		);
		for (const name of readdirSync(folder)) rmSync(join(folder, name));
		writeFileSync(join(folder, "bomb.eml.gz"), gzipSync(Buffer.concat([Buffer.from(MAIL), Buffer.alloc(50_000_000)])));
		const bomb = await readAll(folder, { maxMessageBytes: 100_000 });
		assert.deepEqual(
			bomb.messages.map(({ size, bytes }) => [size, bytes.length]),
			[[MAIL.length + 50_000_000, 100_000]],
		);
	});
});
