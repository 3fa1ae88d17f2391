// A message as campaigns see it, made in the worker that read it, so that correlation need not look at messages again.

import type { Inspection } from "../model/inspection.ts";
import type { Sighting } from "../model/sighting.ts";
import { featuresOf } from "./features.ts";
import { strandId } from "./strand-id.ts";
import { traitsOf } from "./traits.ts";

/**
 * `isOperatorHost`: whether a host (lower case, punycode) is a known operator's, whose customers share it. `trusted`: authserv-ids, lower case,
 * that the user believes beside the server that took the mail in.
 */
export function sightingOf(inspection: Inspection, isOperatorHost: (host: string) => boolean, trusted: readonly string[] = []): Sighting {
	const traits = traitsOf(inspection, isOperatorHost, trusted);
	return { strand: strandId(inspection), features: featuresOf(inspection, traits, isOperatorHost), traits };
}
