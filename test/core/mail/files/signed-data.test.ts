// Certificates and signed messages: what OpenSSL makes is read as Node reads it, and hostile ones end soon.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createInspector } from "../../../../src/core/inspect.ts";
import { format } from "../../../../src/core/mail/files/signed-data.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";
import { latin1Bytes, scanned, standsDamage } from "./scanned.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-signed-"));
after(() => rmSync(folder, { recursive: true }));

function openssl(...args: string[]): Buffer {
	return execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
}

function made(): string {
	const extensions = [
		"authorityInfoAccess=OCSP;URI:http://ocsp.a.example/,caIssuers;URI:http://ca.a.example/a.cer",
		"crlDistributionPoints=URI:http://crl.a.example/a.crl",
		"subjectAltName=email:anna@a.example,URI:http://name.a.example/",
	].flatMap((extension) => ["-addext", extension]);
	openssl("req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=Anna", "-keyout", "key.pem", "-out", "cert.pem", ...extensions);
	openssl(
		"req",
		"-x509",
		"-newkey",
		"rsa:2048",
		"-nodes",
		"-subj",
		"/CN=Anna",
		"-keyout",
		"rsa.pem",
		"-out",
		"rsa-cert.pem",
		...extensions,
	);
	return readFileSync(join(folder, "cert.pem"), "latin1");
}

const pem = made();
const ADDRESSES = [
	"certificate revocation list http://crl.a.example/a.crl",
	"certificate status http://ocsp.a.example/",
	"certificate issuer http://ca.a.example/a.cer",
];

test("a certificate's addresses are those that Node reads, in DER and PEM", () => {
	const { infoAccess, raw } = new X509Certificate(pem);
	const expected = ADDRESSES.map((line) => `${line} @ certificate 1`).sort();
	for (const bytes of [new Uint8Array(raw), latin1Bytes(`Bag Attributes\r\n${pem}`)]) {
		const { constructs, problems } = scanned(format, bytes, "a.cer");
		assert.deepEqual([constructs.sort(), problems], [expected, []]);
		const read = infoAccess?.match(/http:\S+/g) ?? [];
		assert.equal(read.length, 2);
		for (const address of read) assert.ok(constructs.some((line) => line.includes(address)));
	}
});

const BODY = 'Content-Type: text/html\r\n\r\n<img src="http://tracker.example/p">\r\n';

function lines(message: string): string[] {
	const { references, problems } = createInspector(nodeCodec)(new Uint8Array(Buffer.from(message, "latin1")));
	return [
		...references.map(({ vector, trigger, url, path }) => `${vector} ${trigger} ${url} ${path ?? ""}`),
		...problems.map(({ code }) => `!${code}`),
	].sort();
}

test("a message inside its signature is read as the message, in one piece or in many, and its certificates are checked", () => {
	writeFileSync(join(folder, "body"), BODY);
	const signed = ["smime", "-sign", "-in", "body", "-signer", "rsa-cert.pem", "-inkey", "rsa.pem", "-nodetach", "-binary"];
	for (const options of [[], ["-stream"]]) {
		const der = openssl(...signed, "-outform", "DER", ...options);
		const head =
			'MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\r\nContent-Disposition: attachment; filename="smime.p7m"\r\n';
		const message = `${head}Content-Transfer-Encoding: base64\r\n\r\n${der.toString("base64").replace(/.{76}/g, "$&\r\n")}\r\n`;
		const found = lines(message);
		assert.ok(found.includes("img-src open http://tracker.example/p signed content/1"), found.join("\n"));
		assert.equal(found.filter((line) => line.startsWith("certificate-")).length, 3);
		assert.ok(
			found.every((line) => !line.startsWith("!")),
			found.join("\n"),
		);
	}
});

test("an encrypted message is said to be one, whatever its header calls it", () => {
	writeFileSync(join(folder, "body"), BODY);
	const der = openssl("smime", "-encrypt", "-in", "body", "-binary", "-aes128", "-outform", "DER", "rsa-cert.pem");
	for (const parameter of ["", "; smime-type=enveloped-data", "; smime-type=signed-data"]) {
		assert.deepEqual(
			lines(`Content-Type: application/pkcs7-mime${parameter}\r\nContent-Transfer-Encoding: base64\r\n\r\n${der.toString("base64")}`),
			["!encrypted"],
		);
	}
	assert.deepEqual(lines("Content-Type: application/x-pkcs7-mime\r\n\r\nx"), ["!encrypted"]);
});

test("damage anywhere is survived, and elements in elements end soon", () => {
	standsDamage(format, new Uint8Array(new X509Certificate(pem).raw), "a.cer");
	for (const part of ["\x30\x80", "\x30\x84\x7f\xff\xff\xff", "\x30\0", "\x24\x80\x04\0", "-----BEGIN A-----"]) {
		const started = performance.now();
		scanned(format, latin1Bytes(`\x30\x80${part.repeat(2_000_000 / part.length)}`), "a.p7m");
		scanned(format, latin1Bytes(part.repeat(2_000_000 / part.length)), "a.p7m");
		assert.ok(performance.now() - started < 10_000, JSON.stringify(part));
	}
});
