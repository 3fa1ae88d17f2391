// Contact: one arrival that carried a live token of the test, and so tells what a sender would have learnt at that moment.

import type { Channel, Trigger } from "../../core/model/reference.ts";

export const CONTACT_BY = ["person", "machine", "unknown"] as const;
/** Who made it, as far as can be told: a mail program or browser, or a proxy, scanner or server. */
export type ContactBy = (typeof CONTACT_BY)[number];

export interface Contact {
	readonly probe: {
		/** Id of the vector, or "reply-to" for an answer to the test mail. */
		readonly vector: string;
		readonly trigger: Trigger;
		/** How the contact came: "dns" for a lookup of an http probe's host. */
		readonly channel: Channel;
		/** Number of the test message, from 1. */
		readonly message: number;
	};
	/** What the probe stands for where it is a conditional one: "dark colours"; else null. */
	readonly fact: string | null;
	/** ISO 8601, UTC. */
	readonly time: string;
	/** Of whoever fetched; null for lookups, where only the resolver shows. */
	readonly client_ip: string | null;
	/** Address of the resolver that asked, for lookups; else null. */
	readonly resolver: string | null;
	/** The client subnet that a resolver passed on, or null. */
	readonly client_subnet: string | null;
	readonly user_agent: string | null;
	/** What else the request told, by lower-case name. */
	readonly headers: Readonly<Record<string, string>>;
	readonly by: ContactBy;
	/** Why `by` says so, in a few words. */
	readonly why: string;
}
