// ZIP files as opened in attachments: both of an archive's descriptions of itself are read, whatever they say, and nothing is written.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { unpackZip } from "../../../src/edge/containers/zip.ts";
import { findProgram, type Skip, skipOutsideCi } from "../../support/programs.ts";
import { type Packed, zip, zipWith } from "../sources/archives.ts";
import { inFolder } from "../sources/read-all.ts";
import { codesIn, unpacked } from "./unpacked.ts";

const PAGE = "<img src=http://tracker.example/a>";

const opened = (bytes: Uint8Array) => unpacked(unpackZip, bytes);

const WAYS: Readonly<Record<string, Omit<Packed, "name">>> = {
	stored: { method: 0 },
	deflated: { method: 8 },
	"in zip64 form": { zip64: true },
	"stored, sizes behind the data": { method: 0, bits: 0x808 },
	"deflated, sizes behind the data": { bits: 0x808 },
	"deflated, zip64 sizes behind the data": { bits: 0x808, zip64: true },
};

for (const [way, fields] of Object.entries(WAYS)) {
	test(`files that are ${way} are read, in order, by path`, async () => {
		const bytes = zip([
			{ name: "a.html", data: PAGE, ...fields },
			{ name: "b/", data: "", method: 0 },
			{ name: "b/é.txt", data: "x".repeat(5000), ...fields },
			{ name: "empty", data: "", ...fields },
		]);
		const { files, problems } = await opened(bytes);
		assert.deepEqual(files, [`a.html ${PAGE}`, `b/é.txt ${"x".repeat(5000)}`, "empty "]);
		assert.deepEqual(problems, []);
	});
}

test("an encrypted file, and one compressed in another way, are named; the rest is read", async () => {
	const { files, problems } = await opened(
		zip([
			{ name: "secret.html", data: PAGE, bits: 1 },
			{ name: "lzma.html", data: PAGE, method: 14 },
			{ name: "odd.html", data: PAGE, method: 77 },
			{ name: "open.html", data: PAGE },
		]),
	);
	assert.deepEqual(files, [`open.html ${PAGE}`]);
	assert.deepEqual(problems, [
		"encrypted: secret.html is encrypted",
		"not-opened: lzma.html is compressed in a way (LZMA) that this version does not read",
		"not-opened: odd.html is compressed in a way (77) that this version does not read",
	]);
});

test("behind a file of strong encryption, whose directory may be encrypted too, files are found by their own headers", async () => {
	const { files, problems } = await opened(
		zip([
			{ name: "strong.html", data: PAGE, bits: 0x41 },
			{ name: "open.html", data: PAGE },
		]),
	);
	assert.deepEqual(files, [`open.html ${PAGE}`]);
	assert.deepEqual(codesIn({ problems }), ["encrypted", "unparsable"]);
});

test("whatever path a name spells, it is a name: it is told as it stands, with / for \\, and twice if it stands twice", async () => {
	const names = ["a\\b\\c.html", "../../../etc/passwd", "/etc/passwd", "C:\\x.html", "same", "same", "__proto__", "a\0.html", ""];
	const { files } = await opened(zip(names.map((name, index) => ({ name, data: `${index}` }))));
	assert.deepEqual(
		files,
		names.map((name, index) => `${name.replaceAll("\\", "/")} ${index}`),
	);
});

test("where directory and header name a file differently, it is read under both names and said", async () => {
	const { bytes, offsets } = zipWith([{ name: "photo.txt", data: PAGE }]);
	bytes.write("a.htm.txt", (offsets[0] as number) + 30);
	const { files, problems } = await opened(bytes);
	assert.deepEqual(files, [`photo.txt ${PAGE}`, `a.htm.txt ${PAGE}`]);
	assert.deepEqual(problems, [
		"unparsable: photo.txt: the directory and the file's own header (a.htm.txt) contradict each other; both were read",
	]);
});

