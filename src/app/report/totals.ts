// Totals: the figures a report begins with. The case counts references itself (edge/casebook/summary.ts); how many messages there are of
// each group is counted here, on the way through them.

import type { Summary } from "../../edge/casebook/summary.ts";
import type { ReportedMessage } from "./reported-message.ts";
import { GROUPS, type Group, groupOf } from "./telling.ts";

export type GroupCounts = Record<Group, number>;

export interface Tally {
	readonly counts: GroupCounts;
	/** Notes a message, and says its group. */
	add(message: ReportedMessage): Group;
	/** As a case would say it of these messages. */
	summary(): Summary;
}

export function createTally(): Tally {
	const counts = Object.fromEntries(GROUPS.map((group) => [group, 0])) as GroupCounts;
	const triggers = new Map<string, Mutable<Summary["byTrigger"][number]>>();
	const trackers = new Map<string, Mutable<Summary["trackers"][number]>>();
	const problems = new Map<string, Mutable<Summary["problems"][number]>>();
	let placements = 0;
	let references = 0;
	let messages = 0;
	return {
		counts,
		add(message) {
			const group = groupOf(message);
			counts[group]++;
			if (message.sha256 !== null) messages++;
			placements += message.placements.length;
			references += message.references.length;
			for (const {
				trigger,
				identifier: { kind: identifier },
				operator,
			} of message.references) {
				one(triggers, trigger, () => ({ trigger, count: 0 }));
				if (trigger !== "click") one(trackers, `${identifier} ${operator ?? ""}`, () => ({ identifier, operator, count: 0 }));
			}
			for (const { code } of message.problems) one(problems, code, () => ({ code, count: 0 }));
			return group;
		},
		summary: () => ({
			...{ messages, placements, references },
			byTrigger: mostFirst(triggers),
			trackers: mostFirst(trackers),
			problems: mostFirst(problems),
		}),
	};
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function one<T extends { count: number }>(rows: Map<string, T>, key: string, make: () => T): void {
	let row = rows.get(key);
	if (row === undefined) {
		row = make();
		rows.set(key, row);
	}
	row.count++;
}

function mostFirst<T extends { readonly count: number }>(rows: ReadonlyMap<string, T>): T[] {
	return [...rows.values()].sort((a, b) => b.count - a.count);
}
