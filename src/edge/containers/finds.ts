// Finds: what an opener in the child hands to its parent, and the allowance it has for that. The attacks: a kilobyte that unpacks to
// gigabytes, an archive of a million entries, and both in entries that share their data (Fifield, WOOT 2019).

import type { ProblemCode } from "../../core/model/problem.ts";
import { type Answer, MAX_NAME_LENGTH } from "./answer.ts";

/** What compresses better than this, beyond what costs nothing to read, is a bomb: DEFLATE reaches 1,032, office documents some 30. */
export const MAX_RATIO = 200;
export const FREE_BYTES = 8 * 1024 * 1024;

/** Attack: a problem for each of a million broken entries. Core keeps 100 of a code. */
const MAX_PROBLEMS = 1000;

export interface Finds {
	/** Bytes that may still be handed over; an opener inflates no more than this. */
	readonly room: number;
	/** Nothing more is taken: an opener stops. */
	readonly full: boolean;
	file(path: string, bytes: Uint8Array, mediaType?: string): void;
	construct(name: string, path: string, value: string, beside?: Readonly<Record<string, string>>): void;
	problem(code: ProblemCode, detail: string): void;
	/** Says that more would have come than there is room for, and closes. */
	overflow(): void;
	/** Counts something that was looked at and may give nothing. */
	look(): void;
}

/** Takes a container apart. What it throws is told as "cannot be opened"; what it found before stands. */
export type Unpack = (bytes: Uint8Array, name: string, finds: Finds) => void | Promise<void>;

export interface Allowance {
	/** Size of the container. */
	readonly size: number;
	readonly mostBytes: number;
	readonly mostItems: number;
}

const encoder = new TextEncoder();

export function createFinds({ size, mostBytes, mostItems }: Allowance, emit: (answer: Answer, bytes?: Uint8Array) => void): Finds {
	let bytes = Math.min(mostBytes, FREE_BYTES + size * MAX_RATIO);
	let items = mostItems;
	let problems = MAX_PROBLEMS;
	let full = false;

	function take(length: number): boolean {
		if (full) return false;
		items--;
		bytes -= length;
		if (items >= 0 && bytes >= 0) return true;
		finds.overflow();
		return false;
	}

	const finds: Finds = {
		get room() {
			return Math.max(0, bytes);
		},
		get full() {
			return full;
		},
		file(path, content, mediaType = "") {
			if (take(content.length)) emit({ kind: "file", path: path.slice(0, MAX_NAME_LENGTH), mediaType }, content);
		},
		construct(name, path, value, beside = {}) {
			const content = encoder.encode(value);
			if (take(content.length)) emit({ kind: "construct", name, path: path.slice(0, MAX_NAME_LENGTH), beside }, content);
		},
		problem(code, detail) {
			if (problems-- > 0) emit({ kind: "problem", code, detail: detail.slice(0, MAX_NAME_LENGTH) });
		},
		overflow() {
			if (full) return;
			full = true;
			const why = items < 0 ? "too many things lie in it" : "too much lies in it, or it grows too much when it is unpacked";
			finds.problem(items < 0 ? "limit-parts" : "limit-decoded", `${why}; the rest was not read`);
		},
		look() {
			take(0);
		},
	};
	return finds;
}
