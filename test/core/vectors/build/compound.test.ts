// Compound files for probes, as another reader reads them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "cfb";
import { compoundFile } from "../../../../src/core/vectors/build/compound.ts";

test("what is written is read by another reader, padded where it is short", () => {
	const streams = { Data: "d".repeat(5000), "1Table": "short", WordDocument: "w".repeat(9000) };
	const { FileIndex, FullPaths } = read(Buffer.from(compoundFile(streams), "latin1"), { type: "buffer" });
	const found = Object.fromEntries(
		FileIndex.flatMap(({ type, content }, index) =>
			type === 2 ? [[(FullPaths[index] ?? "").replace(/^[^/]*\//, ""), Buffer.from(content).toString("latin1")]] : [],
		),
	);
	assert.deepEqual(found, { Data: streams.Data, "1Table": "short".padEnd(4096, "\0"), WordDocument: streams.WordDocument });
});
