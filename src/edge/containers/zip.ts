// ZIP (APPNOTE.TXT), and so Office Open XML and OpenDocument. What an archive holds is told twice, in its central directory and before
// each file; programs differ in which they believe, and go by the second where the first is broken. So both are read, and what either
// shows is handed over. Nothing is written anywhere: names are names here, whatever path they spell.

import { crc32 } from "node:zlib";
import type { Finds } from "./finds.ts";
import { INERT_HEAD, isInert, maybeInert } from "./inert.ts";
import { type Inflated, inflate } from "./inflate.ts";
import { readDirectory } from "./zip/directory.ts";
import { type Entry, HEADER_SIGNATURE, type LocalEntry, localEntry } from "./zip/entry.ts";

const ENCRYPTED = 0x2041;
const STORED = 0;
const DEFLATED = 8;
const METHODS: ReadonlyMap<number, string> = new Map([
	[1, "Shrink"],
	[6, "Implode"],
	[9, "Deflate64"],
	[12, "bzip2"],
	[14, "LZMA"],
	[93, "Zstandard"],
	[95, "xz"],
	[98, "PPMd"],
]);

/** Attack: a directory of a million entries. Entries looked at, whether or not they give anything. */
const MAX_ENTRIES = 20_000;

/**
 * Attack: a thousand entries that share megabytes of blocks of nothing, each of which must be gone through. How often over the archive may be
 * inflated: sound ones are once, wholly damaged ones COST_OF_DAMAGE times.
 */
const MAX_READINGS = 32;

/** What finding the end of what is sound in damaged data costs, in times of inflating it. */
const COST_OF_DAMAGE = 24;

interface Archive {
	readonly bytes: Buffer;
	readonly finds: Finds;
	/** Bytes that may still be inflated. */
	left: number;
	/** Where the data of files that were read lies. */
	readonly ranges: Range[];
}

/** [start, end); empty where nothing was read. */
type Range = readonly [start: number, end: number];

export async function unpackZip(input: Uint8Array, _name: string, finds: Finds): Promise<void> {
	const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
	const archive: Archive = { bytes, finds, left: MAX_READINGS * bytes.length, ranges: [] };
	const { entries, broken } = await readDirectory(bytes, MAX_ENTRIES);
	if (broken !== null) {
		finds.problem("unparsable", `its directory cannot be read to the end (${broken}); what stands before each file was read instead`);
	}
	/** How the data behind a header was read (`wayOf`). */
	const read = new Map<number, Set<string>>();
	for (const entry of entries) {
		if (finds.full) return;
		await readListed(entry, archive, read);
	}
	reportOverlaps(archive);
	await readUnlisted(archive, read, broken === null);
}

async function readListed(entry: Entry, archive: Archive, read: Map<number, Set<string>>): Promise<void> {
	const { bytes, finds } = archive;
	const local = localEntry(bytes, entry.header);
	if (local === null) {
		finds.problem("truncated", `${entry.name}: the directory lists it, but it is not where it should be`);
		finds.look();
		return;
	}
	const ways = read.get(entry.header) ?? new Set();
	read.set(entry.header, ways);
	// The directory alone tells sizes of what was written as a stream.
	const differs = local.name !== entry.name || local.method !== entry.method || (!local.streamed && local.packed !== entry.packed);
	archive.ranges.push(await readEntry({ ...local, ...entry, streamed: false }, archive));
	ways.add(wayOf(entry));
	if (!differs || ways.has(wayOf(local))) return;
	finds.problem(
		"unparsable",
		`${entry.name}: the directory and the file's own header (${local.name}) contradict each other; both were read`,
	);
	await readEntry(local, archive);
	ways.add(wayOf(local));
}

/** What makes two descriptions of the same data show the same file. */
function wayOf({ name, method, packed }: Entry): string {
	return `${method} ${packed} ${name}`;
}

