// Findings: what the parts of one log hold, put together in the order of its text.

import { type BlockFindings, type LineProblem, SHOWN_PROBLEMS } from "./block-reader.ts";
import { HOUR, withoutHabits } from "./gaps.ts";
import { BATCH_CONTACTS, type LogContact, type LogFacts, type LogReadingOptions } from "./log-reading.ts";
import type { LogEnd } from "./log-text.ts";
import { createSpoken } from "./spoken.ts";
import { createUnmapped, MOST_UNMAPPED } from "./unmapped.ts";

export interface Findings {
	/** Adds those of the next part; returns contacts in batches, whole ones only. */
	add(part: BlockFindings): readonly (readonly LogContact[])[];
	/** What is left of them. */
	rest(): readonly (readonly LogContact[])[];
	/** `offset`: where its text ends. */
	facts(format: string, end: LogEnd, offset: number): LogFacts;
}

/** Milliseconds of silence that part nothing: an hour where the log's habits decide. */
export function bridgeOf({ gap }: LogReadingOptions): number {
	return gap == null ? HOUR : gap * 60_000;
}

export function createFindings(options: LogReadingOptions): Findings {
	const { gap, clockOffset = 0 } = options;
	const spoken = createSpoken(bridgeOf(options));
	const problems: LineProblem[] = [];
	const unmapped = createUnmapped(MOST_UNMAPPED);
	let [lines, unread, contacts] = [0, 0, 0];
	let batch: readonly LogContact[] = [];

	function batches(least: number): (readonly LogContact[])[] {
		const all: (readonly LogContact[])[] = [];
		let from = 0;
		for (; batch.length - from >= least; from += BATCH_CONTACTS) {
			all.push(batch.slice(from, from + BATCH_CONTACTS).map((contact) => shifted(contact, clockOffset)));
		}
		batch = batch.slice(from);
		return all;
	}

	return {
		add(part) {
			lines += part.lines;
			unread += part.unread;
			contacts += part.contacts.length;
			problems.push(...part.problems.slice(0, SHOWN_PROBLEMS - problems.length));
			for (const word of part.unmapped) unmapped.add(word);
			for (let index = 0; index < part.spoken.length; index += 2) spoken.add(part.spoken[index], part.spoken[index + 1]);
			batch = batch.concat(part.contacts);
			return batches(BATCH_CONTACTS);
		},
		rest: () => batches(1),
		facts(format, { sha256, size, damage }, offset) {
			const spans = spoken.spans().map(([from, to]) => [from + clockOffset, to + clockOffset] as const);
			const coverage = gap == null ? withoutHabits(spans) : spans;
			const mapping = unmapped.problem();
			const shown = [...(mapping === null ? [] : [mapping]), ...problems, ...(damage === null ? [] : [{ offset, problem: damage }])];
			return { sha256, format, size, lines, unread, problems: shown, broken: damage !== null, coverage, contacts };
		},
	};
}

function shifted(contact: LogContact, milliseconds: number): LogContact {
	const { event, offset } = contact;
	return milliseconds === 0 || event.time === null ? contact : { event: { ...event, time: event.time + milliseconds }, offset };
}