test("where directory and header differ in the method, what either leads to is read", async () => {
	const { bytes, directory } = zipWith([{ name: "a", data: PAGE, method: 0 }]);
	bytes.writeUInt16LE(8, directory + 10);
	const { files, problems } = await opened(bytes);
	assert.ok(files.includes(`a ${PAGE}`), files.join("\n"));
	assert.ok(codesIn({ problems }).includes("unparsable"));
});

test("a file that the directory does not list is read and said, within another's data too", async () => {
	const { bytes, directory } = zipWith([
		{ name: "listed", data: "1" },
		{ name: "hidden", data: PAGE },
	]);
	const entry = 46 + "listed".length;
	const end = bytes.length - 22;
	const shorter = Buffer.concat([bytes.subarray(0, directory + entry), bytes.subarray(end)]);
	shorter.writeUInt16LE(1, shorter.length - 14);
	shorter.writeUInt16LE(1, shorter.length - 12);
	shorter.writeUInt32LE(entry, shorter.length - 10);
	const { files, problems } = await opened(shorter);
	assert.deepEqual(files, ["listed 1", `hidden ${PAGE}`]);
	assert.deepEqual(problems, ["unparsable: hidden: it lies in the archive, but its directory does not list it; it was read"]);
});

test("without a directory, or with one that cannot be read, files are found by their own headers", async () => {
	const { bytes, directory } = zipWith([
		{ name: "a", data: PAGE },
		{ name: "b", data: "2", method: 0 },
		{ name: "c", data: "3".repeat(99), bits: 0x808 },
	]);
	const files = [`a ${PAGE}`, "b 2", `c ${"3".repeat(99)}`];
	const cut = await opened(bytes.subarray(0, directory));
	assert.deepEqual(cut.files, files);
	assert.deepEqual(codesIn(cut), ["unparsable"]);
	bytes.fill(0xff, directory, directory + 30);
	assert.deepEqual((await opened(bytes)).files, files);
});

test("a directory that leads elsewhere is said, and the files are found by their own headers", async () => {
	const { bytes } = zipWith([{ name: "a", data: PAGE }], () => 7);
	const { files, problems } = await opened(bytes);
	assert.deepEqual(files, [`a ${PAGE}`]);
	assert.ok(codesIn({ problems }).includes("truncated"));
});

test("a second, empty directory behind the first hides nothing", async () => {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50);
	const { files } = await opened(Buffer.concat([zip([{ name: "a", data: PAGE }]), end]));
	assert.deepEqual(files, [`a ${PAGE}`]);
});

test("what stands before and behind an archive does not matter", async () => {
	const archive = zip([{ name: "a", data: PAGE }]);
	const { files, problems } = await opened(Buffer.concat([Buffer.from("MZ a program".repeat(100)), archive, Buffer.from("a remark")]));
	assert.deepEqual(files, [`a ${PAGE}`]);
	assert.deepEqual(problems, []);
});

test("a wrong checksum and a wrong size are said; what is there is read", async () => {
	const wrong = await opened(zip([{ name: "a", data: PAGE, crc: 7 }]));
	assert.deepEqual(wrong, {
		...wrong,
		files: [`a ${PAGE}`],
		problems: ["unparsable: a: it differs from its checksum; it was read all the same"],
	});
	assert.deepEqual((await opened(zip([{ name: "a", data: PAGE, size: 1 << 30 }]))).files, [`a ${PAGE}`]);
});

test("data that breaks off or is damaged shows what came before", async () => {
	const packed = deflateRawSync(Buffer.from(PAGE.repeat(50).split("a").reverse().join("b")), { level: 0 });
	const { bytes, offsets } = zipWith([{ name: "a", data: packed, method: 0 }]);
	const header = offsets[0] as number;
	bytes.writeUInt16LE(8, header + 8);
	// Its second half overwritten with a block type that does not exist.
	const damaged = Buffer.from(bytes);
	damaged.writeUInt16LE(8, damaged.length - 22 - 47 + 10);
	const cut = await opened(bytes.subarray(0, header + 31 + 500));
	assert.equal(cut.files.length, 1);
	assert.ok((cut.files[0] as string).length > 400);
	assert.ok(codesIn(cut).includes("truncated"));
});

