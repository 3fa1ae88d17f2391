// Log formats, for threads: by id, since a format holds functions, which no thread can be handed.

import { detectFormat, formatNamed } from "../../core/logs/detection/detect.ts";
import type { LogContext, LogFormat } from "../../core/model/log-event.ts";

/** What can be asked for by `--format`, and what content is told to be. */
export interface LogFormats {
	/** null: none of this id. */
	findLogFormat(id: string): LogFormat | null;
	/** null: none that is known. */
	detectLogFormat(head: readonly string[], context: LogContext): LogFormat | null;
}

export const findLogFormat = formatNamed;

export const detectLogFormat = detectFormat;
