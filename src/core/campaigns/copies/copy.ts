// Copy: one of the messages of a mailing, as comparison sees it.

import type { Template } from "../../model/profile.ts";
import type { RemoteReference } from "../../model/reference.ts";

export interface Copy {
	/** Lower-case hex. */
	readonly sha256: string;
	/** Addresses of the accounts it lies in, lower case; more than one where the very same message lies in several. Empty: nobody knows whose it is. */
	readonly owners: readonly string[];
	/** ISO 8601, UTC, or null. */
	readonly received: string | null;
	readonly references: readonly RemoteReference[];
}

/** What tells that two messages are copies of one mailing. */
export interface CopyMarks {
	readonly sha256: string;
	readonly owners: readonly string[];
	readonly received: string | null;
	/** Only messages of one are compared: what two senders write differs by the sender. */
	readonly strand: string;
	readonly template: Pick<Template, "structure" | "sketch">;
	readonly subjectShape: string;
}

export function inOrderOfHash(a: { readonly sha256: string }, b: { readonly sha256: string }): number {
	return a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0;
}
