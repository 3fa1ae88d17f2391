// Telling: how much a message tells its sender, so that a report begins with what matters most. It is an order of reading, no
// judgement: a newsletter names its reader as a spy does.

import { IDENTIFIER_KINDS, type Identifier } from "../../core/model/identifier.ts";
import { type RemoteReference, TRIGGERS, type Trigger } from "../../core/model/reference.ts";
import type { ReportedMessage } from "./reported-message.ts";

/**
 * Most telling first. `names`, `token`, `opens`: contacts somebody as soon as it is shown, with what singles the reader out; `other`:
 * without a click, but not on opening; `clicks`: on a click only; `unread`: nothing found, yet not all of it could be read.
 */
export const GROUPS = ["names", "token", "opens", "other", "clicks", "unread", "nothing"] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf({ references, problems }: Pick<ReportedMessage, "references" | "problems">): Group {
	let best: Group = problems.length > 0 ? "unread" : "nothing";
	for (const reference of references) {
		const group = groupOfReference(reference);
		if (GROUPS.indexOf(group) < GROUPS.indexOf(best)) best = group;
	}
	return best;
}

export function groupOfReference({ trigger, identifier }: RemoteReference): Group {
	if (trigger === "click") return "clicks";
	if (!isShowing(trigger)) return "other";
	return OPENING[identifier.kind];
}

const OPENING: Readonly<Record<Identifier["kind"], Group>> = { address: "names", unique: "names", opaque: "token", none: "opens" };

/** It happens because the message is shown, nothing else being done. */
function isShowing(trigger: Trigger): boolean {
	return trigger === "open" || trigger === "preview";
}

/** For sorting: by trigger (a click last), then by what singles the reader out. Otherwise the order of the message stays. */
export function compareTelling(a: RemoteReference, b: RemoteReference): number {
	return TRIGGER_RANK[a.trigger] - TRIGGER_RANK[b.trigger] || rankOfIdentifier(a) - rankOfIdentifier(b);
}

const TRIGGER_RANK = Object.fromEntries(
	TRIGGERS.map((trigger, index) => [trigger, trigger === "click" ? TRIGGERS.length : index]),
) as Record<Trigger, number>;

function rankOfIdentifier({ identifier }: RemoteReference): number {
	return IDENTIFIER_KINDS.indexOf(identifier.kind);
}
