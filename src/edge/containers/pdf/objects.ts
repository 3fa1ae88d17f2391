// Objects: every "N G obj" of a PDF wherever it stands, whatever its cross-reference table says: older revisions, objects that nothing
// refers to, objects in the data of a stream, and files whose table is broken, which Acrobat repairs.

import { parseValue, skipSpace, type Value } from "./values.ts";

export interface PdfObject {
	readonly number: number;
	readonly value: Value;
	/** Where its stream's bytes begin, or null. */
	readonly stream: number | null;
}

/** Attack: a million objects of three bytes. */
export const MAX_OBJECTS = 200_000;

/**
 * Attack: objects in one another, each read to the end of the file: quadratic work. How often over the file may be read; past that, an object
 * ends where the next begins.
 */
export const MAX_READINGS = 8;

const OBJECT = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj/g;

export interface Objects {
	readonly objects: readonly PdfObject[];
	/** More than MAX_OBJECTS stood there. */
	readonly cut: boolean;
}

export function objectsIn(source: string): Objects {
	const objects: PdfObject[] = [];
	let room = MAX_READINGS * source.length;
	OBJECT.lastIndex = 0;
	for (let match = OBJECT.exec(source); match !== null; ) {
		if (objects.length >= MAX_OBJECTS) return { objects, cut: true };
		const number = Number(match[1]);
		const start = OBJECT.lastIndex;
		match = OBJECT.exec(source);
		const text = room > 0 || match === null ? source : source.slice(0, match.index);
		const { value, end } = parseValue(text, start);
		const behind = skipSpace(text, end);
		room -= behind - start;
		objects.push({ number, value, stream: value.kind === "dictionary" ? streamAt(text, behind) : null });
	}
	return { objects, cut: false };
}

function streamAt(source: string, at: number): number | null {
	if (!source.startsWith("stream", at)) return null;
	let start = at + "stream".length;
	if (source.charAt(start) === "\r") start++;
	if (source.charAt(start) === "\n") start++;
	return start;
}

/** Objects packed into an object stream (§7.5.7): pairs of a number and an offset, then what stands there. At most `most`. */
export function objectsInStream(dictionary: ReadonlyMap<string, Value>, text: string, most: number): Objects {
	const objects: PdfObject[] = [];
	const told = dictionary.get("First");
	const first = told?.kind === "number" ? told.number : headerEnd(text);
	let room = MAX_READINGS * text.length;
	let at = 0;
	for (;;) {
		const number = parseValue(text, at);
		const offset = parseValue(text, number.end);
		if (number.value.kind !== "number" || offset.value.kind !== "number") return { objects, cut: false };
		if (objects.length >= most || room < 0) return { objects, cut: true };
		const start = first + offset.value.number;
		const { value, end } = parseValue(text, start);
		room -= Math.max(1, end - start);
		objects.push({ number: number.value.number, value, stream: null });
		at = offset.end;
		if (at >= first) return { objects, cut: false };
	}
}

function headerEnd(text: string): number {
	const end = text.search(/[^\d\0\t\n\f\r ]/);
	return end === -1 ? text.length : end;
}
