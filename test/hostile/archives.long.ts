// Archives built to fill memory, to run for ever, to hide mail or to write outside of their place; and damage anywhere. Every one ends, is named,
// and costs no message before it (nor after it, where the format allows).

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import { createEntryNames } from "../../src/edge/sources/archive/entry-names.ts";
import { createBudget } from "../../src/edge/sources/reading/budget.ts";
import { MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_ENTRIES, MAX_ENTRY_NAME_BYTES, MAX_FOLDERS } from "../../src/edge/sources/reading/limits.ts";
import { type Packed, type Taped, tar, zip, zipWith } from "../edge/sources/archives.ts";
import { inFolder, readAll } from "../edge/sources/read-all.ts";

const MIB = 1024 * 1024;

const mail = (name: string): string => `From: anna@news.example\nTo: bela@mail.example\nSubject: ${name}\n\n${name}\n`;
const entries = (...names: readonly string[]): { readonly name: string; readonly data: string }[] =>
	names.map((name) => ({ name: `${name}.eml`, data: mail(name) }));

/** What was read of an archive: subjects, and failures as "entry: code", an exclamation mark where something was lost. */
async function read(bytes: Buffer, name = "a.zip") {
	return inFolder(async (folder) => {
		const path = join(folder, name);
		writeFileSync(path, bytes);
		const { texts, failures, done } = await readAll(path);
		assert.deepEqual(readdirSync(folder), [name]);
		return {
			subjects: texts.map((text) => /Subject: (.*)/.exec(text)?.[1] ?? "").sort(),
			failures: failures.map(({ file, problem, fatal }) => `${file.slice(path.length + 1)}: ${problem.code}${fatal ? "!" : ""}`),
			details: failures.map(({ problem }) => problem.detail),
			whole: done.find(({ file }) => file === path)?.whole,
		};
	});
}

describe("what an archive may not do", () => {
	test("names that lead out of it, and names given twice, are read inside of it and said", async () => {
		const odd: Packed[] = [
			...entries("one"),
			{ name: "../../../etc/x.eml", data: mail("up") },
			{ name: "/root/x.eml", data: mail("root") },
			{ name: "C:\\x\\y.eml", data: mail("drive") },
			{ name: "one.eml", data: mail("again") },
			{ name: "a/b", data: mail("file") },
			{ name: "a/b/c.eml", data: mail("below a file") },
			{ name: "\0.eml", data: mail("nul") },
			{ name: "", data: mail("nameless") },
			{ name: "__proto__/constructor", data: mail("proto") },
			...entries("last"),
		];
		const subjects = ["again", "below a file", "drive", "file", "last", "nameless", "nul", "one", "proto", "root", "up"];
		const zipped = await read(zip(odd));
		assert.deepEqual(zipped.subjects, subjects);
		assert.equal(zipped.whole, true);
		assert.ok(zipped.failures.includes("etc/x.eml: unparsable") && zipped.failures.includes("one.eml (2): unparsable"));
		const taped = await read(tar(odd as Taped[]), "a.tar");
		assert.deepEqual(taped.subjects, subjects);
	});

	test("the same names give the same paths, and no two paths are the same", () => {
		const names = ["a", "a", "a/b", "a/b", "a (2)", "./a", "b/", "b", "../b", "x/../y", "b/c"];
		const all = (): string[] => {
			const of = createEntryNames();
			return names.map((name) => of.of(name, name.endsWith("/")).path);
		};
		assert.deepEqual(all(), all());
		assert.equal(new Set(all()).size, names.length);
	});

	test("links, devices and sparse entries are named and not followed", async () => {
		const { subjects, failures } = await read(
			tar([
				...(entries("one") as Taped[]),
				{ name: "soft.eml", type: "2", link: "/etc/passwd" },
				{ name: "hard.eml", type: "1", link: "one.eml" },
				{ name: "tty", type: "3" },
				{ name: "holes", type: "S", data: "x" },
				{ name: "pax-holes", data: "x", pax: { "GNU.sparse.major": "1", "GNU.sparse.name": "holes.eml" } },
				...(entries("two") as Taped[]),
			]),
			"a.tar",
		);
		assert.deepEqual(subjects, ["one", "two"]);
		assert.deepEqual(failures, [
			"soft.eml: unreadable",
			"hard.eml: unreadable",
			"tty: unreadable",
			"holes: unreadable!",
			"holes.eml: unreadable!",
		]);
	});

	test("encrypted entries, unknown compressions and wrong checksums are named; the rest is read", async () => {
		const { subjects, failures, whole } = await read(
			zip([
				...entries("one"),
				{ name: "secret.eml", data: mail("secret"), bits: 1 },
				{ name: "aes.eml", data: mail("aes"), method: 99 },
				{ name: "wrong.eml", data: mail("wrong"), crc: 7 },
				{ name: "short.eml", data: mail("short"), size: 1_000_000 },
				...entries("two"),
			]),
		);
		assert.deepEqual(subjects, ["one", "short", "two", "wrong"]);
		assert.deepEqual(failures.sort(), ["aes.eml: unreadable!", "secret.eml: encrypted!", "short.eml: truncated!", "wrong.eml: truncated!"]);
		assert.equal(whole, false);
	});
});

