// Every encoding and digest that trackers are known to use (Englehardt, Han and Narayanan, PETS 2018), made by Node or by a few lines
// here that share nothing with the code under test.

import assert from "node:assert/strict";
import { createHash, getHashes } from "node:crypto";
import { describe, test } from "node:test";
import { crc32, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { createIdentifier } from "../../../src/core/trackers/identifiers.ts";

const ADDRESS = "jane.doe@x.example";

function found(url: string, address = ADDRESS): string | null {
	const { href, hostname } = new URL(url);
	const { kind, value } = createIdentifier([address, "other@y.example"])(href, hostname);
	return kind === "address" ? value : null;
}

type Encode = (data: Uint8Array | string) => string;
const buffer = (data: Uint8Array | string): Buffer => Buffer.from(data as string);

function base58(data: Uint8Array | string): string {
	const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	let number = BigInt(`0x${buffer(data).toString("hex")}`);
	let text = "";
	for (; number > 0n; number /= 58n) text = (alphabet[Number(number % 58n)] as string) + text;
	return text;
}

function base32(data: Uint8Array | string): string {
	const bits = Array.from(buffer(data), (byte) => byte.toString(2).padStart(8, "0")).join("");
	return (bits.match(/.{1,5}/g) ?? []).map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

function ascii85(data: Uint8Array | string): string {
	const bytes = buffer(data);
	let text = "";
	for (let at = 0; at < bytes.length; at += 4) {
		const group = bytes.subarray(at, at + 4);
		let number = Buffer.concat([group, Buffer.alloc(4 - group.length)]).readUInt32BE();
		const digits: string[] = [];
		for (let digit = 0; digit < 5; digit++) {
			digits.unshift(String.fromCharCode(33 + (number % 85)));
			number = Math.floor(number / 85);
		}
		text += digits.slice(0, group.length + 1).join("");
	}
	return text;
}

const reversed = (text: string): string => [...text].reverse().join("");
const rot13 = (text: string): string =>
	text.replace(/[a-z]/gi, (letter) => {
		const base = letter <= "Z" ? 65 : 97;
		return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
	});

const hex: Encode = (data) => buffer(data).toString("hex");
const base64: Encode = (data) => buffer(data).toString("base64");
const base64url: Encode = (data) => buffer(data).toString("base64url");

const ENCODINGS: Readonly<Record<string, (address: string) => string>> = {
	plain: (address) => address,
	reversed,
	rot13,
	hex,
	base32,
	base58,
	base64,
	base64url,
	ascii85,
	"gzip, base64": (address) => base64(gzipSync(address)),
	"gzip, base64url": (address) => base64url(gzipSync(address)),
	"gzip, hex": (address) => hex(gzipSync(address)),
	"zlib, base64": (address) => base64(deflateSync(address)),
	"zlib, hex": (address) => hex(deflateSync(address)),
	"deflate, base64url": (address) => base64url(deflateRawSync(address)),
	"base64 reversed": (address) => reversed(base64url(address)),
	"base64 in rot13": (address) => rot13(base64url(address)),
	"JWT payload": (address) => `${base64url('{"alg":"HS256"}')}.${base64url(JSON.stringify({ sub: address, iat: 1 }))}.c2lnbmF0dXJl`,
	"query string in base64": (address) => base64url(`id=7&mail=${encodeURIComponent(address)}&x=1`),
};

const address = fc
	.tuple(
		fc.stringMatching(/^[a-z]{3,9}$/),
		fc.constantFrom(".", "_", "-", ""),
		fc.stringMatching(/^[a-z]{3,9}$/),
		fc.stringMatching(/^[a-z]{3,9}$/),
	)
	.map(([first, joint, last, domain]) => `${first}${joint}${last}@${domain}.example`);

const PLACES: readonly ((token: string) => string)[] = [
	(token) => `http://t.test/open?e=${encodeURIComponent(token)}&x=1`,
	(token) => `http://t.test/${encodeURIComponent(token)}/pixel.gif`,
	(token) => `http://t.test/r?u=${encodeURIComponent(`http://i.test/?e=${encodeURIComponent(token)}`)}`,
];

describe("any address is found at any place in", () => {
	for (const [name, encode] of Object.entries(ENCODINGS)) {
		test(name, () => {
			fc.assert(fc.property(address, fc.constantFrom(...PLACES), (known, put) => assert.equal(found(put(encode(known)), known), known)));
		});
	}
});

/** As Node calls them. */
const HASHES =
	"md5 sha1 sha224 sha256 sha384 sha512 sha512-224 sha512-256 sha3-224 sha3-256 sha3-384 sha3-512 blake2b512 blake2s256 ripemd160";

describe("any address is found under", () => {
	for (const algorithm of HASHES.split(" ").filter((name) => getHashes().includes(name))) {
		test(`${algorithm}, in hexadecimal, base32 and base64`, () => {
			const encodings = fc.constantFrom<Encode>(hex, (data) => hex(data).toUpperCase(), base64, base64url, base32);
			const spelling = fc.constantFrom(
				(text: string) => text,
				(text: string) => text.toUpperCase(),
			);
			fc.assert(
				fc.property(address, encodings, spelling, fc.constantFrom(...PLACES), (known, encode, spell, put) => {
					const digest = createHash(algorithm).update(spell(known)).digest();
					assert.equal(found(put(encode(digest)), known), known);
				}),
			);
		});
	}

	test("CRC-32, in hexadecimal and decimal", () => {
		fc.assert(
			fc.property(address, (known) => {
				const sum = crc32(known);
				assert.equal(found(`http://t.test/?c=${sum.toString(16).padStart(8, "0")}`, known), known);
				if (sum > 20_000_000) assert.equal(found(`http://t.test/?c=${sum}`, known), known);
			}),
		);
	});

	test("a digest of a digest, of base64 and of hexadecimal, and a digest cut to half", () => {
		const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
		const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
		fc.assert(
			fc.property(address, (known) => {
				for (const token of [md5(sha256(known)), sha256(md5(known)), md5(base64(known)), sha256(hex(known)), sha256(known).slice(0, 32)]) {
					assert.equal(found(`http://t.test/?h=${token}`, known), known, token);
				}
			}),
		);
	});
});

test("a token cut in two is found over two parameters, segments or labels", () => {
	fc.assert(
		fc.property(address, fc.nat({ max: 5 }), (known, shift) => {
			const token = hex(known);
			const at = (token.length >> 1) - shift;
			const [first, second] = [token.slice(0, at), token.slice(at)];
			assert.equal(found(`http://t.test/?a=${first}&b=${second}`, known), known);
			assert.equal(found(`http://t.test/${first}/${second}`, known), known);
		}),
	);
});

test("two and three encodings inside each other are found", () => {
	const steps = fc.array(fc.constantFrom<(text: string) => string>(hex, base64, base64url, base32, encodeURIComponent), {
		minLength: 2,
		maxLength: 3,
	});
	fc.assert(
		fc.property(address, steps, fc.constantFrom(...PLACES), (known, chain, put) => {
			assert.equal(found(put(chain.reduce((text, encode) => encode(text), known)), known), known);
		}),
	);
});
