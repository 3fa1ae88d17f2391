// Logins: whom a name at a proxy may mean. "ann@house.example", "ann", "HOUSE\\ann", and Kerberos' "ann@HOUSE.EXAMPLE". A domain in it decides: two houses
// may each have an Ann.

import { domainOf } from "./speaking.ts";

export interface Named {
	readonly accounts: readonly string[];
	/** `domain`: the login names it, and it can be theirs. `name`: it is a name alone. `unknown`: it names a domain that is nobody's who is known. */
	readonly fit: "domain" | "name" | "unknown";
}

interface Login {
	readonly name: string;
	readonly domain: string;
	/** It is a Windows domain, whose name need not be the mail's. */
	readonly windows: boolean;
}

/** `accounts`: who may have made the contact. `known`: all whose domains are known. Null: the logins name nobody. */
export function namedBy(users: readonly string[], accounts: readonly string[], known: Iterable<string>): Named | null {
	const logins = users.map(readLogin);
	const whole = accounts.filter((account) => logins.some(({ name, domain }) => account === `${name}@${domain}`));
	if (whole.length > 0) return { accounts: whole, fit: "domain" };
	const alike = accounts.filter((account) => logins.some(({ name }) => account === `${name}@${domainOf(account)}`));
	const fitting = alike.filter((account) =>
		logins.some((login) => account.startsWith(`${login.name}@`) && canBe(login, domainOf(account))),
	);
	if (fitting.length > 0) return { accounts: fitting, fit: "domain" };
	const bare = alike.filter((account) => logins.some(({ name, domain }) => domain === "" && account.startsWith(`${name}@`)));
	if (bare.length > 0) return { accounts: bare, fit: "name" };
	const domains = [...new Set([...known].map(domainOf))];
	const strange = logins.filter((login) => login.windows && !domains.some((domain) => canBe(login, domain)));
	const maybe = alike.filter((account) => strange.some(({ name }) => account.startsWith(`${name}@`)));
	return maybe.length > 0 ? { accounts: maybe, fit: "unknown" } : null;
}

function readLogin(user: string): Login {
	const text = user.toLowerCase();
	const [, before = "", rest = text] = /^(.*)[\\/](.*)$/s.exec(text) ?? [];
	const at = rest.lastIndexOf("@");
	if (at === -1) return { name: rest, domain: before, windows: before !== "" };
	const domain = rest.slice(at + 1);
	return { name: rest.slice(0, at), domain, windows: !domain.includes(".") };
}

/** A realm may be of a domain above or below; a Windows domain is one of the labels, but for the last, which a country may share. */
function canBe({ domain: named, windows }: Login, domain: string): boolean {
	if (named === "") return false;
	if (named === domain || named.endsWith(`.${domain}`) || domain.endsWith(`.${named}`)) return true;
	return windows && domain.split(".").slice(0, -1).includes(named);
}
