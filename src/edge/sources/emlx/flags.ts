// Flags of an Apple Mail message: one integer of bits under the key "flags" in its property list, as Apple Mail 2 and later write it
// (the bits as J. Zawinski and others documented them). The list is XML, or binary ("bplist00", Apple's CFBinaryPList.c).

const BITS: readonly (readonly [bit: number, word: string])[] = [
	[0, "seen"],
	[2, "answered"],
	[4, "flagged"],
	[6, "draft"],
	[1, "trashed"],
	[8, "passed"],
	[9, "passed"],
	[24, "spam"],
];

export function emlxFlags(list: Uint8Array): readonly string[] {
	const flags = binaryFlags(list) ?? xmlFlags(list);
	return [...new Set(BITS.filter(([bit]) => Math.floor(flags / 2 ** bit) % 2 === 1).map(([, word]) => word))];
}

function xmlFlags(list: Uint8Array): number {
	const found = /<key>flags<\/key>\s*<integer>(\d{1,15})<\/integer>/.exec(
		Buffer.from(list.buffer, list.byteOffset, list.length).toString("latin1"),
	);
	return found === null ? 0 : Number(found[1]);
}

const TRAILER_BYTES = 32;
const DICTIONARY = 0xd0;
const INTEGER = 0x10;

/** The integer "flags" in the dictionary at the top; null where the list is not binary. Every read is checked: what is damaged is 0. */
function binaryFlags(list: Uint8Array): number | null {
	const start = indexOfMagic(list);
	if (start === -1) return null;
	const bytes = list.subarray(start);
	const unsigned = (at: number, size: number): number => {
		let value = 0;
		for (let index = at; index < at + size; index++) value = value * 256 + (bytes[index] ?? 0);
		return value;
	};
	const trailer = bytes.length - TRAILER_BYTES;
	const offsetSize = Math.min(8, unsigned(trailer + 6, 1));
	const referenceSize = Math.min(8, unsigned(trailer + 7, 1));
	const table = unsigned(trailer + 24, 8);
	const objectAt = (reference: number): number => unsigned(table + reference * offsetSize, offsetSize);
	const top = objectAt(unsigned(trailer + 16, 8));
	const marker = unsigned(top, 1);
	if ((marker & 0xf0) !== DICTIONARY) return 0;
	const counted = (marker & 0x0f) === 0x0f;
	const countSize = counted ? 2 ** (unsigned(top + 1, 1) & 0x03) : 0;
	const count = counted ? unsigned(top + 2, countSize) : marker & 0x0f;
	const keys = top + 1 + (counted ? 1 + countSize : 0);
	// No list of so many keys fits here.
	for (let index = 0; index < Math.min(count, bytes.length); index++) {
		const key = objectAt(unsigned(keys + index * referenceSize, referenceSize));
		if (unsigned(key, 1) !== 0x55 || String.fromCharCode(...bytes.subarray(key + 1, key + 6)) !== "flags") continue;
		const value = objectAt(unsigned(keys + (count + index) * referenceSize, referenceSize));
		const kind = unsigned(value, 1);
		return (kind & 0xf0) === INTEGER ? unsigned(value + 1, 2 ** (kind & 0x03)) : 0;
	}
	return 0;
}

function indexOfMagic(list: Uint8Array): number {
	const head = String.fromCharCode(...list.subarray(0, 16));
	return head.indexOf("bplist00");
}
