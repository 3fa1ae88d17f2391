// Log formats, for threads: by id, since a format holds functions, which no thread can be handed.

import { detectFormat, formatNamed } from "../../core/logs/detection/detect.ts";
import { format as dnstap } from "../../core/logs/dnstap.ts";
import type { BinaryLogFormat, LogContext, LogFormat } from "../../core/model/log-event.ts";

/** What can be asked for by `--format`, and what content is told to be. */
export interface LogFormats {
	/** null: none of this id. */
	findLogFormat(id: string): LogFormat | null;
	/** null: none that is known. */
	detectLogFormat(head: readonly string[], context: LogContext): LogFormat | null;
	/** `id` null: as the first bytes tell. null: it is text. */
	binaryLogFormat(head: Uint8Array, id: string | null): BinaryLogFormat | null;
}

export const findLogFormat = formatNamed;

export const detectLogFormat = detectFormat;

const BINARY: readonly BinaryLogFormat[] = [dnstap];

export function binaryLogFormat(head: Uint8Array, id: string | null): BinaryLogFormat | null {
	return BINARY.find((format) => (id === null ? format.detect(head) : format.id === id)) ?? null;
}
