// Merged rows: what several workers encoded, as the rows of one transaction: each once, in the order of its key.

import { type EncodedRows, outranks, type Reading } from "./rows.ts";
import { COLUMNS } from "./schema.ts";
import { toHex, type Value } from "./values.ts";
import type { Readings } from "./winners.ts";

export interface Merged {
	/** By hash, in its order. */
	readonly readings: Readings;
	readonly explanation: readonly Value[];
	readonly placement: readonly Value[];
	readonly fileProblem: readonly Value[];
	readonly raw: readonly Value[];
}

export function merged(batches: readonly EncodedRows[]): Merged {
	const readings = new Map<string, Reading>();
	for (const batch of batches)
		for (const [hex, reading] of readingsOf(batch)) {
			const other = readings.get(hex);
			if (other === undefined || outranks(reading, other)) readings.set(hex, reading);
		}
	return {
		readings: new Map([...readings].sort(byHash)),
		explanation: byKey(
			batches.map(({ explanation }) => explanation),
			COLUMNS.explanation.length,
		),
		placement: batches.flatMap(({ placement }) => placement),
		fileProblem: batches.flatMap(({ file_problem }) => file_problem),
		raw: byKey(
			batches.map(({ raw }) => raw),
			COLUMNS.raw.length,
		),
	};
}

function byHash([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Rows whose first value is their key. */
function byKey(flat: readonly (readonly Value[])[], width: number): Value[] {
	const rows = new Map<string, Value[]>();
	for (const values of flat) for (const row of cut(values, width)) rows.set(toHex(row[0] as Uint8Array), row);
	return [...rows].sort(byHash).flatMap(([, row]) => row);
}

/** The flat rows, taken apart by message. */
function readingsOf(rows: EncodedRows): Map<string, Reading> {
	const readings = new Map<string, { message: Value[]; contact: Value[]; problem: Value[]; sighting: Value[]; trail: Value[] }>();
	for (const message of cut(rows.message, COLUMNS.message.length))
		readings.set(toHex(message[0] as Uint8Array), { message, contact: [], problem: [], sighting: [], trail: [] });
	for (const contact of cut(rows.contact, COLUMNS.contact.length)) readings.get(toHex(contact[2] as Uint8Array))?.contact.push(...contact);
	for (const problem of cut(rows.problem, COLUMNS.problem.length)) readings.get(toHex(problem[0] as Uint8Array))?.problem.push(...problem);
	for (const sighting of cut(rows.sighting, COLUMNS.sighting.length))
		readings.get(toHex(sighting[2] as Uint8Array))?.sighting.push(...sighting);
	for (const trail of cut(rows.trail, COLUMNS.trail.length)) readings.get(toHex(trail[3] as Uint8Array))?.trail.push(...trail);
	return readings;
}

export function* cut(values: readonly Value[], width: number): Generator<Value[]> {
	for (let at = 0; at < values.length; at += width) yield values.slice(at, at + width);
}
