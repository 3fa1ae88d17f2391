import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { DIGESTS, toHex } from "../../../src/core/encoding/hashes.ts";

test("each digest is what Node computes, and as long as its row says", () => {
	for (const { name, bytes, of } of DIGESTS) {
		const data = new TextEncoder().encode("jane@x.example");
		assert.equal(toHex(of(data)), createHash(name.replace("-", "").toLowerCase()).update(data).digest("hex"), name);
		assert.equal(of(data).length, bytes);
	}
});
