// Probe of the self-test: one construct in one test message, with the token by which a contact is known to be its.

import type { Channel, Trigger } from "../../core/model/reference.ts";

export interface SelftestProbe {
	/** 32 hexadecimal digits (tokens.ts), so that it also stands as a label of a host name and before an @. */
	readonly token: string;
	/** Id of a vector, or "reply-to". */
	readonly vector: string;
	readonly trigger: Trigger;
	readonly channel: Channel;
	/** Number of the test message that holds it, from 1. */
	readonly message: number;
	/** What its firing tells where it is a conditional one ("dark colours"); else null. */
	readonly fact: string | null;
}

/** A vector that this run cannot test, and why. */
export interface Untestable {
	readonly vector: string;
	readonly why: string;
}
