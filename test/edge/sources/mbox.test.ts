// Rules of the mbox source that no other format has: what an envelope is, whom to believe, where to go on.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openSources } from "../../../src/edge/sources/open-sources.ts";
import { identify } from "../../../src/edge/sources/reading/identity.ts";
import { inFolder, readAll } from "./read-all.ts";

const ENVELOPE = "From anna@news.example Thu Nov 25 02:14:10 2026\n";
const MAIL = "From: anna@news.example\nTo: bela@mail.example\n\nbody\n";

function readText(text: string, name = "inbox.mbox") {
	return inFolder(async (folder) => {
		const path = join(folder, name);
		writeFileSync(path, Buffer.from(text, "latin1"));
		return readAll(path);
	});
}

const ENVELOPES = [
	"From anna@news.example Thu Nov 25 02:14:10 2026",
	"From anna@news.example  Thu Nov  5 02:14 2026",
	"From - Thu Nov 25 02:14:10 2026",
	"From MAILER-DAEMON Thu Nov 25 02:14:10 MET DST 2026",
	"From 1234567890123456789@xxx Thu Nov 25 02:14:10 +0000 2026",
	"From ???@??? Thu Nov 25 02:14:10 2026",
	"From anna@news.example Thu, 25 Nov 2026 02:14:10 +0000",
	"From anna@news.example 2026-11-25T02:14:10Z",
	'From "anna the first"@news.example Thu Nov 25 02:14:10 2026',
	"From anna@news.example",
];

for (const envelope of ENVELOPES) {
	test(`a message begins at «${envelope}»`, async () => {
		const { texts } = await readText(`${ENVELOPE}${MAIL}\n${envelope}\n${MAIL}\n`);
		assert.deepEqual(texts, [MAIL, MAIL]);
	});
}

const PROSE = [
	"From here on it gets harder",
	"From the office, Thursday, in November 2026",
	"From: anna@news.example",
	"From anna@news.example to bela@mail.example",
	`From ${"x".repeat(2000)} Thu Nov 25 02:14:10 2026`,
];

for (const line of PROSE) {
	test(`no message begins at «${line.slice(0, 50)}»`, async () => {
		const mail = `${MAIL}\n${line}\nX-Header: looks like one\n`;
		assert.deepEqual((await readText(`${ENVELOPE}${mail}\n`)).texts, [mail]);
	});
}

test("an envelope line in the middle of a paragraph begins no message unless a header follows", async () => {
	const mail = `${MAIL}he wrote\n${ENVELOPE}and then no more\n`;
	assert.deepEqual((await readText(`${ENVELOPE}${mail}\n`)).texts, [mail]);
});

test("messages without a blank line between them are told apart by the header that follows", async () => {
	assert.deepEqual((await readText(`${ENVELOPE}${MAIL}${ENVELOPE}${MAIL}`)).texts, [MAIL, MAIL]);
});

test("a Content-Length that lands on no envelope line is not believed", async () => {
	const lying = MAIL.replace("\n\n", "\nContent-Length: 70\n\n");
	assert.deepEqual((await readText(`${ENVELOPE}${lying}\n${ENVELOPE}${MAIL}\n`)).texts, [lying, MAIL]);
});

test("a Content-Length that swallows what looks like a message is believed only with a problem", async () => {
	const inner = `${ENVELOPE}${MAIL}`;
	const outer = `From: anna@news.example\nContent-Length: ${inner.length + 1}\n\n\n${inner}`;
	const { texts, messages } = await readText(`${ENVELOPE}${outer}\n${ENVELOPE}${MAIL}\n`);
	assert.deepEqual(texts, [outer, MAIL]);
	assert.deepEqual(
		messages.map(({ problems }) => problems.map(({ code, offset }) => [code, offset])),
		[[["unparsable", outer.indexOf(ENVELOPE)]], []],
	);
});

test("a message whose writer left a From line alone is not unquoted", async () => {
	const mail = `${MAIL}From here\n>From there\n`;
	assert.deepEqual((await readText(`${ENVELOPE}${mail}\n`)).texts, [mail]);
});

test("blank lines and a byte order mark before the first envelope line, an .eml with one, and a file without a last line end are read", async () => {
	assert.deepEqual((await readText(`\xef\xbb\xbf\r\n\n${ENVELOPE}${MAIL}`)).texts, [MAIL]);
	assert.deepEqual((await readText(`${ENVELOPE}${MAIL}`, "one.eml")).texts, [MAIL]);
	assert.deepEqual((await readText(`${ENVELOPE}${MAIL}end`)).texts, [`${MAIL}end`]);
});

test("text before the first envelope line is handed on with a problem, never dropped", async () => {
	const { texts, messages } = await readText(`junk\n\n${ENVELOPE}${MAIL}`);
	assert.deepEqual(texts, ["junk\n", MAIL]);
	assert.deepEqual(
		messages.map(({ problems }) => problems.map(({ code }) => code)),
		[["not-a-message"], []],
	);
});

test("status fields become words, offsets are those of the file, the mailbox is the file", async () => {
	const first = "Status: RO\nX-Status: AF\nFrom: a@b.example\n\n";
	const second = "X-Mozilla-Status: 1009\nFrom: a@b.example\n\nx\n";
	const { messages } = await readText(`${ENVELOPE}${first}\n${ENVELOPE}${second}\n`, "bela@mail.example.mbox");
	assert.deepEqual(
		messages.map(({ flags }) => flags),
		[
			["seen", "answered", "flagged"],
			["seen", "trashed", "passed"],
		],
	);
	assert.deepEqual(
		messages.map(({ offset }) => offset),
		[ENVELOPE.length, 2 * ENVELOPE.length + first.length + 1],
	);
	assert.ok(messages.every(({ file, mailbox, owner }) => mailbox === file && owner === "bela@mail.example"));
});

