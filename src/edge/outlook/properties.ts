// Properties of a MAPI object ([MS-OXCDATA] §2.11): by number, each with a type and its bytes as stored. What a store calls a message,
// a recipient or an attachment is a set of them, in .pst and .msg alike.

import { decodeCodePage } from "./code-pages.ts";
import type { NamedProperties } from "./named.ts";

export interface Value {
	/** Property type ([MS-OXCDATA] §2.11.1). */
	readonly type: number;
	/** Little endian, as stored; read when it is asked for. Throws what the store throws. */
	load(): Uint8Array;
}

export interface Properties {
	/** A string without what follows a NUL; null where there is none, or it cannot be read. */
	text(id: number): string | null;
	/** Any value's bytes. */
	bytes(id: number): Uint8Array | null;
	type(id: number): number | null;
	/** Integers of 32 bits at most, and booleans. */
	number(id: number): number | null;
	time(id: number): Date | null;
	readonly named: NamedProperties;
	/** For strings of 8 bits. */
	readonly codePage: number | null;
	/** What could not be read, in words. */
	readonly unread: readonly string[];
}

export const TYPES = {
	integer16: 2,
	integer32: 3,
	boolean: 0x0b,
	object: 0x0d,
	string8: 0x1e,
	unicode: 0x1f,
	time: 0x40,
	binary: 0x102,
} as const;

/** PidTagMessageCodepage, PidTagInternetCodepage: which one stands for strings that are not Unicode. */
const MESSAGE_CODE_PAGE = 0x3ffd;
const INTERNET_CODE_PAGE = 0x3fde;

/** 100 ns since 1601 until 1970. */
const EPOCH = 116444736000000000n;

export function createProperties(values: ReadonlyMap<number, Value>, named: NamedProperties, around: number | null = null): Properties {
	const unread: string[] = [];

	function bytes(id: number): Uint8Array | null {
		const value = values.get(id);
		if (value === undefined) return null;
		try {
			return value.load();
		} catch (error) {
			const what = `property ${id.toString(16).padStart(4, "0")}: ${error instanceof Error ? error.message : error}`;
			if (!unread.includes(what)) unread.push(what);
			return null;
		}
	}

	function number(id: number): number | null {
		const type = values.get(id)?.type;
		const stored = bytes(id);
		if (stored === null || stored.length === 0) return null;
		const view = viewOf(stored);
		if (type === TYPES.boolean) return stored[0] === 0 ? 0 : 1;
		if (type === TYPES.integer16 && stored.length >= 2) return view.getInt16(0, true);
		return type === TYPES.integer32 && stored.length >= 4 ? view.getInt32(0, true) : null;
	}

	const codePage = number(MESSAGE_CODE_PAGE) ?? number(INTERNET_CODE_PAGE) ?? around;
	return {
		bytes,
		number,
		named,
		codePage,
		unread,
		type: (id) => values.get(id)?.type ?? null,
		text(id) {
			const type = values.get(id)?.type;
			if (type !== TYPES.unicode && type !== TYPES.string8) return null;
			const stored = bytes(id);
			if (stored === null) return null;
			const text = type === TYPES.unicode ? decodeCodePage(stored, 1200) : decodeCodePage(stored, codePage);
			const end = text.indexOf("\0");
			return end < 0 ? text : text.slice(0, end);
		},
		time(id) {
			const stored = values.get(id)?.type === TYPES.time ? bytes(id) : null;
			if (stored === null || stored.length < 8) return null;
			const time = new Date(Number((viewOf(stored).getBigUint64(0, true) - EPOCH) / 10000n));
			const year = time.getUTCFullYear();
			return year >= 1601 && year <= 9999 ? time : null;
		},
	};
}

export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
