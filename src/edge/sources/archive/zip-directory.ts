// zip directory: the list at a zip's end of what it holds (APPNOTE.TXT §4.3.12-16, zip64 included), read by yauzl; entries then by offset.
// Entries that share bytes are the trick of bombs that need no nesting (Fifield 2019): only the first of them is read.

import { crc32, inflateRawSync } from "node:zlib";
import type { Entry, RandomAccessReader } from "yauzl";
import type { Content } from "../reading/content.ts";
import { failure } from "../reading/failure.ts";
import { MAX_ARCHIVE_ENTRIES } from "../reading/limits.ts";
import { createInput } from "../reading/packed-input.ts";
import { inMemory, rangeOf } from "./contents.ts";
import type { Member, OnlyInOrder, Refusal } from "./member.ts";
import { DEFLATED, refusalOf, unpackEntry, type ZipEntry } from "./zip-entry.ts";
import { loadZipNames, type ZipNames } from "./zip-name.ts";

const LOCAL_HEADER = 30;
const WINDOW_BYTES = 64 * 1024;
const UNIX = 3;
const OSX = 19;

interface Listed extends ZipEntry {
	readonly offset: number;
	readonly packed: number;
	readonly crc: number;
	readonly size: number;
	/** At least so many bytes belong to it. */
	readonly span: number;
}

export async function* directoryMembers(content: Content): AsyncGenerator<Member | OnlyInOrder> {
	const { default: yauzl } = await import("yauzl");
	const names = await loadZipNames();
	const listed: Listed[] = [];
	try {
		const size = content.size ?? 0;
		const zip = await yauzl.fromRandomAccessReaderPromise(readerOf(content, yauzl.RandomAccessReader), size, {
			autoClose: false,
			decodeStrings: false,
			validateEntrySizes: false,
		});
		for await (const entry of zip.eachEntry()) {
			listed.push(listedOf(entry, names));
			if (listed.length > MAX_ARCHIVE_ENTRIES) break;
		}
	} catch (error) {
		const detail = `The zip's list of entries cannot be used (${error instanceof Error ? error.message : error}): they were looked for one by one.`;
		yield { kind: "only-in-order", code: "truncated", detail, offset: 0, fatal: true };
		return;
	}
	const overlapping = overlapsOf(listed);
	for (const entry of listed) {
		yield {
			kind: "member",
			name: entry.name,
			folder: entry.folder,
			refused: overlapping.has(entry) ? OVERLAPS : refusalOf(entry),
			size: entry.size,
			open: (file) => openEntry(content, entry, file),
		};
	}
}

const OVERLAPS: Refusal = {
	code: "unreadable",
	detail: "It lies over another entry, as only a bomb does; only the first of them is read.",
	fatal: true,
};

function listedOf(entry: Entry, names: ZipNames): Listed {
	const system = entry.versionMadeBy >>> 8;
	const onUnix = system === UNIX || system === OSX;
	const name = names.name(entry.fileNameRaw, entry.generalPurposeBitFlag, entry.extraFields, onUnix);
	return {
		name,
		folder: name.endsWith("/"),
		bits: entry.generalPurposeBitFlag,
		method: entry.compressionMethod,
		unixMode: onUnix ? entry.externalFileAttributes >>> 16 : 0,
		offset: entry.relativeOffsetOfLocalHeader,
		packed: entry.compressedSize,
		crc: entry.crc32,
		size: entry.uncompressedSize,
		span: LOCAL_HEADER + entry.fileNameRaw.length + entry.compressedSize,
	};
}

function overlapsOf(listed: readonly Listed[]): ReadonlySet<Listed> {
	const overlapping = new Set<Listed>();
	let end = 0;
	for (const entry of [...listed].sort((a, b) => a.offset - b.offset)) {
		if (entry.offset < end) overlapping.add(entry);
		else end = entry.offset + entry.span;
	}
	return overlapping;
}

function openEntry(content: Content, entry: Listed, file: string): Content {
	const header = Buffer.alloc(LOCAL_HEADER);
	const there = content.peek(entry.offset, header) === LOCAL_HEADER && header.readUInt32LE(0) === 0x04034b50;
	const start = entry.offset + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
	const range = rangeOf(content, start, there ? entry.packed : 0, file);
	if (!there) {
		const broken = failure(file, "truncated", "Where the archive says that it lies there is no entry.", true);
		return { ...range, damage: () => broken };
	}
	const small = smallEntry(content, start, entry);
	if (small !== null) return inMemory(small, content);
	const again = (): Content => openEntry(content, entry, file);
	const input = createInput(range, entry.packed);
	const unpacked = unpackEntry(input, entry.method, async () => entry, { file, stamp: content.stamp, again });
	// Stored as it is: any offset of it can be read. Its checksum needs the whole of it, in order.
	const whole = entry.method === 0 && entry.size === entry.packed && start + entry.packed <= (content.size ?? 0);
	return whole ? { ...unpacked, size: entry.size, peek: range.peek } : unpacked;
}

/** A stream for each of a hundred thousand mails costs more than the mails. Null where it is larger, or is not what the archive says. */
function smallEntry(content: Content, start: number, { method, packed, size, crc }: Listed): Uint8Array | null {
	if (method !== DEFLATED || packed > SMALL_PACKED_BYTES || size > SMALL_BYTES) return null;
	const bytes = new Uint8Array(packed);
	if (content.peek(start, bytes) !== packed) return null;
	try {
		const unpacked = inflateRawSync(bytes, { maxOutputLength: size + 1 });
		return unpacked.length === size && crc32(unpacked) === crc ? unpacked : null;
	} catch {
		return null;
	}
}

const SMALL_PACKED_BYTES = 64 * 1024;
const SMALL_BYTES = 1024 * 1024;

/** yauzl asks for some bytes at a time, mostly the next ones. */
function readerOf(content: Content, Reader: typeof RandomAccessReader): RandomAccessReader {
	const window = new Uint8Array(WINDOW_BYTES);
	let from = 0;
	let filled = 0;
	class ContentReader extends Reader {
		override read(target: Buffer, at: number, length: number, position: number, callback: (error: Error | null) => void): void {
			if (position < from || position + length > from + filled) {
				from = position;
				filled = content.peek(position, window) ?? 0;
			}
			const wanted = target.subarray(at, at + length);
			if (length <= WINDOW_BYTES) wanted.set(window.subarray(position - from, Math.min(filled, position - from + length)));
			const count = length <= WINDOW_BYTES ? Math.min(length, filled - (position - from)) : (content.peek(position, wanted) ?? 0);
			callback(count < length ? new Error("it ends before its list does") : null);
		}
	}
	return new ContentReader();
}
