// Clocks file: the rules of clocks.ts as a user writes them, for another law or another reading of the same. It takes the place of those built in.

import { CLOCK_EVENTS, type Clock } from "./clocks.ts";

export interface ReadClocks {
	readonly clocks: readonly Clock[];
	readonly refused: readonly { readonly clock: string; readonly problem: string }[];
}

const KEYS: ReadonlySet<string> = new Set(["id", "law", "article", "decide", "act", "from", "hours", "months"]);
const MOST = 100;
const LONGEST = 500;
/** Ten years. */
const MOST_HOURS = 87_660;
const MOST_MONTHS = 120;

/** `content`: the file as its YAML says, its objects as Maps. Throws an Error with one sentence where it is no list of clocks at all. */
export function clocksFrom(content: unknown): ReadClocks {
	const list = content instanceof Map ? (content.get("clocks") as unknown) : undefined;
	if (!Array.isArray(list)) throw new Error('it has no list "clocks:"');
	if (list.length > MOST) throw new Error(`it has ${list.length} clocks; ${MOST} are read at most`);
	const clocks: Clock[] = [];
	const refused: { clock: string; problem: string }[] = [];
	for (const [index, entry] of list.entries()) {
		const fields: ReadonlyMap<unknown, unknown> = entry instanceof Map ? entry : new Map();
		try {
			clocks.push(clockOf(fields, clocks));
		} catch (error) {
			refused.push({ clock: textOf(fields.get("id")) || `clock ${index + 1}`, problem: (error as Error).message });
		}
	}
	return { clocks, refused };
}

function clockOf(fields: ReadonlyMap<unknown, unknown>, before: readonly Clock[]): Clock {
	for (const key of fields.keys())
		if (typeof key !== "string" || !KEYS.has(key)) throw new Error(`"${String(key)}" is none of ${[...KEYS].join(", ")}`);
	const required = (name: string): string => {
		const text = textOf(fields.get(name));
		if (text === "") throw new Error(`it has no "${name}"`);
		return text;
	};
	const clock = {
		id: required("id"),
		law: required("law"),
		article: textOf(fields.get("article")),
		decide: required("decide"),
		act: required("act"),
		from: required("from"),
		within: withinOf(fields),
	};
	const known: readonly string[] = [...CLOCK_EVENTS, ...before.map(({ id }) => id)];
	if (known.includes(clock.id)) throw new Error("its id is taken");
	if (!known.includes(clock.from))
		throw new Error(`"from" is to be ${CLOCK_EVENTS.join(", ")} or the id of a clock above it; not "${clock.from}"`);
	return clock;
}

function withinOf(fields: ReadonlyMap<unknown, unknown>): Clock["within"] {
	const hours = wholeOf(fields.get("hours"), "hours", MOST_HOURS);
	const months = wholeOf(fields.get("months"), "months", MOST_MONTHS);
	if (hours !== null && months !== null) throw new Error('it has both "hours" and "months"');
	return hours !== null ? { hours } : months !== null ? { months } : null;
}

function wholeOf(value: unknown, name: string, most: number): number | null {
	if (value === undefined || value === null) return null;
	if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most)
		throw new Error(`"${name}" is to be a whole number from 1 to ${most}`);
	return value as number;
}

function textOf(value: unknown): string {
	return typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, LONGEST) : "";
}
