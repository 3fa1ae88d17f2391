// Named properties: numbers from 0x8000 on mean what a store's own table says, a number or a name within a property set
// ([MS-OXMSG] §2.2.3, [MS-PST] §2.4.7: the same three streams).

export interface NamedProperties {
	/** Property number that stands for `name` (a number or a lower-case name) of a set; null where the store has none. */
	id(set: string, name: number | string): number | null;
	/** String names of a set, as stored. */
	names(set: string): readonly (readonly [name: string, id: number])[];
}

/** The attack: a table of millions of names. No store has more numbers to give. */
const MOST = 0x8000;

const ENTRY_BYTES = 8;
const FIRST = 0x8000;

/** Sets that the entries number themselves ([MS-OXMSG] §2.2.3.1.2). */
const MAPI = "{00020328-0000-0000-C000-000000000046}";
const PUBLIC_STRINGS = "{00020329-0000-0000-C000-000000000046}";

export function readNames(sets: Uint8Array, entries: Uint8Array, strings: Uint8Array): NamedProperties {
	const ids = new Map<string, number>();
	const named = new Map<string, [string, number][]>();
	const view = new DataView(entries.buffer, entries.byteOffset, entries.length);
	const text = new DataView(strings.buffer, strings.byteOffset, strings.length);
	const most = Math.min(MOST, Math.floor(entries.length / ENTRY_BYTES));
	for (let index = 0; index < most; index++) {
		const name = view.getUint32(index * ENTRY_BYTES, true);
		const kind = view.getUint16(index * ENTRY_BYTES + 4, true);
		const id = FIRST + view.getUint16(index * ENTRY_BYTES + 6, true);
		const set = setOf(sets, kind >> 1);
		if ((kind & 1) === 0) {
			ids.set(`${set}:${name}`, id);
			continue;
		}
		const bytes = name + 4 <= strings.length ? text.getUint32(name, true) : 0;
		const written = new TextDecoder("utf-16le").decode(strings.subarray(name + 4, name + 4 + bytes));
		ids.set(`${set}:${written.toLowerCase()}`, id);
		const list = named.get(set);
		if (list === undefined) named.set(set, [[written, id]]);
		else list.push([written, id]);
	}
	return { id: (set, name) => ids.get(`${set}:${name}`) ?? null, names: (set) => named.get(set) ?? [] };
}

function setOf(sets: Uint8Array, index: number): string {
	if (index === 1) return MAPI;
	if (index === 2) return PUBLIC_STRINGS;
	const bytes = sets.subarray((index - 3) * 16, (index - 2) * 16);
	if (index < 3 || bytes.length < 16) return "";
	const hex = (...at: readonly number[]): string => at.map((place) => (bytes[place] as number).toString(16).padStart(2, "0")).join("");
	return `{${hex(3, 2, 1, 0)}-${hex(5, 4)}-${hex(7, 6)}-${hex(8, 9)}-${hex(10, 11, 12, 13, 14, 15)}}`.toUpperCase();
}
