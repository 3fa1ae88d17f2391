import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { addressIn, createIdentifier } from "../../../src/core/trackers/identifiers.ts";

const BOB = "bob.smith@y.example";
const identify = createIdentifier(["jane.doe@x.example"]);

function found(url: string): string | null {
	const { href, hostname } = new URL(url);
	const asked = addressIn(href, hostname);
	// The answer is the same when the URL was looked at before, which spares a search.
	identify(href, hostname);
	assert.deepEqual(addressIn(href, hostname), asked);
	return asked === null ? null : `${asked.address}: ${asked.how}`;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64url");
const hex = (text: string): string => Buffer.from(text).toString("hex");

describe("an address that is not the reader's is found in a URL, in clear or encoded", () => {
	const cases: readonly (readonly [url: string, how: string])[] = [
		[`http://t.test/o?e=${BOB}`, "the address in query parameter e"],
		["http://t.test/o?e=Bob.Smith%40Y.example", "the address in query parameter e"],
		["http://t.test/o?e=bob.smith%2540y.example", "the address in query parameter e"],
		[`http://t.test/o/${BOB}/x.gif`, "the address in the path"],
		[`http://t.test/o?e=${base64(BOB)}`, "the base64 of the address in query parameter e"],
		[`http://t.test/o/${hex(BOB)}`, "the hex of the address in the path"],
		[`http://t.test/o/${base64(hex(BOB))}`, "the base64 of the hex of the address in the path"],
	];
	for (const [url, how] of cases) test(url, () => assert.equal(found(url), `${BOB}: ${how}`));
});

describe("what only looks like an address is none", () => {
	for (const url of [
		"http://t.test/icon@2x.png",
		"http://t.test/npm/package@1.2.3/dist/index.js",
		"http://t.test/@somebody/post",
		"http://t.test/maps/@52.52,13.40,17z",
		"http://bank.example@t.test/login",
		"http://user:secret@t.test/",
		"http://t.test/thread/CAF3b2c91d8e7f6a5b4c3d2e1@mail.example",
		"http://t.test/img@2k.png?x=moc.elpmaxe@bob",
		"http://t.test/a#bob@y.example",
	]) {
		test(url, () => assert.equal(found(url), null));
	}
});

test("any address is found through any of these encodings, at any of these places", () => {
	const local = fc.stringMatching(/^[a-z]{3,8}(?:\.[a-z]{3,8})?$/);
	const domain = fc.stringMatching(/^[a-z]{3,10}\.(?:example|test|invalid)$/);
	const encoding = fc.constantFrom((text: string) => encodeURIComponent(text), base64, hex);
	const place = fc.constantFrom(
		(token: string) => `http://t.test/o?e=${token}&x=1`,
		(token: string) => `http://t.test/${token}/open.gif`,
		(token: string) => `http://t.test/click?u=http%3A%2F%2Fi.test%2F%3Fe%3D${encodeURIComponent(token)}`,
	);
	fc.assert(
		fc.property(local, domain, encoding, place, (name, host, encode, put) => {
			const address = `${name}@${host}`;
			assert.equal(found(put(encode(address)))?.split(":")[0], address);
		}),
	);
});

test("random tokens hold no address", () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 8, maxLength: 48 }), (bytes) => {
			assert.equal(found(`http://t.test/o?t=${Buffer.from(bytes).toString("base64url")}&h=${Buffer.from(bytes).toString("hex")}`), null);
		}),
	);
});
