// Archives in a scan: known again as one file, read again as a whole where they changed, each message shown again from where it lay.

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { rawOf } from "../../../src/app/scan/raw-source.ts";
import type { StoredMessage } from "../../../src/edge/casebook/stored-messages.ts";
import { tar, zip } from "../../edge/sources/archives.ts";
import { mbox, newsletter, numbers, openTestCase, scanInto, temporaryFolder } from "../mailboxes.ts";

const maildir = (seeds: readonly number[], folder = "bela@mail.example") => [
	{ name: `${folder}/new/`, type: "5" },
	...seeds.map((seed) => ({ name: `${folder}/cur/${1_700_000_000 + seed}.M${seed}.host:2,S`, data: newsletter(seed) })),
];

const backup = (seeds: readonly number[]): Buffer =>
	zip([
		...maildir(seeds),
		{ name: "letters.mbox", data: mbox(seeds.map((seed) => seed + 100)) },
		{ name: "old.tar.gz", data: gzipSync(tar([...maildir([500, 501], "x"), { name: "one.eml", data: newsletter(502) }])) },
		{ name: "secret.eml", data: "?", bits: 0x801 },
	]);

async function stored(location: string): Promise<readonly StoredMessage[]> {
	const casebook = await openTestCase(location);
	try {
		return await Array.fromAsync(casebook.messages());
	} finally {
		await casebook.close();
	}
}

const here = (messages: readonly StoredMessage[]): string[] =>
	messages.flatMap(({ placements }) => placements.filter(({ gone }) => !gone).map(({ file, offset }) => `${file} ${offset}`)).sort();

test("what lies in an archive has the archive in its place, its folder's owner and its flags", async (t) => {
	const folder = temporaryFolder(t);
	const file = join(folder, "backup.zip");
	writeFileSync(file, backup([1]));
	await scanInto(join(folder, "case"), [file]);
	const messages = await stored(join(folder, "case"));
	const placements = messages.map(({ placements }) => placements[0]).map((place) => ({ ...place, file: place?.file.slice(folder.length) }));
	assert.deepEqual(placements.map(({ file, flags, owner, mailbox }) => [file, mailbox?.slice(folder.length), owner, flags]).sort(), [
		["/backup.zip/bela@mail.example/cur/1700000001.M1.host:2,S", "/backup.zip/bela@mail.example", "bela@mail.example", ["seen"]],
		["/backup.zip/letters.mbox", "/backup.zip/letters.mbox", null, []],
		["/backup.zip/old.tar.gz/one.eml", "/backup.zip/old.tar.gz", null, []],
		["/backup.zip/old.tar.gz/x/cur/1700000500.M500.host:2,S", "/backup.zip/old.tar.gz/x", null, ["seen"]],
		["/backup.zip/old.tar.gz/x/cur/1700000501.M501.host:2,S", "/backup.zip/old.tar.gz/x", null, ["seen"]],
	]);
});

test("an archive that is whole and did not change is not read again; one of which something was lost is", async (t) => {
	const folder = temporaryFolder(t);
	const whole = join(folder, "whole.tgz");
	writeFileSync(whole, gzipSync(tar([...maildir(numbers(0, 40)), { name: "letters.mbox", data: mbox(numbers(50, 60)) }])));
	const location = join(folder, "case");
	const first = await scanInto(location, [whole]);
	assert.deepEqual({ messages: first.messages, unchanged: first.unchanged }, { messages: 50, unchanged: 0 });
	const second = await scanInto(location, [whole]);
	assert.deepEqual({ messages: second.messages, unchanged: second.unchanged }, { messages: 0, unchanged: 1 });
	assert.equal(second.bytes, first.bytes);
	assert.equal(second.fingerprint, first.fingerprint);
	const lost = join(folder, "backup.zip");
	writeFileSync(lost, backup([1, 2]));
	const before = await scanInto(location, [lost]);
	const after = await scanInto(location, [lost]);
	assert.deepEqual([before.messages, after.messages, before.unreadable, after.unreadable], [7, 7, 1, 1]);
	assert.equal(after.fingerprint, before.fingerprint);
});

test("of an archive that was written anew, what is no longer in it is gone, and what is new is there", async (t) => {
	const folder = temporaryFolder(t);
	const file = join(folder, "backup.tar");
	const location = join(folder, "case");
	const write = (seeds: readonly number[]): void =>
		writeFileSync(
			file,
			tar([
				...maildir(seeds),
				{ name: "letters.mbox", data: mbox(seeds.map((seed) => seed + 100)) },
				{ name: `${seeds[0]}.eml`, data: newsletter(900 + (seeds[0] as number)) },
			]),
		);
	write(numbers(0, 20));
	await scanInto(location, [file]);
	write(numbers(10, 25));
	await scanInto(location, [file]);
	await scanInto(join(folder, "fresh"), [file]);
	assert.deepEqual(here(await stored(location)), here(await stored(join(folder, "fresh"))));
	rmSync(file);
});

test("every message in an archive is shown again, however deep, and nothing that changed is", async (t) => {
	const folder = temporaryFolder(t);
	const location = join(folder, "case");
	const files = [join(folder, "backup.zip"), join(folder, "backup.tgz")];
	writeFileSync(files[0] as string, backup([1, 2, 3]));
	writeFileSync(
		files[1] as string,
		gzipSync(
			tar([
				{ name: "deep/backup.zip", data: backup([4, 5]) },
				{ name: "6.eml", data: newsletter(6) },
			]),
		),
	);
	await scanInto(location, files);
	const casebook = await openTestCase(location);
	t.after(() => casebook.close());
	let shown = 0;
	for await (const message of casebook.messages()) {
		const bytes = await rawOf(casebook, message);
		assert.equal(bytes?.length, message.size, JSON.stringify(message.placements));
		shown++;
	}
	assert.equal(shown, 14);
	writeFileSync(files[0] as string, backup([7]));
	rmSync(files[1] as string);
	for await (const message of casebook.messages()) {
		const bytes = await rawOf(casebook, message);
		assert.equal(bytes === null, !message.subject?.match(/Letter 50[0-2]$/), message.subject ?? "");
	}
});
