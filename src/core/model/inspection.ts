// Inspection: everything that one message was found to do, and what of its header a case needs.

import type { Problem } from "./problem.ts";
import type { MailProfile } from "./profile.ts";
import type { RemoteReference } from "./reference.ts";

export interface Inspection {
	/** Without angle brackets; null where there is none. */
	readonly messageId: string | null;
	/** Address in From, lower case, or null. */
	readonly from: string | null;
	/** Decoded subject, or null. */
	readonly subject: string | null;
	/** ISO 8601, UTC: the newest Received, else Date. */
	readonly received: string | null;
	readonly receivedFrom: "received" | "date" | null;
	/** Addresses in Delivered-To, lower case. */
	readonly deliveredTo: readonly string[];
	readonly references: readonly RemoteReference[];
	readonly problems: readonly Problem[];
	/** Where it came from, and what it is a copy of. */
	readonly profile: MailProfile;
}

/** What a person is shown of it: the profile is there for campaigns. */
export type ShownInspection = Omit<Inspection, "profile">;
