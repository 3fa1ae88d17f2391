// Trusted results: which Authentication-Results may be believed (RFC 8601 §1.6, §5). Anybody can write the field; a receiving server removes
// those that bear its own name and puts its own on top. So the verdicts count whose authserv-id is the server that took the mail in, by the
// newest Received, or one that the user named; of several fields the topmost. Where the owner's server checks nothing and removes nothing, a
// forged field in its name is believed: that it says "pass" proves only a domain, and never outweighs who the mail poses as.

import { registrableDomain } from "../../encoding/registrable-domain.ts";
import { type AuthenticationVerdict, type Hop, type MailProfile, OWN_CHECKS } from "../../model/profile.ts";

/** What is believed, own checks first; empty where no server is known. `named`: authserv-ids the user trusts, lower case. */
export function trustedVerdicts({ authentication, hops }: MailProfile, named: readonly string[] = []): readonly AuthenticationVerdict[] {
	const own = authentication.filter(({ server }) => server === OWN_CHECKS);
	const receiver = receiverOf(hops);
	const isTrusted = ({ server }: AuthenticationVerdict): boolean =>
		server !== OWN_CHECKS && (named.includes(server) || (receiver !== null && isSameServer(server, receiver)));
	const first = authentication.findIndex(isTrusted);
	if (first < 0) return own;
	const { server } = authentication[first] as AuthenticationVerdict;
	const told: AuthenticationVerdict[] = [];
	// One field has one verdict for a method and domain. What follows of the same name in a second field is below, and may be forged.
	const methods = new Set<string>();
	for (let at = first; at < authentication.length; at++) {
		const verdict = authentication[at] as AuthenticationVerdict;
		if (verdict.server !== server) break;
		const key = `${verdict.method} ${verdict.domain ?? ""}`;
		if (methods.has(key)) break;
		methods.add(key);
		told.push(verdict);
	}
	return [...own, ...told];
}

/**
 * The host that took the mail in: `by` of the newest Received that names where it came from. Fields without `from` above it are the same
 * side's handing on (RFC 5321 §4.4: what comes in by SMTP always has one), so nothing of the sender's can stand among them.
 */
function receiverOf(hops: readonly Hop[]): string | null {
	for (const { from, ip, by } of hops) if (by !== null && (from !== null || ip !== null)) return by;
	return null;
}

function isSameServer(server: string, by: string): boolean {
	if (server === by) return true;
	const domain = registrableDomain(server);
	return domain !== null && domain === registrableDomain(by);
}

/** What the believed verdicts say of `domain`, From's: aligned (RFC 7489 §3.1, relaxed) passes, or that it failed; null where nothing is known. */
export function alignedResult(verdicts: readonly AuthenticationVerdict[], domain: string): "pass" | "fail" | null {
	const organisation = registrableDomain(domain) ?? domain;
	const isAligned = (verdict: AuthenticationVerdict): boolean =>
		verdict.domain !== null && (registrableDomain(verdict.domain) ?? verdict.domain) === organisation;
	const dmarc = verdicts.find(
		({ method, result, domain }) => method === "dmarc" && (result === "pass" || result === "fail") && domain !== null,
	);
	if (dmarc !== undefined && isAligned(dmarc)) return dmarc.result === "pass" ? "pass" : "fail";
	const about = verdicts.filter((verdict) => (verdict.method === "dkim" || verdict.method === "spf") && isAligned(verdict));
	if (about.some(({ result }) => result === "pass")) return "pass";
	return about.some(({ result }) => result === "fail" || result === "softfail" || result === "permerror") ? "fail" : null;
}