describe("bombs", () => {
	test("an archive in an archive is opened so many times and no more; a quine ends there", async () => {
		let bytes = zip(entries("deepest"));
		for (let level = 1; level < MAX_ARCHIVE_DEPTH; level++) bytes = zip([{ name: "inner.zip", data: bytes }, ...entries(`level ${level}`)]);
		assert.equal((await read(bytes)).subjects.length, MAX_ARCHIVE_DEPTH);
		const deeper = await read(zip([{ name: "inner.zip", data: bytes }, ...entries("outer")]));
		assert.equal(deeper.subjects.length, MAX_ARCHIVE_DEPTH);
		assert.deepEqual(deeper.failures, [`${Array(MAX_ARCHIVE_DEPTH).fill("inner.zip").join("/")}: limit-depth!`]);
	});

	test("what unpacks to far more than its size stops, wherever the layers are, in bounded time", async () => {
		const zeros = Buffer.alloc(400 * MIB);
		const packed = deflateRawSync(zeros);
		assert.ok(packed.length < MIB);
		const plain = await read(zip([...entries("one"), { name: "z.eml", data: Buffer.concat([Buffer.from(mail("bomb")), zeros]) }]));
		assert.deepEqual(plain.failures, ["z.eml: limit-size!"]);
		assert.deepEqual(plain.subjects, ["bomb", "one"]);
		const layered = await read(
			gzipSync(
				tar([...(entries("one") as Taped[]), { name: "bomb.gz", data: gzipSync(Buffer.concat([Buffer.from(mail("bomb")), zeros])) }]),
			),
			"a.tgz",
		);
		assert.ok(layered.subjects.includes("one"));
		const taped = await read(zstdCompressSync(tar([...(entries("one") as Taped[]), { name: "zeros", data: zeros }])), "a.tar.zst");
		assert.deepEqual(taped.subjects, ["one"]);
		assert.ok(taped.failures.length > 0);
	});

	test("entries that lie over one another are read once", async () => {
		const { bytes } = zipWith(
			Array.from({ length: 200 }, (_, index) => ({ name: `${index}.eml`, data: `${mail("same")}${"x".repeat(1000)}` })),
			(_, offsets) => offsets[0] ?? 0,
		);
		const { subjects, failures } = await read(bytes);
		assert.deepEqual(subjects, ["same"]);
		assert.equal(failures.length, 101);
	});

	test("the budget counts over all archives in one another", () => {
		const budget = createBudget(1000);
		const deeper = budget.deeper();
		assert.equal(budget.unpack(256 * MIB), true);
		assert.equal(deeper?.unpack(250_000), true);
		assert.equal(budget.unpack(1), false);
		for (let count = 0; count < MAX_ARCHIVE_ENTRIES; count++) budget.entry();
		assert.equal(deeper?.entry(), false);
		assert.equal(deeper?.hold(65 * MIB), false);
	});

	test("names without end and folders without end are named", async () => {
		const { subjects, failures } = await read(
			zip([
				{ name: "x".repeat(MAX_ENTRY_NAME_BYTES + 1), data: mail("long") },
				{ name: `${"d/".repeat(MAX_FOLDERS + 1)}x.eml`, data: mail("deep") },
				...entries("one"),
			]),
		);
		assert.deepEqual(subjects, ["one"]);
		assert.deepEqual(
			failures.map((text) => text.replace(/^.*: /, "")),
			["limit-header!", "limit-nesting!"],
		);
	});

	test("tens of thousands of entries that cannot be read make a hundred lines and one that counts the rest", async () => {
		const { failures, details } = await read(zip(Array.from({ length: 20_000 }, (_, index) => ({ name: `${index}`, data: "", bits: 1 }))));
		assert.equal(failures.length, 101);
		assert.match(details.at(-1) ?? "", /^19900 further entries/);
	});
});

