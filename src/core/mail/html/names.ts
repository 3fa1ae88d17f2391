// Name table: element and attribute names as bytes, looked up without making a string. Names nobody watches have id 0.
// WHATWG HTML §13.2.5.8 and §13.2.5.33: names are compared after ASCII lower-casing.

/** ASCII upper case to lower case, all other bytes as they are. */
export const LOWER = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) LOWER[byte] = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;

export interface NameTable {
	/** Id by name; ids count from 1. */
	readonly ids: ReadonlyMap<string, number>;
	readonly names: readonly string[];
	/** Open addressing: id at `hash & mask` and after. */
	readonly slots: Uint16Array;
	readonly mask: number;
	/** Name `id` stands in `letters` from `offsets[id]` to `offsets[id + 1]`. */
	readonly letters: Uint8Array;
	readonly offsets: Uint32Array;
	readonly longest: number;
}

/**
 * From the length and three letters, so that a scanner looks at no letter of a name before it knows where the name ends. Names come
 * from hostile mail, but only the table's own can share a slot.
 */
function hashOf(length: number, first: number, middle: number, last: number): number {
	return first * 5 + middle * 83 + last * 331 + length * 1021;
}

/** `names` are ASCII, lower case. */
export function createNameTable(names: readonly string[]): NameTable {
	const unique = [...new Set(names)];
	let size = 64;
	while (size < unique.length * 4) size *= 2;
	const slots = new Uint16Array(size);
	const letters = new Uint8Array(unique.reduce((sum, name) => sum + name.length, 0));
	const offsets = new Uint32Array(unique.length + 2);
	const ids = new Map<string, number>();
	let at = 0;
	let longest = 0;
	unique.forEach((name, index) => {
		const id = index + 1;
		ids.set(name, id);
		offsets[id] = at;
		for (let i = 0; i < name.length; i++) letters[at++] = name.charCodeAt(i);
		offsets[id + 1] = at;
		longest = Math.max(longest, name.length);
		const code = (index: number): number => name.charCodeAt(index);
		let slot = hashOf(name.length, code(0), code(name.length >> 1), code(name.length - 1)) & (size - 1);
		while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
		slots[slot] = id;
	});
	return { ids, names: ["", ...unique], slots, mask: size - 1, letters, offsets, longest };
}

/** Id of the name in `bytes[start, end)`, which holds at least one byte; 0 where it is not in the table. */
export function lookUpName(table: NameTable, bytes: Uint8Array, start: number, end: number): number {
	const { slots, mask, letters, offsets } = table;
	const length = end - start;
	if (length > table.longest) return 0;
	const hash = hashOf(length, LOWER[bytes[start]], LOWER[bytes[start + (length >> 1)]], LOWER[bytes[end - 1]]);
	for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
		const id = slots[slot];
		let at = offsets[id];
		if (offsets[id + 1] - at !== length) continue;
		let i = start;
		while (i < end && LOWER[bytes[i]] === letters[at]) {
			i++;
			at++;
		}
		if (i === end) return id;
	}
	return 0;
}
