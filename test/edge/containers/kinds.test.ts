// Which attachments are opened, which are named as not opened, and that nothing falls between: with the openers that a scan uses, and without
// any, as in a browser.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { utils, write } from "cfb";
import { composeProbe } from "../../../src/app/selftest/compose.ts";
import { createNodeInspector, inspect as inspectClosed } from "../../../src/index.ts";
import { tar, zip } from "../sources/archives.ts";

const { inspect, close } = createNodeInspector();
after(close);

const PAGE = "<img src=http://inside.example/a>";

function attached(name: string, content: Uint8Array | string, mediaType = "application/octet-stream"): Uint8Array {
	const text = typeof content === "string" ? content : Buffer.from(content).toString("latin1");
	return composeProbe({ kind: "file", name, mediaType, shown: false, content: text }, { transferEncoding: "base64", charset: "us-ascii" });
}

function compound(): Buffer {
	const file = utils.cfb_new();
	utils.cfb_add(file, "/a.html", Buffer.from(PAGE));
	return write(file, { type: "buffer" }) as Buffer;
}

const files = [{ name: "folder/a.html", data: PAGE }];
const OPENED: Readonly<Record<string, readonly [content: Buffer, kind: string, path: string]>> = {
	zip: [zip(files), "a ZIP container", "folder/a.html"],
	tar: [tar(files), "a tar archive", "folder/a.html"],
	gzip: [gzipSync(PAGE, {}), "gzip compressed", "content"],
	compound: [compound(), "a compound file", "a.html"],
	pdf: [Buffer.from("%PDF-1.4\n1 0 obj << /S /URI /URI (http://inside.example/a) >>"), "a PDF", "1 0 obj"],
};

for (const [name, [content, kind, path]] of Object.entries(OPENED)) {
	test(`${name} is told by its first bytes, whatever it is called, and opened; without an opener it is named`, async () => {
		const message = attached("photo.bin", content);
		const { references, problems } = await inspect(message);
		// A page without a name of its own is none.
		if (name !== "gzip")
			assert.deepEqual(
				references.map((reference) => reference.path),
				[path],
			);
		assert.deepEqual(problems, []);
		const closed = inspectClosed(message);
		assert.deepEqual(
			closed.problems.map(({ code, detail }) => `${code}: ${detail}`),
			[`not-opened: part 2: photo.bin is ${kind}, which was not opened`],
		);
		assert.deepEqual(closed.references, []);
	});
}

test("in a container each is told anew: a page in a zip in a tar in a gzip", async () => {
	const inner = zip(files);
	const { references } = await inspect(attached("a.tgz", gzipSync(tar([{ name: "b/inner.zip", data: inner }]))));
	assert.deepEqual(
		references.map(({ url, path, trigger }) => [url, path, trigger]),
		[["http://inside.example/a", "a.tar/b/inner.zip/folder/a.html", "attachment"]],
	);
});

const UNOPENED: Readonly<Record<string, string>> = {
	"notes.one": "a OneNote section",
	"photos.7z": "an archive",
	"photos.part1.rar": "an archive",
	"photos.r01": "an archive",
	"disk.iso": "a disk image or cabinet",
	"disk.vhdx": "a disk image or cabinet",
	"setup.cab": "a disk image or cabinet",
	"form.xfdf": "data of a PDF form",
	"help.chm": "a program that loads what it names",
	"invoice.exe": "a program",
	"prices.odc": "a database or a connection to one",
	"letter.doc": "an office document of an unknown form",
	"saved.msg": "a saved message of an unknown form",
};

for (const [name, kind] of Object.entries(UNOPENED)) {
	test(`${name} is named as not opened, by itself and in an archive`, async () => {
		const alone = await inspect(attached(name, "\x01\x02\x03"));
		const detail = `not-opened: part 2 is ${kind}, which this version does not open`;
		assert.deepEqual(
			alone.problems.map(({ code, detail }) => `${code}: ${detail}`),
			[detail],
		);
		const packed = await inspect(attached("a.zip", zip([{ name, data: "\x01\x02\x03" }])));
		assert.deepEqual(
			packed.problems.map(({ code, detail }) => `${code}: ${detail}`),
			[detail.replace("part 2", `part 2, ${name}`)],
		);
	});
}

test("pictures, sounds and plain data are passed over without a word", async () => {
	for (const name of ["photo.jpg", "song.mp3", "film.mp4", "key.asc", "data.bin"]) {
		assert.deepEqual((await inspect(attached(name, "\x01\x02\x03"))).problems, []);
	}
});
