// Strand id: which messages are one sender's mailing. The address alone is anybody's word, so the domains that signed and the domains that
// watch the reader belong to it: a newsletter's name on a mail with somebody else's tracker is another strand.

import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../encoding/hashes.ts";
import { registrableDomain } from "../encoding/registrable-domain.ts";
import { maskedLocal } from "../encoding/token-likeness.ts";
import type { Inspection } from "../model/inspection.ts";
import type { RemoteReference } from "../model/reference.ts";

/** Newsletters with advertising watch for many; the first few in order tell one from another. */
const MAX_WATCHING = 3;
const encoder = new TextEncoder();

/** 16 hex digits. */
export function strandId(inspection: Inspection): string {
	const { profile, references } = inspection;
	const signing = ordered(profile.signatures.map(ownerOf));
	const watching = ordered(references.filter(isIndividual).map(({ host }) => ownerOf(host))).slice(0, MAX_WATCHING);
	// JSON, since a sender chooses the words: joined in any looser way, one sender could be taken for another.
	const text = JSON.stringify([maskedAddress(senderOf(inspection)), signing, watching]);
	return toHex(sha256(encoder.encode(text)).subarray(0, 8));
}

/** Address in From, else what else the header names as the sender; "" where it names nobody. */
export function senderOf({ from, profile }: Inspection): string {
	return from ?? profile.sender ?? profile.returnPath ?? "";
}

export function maskedAddress(address: string): string {
	const at = address.lastIndexOf("@");
	return at === -1 ? maskedLocal(address) : `${maskedLocal(address.slice(0, at))}${address.slice(at)}`;
}

/** A reference that is contacted without a click, and may single the reader out. */
export function isIndividual({ trigger, identifier }: RemoteReference): boolean {
	return trigger !== "click" && (identifier.kind === "address" || identifier.kind === "opaque" || identifier.kind === "unique");
}

/** Registrable domain, or the host itself (an address, a name without an owner). */
export function ownerOf(host: string): string {
	return registrableDomain(host) ?? host;
}

export function ordered(values: readonly string[]): string[] {
	return [...new Set(values)].sort();
}
