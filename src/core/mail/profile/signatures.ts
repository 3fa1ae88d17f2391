// Signatures: the domains that claim to have signed a message (DKIM, RFC 6376 §3.5). Whether a signature holds, only its keys tell.

/** Attack: thousands of signatures, each a field of its own. */
export const MAX_SIGNATURES = 10;
const MAX_LENGTH = 8000;

const DOMAIN = /(?:^|;)\s*d\s*=\s*([^\s;]{1,255})/;

/** `d=` of each value, lower case, each once. */
export function signingDomains(values: readonly string[]): readonly string[] {
	const domains = new Set<string>();
	for (const value of values.slice(0, MAX_SIGNATURES)) {
		const domain = DOMAIN.exec(value.slice(0, MAX_LENGTH))?.[1]?.toLowerCase().replace(/\.$/, "");
		if (domain !== undefined && domain !== "") domains.add(domain);
	}
	return [...domains];
}
