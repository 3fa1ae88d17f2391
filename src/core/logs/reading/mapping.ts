// Mapping: which column or key of a product's export holds what, as a user writes it down (docs/logs.md). Checked word by word, so that a slip is named.

import { LOG_EVENT_KINDS, LOG_OUTCOMES, type LogMapping, type LogOutcome } from "../../model/log-event.ts";

const FIELDS = ["time", "client", "host", "url", "status", "agent", "user", "outcome"] as const;
export const TIME_FORMS = ["iso", "seconds", "milliseconds", "microseconds", "nanoseconds", "common", "asctime", "yearless"] as const;
const KEYS: ReadonlySet<string> = new Set(["format", "name", "kind", "fields", "time", "outcomes", "delimiter"]);

/** `value`: the file as YAML or JSON, its objects as Maps. Throws an Error with one sentence for the first thing that is wrong. */
export function mappingFrom(value: unknown): LogMapping {
	const top = mapOf(value, "a mapping");
	for (const key of top.keys()) if (!KEYS.has(key)) throw new Error(`"${key}" is none of ${[...KEYS].join(", ")}`);
	const format = oneOf(top.get("format"), ["csv", "json"] as const, "format");
	const kind = oneOf(top.get("kind") ?? "http", LOG_EVENT_KINDS, "kind");
	const fields: Record<string, string> = {};
	for (const [name, column] of mapOf(top.get("fields"), '"fields"'))
		fields[oneOf(name, FIELDS, "a name under fields")] = textOf(column, `fields.${name}`);
	if (fields.time === undefined) throw new Error("fields.time is missing: without times nothing can be told");
	if (fields.host === undefined && fields.url === undefined) throw new Error("fields.host or fields.url is missing: whom was contacted?");
	const outcomes: Record<string, LogOutcome> = {};
	for (const [word, outcome] of top.has("outcomes") ? mapOf(top.get("outcomes"), '"outcomes"') : [])
		Object.defineProperty(outcomes, word.toLowerCase(), {
			value: oneOf(outcome, LOG_OUTCOMES, `outcomes.${word}`),
			enumerable: true,
			configurable: true,
			writable: true,
		});
	const delimiter = top.has("delimiter") ? textOf(top.get("delimiter"), "delimiter") : null;
	if (delimiter !== null && (delimiter.length !== 1 || /["\r\n]/.test(delimiter))) throw new Error("delimiter is to be one character");
	return {
		format,
		name: top.has("name") ? textOf(top.get("name"), "name") : "an export with a mapping",
		kind,
		fields,
		time: oneOf(top.get("time") ?? "iso", TIME_FORMS, "time"),
		outcomes,
		...(delimiter !== null && { delimiter }),
	};
}

function mapOf(value: unknown, what: string): ReadonlyMap<string, unknown> {
	if (!(value instanceof Map)) throw new Error(`${what} is to hold names and values`);
	for (const key of value.keys()) if (typeof key !== "string") throw new Error(`${what} has a name that is no text`);
	return value as ReadonlyMap<string, unknown>;
}

function textOf(value: unknown, what: string): string {
	if (typeof value !== "string" || value === "" || value.length > 200) throw new Error(`${what} is to be a text of at most 200 characters`);
	return value;
}

function oneOf<T extends string>(value: unknown, words: readonly T[], what: string): T {
	const word = words.find((one) => one === value);
	if (word === undefined) throw new Error(`${what} is to be one of ${words.join(", ")}`);
	return word;
}
