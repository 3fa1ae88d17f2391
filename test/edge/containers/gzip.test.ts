// gzip as opened in attachments: one file, of however many members, named by what the reader sees.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { unpackGzip } from "../../../src/edge/containers/gzip.ts";
import { codesIn, unpacked } from "./unpacked.ts";

const PAGE = "<img src=http://tracker.example/a>";

/** With a name in its header, and a further field before it. */
function named(name: string, data: string): Buffer {
	const packed = gzipSync(data);
	packed[3] = 4 | 8;
	return Buffer.concat([packed.subarray(0, 10), Buffer.from([3, 0, 1, 2, 3]), Buffer.from(`${name}\0`, "latin1"), packed.subarray(10)]);
}

test("the file in it is named after the attachment, without its ending; else by the header, else not", async () => {
	const cases = [
		["page.html.gz", "page.html"],
		["Archive.TGZ", "Archive.tar"],
		["a.taz", "a.tar"],
		["a.svgz", "a.svg"],
		["page", "within.html"],
		["", "within.html"],
	] as const;
	for (const [outside, inside] of cases) {
		assert.deepEqual((await unpacked(unpackGzip, named("within.html", PAGE), outside)).files, [`${inside} ${PAGE}`]);
	}
	assert.deepEqual((await unpacked(unpackGzip, gzipSync(PAGE), ".gz")).files, [`content ${PAGE}`]);
});

test("members after one another are one file; what follows them and is none is passed over", async () => {
	const members = Buffer.concat([gzipSync("one "), gzipSync("two "), gzipSync("three")]);
	for (const more of ["", "\0".repeat(500), "a remark", "\0\0a remark"]) {
		const bytes = Buffer.concat([members, Buffer.from(more)]);
		assert.deepEqual(await unpacked(unpackGzip, bytes, "a.gz"), { files: ["a one two three"], constructs: [], problems: [], size: 13 });
	}
});

test("what is cut off or damaged shows what came before, and says so", async () => {
	const noise = Array.from({ length: 30_000 }, (_, index) => String.fromCharCode((index * 7919) % 251)).join("");
	const packed = gzipSync(Buffer.from(noise, "latin1"), { level: 0 });
	const cut = await unpacked(unpackGzip, packed.subarray(0, packed.length / 2), "a.gz");
	assert.ok(cut.size > 10_000);
	assert.deepEqual(codesIn(cut), ["truncated"]);
	packed[packed.length - 8] = (packed[packed.length - 8] as number) ^ 1;
	const wrong = await unpacked(unpackGzip, packed, "a.gz");
	assert.equal(wrong.size, noise.length);
	assert.deepEqual(codesIn(wrong), ["unparsable"]);
	const second = await unpacked(unpackGzip, Buffer.concat([gzipSync(PAGE), gzipSync("two").subarray(0, 12)]), "a.gz");
	assert.ok(second.files[0]?.startsWith(`a ${PAGE}`));
	assert.deepEqual(codesIn(second), ["truncated"]);
});

test("members without end are left with a problem", async () => {
	const { problems } = await unpacked(unpackGzip, Buffer.concat(Array(20_000).fill(gzipSync(""))), "a.gz");
	assert.deepEqual(codesIn({ problems }), ["limit-parts"]);
});

test("no more is unpacked than may be handed over", async () => {
	const { size, problems } = await unpacked(unpackGzip, gzipSync(Buffer.alloc(50_000_000)), "a.gz", { mostBytes: 1_000_000 });
	assert.ok(size <= 1_000_000);
	assert.deepEqual(codesIn({ problems }), ["limit-decoded"]);
});
