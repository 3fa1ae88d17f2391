// Certificate: what the https side of a listener shows. One's own, made at the start for a few days, is trusted by nobody: the server name of
// the handshake that fails over it is a contact all the same. A given one is read and checked before anything listens.

import "reflect-metadata";
import { createPrivateKey, webcrypto, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { appError } from "../../core/model/app-error.ts";

/** PEM; `certificate` may have its chain after it. */
export interface CertificatePair {
	readonly certificate: string;
	readonly key: string;
}

const DAY = 86_400_000;
const DAYS = 14;

/** EC P-256, self-signed, for these names and addresses. */
export async function makeCertificate(names: readonly string[]): Promise<CertificatePair> {
	const x509 = await import("@peculiar/x509");
	x509.cryptoProvider.set(webcrypto as typeof globalThis.crypto);
	const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
	const keys = (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
	const now = Date.now();
	const certificate = await x509.X509CertificateGenerator.createSelfSigned({
		name: "CN=counterpixel self-test",
		notBefore: new Date(now - DAY),
		notAfter: new Date(now + DAYS * DAY),
		signingAlgorithm: algorithm,
		keys,
		extensions: [
			new x509.BasicConstraintsExtension(false, undefined, true),
			new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
			new x509.SubjectAlternativeNameExtension(names.map((name) => ({ type: /^[\d.]+$|:/.test(name) ? "ip" : "dns", value: name }))),
		],
	});
	const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
	return {
		certificate: certificate.toString("pem"),
		key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{1,64}/g, "$&\n")}-----END PRIVATE KEY-----\n`,
	};
}

/** Throws a usage error that names the file: unreadable, not PEM, expired, or a key that belongs to another certificate. */
export async function readCertificate(certificateFile: string, keyFile: string): Promise<CertificatePair> {
	const certificate = await readPem(certificateFile, (pem) => new X509Certificate(pem), "a certificate");
	const key = await readPem(keyFile, createPrivateKey, "a private key");
	const until = new Date(certificate.read.validTo);
	if (until.getTime() < Date.now())
		throw appError("usage", `${certificateFile}: the certificate ended on ${until.toISOString().slice(0, 10)}`);
	const from = new Date(certificate.read.validFrom);
	if (from.getTime() > Date.now())
		throw appError(
			"usage",
			`${certificateFile}: the certificate begins on ${from.toISOString().slice(0, 10)}; is this machine's clock right?`,
		);
	if (!certificate.read.checkPrivateKey(key.read))
		throw appError("usage", `${keyFile}: the key is not that of the certificate in ${certificateFile}`);
	return { certificate: certificate.pem, key: key.pem };
}

async function readPem<T>(file: string, read: (pem: string) => T, what: string): Promise<{ readonly pem: string; readonly read: T }> {
	let pem: string;
	try {
		pem = await readFile(file, "utf8");
	} catch (error) {
		throw appError("usage", `${file}: it cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
	}
	try {
		return { pem, read: read(pem) };
	} catch (error) {
		throw appError("usage", `${file}: this is not ${what} in PEM form`, { cause: error });
	}
}

/** SHA-256, as browsers show it: "AB:CD:..." */
export function fingerprintOf({ certificate }: CertificatePair): string {
	return new X509Certificate(certificate).fingerprint256;
}
