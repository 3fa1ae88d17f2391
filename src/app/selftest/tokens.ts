// Tokens: what tells the probes of one run apart. Each is an HMAC (RFC 2104) of the probe's name under a secret that never leaves the machine,
// so that nobody can guess a live one, and none says anything of the reader.

import { createHmac, randomBytes } from "node:crypto";

/** 128 bits: nobody guesses one, and as hexadecimal digits it is one label of a host name, whatever case a resolver gives it. */
const DIGITS = 32;
const TOKEN = new RegExp(`(?<![0-9a-z])[0-9a-f]{${DIGITS}}(?![0-9a-z])`, "g");
/** Of a name or path, what is looked through. */
const LONGEST = 4096;

/** 256 bits of chance. */
export function newSecret(): Uint8Array {
	return new Uint8Array(randomBytes(32));
}

/** Makes the token of each probe of one run. */
export function tokenMaker(secret: Uint8Array, run: string): (probe: string) => string {
	return (probe) =>
		createHmac("sha256", secret)
			.update(JSON.stringify([run, probe]))
			.digest("hex")
			.slice(0, DIGITS);
}

/** Whatever has a token's shape in `text`, in order. */
export function tokensIn(text: string): readonly string[] {
	return text.slice(0, LONGEST).toLowerCase().match(TOKEN) ?? [];
}
