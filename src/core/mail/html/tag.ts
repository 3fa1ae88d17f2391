// Tag: reads a start or end tag (WHATWG HTML §13.2.5.6 to §13.2.5.40) and notes of its attributes only those that somebody watches.

import * as B from "./bytes.ts";
import { HTML, type Namespace } from "./foreign.ts";
import { lookUpName } from "./names.ts";
import type { HtmlTable } from "./table.ts";

/** The tag just read. One object, reused: read it inside the call. */
export interface Tag {
	/** Id in the table, 0 for a name that nobody watches. */
	element: number;
	/** Where the name stands. */
	nameStart: number;
	nameEnd: number;
	namespace: Namespace;
	selfClosing: boolean;
	/** How many of the arrays' entries hold a watched attribute. */
	count: number;
	readonly attributes: Uint16Array;
	readonly starts: Uint32Array;
	readonly ends: Uint32Array;
	/** HAS_... bits of bytes.ts. */
	readonly flags: Uint8Array;
}

export interface TagReader {
	readonly tag: Tag;
	/** Reads the tag whose name begins at `at` into `tag`. Returns where it ends, or -1 where the input ends inside it. */
	read(bytes: Uint8Array, at: number, end: number, closing: boolean): number;
}

export function createTagReader(table: HtmlTable): TagReader {
	const { elements, attributes, keep, width } = table;
	const tag: Tag = {
		element: 0,
		nameStart: 0,
		nameEnd: 0,
		namespace: HTML,
		selfClosing: false,
		count: 0,
		attributes: new Uint16Array(width),
		starts: new Uint32Array(width),
		ends: new Uint32Array(width),
		flags: new Uint8Array(width),
	};

	function read(bytes: Uint8Array, at: number, end: number, closing: boolean): number {
		// A local: what a module holds is loaded anew for each byte.
		const classes = B.BYTE_CLASS;
		let i = at;
		let byte = 0;
		while (i < end && (classes[bytes[i]] & B.ENDS_NAME) === 0) i++;
		const element = lookUpName(elements, bytes, at, i);
		const row = element * width;
		tag.element = element;
		tag.count = 0;
		tag.nameStart = at;
		tag.nameEnd = i;
		for (;;) {
			let slash = false;
			while (i < end) {
				byte = bytes[i];
				if (byte === B.SLASH) slash = true;
				else if ((classes[byte] & B.WHITE_SPACE) !== 0) slash = false;
				else break;
				i++;
			}
			if (i >= end) return -1;
			if (byte === B.GREATER) {
				tag.selfClosing = slash;
				return i + 1;
			}
			const start = i;
			// Whatever stands first belongs to the name, an equals sign too.
			i++;
			while (i < end && (classes[bytes[i]] & B.ENDS_ATTRIBUTE_NAME) === 0) i++;
			const stop = i;
			while (i < end && (classes[bytes[i]] & B.WHITE_SPACE) !== 0) i++;
			if (i >= end) return -1;
			let valueStart = i;
			let valueEnd = i;
			if (bytes[i] === B.EQUALS) {
				i++;
				while (i < end && (classes[bytes[i]] & B.WHITE_SPACE) !== 0) i++;
				if (i >= end) return -1;
				byte = bytes[i];
				valueStart = i;
				if (byte === B.DOUBLE_QUOTE || byte === B.SINGLE_QUOTE) {
					valueStart = ++i;
					while (i < end && bytes[i] !== byte) i++;
					if (i >= end) return -1;
					valueEnd = i++;
				} else {
					// A value that is missing ends at ">" at once.
					while (i < end && (classes[bytes[i]] & B.ENDS_UNQUOTED) === 0) i++;
					if (i >= end) return -1;
					valueEnd = i;
				}
			}
			if (closing) continue;
			const attribute = lookUpName(attributes, bytes, start, stop);
			if (attribute !== 0 && keep[row + attribute] !== 0) note(bytes, attribute, valueStart, valueEnd);
		}
	}

	/** The first of several attributes of one name counts (§13.2.5.33). */
	function note(bytes: Uint8Array, attribute: number, start: number, end: number): void {
		const at = tag.count;
		for (let i = 0; i < at; i++) if (tag.attributes[i] === attribute) return;
		const classes = B.VALUE_CLASS;
		let flags = 0;
		for (let i = start; i < end; i++) flags |= classes[bytes[i]];
		tag.attributes[at] = attribute;
		tag.starts[at] = start;
		tag.ends[at] = end;
		tag.flags[at] = flags;
		tag.count = at + 1;
	}

	return { tag, read };
}
