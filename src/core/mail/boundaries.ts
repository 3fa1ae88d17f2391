// Boundaries: which line delimits which of the multiparts around it (RFC 2046 §5.1.1). Found by one look-up a line however deep the
// nesting, or ten thousand nested multiparts would make every dash quadratic.

import type { Codec } from "../model/codec.ts";

const TAB = 0x09;
const SPACE = 0x20;
const DASH = 0x2d;
/** Boundaries up to here are told apart by length before any string is made; RFC 2046 allows 70 characters. */
const LENGTHS = 1024;

export interface Delimiter {
	/** Level of the multipart, as it was opened. */
	readonly level: number;
	/** "--boundary--": the last one. */
	readonly closes: boolean;
	/** That multipart was closed before: the line lies in its epilogue. */
	readonly late: boolean;
}

export interface Boundaries {
	/** Multiparts still open or in their epilogue. */
	count(): number;
	open(boundary: string, level: number): void;
	/** The multipart at `level` has had its last delimiter. */
	close(level: number): void;
	/** Forgets all at `level` and deeper. */
	dropFrom(level: number): void;
	/** The delimiter on the line `[start, lineEnd)`, which begins with "--": of the innermost multipart that has this boundary. */
	find(start: number, lineEnd: number): Delimiter | null;
	/** The line begins with the innermost boundary and goes on, which RFC 2046 takes for a delimiter and most programs do not. */
	isLonger(start: number, lineEnd: number): boolean;
}

const NO_LENGTHS = new Uint16Array(0);

interface Open {
	readonly boundary: string;
	readonly level: number;
	closed: boolean;
}

export function createBoundaries(bytes: Uint8Array, codec: Codec): Boundaries {
	const opened: Open[] = [];
	const byBoundary = new Map<string, Open[]>();
	/** Of the boundaries; made for the first, since most messages have none. */
	let lengths = NO_LENGTHS;

	const lookUp = (start: number, end: number, closes: boolean): Delimiter | null => {
		const length = end - start;
		if (length < LENGTHS && lengths[length] === 0) return null;
		const found = byBoundary.get(codec.latin1(bytes, start, end));
		if (found === undefined || found.length === 0) return null;
		for (let i = found.length - 1; i >= 0; i--) {
			if (!found[i].closed) return { level: found[i].level, closes, late: false };
		}
		return { level: found[found.length - 1].level, closes, late: true };
	};

	return {
		count: () => opened.length,
		open(boundary, level) {
			const entry = { boundary, level, closed: false };
			if (lengths === NO_LENGTHS) lengths = new Uint16Array(LENGTHS);
			opened.push(entry);
			const same = byBoundary.get(boundary);
			if (same === undefined) byBoundary.set(boundary, [entry]);
			else same.push(entry);
			if (boundary.length < LENGTHS) lengths[boundary.length]++;
		},
		close(level) {
			for (let i = opened.length - 1; i >= 0 && opened[i].level >= level; i--) if (opened[i].level === level) opened[i].closed = true;
		},
		dropFrom(level) {
			while (opened.length > 0 && opened[opened.length - 1].level >= level) {
				const { boundary } = opened.pop() as Open;
				byBoundary.get(boundary)?.pop();
				if (boundary.length < LENGTHS) lengths[boundary.length]--;
			}
		},
		find(start, lineEnd) {
			if (opened.length === 0) return null;
			const end = withoutPadding(bytes, start + 2, lineEnd);
			const exact = lookUp(start + 2, end, false);
			if (exact !== null && !exact.late) return exact;
			if (end - start < 4 || bytes[end - 1] !== DASH || bytes[end - 2] !== DASH) return exact;
			return lookUp(start + 2, end - 2, true) ?? exact;
		},
		isLonger(start, lineEnd) {
			const last = opened[opened.length - 1];
			if (last === undefined || last.closed || lineEnd - start - 2 <= last.boundary.length) return false;
			for (let i = 0; i < last.boundary.length; i++) if (bytes[start + 2 + i] !== last.boundary.charCodeAt(i)) return false;
			return true;
		},
	};
}

/** Transport padding: blanks that gateways add after a boundary. */
function withoutPadding(bytes: Uint8Array, start: number, lineEnd: number): number {
	let end = lineEnd;
	while (end > start && (bytes[end - 1] === SPACE || bytes[end - 1] === TAB)) end--;
	return end;
}
