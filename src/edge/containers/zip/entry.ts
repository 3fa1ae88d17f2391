// Entry: one file of a ZIP archive, as either of its two descriptions has it: the central directory's, or the header before the data
// (APPNOTE.TXT §4.3.7). Programs differ in which they believe.

import { getFileNameLowLevel, parseExtraFields } from "yauzl";

export interface Entry {
	readonly name: string;
	readonly flags: number;
	readonly method: number;
	readonly crc: number;
	/** Size of its data, and what comes out of it. */
	readonly packed: number;
	readonly size: number;
	/** Where its local header begins. */
	readonly header: number;
}

/** An entry as its own header has it. */
export interface LocalEntry extends Entry {
	/** Where its data begins. */
	readonly data: number;
	/** Sizes and sum follow the data, and are not told here. */
	readonly streamed: boolean;
}

export const HEADER_SIGNATURE = Buffer.from([0x50, 0x4b, 3, 4]);
const HEADER_BYTES = 30;
const ZIP64_FIELD = 1;
const ZIP64 = 0xffff_ffff;
const STREAMED = 8;

/** Null where no header stands at `header`. */
export function localEntry(bytes: Buffer, header: number): LocalEntry | null {
	if (!Number.isSafeInteger(header) || header < 0 || header + HEADER_BYTES > bytes.length) return null;
	if (bytes.compare(HEADER_SIGNATURE, 0, 4, header, header + 4) !== 0) return null;
	const flags = bytes.readUInt16LE(header + 6);
	const extra = header + HEADER_BYTES + bytes.readUInt16LE(header + 26);
	const data = extra + bytes.readUInt16LE(header + 28);
	if (data > bytes.length) return null;
	const fields = extraFields(bytes.subarray(extra, data));
	const name = getFileNameLowLevel(flags, bytes.subarray(header + HEADER_BYTES, extra), fields, false);
	let packed = bytes.readUInt32LE(header + 18);
	let size = bytes.readUInt32LE(header + 22);
	const sizes = fields.find(({ id, data: field }) => id === ZIP64_FIELD && field.length >= 16)?.data;
	if (sizes !== undefined && packed === ZIP64 && size === ZIP64) {
		size = Number(sizes.readBigUInt64LE(0));
		packed = Number(sizes.readBigUInt64LE(8));
	}
	const streamed = (flags & STREAMED) !== 0 && packed === 0;
	return {
		name,
		flags,
		method: bytes.readUInt16LE(header + 8),
		crc: bytes.readUInt32LE(header + 14),
		packed,
		size,
		header,
		data,
		streamed,
	};
}

function extraFields(bytes: Buffer): ReturnType<typeof parseExtraFields> {
	try {
		return parseExtraFields(bytes);
	} catch {
		return [];
	}
}