/** Archives of three messages, and how many of them end before an offset. */
const SAMPLES: Readonly<Record<string, { readonly bytes: Buffer; readonly before: (cut: number) => number }>> = {
	"a.zip": sampleZip((name) => ({ name: `${name}.eml`, data: mail(name) })),
	"stored.zip": sampleZip((name) => ({ name: `${name}.eml`, data: mail(name), method: 0 })),
	"streamed.zip": sampleZip((name) => ({ name: `${name}.eml`, data: mail(name), bits: 0x808 })),
	"large.zip": sampleZip((name) => ({ name: `${name}.eml`, data: mail(name), zip64: true })),
	"a.tar": { bytes: tar(entries("1", "2", "3") as Taped[]), before: (cut) => Math.min(3, Math.floor(cut / 1024)) },
	"a.tgz": { bytes: gzipSync(tar(entries("1", "2", "3") as Taped[])), before: () => 0 },
	"a.tar.zst": { bytes: zstdCompressSync(tar(entries("1", "2", "3") as Taped[])), before: () => 0 },
};

function sampleZip(entry: (name: string) => Packed) {
	const { bytes, offsets, directory } = zipWith(["1", "2", "3"].map(entry));
	return { bytes, before: (cut: number): number => [...offsets.slice(1), directory].filter((end) => end <= cut).length };
}

describe("damage", () => {
	for (const [name, { bytes, before }] of Object.entries(SAMPLES)) {
		test(`${name}: cut off at any byte, all messages before come and the cut is named`, async () => {
			await onEach(name, async (readChanged) => {
				for (let cut = name.endsWith(".tar") ? 512 : 4; cut < bytes.length; cut++) {
					const { texts, failures } = await readChanged(bytes.subarray(0, cut));
					const whole = texts.filter((text) => ["1", "2", "3"].some((each) => text === mail(each))).length;
					assert.ok(whole >= before(cut), `cut at ${cut}: ${whole} of ${before(cut)}`);
					// Only of the blocks of zeros that end a tar may some be missing.
					const isEnd = name.endsWith(".tar") && cut >= 6 * 512;
					assert.ok(isEnd || failures.some(({ fatal }) => fatal), `cut at ${cut} is not named`);
				}
			});
		});

		test(`${name}: with any byte changed nothing throws, and a message that is not as it was is named`, async () => {
			await onEach(name, async (readChanged) => {
				for (let at = 0; at < bytes.length; at++) {
					const changed = Buffer.from(bytes);
					changed[at] = (changed[at] as number) ^ (1 << (at % 8));
					const { texts, failures } = await readChanged(changed);
					if (name.endsWith(".zip") && texts.some((text) => !["1", "2", "3"].some((each) => text === mail(each)))) {
						assert.ok(failures.length > 0, `a change at ${at} is not named`);
					}
				}
			});
		});
	}

	test("behind a damaged header of a tar, and behind its end, reading goes on", async () => {
		const bytes = tar(entries("1", "2", "3") as Taped[]);
		bytes[1024] = 0x7f;
		assert.deepEqual((await read(bytes, "a.tar")).subjects, ["1", "3"]);
		const joined = await read(
			Buffer.concat([tar(entries("1") as Taped[]), Buffer.alloc(8192), tar(entries("hidden") as Taped[])]),
			"a.tar",
		);
		assert.deepEqual(joined, { subjects: ["1", "hidden"], failures: [], details: [], whole: true });
	});
});

async function onEach(
	name: string,
	work: (readChanged: (bytes: Uint8Array) => ReturnType<typeof readAll>) => Promise<void>,
): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-damage-"));
	try {
		const path = join(folder, name);
		await work((bytes) => {
			writeFileSync(path, bytes);
			return readAll(path);
		});
	} finally {
		rmSync(folder, { recursive: true });
	}
}
