// ZIP files for probes, as yauzl, which checks names and sizes, and the system's CRC read them.

import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import yauzl from "yauzl";
import { storedZip } from "../../../../src/core/vectors/build/zip.ts";
import { openStoredZip } from "../../../support/stored-zip.ts";

const FILES = { mimetype: "application/vnd.oasis.opendocument.text", "word/_rels/document.xml.rels": "<x/>".repeat(100), empty: "" };

test("what is written is read by yauzl, with its checksums", async () => {
	const bytes = Buffer.from(storedZip(FILES), "latin1");
	const read: Record<string, string> = {};
	const zip = await yauzl.fromBufferPromise(bytes);
	for await (const entry of zip.eachEntry()) {
		const content = await text(await zip.openReadStreamPromise(entry));
		assert.equal(entry.crc32, crc32(content));
		read[entry.fileName] = content;
	}
	assert.deepEqual(read, FILES);
});

test("the tests' own reader reads the same", async () => {
	const bytes = new Uint8Array(Buffer.from(storedZip(FILES), "latin1"));
	const { files } = await openStoredZip({ kind: "zip", name: "a.zip", bytes, mostBytes: 1e6, mostItems: 100 });
	assert.deepEqual(Object.fromEntries(files.map(({ path, bytes: content }) => [path, Buffer.from(content).toString("latin1")])), FILES);
});
