// zip in order: entries one after the other by the header before each (APPNOTE.TXT §4.3.7), for archives whose directory is cut off or
// damaged and for those that can be read only once. Where a header does not tell the size (bit 3), the data tells its own end.

import type { Budget } from "../reading/budget.ts";
import type { Content } from "../reading/content.ts";
import { createInput, type PackedInput } from "../reading/packed-input.ts";
import { type Damage, damage, type Member, type Refusal } from "./member.ts";
import { ENCRYPTED, type Expected, limitedInput, refusalOf, type Unpacked, unpackEntry, type ZipEntry } from "./zip-entry.ts";
import { loadZipNames, type ZipNames } from "./zip-name.ts";

const HEADER = 30;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
/** What follows the entries: the directory and its ends, a signature, an archive's extra data. */
const AFTER = [0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50, 0x05054b50, 0x08064b50];
const SEEK_BYTES = 64 * 1024;
const ZIP64 = 0xffffffff;

interface LocalEntry extends ZipEntry {
	readonly length: number;
	readonly packed: number;
	readonly crc: number;
	readonly size: number;
	readonly zip64: boolean;
}

export async function* membersInOrder(content: Content, budget: Budget): AsyncGenerator<Member | Damage> {
	const source = createInput(content);
	const names = await loadZipNames();
	let position = 0;
	const input: PackedInput = {
		...source,
		move(count) {
			position += count;
			source.move(count);
		},
	};
	for (;;) {
		const found = await nextHeader(input);
		if (found.passed > 0)
			yield damage("truncated", "The zip is damaged here: reading went on at the next entry that could be found.", position);
		if (found.header === null) return;
		const entry = localEntry(found.header, names);
		if (entry === null) {
			yield damage("truncated", "The zip archive ends in the middle of an entry's header.", position);
			return;
		}
		input.move(entry.length);
		const described = (entry.bits & 8) !== 0;
		const refused = refusalOf(entry) ?? (described && (entry.method === 0 || (entry.bits & ENCRYPTED) !== 0) ? NO_SIZE : null);
		const data = limitedInput(input, described ? Number.MAX_SAFE_INTEGER : entry.packed);
		let opened: Unpacked | null = null;
		const open = (file: string): Unpacked => {
			const expected = described ? () => descriptor(input, entry.zip64) : async () => entry;
			opened = unpackEntry(data, entry.method, expected, { file, stamp: content.stamp, again: null });
			return opened;
		};
		yield { kind: "member", name: entry.name, folder: entry.folder, refused, size: described ? null : entry.size, open };
		if (described) {
			if (refused !== null) continue;
			if (!(await ((opened as Unpacked | null) ?? open("")).drain(budget))) {
				yield damage("limit-size", "The archive unpacks to far more than its size: the rest was not read.", position);
				return;
			}
		} else if (!(await pass(data))) {
			yield damage("truncated", "The zip archive ends in the middle of an entry.", position);
			return;
		}
	}
}

const NO_SIZE: Refusal = {
	code: "unreadable",
	detail: "Nothing but the archive's list, which cannot be used, tells how long it is.",
	fatal: true,
};

/** Passes over what is no entry, as far as the next; null at the end of the entries. Linear: each byte is looked at once. */
async function nextHeader(input: PackedInput): Promise<{ readonly header: Uint8Array | null; readonly passed: number }> {
	let passed = 0;
	for (;;) {
		const bytes = await input.upTo(Math.max(SEEK_BYTES, MOST_HEADER));
		if (bytes.length < 4) return { header: null, passed: passed + bytes.length };
		const at = signatureIn(bytes);
		if (at !== -1) {
			passed += at;
			input.move(at);
			const header = await input.upTo(MOST_HEADER);
			return { header: uint32(header, 0) === LOCAL ? header : null, passed };
		}
		passed += bytes.length - 3;
		input.move(bytes.length - 3);
	}
}

const MOST_HEADER = HEADER + 2 * 0xffff;

function signatureIn(bytes: Uint8Array): number {
	for (let at = bytes.indexOf(0x50); at !== -1 && at + 4 <= bytes.length; at = bytes.indexOf(0x50, at + 1)) {
		const signature = uint32(bytes, at);
		if (signature === LOCAL || AFTER.includes(signature)) return at;
	}
	return -1;
}

function uint32(bytes: Uint8Array, at: number): number {
	return (
		(((bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)) +
			(bytes[at + 3] as number) * 2 ** 24) >>>
		0
	);
}

function localEntry(bytes: Uint8Array, names: ZipNames): LocalEntry | null {
	const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	if (header.length < HEADER) return null;
	const nameEnd = HEADER + header.readUInt16LE(26);
	const length = nameEnd + header.readUInt16LE(28);
	if (header.length < length) return null;
	const bits = header.readUInt16LE(6);
	const extra = names.fields(header.subarray(nameEnd, length));
	const name = names.name(header.subarray(HEADER, nameEnd), bits, extra, false);
	const large = extra.find(({ id }) => id === 1)?.data ?? Buffer.alloc(0);
	const sizes = [header.readUInt32LE(22), header.readUInt32LE(18)];
	let at = 0;
	const [size, packed] = sizes.map((value) => {
		if (value !== ZIP64 || large.length < at + 8) return value;
		at += 8;
		return Number(large.readBigUInt64LE(at - 8));
	}) as [number, number];
	const folder = name.endsWith("/");
	return {
		name,
		folder,
		bits,
		method: header.readUInt16LE(8),
		unixMode: 0,
		length,
		packed,
		crc: header.readUInt32LE(14),
		size,
		zip64: large.length > 0,
	};
}

/** After the data where its size was not known before (§4.3.9), with or without a signature. */
async function descriptor(input: PackedInput, zip64: boolean): Promise<Expected | null> {
	const bytes = await input.upTo(24);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const signed = bytes.length >= 4 && view.getUint32(0, true) === DESCRIPTOR ? 4 : 0;
	const length = signed + (zip64 ? 20 : 12);
	if (bytes.length < length) return null;
	const crc = view.getUint32(signed, true);
	const size = zip64 ? Number(view.getBigUint64(signed + 12, true)) : view.getUint32(signed + 8, true);
	input.move(length);
	return { crc, size };
}

async function pass(data: ReturnType<typeof limitedInput>): Promise<boolean> {
	while (data.left() > 0) {
		const bytes = await data.upTo(SEEK_BYTES);
		if (bytes.length === 0) return false;
		data.move(bytes.length);
	}
	return true;
}
