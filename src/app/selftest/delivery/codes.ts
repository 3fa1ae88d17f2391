// Codes: what proves that a mailbox is the asker's own before a test mail goes there. A code is made by chance, holds for 15 minutes, for one address
// and one mail server, bears five guesses, and works once. Only keyed hashes are kept (HMAC, RFC 2104), neither code nor address.

import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { uptime } from "node:os";
import { appError } from "../../../core/model/app-error.ts";
import { type MailAddress, mailboxOf } from "./address.ts";

const MINUTE = 60_000;
const VALID_FOR = 15 * MINUTE;
export const MINUTES_VALID = VALID_FOR / MINUTE;
const HOUR = 60 * MINUTE;
const MAX_GUESSES = 5;
/** Three mails an hour at most that nobody asked for, and 15 guesses at 30^10 codes. */
const MAX_CODES_AN_HOUR = 3;
/** Of all addresses, in an hour: what is kept stays small. */
const MAX_KEPT = 20_000;

/** No I, L, O, U, 0 and 1, which look like others or make words. */
export const CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const LENGTH = 10;

export interface Kept {
	/** Of the hashes; 64 hexadecimal digits. */
	readonly secret: string;
	readonly codes: readonly KeptCode[];
}

export interface KeptCode {
	/** Hash of the mailbox, by which codes are counted. */
	readonly mailbox: string;
	/** Hash of address and server. */
	readonly of: string;
	/** Hash of the code, of address and server; null once it was used, used up or replaced. */
	readonly code: string | null;
	readonly guesses: number;
	/** When it was made, by both clocks. */
	readonly at: number;
	readonly steadyAt: number;
}

/** The same `kept` where nothing changed. */
export type Change<A> = (kept: Kept) => { readonly kept: Kept; readonly answer: A };

/** Where codes are kept: code-store.ts in memory, code-file.ts in a file. */
export interface CodeStore {
	/** `change` is given all that is kept, and what it returns is kept. Never two at once, in any process; it may be called again. */
	update<A>(change: Change<A>): Promise<A>;
}

export interface Clock {
	/** Milliseconds since 1970; may be set back and forth. */
	now(): number;
	/** Milliseconds since this machine started, sleep included: nobody sets it. */
	steady(): number;
}

export const machineClock: Clock = { now: Date.now, steady: () => uptime() * 1000 };

export type Redeemed = { readonly kind: "right" } | { readonly kind: "wrong"; readonly guessesLeft: number } | { readonly kind: "none" };

export interface Codes {
	/** A new code, "K7QFM-2XPRT"; the one before is worth nothing any more. Throws an AppError where three were made within the hour. */
	issue(address: MailAddress, server: string): Promise<string>;
	/** Takes back the last code of this address and server, which could not be sent: it is worth nothing, and does not count. */
	withdraw(address: MailAddress, server: string): Promise<void>;
	/** "right" once for a code; "none" where no code holds: none asked for, expired, used, five wrong guesses, which nobody is told apart. */
	redeem(address: MailAddress, server: string, code: string): Promise<Redeemed>;
}

export function createCodes(store: CodeStore, clock: Clock = machineClock): Codes {
	return {
		issue: (address, server) =>
			store.update((all) => {
				const kept = recent(all, clock);
				const names = namesOf(kept, address, server);
				const ofMailbox = kept.codes.filter(({ mailbox }) => mailbox === names.mailbox);
				if (ofMailbox.length >= MAX_CODES_AN_HOUR) throw tooMany(ofMailbox, clock);
				if (kept.codes.length >= MAX_KEPT)
					throw appError("failure", "too many codes were asked for within the hour: try later", { temporary: true });
				const code = newCode();
				const made = {
					mailbox: names.mailbox,
					of: names.of,
					code: hash(kept, "code", names.of, code),
					guesses: 0,
					at: clock.now(),
					steadyAt: clock.steady(),
				};
				const others = kept.codes.map((other) => (other.of === names.of ? { ...other, code: null } : other));
				return { kept: { ...kept, codes: [...others, made] }, answer: `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}` };
			}),
		withdraw: (address, server) =>
			store.update((kept) => {
				const { of } = namesOf(kept, address, server);
				const last = kept.codes.findLastIndex((code) => code.of === of);
				return { kept: { ...kept, codes: kept.codes.filter((_, index) => index !== last) }, answer: undefined };
			}),
		redeem: (address, server, guess) =>
			store.update<Redeemed>((all) => {
				const kept = recent(all, clock);
				const { of } = namesOf(kept, address, server);
				const index = kept.codes.findLastIndex((code) => code.of === of && code.code !== null);
				const found = kept.codes[index];
				if (found === undefined) return { kept, answer: { kind: "none" } };
				const right = equal(found.code ?? "", hash(kept, "code", of, plainCode(guess)));
				const guesses = found.guesses + 1;
				const spent = { ...found, guesses, code: right || guesses >= MAX_GUESSES ? null : found.code };
				const answer: Redeemed = right ? { kind: "right" } : { kind: "wrong", guessesLeft: MAX_GUESSES - guesses };
				return { kept: { ...kept, codes: kept.codes.with(index, spent) }, answer };
			}),
	};
}

/** What is of the last hour by either clock, and of it the codes that hold by both; the same object where nothing changed. */
function recent(kept: Kept, clock: Clock): Kept {
	const now = clock.now();
	const steady = clock.steady();
	const within = (elapsed: number, limit: number): boolean => elapsed >= 0 && elapsed < limit;
	let changed = false;
	const codes = kept.codes.flatMap((code): readonly KeptCode[] => {
		const [elapsed, steadily] = [now - code.at, steady - code.steadyAt];
		const counts = within(elapsed, HOUR) || within(steadily, HOUR);
		// A clock that was set back behind the code's making kills it: how old it is nobody knows.
		const holds = within(elapsed, VALID_FOR) && within(steadily, VALID_FOR);
		if (counts && (holds || code.code === null)) return [code];
		changed = true;
		return counts ? [{ ...code, code: null }] : [];
	});
	return changed ? { ...kept, codes } : kept;
}

function tooMany(codes: readonly KeptCode[], clock: Clock): Error {
	const oldest = Math.min(...codes.map(({ steadyAt }) => steadyAt));
	const minutes = Math.min(60, Math.max(1, Math.ceil((oldest + HOUR - clock.steady()) / MINUTE)));
	const words = `${MAX_CODES_AN_HOUR} codes were sent to this address within the hour: ask again in ${minutes} minutes`;
	return appError("failure", words, { temporary: true });
}

function namesOf(kept: Kept, address: MailAddress, server: string): { readonly mailbox: string; readonly of: string } {
	return { mailbox: hash(kept, "mailbox", mailboxOf(address)), of: hash(kept, "of", address, server) };
}

function hash({ secret }: Kept, ...words: readonly string[]): string {
	return createHmac("sha256", Buffer.from(secret, "hex")).update(JSON.stringify(words)).digest("hex");
}

function equal(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}

function newCode(): string {
	return Array.from({ length: LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join("");
}

/** As a person types it: any case, with or without the dash, which a telephone may have made a long one. */
export function plainCode(typed: string): string {
	return typed
		.slice(0, 100)
		.replace(/[\s\p{Pd}]/gu, "")
		.toUpperCase();
}
