// Directory: the central directory of a ZIP file (APPNOTE.TXT §4.3.12) by yauzl, which knows zip64. Before and behind the archive anything
// may stand (a self-extractor's program, a mail gateway's remark): programs skip it, yauzl does not, so it is cut off first.

import { type Entry as DirectoryEntry, fromBufferPromise, getFileNameLowLevel } from "yauzl";
import type { Entry } from "./entry.ts";

export interface Directory {
	/** Offsets are into the whole file. */
	readonly entries: readonly Entry[];
	/** Why the rest of it could not be read, or null. */
	readonly broken: string | null;
}

const END_SIGNATURE = Buffer.from([0x50, 0x4b, 5, 6]);
const END_BYTES = 22;
const FIRST_ENTRY = 0x02014b50;
const ZIP64 = 0xffff_ffff;

/** `most` entries at most: the attack is a directory whose every entry names the same data. */
export async function readDirectory(bytes: Uint8Array, most: number): Promise<Directory> {
	const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const { from, to } = extentOf(whole);
	const entries: Entry[] = [];
	try {
		const archive = whole.subarray(from, to);
		const zip = await fromBufferPromise(archive, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false });
		for await (const entry of zip.eachEntry()) {
			if (entries.length >= most) break;
			entries.push(entryOf(entry, from));
		}
		return { entries, broken: null };
	} catch (error) {
		return { entries, broken: error instanceof Error ? error.message : String(error) };
	}
}

function entryOf(entry: DirectoryEntry, from: number): Entry {
	const { generalPurposeBitFlag: flags, compressionMethod: method, crc32: crc } = entry;
	const name = getFileNameLowLevel(flags, entry.fileNameRaw, entry.extraFields, false);
	return {
		name,
		flags,
		method,
		crc,
		packed: entry.compressedSize,
		size: entry.uncompressedSize,
		header: entry.relativeOffsetOfLocalHeader + from,
	};
}

/** From where offsets count to the end of the archive. */
function extentOf(bytes: Buffer): { readonly from: number; readonly to: number } {
	const end = bytes.lastIndexOf(END_SIGNATURE);
	if (end < 0 || end + END_BYTES > bytes.length) return { from: 0, to: bytes.length };
	const to = Math.min(bytes.length, end + END_BYTES + bytes.readUInt16LE(end + 20));
	const directory = bytes.readUInt32LE(end + 16);
	const from = end - bytes.readUInt32LE(end + 12) - directory;
	const isShifted = directory !== ZIP64 && from > 0 && bytes.readUInt32LE(from + directory) === FIRST_ENTRY;
	return { from: isShifted ? from : 0, to };
}
