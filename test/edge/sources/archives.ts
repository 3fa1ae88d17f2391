// Writers of archives that can also write what no honest program would: false checksums and sizes, entries over one another, any name.

import { crc32, deflateRawSync, zstdCompressSync } from "node:zlib";

export interface Packed {
	readonly name: string | Buffer;
	readonly data?: Buffer | string;
	/** 0 stored, 8 deflated (usual), 93 zstd; others are written as stored and claimed. */
	readonly method?: number;
	/** General purpose bits; bit 3 writes sizes after the data. */
	readonly bits?: number;
	readonly crc?: number;
	/** What is claimed as its unpacked size. */
	readonly size?: number;
	/** Unix mode. */
	readonly mode?: number;
	readonly zip64?: boolean;
	/** Further header fields, in the header and the directory. */
	readonly extra?: Buffer;
}

export interface Zip {
	readonly bytes: Buffer;
	/** Where each entry's header begins. */
	readonly offsets: readonly number[];
	/** Where the directory begins. */
	readonly directory: number;
}

export function zip(entries: readonly Packed[]): Buffer {
	return zipWith(entries).bytes;
}

/** `offsetOf`: where the directory says that an entry is. */
export function zipWith(
	entries: readonly Packed[],
	offsetOf: (index: number, offsets: readonly number[]) => number = (index, all) => all[index] ?? 0,
): Zip {
	const pieces: Buffer[] = [];
	const offsets: number[] = [];
	let at = 0;
	const add = (piece: Buffer): void => {
		pieces.push(piece);
		at += piece.length;
	};
	const fields = entries.map(fieldsOf);
	for (const { local, data, descriptor } of fields) {
		offsets.push(at);
		for (const piece of [local, data, descriptor]) add(piece);
	}
	const directory = at;
	for (const [index, { central }] of fields.entries()) add(central(offsetOf(index, offsets)));
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(at - directory, 12);
	end.writeUInt32LE(directory, 16);
	add(end);
	return { bytes: Buffer.concat(pieces), offsets, directory };
}

function fieldsOf({
	name,
	data = "",
	method = 8,
	bits = 0x800,
	crc,
	size,
	mode = 0o100644,
	zip64 = false,
	extra = Buffer.alloc(0),
}: Packed) {
	const plain = Buffer.from(data as Buffer);
	const packed = method === 8 ? deflateRawSync(plain) : method === 93 ? zstdCompressSync(plain) : plain;
	const sum = crc ?? crc32(plain);
	const length = size ?? plain.length;
	const described = (bits & 8) !== 0;
	const nameBytes = Buffer.from(name as Buffer);
	const large = Buffer.alloc(zip64 ? 20 : 0);
	if (zip64) {
		large.writeUInt16LE(1, 0);
		large.writeUInt16LE(16, 2);
		large.writeBigUInt64LE(BigInt(length), 4);
		large.writeBigUInt64LE(BigInt(packed.length), 12);
	}
	const more = Buffer.concat([large, extra]);
	const shared = (known: boolean): Buffer => {
		const fields = Buffer.alloc(26);
		fields.writeUInt16LE(zip64 ? 45 : 20, 0);
		fields.writeUInt16LE(bits, 2);
		fields.writeUInt16LE(method, 4);
		fields.writeUInt32LE(known ? sum : 0, 10);
		fields.writeUInt32LE(zip64 ? 0xffffffff : known ? packed.length : 0, 14);
		fields.writeUInt32LE(zip64 ? 0xffffffff : known ? length : 0, 18);
		fields.writeUInt16LE(nameBytes.length, 22);
		fields.writeUInt16LE(more.length, 24);
		return fields;
	};
	const descriptor = Buffer.alloc(described ? (zip64 ? 24 : 16) : 0);
	if (described) {
		descriptor.writeUInt32LE(0x08074b50, 0);
		descriptor.writeUInt32LE(sum, 4);
		if (zip64) {
			descriptor.writeBigUInt64LE(BigInt(packed.length), 8);
			descriptor.writeBigUInt64LE(BigInt(length), 16);
		} else {
			descriptor.writeUInt32LE(packed.length, 8);
			descriptor.writeUInt32LE(length, 12);
		}
	}
	return {
		local: Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared(!described), nameBytes, more]),
		data: packed,
		descriptor,
		central(offset: number): Buffer {
			const head = Buffer.from([0x50, 0x4b, 1, 2, 63, 3]);
			const tail = Buffer.alloc(14);
			tail.writeUInt32LE((mode << 16) >>> 0, 6);
			tail.writeUInt32LE(offset, 10);
			return Buffer.concat([head, shared(true), tail, nameBytes, more]);
		},
	};
}

export interface Taped {
	readonly name: string;
	readonly data?: Buffer | string;
	/** Type; "0" if left out. */
	readonly type?: string;
	readonly link?: string;
	/** What is claimed as its size. */
	readonly size?: number;
	/** pax records, written in a header before it. */
	readonly pax?: Readonly<Record<string, string>>;
}

/** Names of more than 100 bytes as GNU's tar writes them. `end`: the two blocks of zeros. */
export function tar(entries: readonly Taped[], end = true): Buffer {
	const blocks = entries.flatMap(({ name, data = "", type = "0", link = "", size, pax }) => {
		const bytes = Buffer.from(data as Buffer);
		const before: Buffer[] = [];
		if (pax !== undefined) {
			const records = Object.entries(pax)
				.map(([key, value]) => paxRecord(key, value))
				.join("");
			before.push(tarHeader("pax", "x", Buffer.byteLength(records)), padded(Buffer.from(records)));
		} else if (Buffer.byteLength(name) > 100) {
			const long = Buffer.from(`${name}\0`);
			before.push(tarHeader("././@LongLink", "L", long.length), padded(long));
		}
		return [...before, tarHeader(name, type, size ?? bytes.length, link), padded(bytes)];
	});
	return Buffer.concat([...blocks, Buffer.alloc(end ? 1024 : 0)]);
}

function paxRecord(key: string, value: string): string {
	const rest = Buffer.byteLength(` ${key}=${value}\n`);
	let length = rest + 1;
	while (String(length).length + rest !== length) length++;
	return `${length} ${key}=${value}\n`;
}

function padded(bytes: Buffer): Buffer {
	return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

function tarHeader(name: string, type: string, size: number, link = ""): Buffer {
	const block = Buffer.alloc(512);
	block.set(Buffer.from(name).subarray(0, 100), 0);
	block.write("0000644\0", 100);
	block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
	block.write("00000000000\0", 136);
	block.write(type, 156);
	block.set(Buffer.from(link).subarray(0, 100), 157);
	block.write("ustar\x0000", 257);
	block.fill(0x20, 148, 156);
	block.write(
		`${block
			.reduce((sum, byte) => sum + byte, 0)
			.toString(8)
			.padStart(6, "0")}\0 `,
		148,
	);
	return block;
}
