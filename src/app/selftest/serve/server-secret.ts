// Server secret: 256 bits that never leave the state folder. From it come the keyed hashes (HMAC, RFC 2104) that stand for addresses, the tokens
// of every run, and the codes by which an address opts out; each under a name of its own, so that none can pass for another.

import { createHmac, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { type MailAddress, mailboxOf } from "../delivery/address.ts";
import { CODE_ALPHABET, plainCode } from "../delivery/codes.ts";
import { newSecret } from "../tokens.ts";
import { damaged, readWhole, writeWhole } from "./state-file.ts";

export interface ServerSecret {
	/** For tokens.ts. */
	readonly tokens: Uint8Array;
	/** What is kept of an address: the same for all that are most likely one mailbox. `purpose` keeps two lists from being compared. */
	hashOf(address: MailAddress, purpose: "asked" | "opted out"): string;
	/** Proves that somebody reads this mailbox, for opting out only: "K7QFM-2XPRT-9ABCD-EFGHJ". It never changes, since an unwanted mail may be read late. */
	refusalCodeOf(address: MailAddress): string;
}

const FILE = "secret";
const CODE_LENGTH = 20;

/** Made where it is missing. Throws an AppError. */
export async function readServerSecret(folder: string): Promise<ServerSecret> {
	const file = join(folder, FILE);
	const kept = await readWhole(file);
	if (kept === null) {
		const made = newSecret();
		await writeWhole(file, `${Buffer.from(made).toString("hex")}\n`);
		return serverSecret(made);
	}
	if (!/^[0-9a-f]{64}\n$/.test(kept)) throw damaged(file);
	return serverSecret(new Uint8Array(Buffer.from(kept.trim(), "hex")));
}

export function serverSecret(secret: Uint8Array): ServerSecret {
	const keyed = (...words: readonly string[]): Buffer => createHmac("sha256", secret).update(JSON.stringify(words)).digest();
	return {
		tokens: new Uint8Array(keyed("tokens")),
		hashOf: (address, purpose) => keyed(purpose, mailboxOf(address)).toString("hex"),
		refusalCodeOf(address) {
			const digits = [...keyed("refusal", mailboxOf(address)).subarray(0, CODE_LENGTH)].map(
				(byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length],
			);
			return digits.join("").replace(/.{5}(?=.)/g, "$&-");
		},
	};
}

/** In time that tells nothing of where they differ; as a person types a code, in any case, with or without its dashes. */
export function sameCode(typed: string, code: string): boolean {
	const [a, b] = [typed, code].map((text) => Buffer.from(plainCode(text))) as [Buffer, Buffer];
	return a.length === b.length && timingSafeEqual(a, b);
}
