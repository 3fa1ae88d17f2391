// Layout of a PST or OST ([MS-PST] §2.2.2): three formats that differ in the size of pages, of offsets and of what a page's last bytes
// say. ANSI until Outlook 2002, Unicode since 2003, and since 2013 a Unicode format with pages of 4 KiB for OST.

export interface Layout {
	readonly name: string;
	/** As pst-extractor calls it. */
	readonly type: number;
	/** Bytes of an offset or identifier. */
	readonly word: 4 | 8;
	readonly pageBytes: number;
	/** Bytes of a page for its entries. */
	readonly entryBytes: number;
	/** Width of the number of entries, which stands behind them. */
	readonly countBytes: 1 | 2;
	/** Where a page says twice of what kind it is (§2.2.2.7.1). */
	readonly kindAt: number;
	/** Where the header says how blocks are encrypted. */
	readonly encryptionAt: number;
	/** Where it names the root page of each tree. */
	readonly roots: Readonly<Record<TreeName, number>>;
}

/** Of nodes (folders, messages, tables) and of blocks (where their bytes lie). */
export type TreeName = "nodes" | "blocks";

const ANSI: Layout = {
	name: "ANSI",
	type: 14,
	word: 4,
	pageBytes: 512,
	entryBytes: 496,
	countBytes: 1,
	kindAt: 500,
	encryptionAt: 461,
	roots: { nodes: 188, blocks: 196 },
};
const UNICODE: Layout = {
	name: "Unicode",
	type: 23,
	word: 8,
	pageBytes: 512,
	entryBytes: 488,
	countBytes: 1,
	kindAt: 496,
	encryptionAt: 513,
	roots: { nodes: 224, blocks: 240 },
};
const LARGE_PAGES: Layout = {
	...UNICODE,
	name: "Unicode, 4 KiB pages",
	type: 36,
	pageBytes: 4096,
	entryBytes: 4056,
	countBytes: 2,
	kindAt: 4072,
};

/** wVer (§2.2.2.6). */
const VERSIONS: ReadonlyMap<number, Layout> = new Map([
	[14, ANSI],
	[15, ANSI],
	[23, UNICODE],
	[36, LARGE_PAGES],
]);

export const HEADER_BYTES = 564;
/** bCryptMethod; "high" is called cyclic there, "compressible" permute. */
const ENCRYPTIONS = ["none", "compressible", "high"] as const;

export type Encryption = (typeof ENCRYPTIONS)[number];

/** Throws where nobody here can read it, and says why. */
export function layoutOf(header: Buffer): Layout {
	if (header.toString("latin1", 0, 4) !== "!BDN") throw new Error("it does not begin as an Outlook data file");
	const version = header.readUInt16LE(10);
	const layout = VERSIONS.get(version);
	if (layout === undefined) throw new Error(`its format, version ${version}, is not known`);
	return layout;
}

/** Throws where it is none that is known. */
export function encryptionOf(header: Buffer, { encryptionAt }: Layout): Encryption {
	const encryption = ENCRYPTIONS[header[encryptionAt] as number];
	if (encryption === undefined) throw new Error("it is encrypted in a way that is not known");
	return encryption;
}
