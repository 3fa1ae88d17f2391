// See: a message as campaigns see it, with what the program knows of operators.

import { sightingOf } from "../../core/campaigns/sighting.ts";
import type { Inspection } from "../../core/model/inspection.ts";
import type { Sighting } from "../../core/model/sighting.ts";
import { isOperatorHost } from "../../core/trackers/operator-hosts.ts";

/** `trusted`: servers whose Authentication-Results the user believes, beside the one that took the mail in. */
export function createSee(trusted: readonly string[]): (inspection: Inspection) => Sighting {
	return (inspection) => sightingOf(inspection, isOperatorHost, trusted);
}
