// LIKE of STIX 2.1 §9.6.1: "%" stands for any characters, "_" for one. A case can be asked where the end of a host is literal, or the host of a
// URL; what it answers is then held against the whole text.

import { registrableDomain } from "../encoding/registrable-domain.ts";
import type { Indicator, IndicatorKind } from "../model/indicator.ts";
import { readHost } from "./hosts.ts";
import { readAs } from "./reading.ts";
import type { Likeness } from "./search.ts";

const WILD = /[%_]/;

export interface LikeReading {
	readonly indicators: readonly Indicator[];
	/** null where the pattern has no wildcard. */
	readonly like: Likeness | null;
}

/** What is to be looked up and how to tell it, or why a case cannot be asked. */
export function readLike(kind: IndicatorKind, pattern: string, from: string | null): LikeReading | { readonly why: string } {
	if (pattern.length > 2_000) return { why: "too long" };
	if (!WILD.test(pattern)) {
		const reading = readAs(kind, pattern, from);
		return "why" in reading ? reading : { indicators: reading.indicators, like: null };
	}
	const anchor = anchorOf(kind, pattern);
	const within = anchor === null ? null : readHost(anchor);
	if (within === null || registrableDomain(within) === null)
		return { why: `"${pattern.slice(0, 100)}" leaves no domain to look in: a host needs a literal end, a URL a literal host` };
	const value = kind === "url" ? pattern : pattern.toLowerCase();
	return { indicators: [{ kind, given: pattern, value, from }], like: { pattern: value, within } };
}

function anchorOf(kind: IndicatorKind, pattern: string): string | null {
	switch (kind) {
		case "host":
		case "domain":
			return literalEnd(pattern);
		case "address":
			return pattern.includes("@") ? literalEnd(pattern.slice(pattern.lastIndexOf("@") + 1)) : null;
		case "url": {
			const authority = /^https?:\/\/([^/?#@]+)[/?]/i.exec(pattern)?.[1];
			return authority === undefined ? null : literalEnd(authority);
		}
		default:
			return null;
	}
}

/** Whole labels behind the last wildcard. */
function literalEnd(host: string): string | null {
	const wild = Math.max(host.lastIndexOf("%"), host.lastIndexOf("_"));
	if (wild === -1) return host;
	const dot = host.indexOf(".", wild);
	return dot === -1 ? null : host.slice(dot + 1);
}

/** Quadratic at worst, in texts of a URL's length: greedy, with one place to come back to. */
export function isLike(text: string, { pattern }: Pick<Likeness, "pattern">): boolean {
	let t = 0;
	let p = 0;
	let star = -1;
	let from = 0;
	while (t < text.length) {
		if (pattern[p] === "%") {
			star = p++;
			from = t;
		} else if (p < pattern.length && (pattern[p] === "_" || pattern[p] === text[t])) {
			p++;
			t++;
		} else if (star !== -1) {
			p = star + 1;
			t = ++from;
		} else return false;
	}
	while (pattern[p] === "%") p++;
	return p === pattern.length;
}
