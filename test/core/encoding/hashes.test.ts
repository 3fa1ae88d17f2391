import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { blake2b as wasmBlake2b, keccak as wasmKeccak } from "hash-wasm";
import { DIGESTS, ordersOf, toHex } from "../../../src/core/encoding/hashes.ts";

const INPUTS = ["", "a", "jane@x.example", "jane.doe+news@x.example", "dörte@bücher.example", "a".repeat(64), "a".repeat(240)].map((text) =>
	new TextEncoder().encode(text),
);

const NODE_NAMES: ReadonlyMap<string, string> = new Map([
	["SHA-512/224", "sha512-224"],
	["SHA-512/256", "sha512-256"],
	["BLAKE2b", "blake2b512"],
	["BLAKE2s", "blake2s256"],
	["RIPEMD-160", "ripemd160"],
]);

/** By another implementation; null for those of digests/, which have tests of their own. */
async function independent(name: string, data: Uint8Array): Promise<string | null> {
	const bits = Number(/\d+/.exec(name.replace(/^\D*2b/, ""))?.[0] ?? 0);
	if (name.startsWith("Keccak")) return wasmKeccak(data, bits as 224 | 256 | 384 | 512);
	if (name.startsWith("BLAKE2b (")) return wasmBlake2b(data, bits);
	if (name === "middle of the MD5") return createHash("md5").update(data).digest("hex").slice(8, 24);
	if (!/^(?:MD5|SHA|RIPEMD|BLAKE)/.test(name)) return null;
	return createHash(NODE_NAMES.get(name) ?? (name.startsWith("SHA3") ? name.toLowerCase() : name.replace("-", "").toLowerCase()))
		.update(data)
		.digest("hex");
}

test("each digest is what Node or hash-wasm computes, and as long as its row says", async () => {
	let compared = 0;
	for (const { name, bytes, of } of DIGESTS) {
		for (const data of INPUTS) {
			const computed = of(data);
			assert.equal(computed?.length, bytes, name);
			const expected = await independent(name, data);
			if (expected === null) continue;
			assert.equal(toHex(computed), expected, `${name} of ${data.length} bytes`);
			compared++;
		}
	}
	assert.equal(compared, 24 * INPUTS.length);
});

test("no two rows have one name, and no two digests of one length agree", () => {
	assert.equal(new Set(DIGESTS.map(({ name }) => name)).size, DIGESTS.length);
	const written = DIGESTS.flatMap(({ of, word }) => ordersOf(of(INPUTS[2] as Uint8Array) as Uint8Array, word).map(toHex));
	assert.equal(new Set(written).size, written.length);
});

test("integers are written in every order that tools use, strings of bytes in one", () => {
	const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
	const orders = (from: Uint8Array, word: 4 | 8 | null): string[] => ordersOf(from, word).map(toHex);
	assert.deepEqual(orders(bytes.subarray(0, 4), 4), ["01020304", "04030201"]);
	assert.deepEqual(orders(bytes, null), ["0102030405060708090a0b0c0d0e0f10"]);
	assert.deepEqual(orders(bytes, 8), [
		"0102030405060708090a0b0c0d0e0f10",
		"0807060504030201100f0e0d0c0b0a09",
		"100f0e0d0c0b0a090807060504030201",
		"090a0b0c0d0e0f100102030405060708",
	]);
});
