// What is sealed to a run is opened by its browser's secret alone, whole or not at all; the run's name and public key do not lead back to it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newBrowserSecret, opener, publicKeyOf, readBrowserSecret, runIdOf, seal } from "../../../../src/app/selftest/serve/sealed.ts";

const secret = newBrowserSecret();
const id = runIdOf(secret);
const publicKey = publicKeyOf(secret);

test("any text comes back as it was, and twice the same text is sealed differently", () => {
	const open = opener(secret);
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			const text = JSON.stringify(value);
			const [one, two] = [seal(publicKey, id, text), seal(publicKey, id, text)];
			assert.equal(open(one), text);
			assert.notEqual(one, two);
		}),
		{ numRuns: 50 },
	);
});

test("another secret, another run's name, and a single changed byte open nothing", () => {
	const sealed = seal(publicKey, id, '{"client_ip":"192.0.2.1"}');
	assert.equal(opener(newBrowserSecret())(sealed), null);
	assert.equal(opener(secret)(seal(publicKey, runIdOf(newBrowserSecret()), "{}")), null);
	const bytes = Buffer.from(sealed, "base64");
	for (let index = 0; index < bytes.length; index += 7) {
		const changed = Buffer.from(bytes);
		changed[index] = (changed[index] as number) ^ 1;
		assert.equal(opener(secret)(changed.toString("base64")), null, `byte ${index}`);
	}
	for (const cut of ["", "AAAA", sealed.slice(0, 64), sealed.slice(0, -4)]) assert.equal(opener(secret)(cut), null);
});

test("short texts are all of one length, so that it tells nothing", () => {
	assert.equal(new Set(["", "a", "a".repeat(400)].map((text) => seal(publicKey, id, text).length)).size, 1);
});

test("a secret has 256 bits, and only what has its form is one", () => {
	const made = new Set(Array.from({ length: 100 }, newBrowserSecret));
	assert.equal(made.size, 100);
	for (const one of made) assert.equal(Buffer.from(one, "base64url").length, 32);
	for (const text of ["", "a".repeat(42), "a".repeat(44), `${"a".repeat(42)};`, "../../../../../../../../../../../etc/passwd1"])
		assert.equal(readBrowserSecret(text), null);
});
