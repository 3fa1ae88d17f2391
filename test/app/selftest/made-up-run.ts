// Made-up runs for the tests of what a self-test tells.

import type { Contact } from "../../../src/app/selftest/contact.ts";
import type { Reach } from "../../../src/app/selftest/reach.ts";
import type { SelftestResult } from "../../../src/app/selftest/result.ts";

export const THUNDERBIRD = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7.0";
export const GMAIL = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
export const READER = "192.0.2.7";

export const LOOPBACK: Reach = {
	origin: "http://127.0.0.1:8080",
	named: "https://localhost:8080",
	zone: null,
	receipts: null,
	shares: null,
	smbPort: null,
	loopback: true,
	served: false,
};

export const PUBLIC: Reach = { ...LOOPBACK, origin: "https://selftest.example", named: null, loopback: false };

/** "2026-11-24T10:00:SS". */
export function at(seconds: number): string {
	return new Date(Date.UTC(2026, 10, 24, 10) + seconds * 1000).toISOString();
}

export interface ContactChange extends Partial<Omit<Contact, "probe">> {
	readonly probe?: Partial<Contact["probe"]>;
}

export function contact({ probe, ...more }: ContactChange = {}): Contact {
	const user_agent = more.user_agent === undefined ? THUNDERBIRD : more.user_agent;
	return {
		probe: { vector: "img-src", trigger: "open", channel: "http", message: 1, ...probe },
		fact: null,
		time: at(0),
		client_ip: READER,
		resolver: null,
		client_subnet: null,
		headers: { host: "selftest.example", ...(user_agent === null ? {} : { "user-agent": user_agent }) },
		by: "person",
		why: "the request names a program",
		...more,
		user_agent,
	};
}

export function byGmail(more: ContactChange = {}): Contact {
	return contact({ user_agent: GMAIL, client_ip: "198.51.100.9", by: "machine", why: "Google's image proxy", ...more });
}

export function lookup({ probe, ...more }: ContactChange = {}): Contact {
	return contact({
		probe: { channel: "dns", ...probe },
		user_agent: null,
		client_ip: null,
		resolver: "203.0.113.53",
		headers: {},
		by: "unknown",
		why: "a resolver asks for whoever uses it",
		...more,
	});
}

export function run(contacts: readonly Contact[] = [], more: Partial<SelftestResult> = {}): SelftestResult {
	const probe = (vector: string, message: number, change: Partial<SelftestResult["probes"][number]> = {}) => ({
		...({ vector, trigger: "open", channel: "http", message, fact: null } as const),
		...change,
	});
	return {
		started: at(-5),
		ended: at(60),
		contacts,
		probes: [
			probe("img-src", 1),
			probe("link-stylesheet", 1),
			probe("css-background", 1),
			probe("css-background", 1, { fact: "dark colours" }),
			probe("a-href", 2, { trigger: "click" }),
			probe("office-template", 3, { trigger: "attachment" }),
			probe("img-src", 1, { channel: "smb" }),
		],
		untestable: [
			{ vector: "link-dns-prefetch", why: "no zone: lookups are seen only with --zone NAME --dns HOST:PORT" },
			{ vector: "disposition-notification-to", why: "no mail listener: --receive HOST:PORT takes what comes back" },
		],
		messages: ["pictures, styles, frames and fonts", "links", "attached documents"],
		uncounted: { foreign: 0, beyond: 0, shares: 0 },
		reach: LOOPBACK,
		...more,
	};
}
