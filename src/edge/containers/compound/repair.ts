// Repair: a compound file ([MS-CFB]) in which no chain leads out of the file and no folder lies in itself. The library gives up on a whole file
// with either, which a single damaged byte or an attacker makes; programs go on and miss one stream's end, or one folder. So each
// such number becomes an end, and what is missing then is told by the stream's size.

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

/** A copy, mended; as it is where it is too short to be one. */
export function repaired(input: Uint8Array): Buffer {
	const bytes = Buffer.from(input);
	if (bytes.length < 512) return bytes;
	const size = bytes.readUInt16LE(SECTOR_SHIFT) === 12 ? 4096 : 512;
	const sectors = Math.ceil(bytes.length / size) - 1;
	const mend = (at: number): void => {
		if (at + 4 <= bytes.length && bytes.readInt32LE(at) >= sectors) bytes.writeInt32LE(END_OF_CHAIN, at);
	};
	mend(FIRST_MINI_TABLE);
	const tables: number[] = [];
	for (let index = 0; index < TABLES_IN_HEADER; index++) {
		const table = bytes.readInt32LE(FIRST_TABLES + index * 4);
		if (table < 0) break;
		tables.push(table);
		const start = (table + 1) * size;
		if (table < sectors) for (let at = start; at < start + size; at += 4) mend(at);
	}
	const entries = directoryOf(bytes, size, sectors, tables);
	for (const at of entries) mend(at + ENTRY_START);
	untangle(bytes, entries);
	return bytes;
}

/** Offsets of its entries; each sector once, however its chain leads. */
function directoryOf(bytes: Buffer, size: number, sectors: number, tables: readonly number[]): readonly number[] {
	const entries: number[] = [];
	const seen = new Set<number>();
	for (let sector = bytes.readInt32LE(FIRST_DIRECTORY); sector >= 0 && sector < sectors && !seen.has(sector); ) {
		seen.add(sector);
		const start = (sector + 1) * size;
		for (let at = start; at < start + size && at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) entries.push(at);
		const table = tables[Math.floor((sector * 4) / size)] ?? sectors;
		const next = (table + 1) * size + ((sector * 4) % size);
		sector = next + 4 <= bytes.length ? bytes.readInt32LE(next) : END_OF_CHAIN;
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
