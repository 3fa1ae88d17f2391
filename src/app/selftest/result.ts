// Result: what one run of the self-test saw, as every report of it (terminal, JSON, HTML, the web page) is given it.

import type { Contact } from "./contact.ts";
import type { SelftestProbe, Untestable } from "./probe.ts";
import type { Reach } from "./reach.ts";

export interface SelftestResult {
	/** ISO 8601, UTC. */
	readonly started: string;
	/** Null while it goes on. */
	readonly ended: string | null;
	/** In the order in which they came. */
	readonly contacts: readonly Contact[];
	/** Without their tokens. */
	readonly probes: readonly Omit<SelftestProbe, "token">[];
	readonly untestable: readonly Untestable[];
	/** Title of each test message; message N is `messages[N - 1]`. */
	readonly messages: readonly string[];
	/** What came without a live token. */
	readonly uncounted: Uncounted;
	readonly reach: Reach;
}

export interface Uncounted {
	/** Requests, lookups and connections without a live token of this test. */
	readonly foreign: number;
	/** With a live token, beyond what is kept for each. */
	readonly beyond: number;
	/** Connections to the SMB listener that named no probe. */
	readonly shares: number;
}
