// Sealed: results that only the browser of whoever asked can open. Its secret of 256 bits, a cookie, is never kept here; from it come the run's
// name (SHA-256) and an X25519 key pair (RFC 7748, HKDF of RFC 5869), of which the public half stays. Each contact is sealed to that half as in
// RFC 9180's base mode: a key pair made for it alone, HKDF-SHA256, AES-256-GCM. What stands on the disk is of no use to who runs the server.

import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createPrivateKey,
	createPublicKey,
	diffieHellman,
	generateKeyPairSync,
	hkdfSync,
	type KeyObject,
	randomBytes,
} from "node:crypto";

/** Of base64url: 256 bits. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** RFC 8410 §7, the octets before a private key of X25519 in PKCS #8. */
const PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex");
/** Text is filled up to a multiple, so that its length tells little. */
const PAD = 512;
/** A key seals one text only, so its nonce may always be the same (NIST SP 800-38D §8.2). */
const NONCE = Buffer.alloc(12);

/** What a browser is given to keep, and what its cookie is believed to be. */
export type BrowserSecret = string & { readonly [kind]: true };
declare const kind: unique symbol;

export function newBrowserSecret(): BrowserSecret {
	return randomBytes(32).toString("base64url") as BrowserSecret;
}

/** Null where it has not the form of one. */
export function readBrowserSecret(text: string): BrowserSecret | null {
	return SECRET.test(text) ? (text as BrowserSecret) : null;
}

/** Name of the run that stands under the secret, 64 hexadecimal digits; the secret cannot be told from it. */
export function runIdOf(secret: BrowserSecret): string {
	return createHash("sha256").update("counterpixel self-test run\0").update(secret).digest("hex");
}

/** base64url */
export function publicKeyOf(secret: BrowserSecret): string {
	return rawOf(createPublicKey(privateKeyOf(secret))).toString("base64url");
}

/** Text for whoever holds the secret behind `publicKey`, bound to the run: base64. Throws where the key is none. */
export function seal(publicKey: string, run: string, text: string): string {
	const own = generateKeyPairSync("x25519");
	const enclosed = rawOf(own.publicKey);
	const key = keyOf(diffieHellman({ privateKey: own.privateKey, publicKey: publicOf(publicKey) }), enclosed, publicKey, run);
	const cipher = createCipheriv("aes-256-gcm", key, NONCE);
	const plain = Buffer.from(text, "utf8");
	const padded = Buffer.concat([plain, Buffer.alloc(PAD - (plain.length % PAD), " ")]);
	return Buffer.concat([enclosed, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

/** Opens the sealed texts of one run. */
export function opener(secret: BrowserSecret): (sealed: string) => string | null {
	const privateKey = privateKeyOf(secret);
	const publicKey = publicKeyOf(secret);
	const run = runIdOf(secret);
	return (sealed) => {
		const bytes = Buffer.from(sealed, "base64");
		const enclosed = bytes.subarray(0, KEY_BYTES);
		if (bytes.length <= KEY_BYTES + TAG_BYTES) return null;
		try {
			const shared = diffieHellman({ privateKey, publicKey: publicOf(enclosed.toString("base64url")) });
			const decipher = createDecipheriv("aes-256-gcm", keyOf(shared, enclosed, publicKey, run), NONCE, { authTagLength: TAG_BYTES });
			decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
			const padded = Buffer.concat([decipher.update(bytes.subarray(KEY_BYTES, -TAG_BYTES)), decipher.final()]);
			return padded.toString("utf8").trimEnd();
		} catch {
			// Of another run, altered, or cut short.
			return null;
		}
	};
}

function keyOf(shared: Buffer, enclosed: Buffer, publicKey: string, run: string): Buffer {
	const salt = Buffer.concat([enclosed, Buffer.from(publicKey, "base64url")]);
	return Buffer.from(hkdfSync("sha256", shared, salt, `counterpixel sealed contact ${run}`, 32));
}

function privateKeyOf(secret: BrowserSecret): KeyObject {
	const seed = Buffer.from(hkdfSync("sha256", Buffer.from(secret, "base64url"), "", "counterpixel self-test key", KEY_BYTES));
	return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
}

function publicOf(x: string): KeyObject {
	return createPublicKey({ key: { kty: "OKP", crv: "X25519", x }, format: "jwk" });
}

function rawOf(key: KeyObject): Buffer {
	return Buffer.from(key.export({ format: "jwk" }).x as string, "base64url");
}
