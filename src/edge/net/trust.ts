// Trust: whose certificate is believed. TLS must verify (RFC 8314 §3), against the authorities of Node and of the system, so that an organisation's
// own counts too; or, with --pin, against exactly one certificate and no other. There is no way to go on without.

import { X509Certificate } from "node:crypto";
import { open } from "node:fs/promises";
import { type ConnectionOptions, getCACertificates } from "node:tls";
import { type AppError, appError } from "../../core/model/app-error.ts";
import { hostAndPort } from "../hosts.ts";
import type { MailServer } from "./mail-url.ts";
import { readSeenCertificate } from "./seen-certificate.ts";

export interface Pin {
	/** As the user named it. */
	readonly file: string;
	/** PEM of one certificate. */
	readonly certificate: string;
	/** SHA-256, "AB:CD:..." */
	readonly fingerprint: string;
}

const MAX_PIN_BYTES = 65_536;
const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,60000}-----END CERTIFICATE-----/;
const NOT_PINNED = "COUNTERPIXEL_NOT_PINNED";

/** The first certificate of `file`, which is the server's own as `openssl s_client -showcerts` writes it. Throws a usage error. */
export async function readPin(file: string): Promise<Pin> {
	const text = await readStart(file);
	const certificate = PEM.exec(text)?.[0];
	if (certificate === undefined) throw appError("usage", `--pin ${file}: there is no PEM certificate in it (-----BEGIN CERTIFICATE-----)`);
	try {
		return { file, certificate, fingerprint: new X509Certificate(certificate).fingerprint256 };
	} catch (cause) {
		throw appError("usage", `--pin ${file}: its certificate cannot be read`, { cause });
	}
}

async function readStart(file: string): Promise<string> {
	try {
		const handle = await open(file);
		try {
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_PIN_BYTES), 0, MAX_PIN_BYTES, 0);
			return buffer.toString("latin1", 0, bytesRead);
		} finally {
			await handle.close();
		}
	} catch (cause) {
		throw appError("usage", `--pin ${file}: it cannot be read`, { cause });
	}
}

/** For tls.connect, beside host and port. */
export function trustOptions(pin: Pin | null): ConnectionOptions {
	// Said, since NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would turn it off.
	const always = { rejectUnauthorized: true, minVersion: "TLSv1.2" } as const;
	if (pin === null) return { ...always, ca: [...new Set([...getCACertificates("default"), ...getCACertificates("system")])] };
	return {
		...always,
		ca: pin.certificate,
		// One that an authority issued is trusted by itself, without its authority; a pinned authority vouches for no other all the same.
		allowPartialTrustChain: true,
		checkServerIdentity: (_host, { fingerprint256 }) =>
			fingerprint256 === pin.fingerprint
				? undefined
				: Object.assign(new Error("the certificate is not the pinned one"), { code: NOT_PINNED }),
	};
}

const UNKNOWN_ISSUER = "no authority that this machine knows stands behind it";
const SELF_SIGNED = "it is signed by itself";
/** Error codes of OpenSSL and Node. */
const REASONS: ReadonlyMap<string, string> = new Map([
	["DEPTH_ZERO_SELF_SIGNED_CERT", SELF_SIGNED],
	["SELF_SIGNED_CERT_IN_CHAIN", UNKNOWN_ISSUER],
	["UNABLE_TO_GET_ISSUER_CERT", UNKNOWN_ISSUER],
	["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", UNKNOWN_ISSUER],
	["UNABLE_TO_VERIFY_LEAF_SIGNATURE", UNKNOWN_ISSUER],
	["CERT_UNTRUSTED", UNKNOWN_ISSUER],
	["INVALID_CA", "what issued it is no authority"],
	["INVALID_PURPOSE", "it is not for a server"],
	["CERT_HAS_EXPIRED", "it has expired (or this machine's clock is wrong)"],
	["CERT_NOT_YET_VALID", "it is not valid yet (or this machine's clock is wrong)"],
	["CERT_REVOKED", "it was revoked"],
	["CERT_SIGNATURE_FAILURE", "its signature is wrong"],
	["ERR_TLS_CERT_ALTNAME_INVALID", "it is for another name"],
	[NOT_PINNED, "it is not the pinned one"],
]);

/** "" where it has none. nodemailer puts its own in place of Node's and keeps that one beside it. */
export function errorCode(error: unknown): string {
	const { code, originalCode } = error as { readonly code?: unknown; readonly originalCode?: unknown };
	return [originalCode, code].find((name) => typeof name === "string") ?? "";
}

/**
 * What to tell of an error, or null where it is not that the certificate does not verify. The server is asked once more for its certificate,
 * to name the fingerprint; nothing else is said to it.
 */
export async function untrusted(error: unknown, server: MailServer, pin: Pin | null): Promise<AppError | null> {
	const known = REASONS.get(errorCode(error));
	if (known === undefined) return null;
	// With a pin, any other certificate fails for want of an issuer.
	const reason = pin !== null && (known === UNKNOWN_ISSUER || known === SELF_SIGNED) ? REASONS.get(NOT_PINNED) : known;
	const seen = await readSeenCertificate(server);
	const where = hostAndPort(server);
	const shown = seen === null ? "" : `; its SHA-256 fingerprint is ${seen.fingerprint}`;
	return appError(
		"failure",
		`${where} shows a certificate that does not verify, so no password was sent: ${reason}${shown}. ${adviceFor(server, pin)}`,
		{
			cause: error,
		},
	);
}

function adviceFor(server: MailServer, pin: Pin | null): string {
	if (pin !== null) return `The certificate in ${pin.file} has ${pin.fingerprint}: ask your mail administrator which is right`;
	const starttls = server.tls === "direct" ? "" : ` -starttls ${server.kind}`;
	const command = `openssl s_client -connect ${hostAndPort(server)}${starttls} -showcerts </dev/null >server.pem`;
	return `If your mail administrator names the same fingerprint, save it (${command}) and give --pin server.pem`;
}
