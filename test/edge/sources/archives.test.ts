// An archive tells what the unpacked folder tells: made-up mailboxes of every kind, packed by the programs that people pack with.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { findProgram, skipOutsideCi } from "../../support/programs.ts";
import { zip } from "./archives.ts";
import { inFolder, readAll } from "./read-all.ts";

const RUNS = Number(process.env.COUNTERPIXEL_RUNS ?? 6);

const mail = (number: number): string =>
	`From: anna@news.example\nTo: bela@mail.example\nSubject: ${number}\n\n${"text\n".repeat(number % 300)}`;
const mbox = (number: number): string =>
	[number, number + 1].map((each) => `From anna@news.example Thu Nov 25 02:14:10 2026\nStatus: R\n${mail(each)}\n`).join("");
const emlx = (number: number): string =>
	`${String(mail(number).length).padEnd(10)}\n${mail(number)}<?xml version="1.0"?><plist><dict><key>flags</key><integer>${number % 128}</integer></dict></plist>`;

/** Kinds of mailboxes: the files of one, below a folder. */
const KINDS: readonly ((number: number) => Readonly<Record<string, string | Buffer>>)[] = [
	(number) => ({ [`${number}.eml`]: mail(number), "notes.txt": "buy milk\n", "gr\u00fc\u00df.eml": mail(number + 1) }),
	(number) => ({
		[`cur/${number}.M1:2,${["", "S", "RS", "FT"][number % 4]}`]: mail(number),
		[`new/${number}.M2`]: mail(number + 2),
		"tmp/1": mail(0),
	}),
	(number) => ({ "inbox.mbox": mbox(number), [`carla${number}@mail.example.mbox`]: mbox(number + 5) }),
	(number) => ({
		[`${(number % 90) + 1}`]: mail(number),
		",7": mail(number + 3),
		".mh_sequences": `unseen: ${number % 90} 3-5\nreplied: 1-50\n`,
	}),
	(number) => ({
		[`INBOX.mbox/Data/1/Messages/${number}.partial.emlx`]: emlx(number),
		[`INBOX.mbox/Data/1/Attachments/${number}/2/a b.html`]: "<p>hi",
	}),
	(number) => ({ "old.mbox.gz": gzipSync(mbox(number)), "empty.eml": "", "x.xlsx": zip([{ name: "[Content_Types].xml", data: "" }]) }),
	(number) => ({
		"inner.zip": zip([
			{ name: "cur/1:2,S", data: mail(number) },
			{ name: "new/", data: "" },
		]),
		[`${"long-".repeat(40)}.eml`]: mail(number),
	}),
];

const FOLDERS = ["", "bela@mail.example", "a/b/c", "dora@mail.example/Archive", ".Sent"];

const mailboxes = fc.array(fc.record({ kind: fc.nat(KINDS.length - 1), folder: fc.nat(FOLDERS.length - 1), number: fc.nat(1000) }), {
	minLength: 1,
	maxLength: 6,
});

const PACKERS: readonly { readonly program: string; readonly file: string; readonly command: string }[] = [
	{ program: "zip", file: "a.zip", command: "zip -qr $FILE ." },
	{ program: "zip", file: "a.zip", command: "zip -qr - . | cat > $FILE" },
	{ program: "zip", file: "a.zip", command: "zip -q0r $FILE ." },
	{ program: "tar", file: "a.tar", command: "tar -cf $FILE ." },
	{ program: "tar", file: "a.tgz", command: "tar -czf $FILE --format=pax ." },
	{ program: "tar", file: "a.tar.gz", command: "tar -cf - --format=ustar . 2>/dev/null | gzip > $FILE; tar -tzf $FILE > /dev/null" },
	{ program: "zstd", file: "a.tar.zst", command: "tar -cf - --format=gnu . | zstd -q > $FILE" },
];

async function everythingIn(location: string) {
	const { messages, ignored, failures } = await readAll(location);
	const below = (path: string): string => path.slice(location.length);
	return {
		messages: messages
			.map(({ file, mailbox, owner, flags, offset, size, bytes, problems }) =>
				JSON.stringify([
					below(file),
					below(mailbox),
					owner,
					flags,
					offset,
					size,
					createHash("sha256").update(bytes).digest("hex"),
					problems,
				]),
			)
			.sort(),
		ignored: ignored.map(below).sort(),
		failures: failures.map(({ file, problem, fatal }) => `${below(file)} ${problem.code} ${fatal}`).sort(),
	};
}

for (const { program, file, command } of PACKERS) {
	const skip = findProgram(program) !== null ? { skip: false as const } : skipOutsideCi(`no ${program} here: apt-get install ${program}`);
	test(`what was packed by "${command}" is read as its folder is`, skip, async () => {
		await fc.assert(
			fc.asyncProperty(mailboxes, (chosen) =>
				inFolder(async (folder) => {
					const plain = join(folder, "plain");
					mkdirSync(plain);
					for (const { kind, folder: below, number } of chosen) {
						for (const [name, data] of Object.entries(KINDS[kind]?.(number) ?? {})) {
							// ustar has no room for long names.
							if (command.includes("ustar") && name.length > 90) continue;
							const path = join(plain, FOLDERS[below] ?? "", name);
							mkdirSync(join(path, ".."), { recursive: true });
							writeFileSync(path, data);
						}
					}
					writeFileSync(join(plain, "always.eml"), mail(1));
					const packed = join(folder, file);
					execFileSync("sh", ["-c", command.replaceAll("$FILE", packed)], { cwd: plain });
					assert.deepEqual(await everythingIn(packed), await everythingIn(plain));
				}),
			),
			{ numRuns: RUNS },
		);
	});
}