test("from any batch's checkpoint the rest comes as it would have come", async () => {
	await inFolder(async (folder) => {
		const path = join(folder, "inbox.mbox");
		const mails = Array.from({ length: 40 }, (_, index) => `Subject: ${index}\n\n${"line\n".repeat(index * 20)}`);
		writeFileSync(path, mails.map((mail) => `${ENVELOPE}${mail}\n`).join(""));
		const { texts, resumeAt } = await readAll(path, { chunkBytes: 4096 });
		assert.ok(texts.join("") === mails.join(""));
		assert.ok(resumeAt.length > 3);
		for (const offset of resumeAt) {
			const rest = await readAll(path, { chunkBytes: 4096, resume: () => offset });
			assert.ok(rest.texts.join("") === mails.slice(mails.length - rest.texts.length).join(""), `from ${offset}`);
		}
		assert.deepEqual((await readAll(path, { resume: () => resumeAt.at(-1) ?? 0 })).texts, []);
		assert.deepEqual((await readAll(path, { resume: () => null })).done, []);
	});
});

test("a checkpoint where no envelope line stands any more means a rewritten mailbox: all of it is read", async () => {
	await inFolder(async (folder) => {
		const path = join(folder, "inbox.mbox");
		writeFileSync(path, `${ENVELOPE}${MAIL}\n`.repeat(3));
		assert.equal((await readAll(path, { resume: () => 77 })).texts.length, 3);
		assert.equal((await readAll(path, { resume: () => 1e9 })).texts.length, 3);
	});
});

test("identity tells an unchanged mailbox, one that was added to, and one that was rewritten at the same size and time", async () => {
	await inFolder(async (folder) => {
		const path = join(folder, "inbox.mbox");
		const mails = Array.from({ length: 2000 }, (_, index) => `${ENVELOPE}${MAIL}${index}\n\n`).join("");
		writeFileSync(path, mails);
		utimesSync(path, 1000, 1000);
		const before = identify(path);
		assert.deepEqual(identify(path), before);
		appendFileSync(path, `${ENVELOPE}${MAIL}\n`);
		assert.notEqual(identify(path).tailSha256, before.tailSha256);
		assert.equal(identify(path, before.size).tailSha256, before.tailSha256);
		assert.equal((await readAll(path, { resume: () => before.size })).texts.length, 1);
		writeFileSync(path, mails.replaceAll("body", "evil"));
		utimesSync(path, 1000, 1000);
		const after = identify(path);
		assert.deepEqual([after.size, after.mtimeMs], [before.size, before.mtimeMs]);
		assert.notEqual(after.tailSha256, before.tailSha256);
	});
});

test("a mailbox that grows, shrinks or is touched while it is read is said to have changed, and is not done as a whole", async () => {
	for (const change of [
		(path: string) => appendFileSync(path, `${ENVELOPE}${MAIL}`),
		(path: string) => truncateSync(path, 5000),
		(path: string) => utimesSync(path, 1, 1),
	]) {
		await inFolder(async (folder) => {
			const path = join(folder, "inbox.mbox");
			writeFileSync(path, `${ENVELOPE}${MAIL}\n`.repeat(1000));
			const problems: string[] = [];
			let whole = true;
			let changed = false;
			for await (const event of openSources([path], { chunkBytes: 20000 })) {
				if (event.kind === "failure") problems.push(event.problem.code);
				if (event.kind === "done") whole = event.whole;
				if (event.kind === "messages" && !changed) change(path);
				changed = true;
			}
			assert.deepEqual(problems, ["changed-while-read"]);
			assert.equal(whole, false);
		});
	}
});

test("messages lie in memory that the consumer gave, and what was not used comes back", async () => {
	await inFolder(async (folder) => {
		const path = join(folder, "inbox.mbox");
		const long = `Subject: long\n\n${"x".repeat(70)}\n${"y\n".repeat(40000)}`;
		writeFileSync(path, `${ENVELOPE}${MAIL}\n${ENVELOPE}${long}\n`);
		writeFileSync(join(folder, "one.eml"), MAIL);
		const out = new Set<Uint8Array>();
		let peak = 0;
		const allocate = (size: number): Uint8Array => {
			const chunk = new Uint8Array(new SharedArrayBuffer(size));
			out.add(chunk);
			peak = Math.max(peak, out.size);
			return chunk;
		};
		const release = (chunk: Uint8Array): void => assert.ok(out.delete(chunk));
		const seen: string[] = [];
		for await (const event of openSources([folder], { chunkBytes: 20000, allocate, release })) {
			if (event.kind !== "messages") continue;
			for (const { bytes } of event.messages) {
				assert.equal(bytes.buffer, event.chunk.buffer);
				seen.push(createHash("sha256").update(bytes).digest("hex"));
			}
			release(event.chunk);
		}
		assert.equal(out.size, 0);
		assert.ok(peak <= 3, String(peak));
		assert.deepEqual(
			seen,
			[MAIL, long, MAIL].map((text) => createHash("sha256").update(text).digest("hex")),
		);
	});
});
