// Runs whose every string a hostile client wrote, as far as a client can write it.

import fc from "fast-check";
import type { Contact } from "../../../../src/app/selftest/contact.ts";
import type { SelftestResult } from "../../../../src/app/selftest/result.ts";
import { HOSTILE } from "../../report/made-up.ts";
import { contact, run } from "../made-up-run.ts";

const TRIGGERS = ["open", "preview", "reply", "click", "receipt", "attachment", "parse"] as const;

/** `text` wherever a client, a resolver or a mail server has a say; the rest is the run's own. */
export function contactSaying(text: string, change: Partial<Contact["probe"]> = {}): Contact {
	const short = text.slice(0, 500);
	return contact({
		probe: change,
		user_agent: short,
		headers: { host: short, "accept-language": short, [short.slice(0, 30)]: short },
		client_ip: short,
		client_subnet: short,
		resolver: change.channel === "dns" ? short : null,
		why: short,
		by: change.channel === "smb" ? "unknown" : change.trigger === "click" ? "machine" : "person",
	});
}

export function runSaying(text: string): SelftestResult {
	return run(
		TRIGGERS.flatMap((trigger) => (["http", "dns", "smtp", "smb"] as const).map((channel) => contactSaying(text, { trigger, channel }))),
		{ messages: [text.slice(0, 500), "b", "c"] },
	);
}

/** The strings of old attacks, and any others. */
export const anyText = fc.oneof(
	fc.constantFrom(...HOSTILE.map((text) => text.slice(0, 2000))),
	fc.string({ unit: "binary", maxLength: 600 }),
);
