// Reported message: what a report says of one message, wherever it comes from: a case keeps such messages (edge/casebook), `inspect`
// has one at hand.

import { createHash } from "node:crypto";
import type { ShownInspection } from "../../core/model/inspection.ts";
import type { StoredMessage } from "../../edge/casebook/stored-messages.ts";
import type { SourceMessage } from "../../edge/sources/source.ts";

export interface ReportedMessage extends Omit<StoredMessage, "sha256" | "detector" | "deliveredTo"> {
	/** Lower-case hex; null where the file held no message. */
	readonly sha256: string | null;
}

/** A message of a file and what was found in it; `message` is null where the file held none, and the problems say why. */
export interface InspectedMessage {
	/** As given. */
	readonly file: string;
	readonly message: SourceMessage | null;
	readonly inspection: ShownInspection;
}

export function reportedMessage({ file, message, inspection }: InspectedMessage): ReportedMessage {
	const { messageId, from, subject, received, receivedFrom, references, problems } = inspection;
	const said = { messageId, from, subject, received, receivedFrom, references, problems };
	const here = { mailbox: message?.mailbox ?? file, file: message?.file ?? file, offset: message?.offset ?? 0 };
	const placements = [{ ...here, flags: message?.flags ?? [], owner: message?.owner ?? null, gone: false }];
	if (message === null) return { sha256: null, size: 0, placements, ...said };
	const sha256 = message.sha256 ?? createHash("sha256").update(message.bytes).digest("hex");
	return { sha256, size: message.size, placements, ...said };
}
