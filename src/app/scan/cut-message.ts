// A message past the size limit: sources hand over its head and the hash of the whole (MAX_MESSAGE_BYTES, the attack: one mail that takes a
// machine's memory). What was not looked at must be said, or the message would pass as clean.

import type { Inspection } from "../../core/model/inspection.ts";

/** `inspection` of the first `read` bytes of a message of `size` bytes. */
export function withCut(inspection: Inspection, read: number, size: number): Inspection {
	if (size <= read) return inspection;
	const detail = `a message of ${size} bytes: only the first ${read} were read`;
	return { ...inspection, problems: [...inspection.problems, { code: "limit-size", detail, offset: read }] };
}
