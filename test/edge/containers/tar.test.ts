// tar archives as opened in attachments: names in every form that writers have used, past damage, with nothing followed or written.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { unpackTar } from "../../../src/edge/containers/tar.ts";
import { findProgram, skipOutsideCi } from "../../support/programs.ts";
import { type Taped, tar } from "../sources/archives.ts";
import { inFolder } from "../sources/read-all.ts";
import { codesIn, unpacked } from "./unpacked.ts";

const PAGE = "<img src=http://tracker.example/a>";

const opened = (bytes: Uint8Array, limits = {}) => unpacked(unpackTar, bytes, "a.tar", limits);

test("files are read by path; folders, links and devices are none", async () => {
	const { files, problems } = await opened(
		tar([
			{ name: "a.html", data: PAGE },
			{ name: "folder", type: "5" },
			{ name: "folder/b.txt", data: "2" },
			{ name: "soft", type: "2", link: "/etc/passwd" },
			{ name: "hard", type: "1", link: "a.html" },
			{ name: "tty", type: "3" },
			{ name: "empty" },
		]),
	);
	assert.deepEqual(files, [`a.html ${PAGE}`, "folder/b.txt 2", "empty "]);
	assert.deepEqual(problems, []);
});

test("whatever path a name spells, it is a name", async () => {
	const names = ["../../etc/passwd", "/etc/passwd", "same", "same", "__proto__"];
	const { files } = await opened(tar(names.map((name) => ({ name, data: name }))));
	assert.deepEqual(
		files,
		names.map((name) => `${name} ${name}`),
	);
});

test("long names are read as pax and as GNU's tar write them", async () => {
	const long = `${"folder/".repeat(40)}a.html`;
	const { files } = await opened(
		tar([
			{ name: long, data: "gnu" },
			{ name: "short", data: "pax", pax: { path: `${long}x`, mtime: "1" } },
			{ name: "next", data: "own name" },
		]),
	);
	assert.deepEqual(files, [`${long} gnu`, `${long}x pax`, "next own name"]);
});

test("a sparse file is named, as its data cannot be put together", async () => {
	const { files, problems } = await opened(
		tar([
			{ name: "holes", type: "S", data: "x" },
			{ name: "a", data: "1" },
		]),
	);
	assert.deepEqual(files, ["a 1"]);
	assert.match(problems.join(), /^not-opened: holes: /);
});

test("pictures are left out by name and first bytes together", async () => {
	const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]);
	const { files } = await opened(
		tar([
			{ name: "photo.png", data: png },
			{ name: "page.png", data: PAGE },
		]),
	);
	assert.deepEqual(files, [`page.png ${PAGE}`]);
});

test("behind a damaged header, and behind the end, reading goes on", async () => {
	const entries = (...names: readonly string[]): readonly Taped[] => names.map((name) => ({ name, data: name }));
	const damaged = tar(entries("1", "2", "3"));
	damaged[1024] = 0x7f;
	const past = await opened(damaged);
	assert.deepEqual(past.files, ["1 1", "3 3"]);
	assert.deepEqual(codesIn(past), ["truncated"]);
	const joined = await opened(Buffer.concat([tar(entries("1")), Buffer.alloc(4096), tar(entries("hidden"))]));
	assert.deepEqual(joined.files, ["1 1", "hidden hidden"]);
});

test("an entry that claims more than there is, is read as far as it goes and said", async () => {
	const { files, problems } = await opened(
		tar(
			[
				{ name: "a", data: "1" },
				{ name: "b", data: PAGE, size: 2 ** 32 },
			],
			false,
		),
	);
	assert.equal(files[0], "a 1");
	assert.ok(files[1]?.startsWith(`b ${PAGE}`), files.join("\n"));
	assert.deepEqual(codesIn({ problems }), ["truncated"]);
});

test("more files, or bytes, than may be handed over are said; what came before stands", async () => {
	const many = tar(Array.from({ length: 100 }, (_, index) => ({ name: `${index}`, data: "x".repeat(1000) })));
	const few = await opened(many, { mostItems: 20 });
	assert.equal(few.files.length, 10);
	assert.deepEqual(codesIn(few), ["limit-parts"]);
	const small = await opened(many, { mostBytes: 4500 });
	assert.equal(small.size, 4500);
	assert.deepEqual(codesIn(small), ["limit-decoded"]);
});

const needTar = { skip: findProgram("tar") === null ? skipOutsideCi("no tar here: apt-get install tar").skip : false };

for (const format of ["v7", "ustar", "pax", "gnu", "oldgnu"]) {
	test(`what GNU tar writes as ${format} is read`, needTar, () =>
		inFolder((folder) => {
			const long = format === "v7" ? [] : [`${"d".repeat(60)}/${"e".repeat(60)}/c.txt`];
			const names = ["a.txt", "folder/b.txt", ...long];
			for (const name of names) {
				mkdirSync(dirname(join(folder, name)), { recursive: true });
				writeFileSync(join(folder, name), name.repeat(30));
			}
			const bytes = execFileSync("tar", [`--format=${format}`, "-C", folder, "-cf", "-", ...names]);
			return opened(bytes).then(({ files, problems }) => {
				assert.deepEqual(
					files,
					names.map((name) => `${name} ${name.repeat(30)}`),
				);
				assert.deepEqual(problems, []);
			});
		}),
	);
}
