// What the https side shows: a certificate of one's own that OpenSSL can read, or a given one that is checked before anything listens.

import assert from "node:assert/strict";
import "reflect-metadata";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { X509CertificateGenerator } from "@peculiar/x509";
import { fingerprintOf, makeCertificate, readCertificate } from "../../../src/edge/listeners/certificate.ts";
import { needProgram } from "../../support/programs.ts";
import { run, withFolder } from "./clients.ts";

const DAY = 86_400_000;

test("one's own certificate is for the names given, for some days, and OpenSSL finds it right", needProgram("openssl"), async () => {
	await withFolder(async (folder) => {
		const pair = await makeCertificate(["t.example", "*.t.example", "127.0.0.1", "::1"]);
		const file = join(folder, "own.pem");
		writeFileSync(file, pair.certificate);
		const verified = await run("openssl", ["verify", "-check_ss_sig", "-CAfile", file, "-verify_hostname", "a.t.example", file]);
		assert.equal(verified.code, 0, verified.err);
		const read = new X509Certificate(pair.certificate);
		assert.equal(read.checkIP("127.0.0.1"), "127.0.0.1");
		assert.equal(read.checkIP("::1"), "::1");
		const days = (Date.parse(read.validTo) - Date.now()) / DAY;
		assert.ok(days > 7 && days < 31, String(days));
		assert.equal(fingerprintOf(pair), read.fingerprint256);
	});
});

test("no two starts have the same key", async () => {
	const [a, b] = [await makeCertificate(["localhost"]), await makeCertificate(["localhost"])];
	assert.notEqual(a.key, b.key);
});

test("a pair of files is read; each thing that is wrong with one names the file", needProgram("openssl"), async () => {
	await withFolder(async (folder) => {
		const file = (name: string, text: string): string => {
			const path = join(folder, name);
			writeFileSync(path, text);
			return path;
		};
		const own = await makeCertificate(["t.example"]);
		const certificate = file("own.pem", own.certificate);
		const key = file("own.key", own.key);
		assert.deepEqual(await readCertificate(certificate, key), own);

		const other = file("other.key", (await makeCertificate(["t.example"])).key);
		const early = file("early.pem", await certified(own.key, 1, 2));
		const ended = file("ended.pem", await certified(own.key, -2, -1));
		const wrong: readonly (readonly [certificate: string, key: string, message: RegExp])[] = [
			[join(folder, "none.pem"), key, /none\.pem: it cannot be read \(ENOENT\)/],
			[certificate, join(folder, "none.key"), /none\.key: it cannot be read \(ENOENT\)/],
			[key, key, /own\.key: this is not a certificate in PEM form/],
			[certificate, certificate, /own\.pem: this is not a private key in PEM form/],
			[file("empty.pem", ""), key, /empty\.pem: this is not a certificate/],
			[certificate, other, /other\.key: the key is not that of the certificate in .*own\.pem/],
			[early, key, /early\.pem: the certificate begins on \d{4}-\d\d-\d\d; is this machine's clock right\?/],
			[ended, key, /ended\.pem: the certificate ended on \d{4}-\d\d-\d\d/],
		];
		for (const [first, second, message] of wrong) await assert.rejects(readCertificate(first, second), { code: "usage", message });
	});
});

/** PEM: a certificate of that key, from so many days from now to so many. */
async function certified(key: string, from: number, to: number): Promise<string> {
	const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
	const pkcs8 = createPrivateKey(key).export({ type: "pkcs8", format: "der" });
	const spki = createPublicKey(key).export({ type: "spki", format: "der" });
	const certificate = await X509CertificateGenerator.createSelfSigned({
		name: "CN=t.example",
		notBefore: new Date(Date.now() + from * DAY),
		notAfter: new Date(Date.now() + to * DAY),
		signingAlgorithm: algorithm,
		keys: {
			privateKey: await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
			publicKey: await crypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]),
		},
	});
	return certificate.toString("pem");
}
