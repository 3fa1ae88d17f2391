// Formats that hold mail and that no source reads: named as a failure wherever they lie, since passing over an archive in
// silence would read as "nothing found in it".

interface Foreign {
	readonly what: string;
	readonly magic: readonly number[];
	readonly at: number;
	readonly names: RegExp;
}

const ANY = /(?:)/;

const FOREIGN: readonly Foreign[] = [
	{ what: "an Outlook Express folder (DBX)", magic: [0xcf, 0xad, 0x12, 0xfe], at: 0, names: ANY },
	{ what: "a TNEF container", magic: [0x78, 0x9f, 0x3e, 0x22], at: 0, names: ANY },
	{ what: "a 7z archive", magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], at: 0, names: ANY },
	{ what: "a RAR archive", magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], at: 0, names: ANY },
	{ what: "xz compressed", magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], at: 0, names: ANY },
	{ what: "bzip2 compressed", magic: [0x42, 0x5a, 0x68], at: 0, names: /\.t?bz2?$/i },
];

/** What the file is, in words, or null. */
export function foreignFormat(head: Uint8Array, name: string): string | null {
	for (const { what, magic, at, names } of FOREIGN) {
		if (names.test(name) && magic.every((byte, index) => head[at + index] === byte)) return what;
	}
	return null;
}
