// Repair: a compound file ([MS-CFB]) in which no chain of sectors leads out of the file, into itself or into another, and no folder lies in itself.
// The library gives up on a whole file with one of these, or never ends; a single damaged byte makes it, and so does an attacker. Programs
// go on and miss one stream's end, or one folder. So each such number becomes an end; what is missing then is told by the stream's size.

const END_OF_CHAIN = -2;
const NO_ENTRY = -1;

/** Offsets in the header ([MS-CFB] §2.2). */
const SECTOR_SHIFT = 30;
const FIRST_DIRECTORY = 48;
const FIRST_MINI_TABLE = 60;
const FIRST_TABLES = 76;
const TABLES_IN_HEADER = 109;

/** Offsets in an entry of the directory ([MS-CFB] §2.6.1): the entries to its left, to its right and below it. */
const ENTRY_BYTES = 128;
const ENTRY_LINKS = [68, 72, 76];
const ENTRY_START = 116;
const ENTRY_SIZE = 120;
/** Smaller streams lie in the root's, in sectors of their own (§2.2, §2.3). */
const LEAST_STREAM = 4096;
const MINI_SECTOR = 64;

/** A copy, mended; as it is where it is too short to be one. */
export function repaired(input: Uint8Array): Buffer {
	const bytes = Buffer.from(input);
	if (bytes.length < 512) return bytes;
	const size = bytes.readUInt16LE(SECTOR_SHIFT) === 12 ? 4096 : 512;
	const sectors = Math.ceil(bytes.length / size) - 1;
	const mend = (at: number, most = sectors): void => {
		if (bytes.readInt32LE(at) >= most) bytes.writeInt32LE(END_OF_CHAIN, at);
	};
	mend(FIRST_MINI_TABLE);
	const tables: number[] = [];
	for (let index = 0; index < TABLES_IN_HEADER; index++) {
		const table = bytes.readInt32LE(FIRST_TABLES + index * 4);
		if (table < 0) break;
		tables.push(table);
	}
	/** Where the table says what follows a sector, or null. */
	const linkOf = (sector: number): number | null => {
		const at = ((tables[Math.floor((sector * 4) / size)] ?? sectors) + 1) * size + ((sector * 4) % size);
		return at + 4 <= bytes.length ? at : null;
	};
	separate(bytes, sectors, linkOf, [...tables, bytes.readInt32LE(FIRST_DIRECTORY), bytes.readInt32LE(FIRST_MINI_TABLE)]);
	const entries = directoryOf(bytes, size, sectors, linkOf);
	for (const [index, at] of entries.entries()) {
		const isSmall = index > 0 && bytes.readUInt32LE(at + ENTRY_SIZE) < LEAST_STREAM;
		mend(at + ENTRY_START, isSmall ? (sectors * size) / MINI_SECTOR : sectors);
	}
	// The first is the root, whose stream holds all small ones.
	if (entries[0] !== undefined) endBefore(bytes.readInt32LE(entries[0] + ENTRY_START), bytes, sectors, linkOf);
	untangle(bytes, entries);
	return bytes;
}

type LinkOf = (sector: number) => number | null;

/**
 * Attack: a thousand chains with one tail, of which the library makes a copy for each. Every sector follows one other at most, and never itself;
 * those of `first` follow none.
 */
function separate(bytes: Buffer, sectors: number, linkOf: LinkOf, first: readonly number[]): void {
	const chains = new Uint32Array(sectors);
	const follows = new Uint8Array(sectors);
	for (const sector of first) follows[sector] = 1;
	for (let start = 0; start < sectors; start++) {
		for (let sector = start; chains[sector] === 0; ) {
			chains[sector] = start + 1;
			const at = linkOf(sector);
			const next = at === null ? END_OF_CHAIN : bytes.readInt32LE(at);
			if (at === null || next < 0) break;
			if (next >= sectors || follows[next] === 1 || chains[next] === start + 1) {
				bytes.writeInt32LE(END_OF_CHAIN, at);
				break;
			}
			follows[next] = 1;
			sector = next;
		}
	}
}

/** Ends the chain that leads into `sector`. */
function endBefore(sector: number, bytes: Buffer, sectors: number, linkOf: LinkOf): void {
	for (let before = 0; before < sectors; before++) {
		const link = linkOf(before);
		if (link !== null && sector >= 0 && bytes.readInt32LE(link) === sector) bytes.writeInt32LE(END_OF_CHAIN, link);
	}
}

/** Offsets of its entries. */
function directoryOf(bytes: Buffer, size: number, sectors: number, linkOf: LinkOf): readonly number[] {
	const entries: number[] = [];
	for (let sector = bytes.readInt32LE(FIRST_DIRECTORY), left = sectors; sector >= 0 && sector < sectors && left > 0; left--) {
		const start = (sector + 1) * size;
		for (let at = start; at < start + size && at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) entries.push(at);
		const link = linkOf(sector);
		sector = link === null ? END_OF_CHAIN : bytes.readInt32LE(link);
	}
	return entries;
}

/** Cuts links to entries that are not there, and all but the first to each, so that the directory is a tree. */
function untangle(bytes: Buffer, entries: readonly number[]): void {
	const reached = new Set<number>();
	for (let root = 0; root < entries.length; root++) {
		if (reached.has(root)) continue;
		reached.add(root);
		const waiting = [root];
		for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
			for (const link of ENTRY_LINKS) {
				const at = (entries[entry] as number) + link;
				const next = bytes.readInt32LE(at);
				if (next < 0 || next >= entries.length || reached.has(next)) bytes.writeInt32LE(NO_ENTRY, at);
				else {
					reached.add(next);
					waiting.push(next);
				}
			}
		}
	}
}
