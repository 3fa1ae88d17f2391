// Letter: a message as its sender hands it over, before the reader's own server writes its lines on top (delivery.ts).

import { type Chance, HEX } from "./chance.ts";
import type { MadeReference } from "./page.ts";

/** Bodies with 8-bit characters are not made: names and texts are ASCII. */
export const LETTER_ENCODINGS = ["7bit", "base64", "quoted-printable"] as const;
export type LetterEncoding = (typeof LETTER_ENCODINGS)[number];

/** The server that hands it over, and in whose name. */
export interface Route {
	readonly helo: string;
	readonly ip: string;
	readonly returnPath: string;
	/** `d=` of its signatures. */
	readonly signers: readonly string[];
	/** The domain of returnPath lists the server. */
	readonly spf: "pass" | "softfail" | "none";
}

export interface Letter {
	readonly from: { readonly name: string; readonly address: string };
	/** Value of To; null leaves the reader's own address. */
	readonly to: string | null;
	readonly cc: string | null;
	readonly subject: string;
	/** Milliseconds since 1970. */
	readonly date: number;
	/** Without angle brackets. */
	readonly messageId: string;
	/** In order, after the usual ones. */
	readonly fields: readonly (readonly [name: string, value: string])[];
	readonly plain: string | null;
	readonly html: string | null;
	readonly boundary: string;
	readonly encoding: LetterEncoding;
	readonly route: Route;
	readonly references: readonly MadeReference[];
	/** What it is part of, for the truth. */
	readonly genre: Genre;
	/** Id of the organisation or person that writes. */
	readonly sender: string;
	/** Id of the mass mailer or program that it goes through; null for a sender's own server. */
	readonly operator: string | null;
	/** Id of what belongs together; null where nobody could say. */
	readonly campaign: string | null;
	/** Only of attacks. */
	readonly wave: string | null;
}

export const GENRES = ["newsletter", "transactional", "sales", "personal", "notification", "list", "press-review", "attack"] as const;
export type Genre = (typeof GENRES)[number];

/** Header date (RFC 5322 §3.3) in UTC. */
export function headerDate(time: number): string {
	return new Date(time).toUTCString().replace("GMT", "+0000");
}

/** A signature (RFC 6376 §3.5) of the right shape over nothing: no key of these domains was ever published. */
export function signature(domain: string, time: number, chance: Chance): string {
	const base64 = (bytes: number): string => Buffer.from(chance.characters(HEX, bytes * 2), "hex").toString("base64");
	return `v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s${chance.between(1, 9)};\n\tt=${Math.floor(time / 1000)}; h=from:to:subject:date;\n\tbh=${base64(32)};\n\tb=${base64(64)}`;
}