/** Files that only a program sees which goes from header to header. */
async function readUnlisted(archive: Archive, read: ReadonlyMap<number, Set<string>>, listed: boolean): Promise<void> {
	const { bytes, finds } = archive;
	const ranges = [...archive.ranges].sort((a, b) => a[0] - b[0]);
	let range = 0;
	for (let at = bytes.indexOf(HEADER_SIGNATURE); at >= 0 && !finds.full; ) {
		while (range < ranges.length && (ranges[range] as Range)[1] <= at) range++;
		const [start, end] = ranges[range] ?? [bytes.length, bytes.length];
		const local = start <= at || read.has(at) ? null : localEntry(bytes, at);
		if (local !== null) {
			if (listed) finds.problem("unparsable", `${local.name}: it lies in the archive, but its directory does not list it; it was read`);
			at = Math.max(at + 1, (await readEntry(local, archive))[1]);
		} else at = start <= at ? end : at + 1;
		at = bytes.indexOf(HEADER_SIGNATURE, at);
	}
}

/** Hands a file over. */
async function readEntry(entry: LocalEntry, archive: Archive): Promise<Range> {
	const { bytes, finds } = archive;
	const { name, flags, method, data } = entry;
	const end = entry.streamed && entry.packed === 0 ? bytes.length : Math.min(bytes.length, data + entry.packed);
	const packed = bytes.subarray(data, end);
	finds.look();
	if (finds.full || (name.endsWith("/") && entry.size === 0)) return [data, data];
	if ((flags & ENCRYPTED) !== 0) {
		finds.problem("encrypted", `${name} is encrypted`);
		return [data, data];
	}
	if (method !== STORED && method !== DEFLATED) {
		finds.problem("not-opened", `${name} is compressed in a way (${METHODS.get(method) ?? method}) that this version does not read`);
		return [data, data];
	}
	if (maybeInert(name)) {
		const head = method === STORED ? packed.subarray(0, INERT_HEAD) : (await inflated(packed, INERT_HEAD, archive)).bytes;
		if (isInert(name, head)) return [data, end];
	}
	if (method === STORED) {
		const content = packed.subarray(0, finds.room);
		finishEntry(entry, content, content.length < packed.length, data + entry.packed > bytes.length, finds);
		// What is stored as it is may hold headers of its own; where they count, the file itself is an archive.
		return [data, entry.streamed ? data : end];
	}
	const { bytes: content, used, end: how } = await inflated(packed, finds.room, archive);
	if (how === "damaged") finds.problem("unparsable", `${name}: its data is damaged; only what comes before was read`);
	finishEntry(entry, content, how === "more", how === "truncated", finds);
	return [data, data + used];
}

async function inflated(packed: Buffer, most: number, archive: Archive): Promise<Inflated> {
	if (archive.left < 0) return NOTHING;
	const found = await inflate(packed, "raw", most);
	archive.left -= found.used * (found.end === "damaged" ? COST_OF_DAMAGE : 1);
	return found;
}

/** Leads to an overflow: nothing more of the archive is read. */
const NOTHING: Inflated = { bytes: new Uint8Array(0), used: 0, end: "more" };

function finishEntry(entry: LocalEntry, content: Uint8Array, more: boolean, truncated: boolean, finds: Finds): void {
	const { name, crc } = entry;
	if (truncated) finds.problem("truncated", `${name}: its data breaks off; only what comes before was read`);
	else if (!more && !entry.streamed && crc32(content) !== crc)
		finds.problem("unparsable", `${name}: it differs from its checksum; it was read all the same`);
	finds.file(name, content);
	if (more) finds.overflow();
}

/** Ranges that share bytes: no writer of archives makes them, but bombs do. */
function reportOverlaps({ ranges, finds }: Archive): void {
	let reached = 0;
	for (const [start, end] of ranges.filter((range) => range[0] < range[1]).sort((a, b) => a[0] - b[0])) {
		if (start < reached) {
			finds.problem("unparsable", "files in it share their data, as those of a bomb do");
			return;
		}
		reached = end;
	}
}
