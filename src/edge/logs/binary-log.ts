// Binary log: frames read from the first to the last, in the calling thread: where one ends is known only from where it begins. Frames are few bytes
// each and none is text to be searched, so all are decoded.

import type { BinaryLogFormat, LogContext } from "../../core/model/log-event.ts";
import { type BlockFindings, type LineProblem, SHOWN_PROBLEMS } from "./block-reader.ts";
import type { LogContact } from "./log-reading.ts";
import type { LogText } from "./log-text.ts";
import { createSpoken } from "./spoken.ts";

export interface BinaryOptions {
	readonly format: BinaryLogFormat;
	readonly context: LogContext;
	readonly isWatched: (host: string) => boolean;
	readonly bridge: number;
	/** Chunk in hand, and how much of it is filled already. */
	readonly chunk: Uint8Array;
	readonly filled: number;
}

/** What a part held; `end`: offset up to which the frames were followed, and what keeps from following them on. */
export interface BinaryPart {
	readonly findings: BlockFindings;
	readonly end: number;
	readonly damage: string | null;
}

export async function* readFrames(
	text: LogText,
	{ format, context, isWatched, bridge, chunk, filled }: BinaryOptions,
): AsyncGenerator<BinaryPart> {
	const reader = format.reader(context);
	let used = filled;
	let offset = 0;
	for (let ended = false; !ended; ) {
		const count = await text.fill(chunk.subarray(used));
		ended = count < chunk.length - used;
		used += count;
		const spoken = createSpoken(bridge);
		const contacts: LogContact[] = [];
		const problems: LineProblem[] = [];
		let [lines, unread, start] = [0, 0, 0];
		for (;;) {
			const length = reader.frameLength(chunk, start, used);
			if (length === null || length <= 0 || start + length > used) break;
			const { event, time } = reader.read(chunk, start, start + length);
			lines++;
			if (time !== null && Number.isFinite(time)) spoken.add(time, time);
			if (event !== null && "problem" in event) {
				unread++;
				if (problems.length < SHOWN_PROBLEMS) problems.push({ offset: offset + start, problem: event.problem });
			} else if (event !== null && isWatched(event.host)) contacts.push({ event, offset: offset + start });
			start += length;
		}
		const isStuck = start === 0 && used === chunk.length;
		chunk.copyWithin(0, start, used);
		used -= start;
		offset += start;
		ended ||= isStuck;
		const damage = isStuck ? TOO_LONG : ended && used > 0 ? CUT : null;
		yield { findings: { lines, unread, problems, unmapped: [], spoken: spoken.spans().flat(), contacts }, end: offset, damage };
	}
}

const TOO_LONG = "a frame is said to be longer than a megabyte: what follows was not read";
const CUT = "its last frame is not whole; what came before was read";