test("pictures, fonts and films are left out by name and first bytes together, and by nothing less", async () => {
	const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(5000)]);
	const { files } = await opened(
		zip([
			{ name: "photo.png", data: png },
			{ name: "stored.PNG", data: png, method: 0 },
			{ name: "photo.html", data: png },
			{ name: "page.png", data: PAGE },
		]),
	);
	assert.deepEqual(
		files.map((file) => file.slice(0, file.indexOf(" "))),
		["photo.html", "page.png"],
	);
});

test("files over one another are said", async () => {
	const { bytes } = zipWith(
		Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, data: "x".repeat(100) })),
		(_, offsets) => offsets[0] ?? 0,
	);
	assert.ok((await opened(bytes)).problems.some((problem) => problem.includes("share their data")));
});

function need(program: string): Skip {
	return findProgram(program) === null ? skipOutsideCi(`no ${program} here: apt-get install ${program}`) : { skip: false };
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** [path, SHA-256] of each file, sorted. */
async function summary(bytes: Uint8Array): Promise<(readonly [string, string])[]> {
	const { files } = await opened(bytes);
	return files
		.map((file) => [file.slice(0, file.indexOf(" ")), sha256(Buffer.from(file.slice(file.indexOf(" ") + 1), "latin1"))] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1));
}

const LISTS = `
import hashlib, json, sys, zipfile
found = []
for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as archive:
        found.append(sorted([i.filename, hashlib.sha256(archive.read(i)).hexdigest()] for i in archive.infolist() if not i.is_dir()))
print(json.dumps(found))
`;

test("of any well-made archive, exactly what Python's zipfile reads is read", need("python3"), () =>
	inFolder(async (folder) => {
		const name = fc.stringMatching(/^[a-z]{1,8}(\/[a-zéß]{1,8}){0,3}$/);
		const entry = fc.record({ data: fc.uint8Array({ maxLength: 3000 }), method: fc.constantFrom(0, 8), zip64: fc.boolean() });
		const archives = fc.sample(fc.uniqueArray(fc.tuple(name, entry), { maxLength: 8, selector: ([path]) => path }), 60);
		const paths = archives.map((entries, index) => {
			const path = join(folder, `${index}.zip`);
			writeFileSync(path, zip(entries.map(([path, { data, ...fields }]) => ({ name: path, data: Buffer.from(data), ...fields }))));
			return path;
		});
		const expected = JSON.parse(execFileSync("python3", ["-c", LISTS, ...paths], { encoding: "utf8" })) as unknown[];
		for (const [index, path] of paths.entries()) assert.deepEqual(await summary(readFileSync(path)), expected[index], path);
	}),
);

const WRITES = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    archive.comment = b"a remark"
    archive.writestr("stored.txt", "one", zipfile.ZIP_STORED)
    archive.writestr("deep/é.txt", "two" * 1000, zipfile.ZIP_DEFLATED, 9)
    with archive.open("streamed.txt", "w", force_zip64=True) as file:
        file.write(b"three" * 1000)
`;

test("what Python's zipfile and Info-ZIP's zip write is read", { skip: need("python3").skip || need("zip").skip }, () =>
	inFolder(async (folder) => {
		const path = join(folder, "python.zip");
		execFileSync("python3", ["-c", WRITES, path]);
		assert.deepEqual(await summary(readFileSync(path)), [
			["deep/é.txt", sha256(Buffer.from("two".repeat(1000)))],
			["stored.txt", sha256(Buffer.from("one"))],
			["streamed.txt", sha256(Buffer.from("three".repeat(1000)))],
		]);
		writeFileSync(join(folder, "a.txt"), "four".repeat(1000));
		execFileSync("zip", ["-q", "-X", "info.zip", "a.txt"], { cwd: folder });
		// To a pipe it writes sizes behind the data.
		const piped = execFileSync("zip", ["-q", "-fz-", "-", "a.txt"], { cwd: folder });
		for (const bytes of [readFileSync(join(folder, "info.zip")), piped]) {
			assert.deepEqual(await summary(bytes), [["a.txt", sha256(Buffer.from("four".repeat(1000)))]]);
		}
	}),
);
