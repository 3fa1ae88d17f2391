// The formats without their quick looks, so that each line is read: what reading a few of them must agree with, and be faster than. A module for threads,
// as src/edge/logs/log-formats.ts is.

import type { LineReader, LogContext, LogFormat } from "../../../src/core/model/log-event.ts";
import * as formats from "../../../src/edge/logs/log-formats.ts";

function everyLine(format: LogFormat | null): LogFormat | null {
	if (format === null) return null;
	return {
		...format,
		plausible: undefined,
		reader(head, context): LineReader {
			const { read, time } = format.reader(head, context);
			return { read, time };
		},
	};
}

export function findLogFormat(id: string): LogFormat | null {
	return everyLine(formats.findLogFormat(id));
}

export function detectLogFormat(head: readonly string[], context: LogContext): LogFormat | null {
	return everyLine(formats.detectLogFormat(head, context));
}

export { binaryLogFormat } from "../../../src/edge/logs/log-formats.ts";
