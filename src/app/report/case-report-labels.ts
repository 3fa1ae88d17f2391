// Labels of hosts that single a reader out: a wildcard record (RFC 4592) gives each reader a host of his own, so that the name is the
// identifier, and shows in lists of hosts as well as in URLs. Tokens in forms of paths, which correlation could not tell for such, go with them.

import { registrableDomain } from "../../core/encoding/registrable-domain.ts";
import type { Campaign } from "../../core/model/campaign.ts";
import { OPAQUE_BITS, randomBits } from "../../core/trackers/opaque.ts";

/** Hosts of one domain in one campaign; a service that spreads its load has fewer. */
const CROWD = 8;
/** In a crowd, labels that are no plain word, as "img2" or "static" are. */
const NUMBERED = /^(?=.*\d)[a-z0-9_-]{6,}$/;
/** Characters. */
const LONGER_THAN_A_WORD = 16;
const IDENTIFIER = 6;

/** In lower case, of the hosts that these campaigns' mail contacts. */
export function individualLabels(campaigns: readonly Campaign[]): Set<string> {
	const found = new Set<string>();
	for (const { infrastructure, setAside } of campaigns) {
		const hosts = [...infrastructure, ...setAside].filter(({ kind }) => kind === "tracker-host").map(({ value }) => value.toLowerCase());
		for (const some of Map.groupBy(hosts, (host) => registrableDomain(host) ?? host).values())
			for (const host of some)
				for (const label of labelsOf(host)) if (isPersonal(label) || (some.length >= CROWD && NUMBERED.test(label))) found.add(label);
	}
	return found;
}

function labelsOf(host: string): string[] {
	const domain = registrableDomain(host);
	if (domain === null || host === domain) return [];
	return host.slice(0, -domain.length - 1).split(".");
}

/** What may be one reader's: random by the measure of trackers, a piece with digits of the length of an identifier, or letters longer than a word is. */
function isPersonal(label: string): boolean {
	if (
		label
			.split(/[-_]/)
			.some(
				(piece) => piece.length >= LONGER_THAN_A_WORD || (piece.length >= IDENTIFIER && /\d/.test(piece) && !/^[a-z]+\d{1,2}$/.test(piece)),
			)
	)
		return true;
	return isRandom(label);
}

function isRandom(token: string): boolean {
	const bytes = new TextEncoder().encode(token);
	return randomBits(bytes, 0, bytes.length) >= OPAQUE_BITS;
}

const HOST = /(?<![\p{L}\p{N}@._-])(?:[a-z0-9_-]{1,63}\.){2,}[a-z0-9-]{2,63}(?![\p{L}\p{N}_-])/giu;

/** In paths and elsewhere; a shorter one is left to whoever knows the URL's other copies. */
const TOKEN = /(?<![A-Za-z0-9])[A-Za-z0-9]{14,}(?![A-Za-z0-9])/g;

/** Labels of hosts, and tokens of any place, that may be one reader's are taken out. */
export function withoutIdentifiers(text: string): string {
	return text
		.replace(HOST, (host) => {
			const labels = labelsOf(host.toLowerCase());
			if (!labels.some(isPersonal)) return host;
			const rest = host.split(".").slice(labels.length);
			return [...labels.map((label) => (isPersonal(label) ? "[identifier]" : label)), ...rest].join(".");
		})
		.replace(TOKEN, (token) => (isRandom(token) ? "[identifier]" : token));
}
