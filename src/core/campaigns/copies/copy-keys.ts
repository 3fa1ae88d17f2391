// Copy keys: under what a message is filed so that its copies are found without comparing it with any other: bands of its text's sketch, and its
// structure together with its subject's shape for texts that are written anew for each reader, or too short for a sketch. Each by sender and by the weeks, or the hours, around,
// since a letter that is sent again a year later is another mailing.

import { SHA_256, toHex } from "../../encoding/hashes.ts";
import { bands } from "../../encoding/sketches.ts";
import type { CopyMarks } from "./copy.ts";

export type KeyKind = "text" | "form" | "owner" | "strand";

export interface CopyKey {
	readonly kind: KeyKind;
	readonly key: string;
	/** The key itself and those of the spans beside it, under which copies may be filed. */
	readonly near: readonly string[];
}

/**
 * Of the sketch's bands, those of values of their own. Of texts with a similarity of 0.9 all but 2 of 1,000 share one of six, of 0.8 all but 4 of 100;
 * of 0.5, as issues of one newsletter may have, a third, which the similarity itself then tells.
 */
const BANDS = 6;
/** Hours in which what is filed under one key came in; the two keys beside are looked up too. */
const SPAN_HOURS = { text: 7 * 24, form: 12 } as const;
const HOUR = 3_600_000;

/** Without references there is nothing to compare, and no need to file. */
export function copyKeys({ strand, template, subjectShape, received, owners }: CopyMarks): readonly CopyKey[] {
	if (owners.length === 0) return [];
	const time = received === null ? Number.NaN : Date.parse(received);
	const keys = bands(template.sketch, BANDS).map((band) => timed("text", `${strand} text ${band} `, time));
	const form = `${template.structure}.${subjectShape}`;
	if (subjectShape !== "") keys.push(timed("form", `${strand} form ${form} `, time));
	// Too few words for a sketch: what they stand in and under says whether they are the same.
	if (template.sketch === "" && form !== ".") keys.push(timed("text", `${strand} text ${form} `, time));
	for (const [kind, key] of [
		["owner", `${strand} owner ${short(owners.join(" "))}`],
		["strand", strandKey(strand)],
	] as const)
		keys.push({ kind, key, near: [key] });
	return keys;
}

/** `time`: milliseconds since 1970, or NaN. */
function timed(kind: "text" | "form", before: string, time: number): CopyKey {
	// Without a time: only what has none either.
	if (Number.isNaN(time)) return { kind, key: `${before}?`, near: [`${before}?`] };
	const span = Math.floor(time / (SPAN_HOURS[kind] * HOUR));
	const key = `${before}${span}`;
	return { kind, key, near: [`${before}${span - 1}`, key, `${before}${span + 1}`] };
}

/** Under which all messages of a strand are filed, and no other. */
export function strandKey(strand: string): string {
	return `${strand} all`;
}

export function strandOfKey(key: string): string {
	return key.slice(0, key.indexOf(" "));
}

export function kindOfKey(key: string): KeyKind {
	const kind = key.split(" ", 2)[1];
	return kind === "text" || kind === "form" || kind === "owner" ? kind : "strand";
}

/** The key itself and those of the spans beside it, under which copies may be filed. */
export function keysAround(key: string): readonly string[] {
	const kind = kindOfKey(key);
	if (kind !== "text" && kind !== "form") return [key];
	const at = key.lastIndexOf(" ") + 1;
	const span = Number(key.slice(at));
	// Without a time: only what has none either.
	return Number.isNaN(span) ? [key] : [span - 1, span, span + 1].map((beside) => `${key.slice(0, at)}${beside}`);
}

const encoder = new TextEncoder();

function short(text: string): string {
	return toHex((SHA_256.of(encoder.encode(text)) as Uint8Array).subarray(0, 8));
}
