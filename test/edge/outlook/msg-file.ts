// Message files as Outlook lays them out ([MS-OXMSG]), made by the tests: properties by name, recipients, attachments.

import { utils, write } from "cfb";

export type PropertyValue = string | Uint8Array | number | boolean | Date | { readonly string8: Uint8Array };

export interface MsgObject {
	/** By number. */
	readonly properties?: Readonly<Record<number, PropertyValue>>;
}

export interface MsgNamed {
	readonly set: string;
	readonly name: number | string;
	readonly value: PropertyValue;
}

export interface MsgAttachment extends MsgObject {
	readonly embedded?: Msg;
	/** Streams of an OLE object by path. */
	readonly storage?: Readonly<Record<string, Uint8Array>>;
}

export interface Msg extends MsgObject {
	readonly named?: readonly MsgNamed[];
	readonly recipients?: readonly MsgObject[];
	readonly attachments?: readonly MsgAttachment[];
}

const EPOCH = 116444736000000000n;
const HEADERS = { file: 32, embedded: 24, object: 8 };

export function writeMsg(message: Msg): Buffer {
	const file = utils.cfb_new();
	const names = createNames();
	addMessage(file, "/", message, HEADERS.file, names);
	const storage = "/__nameid_version1.0/__substg1.0_";
	for (const [id, bytes] of names.streams()) utils.cfb_add(file, `${storage}${id}0102`, bytes);
	for (const entry of file.FileIndex) {
		entry.ct = new Date(0);
		entry.mt = new Date(0);
	}
	return write(file, { type: "buffer" }) as Buffer;
}

type File = ReturnType<typeof utils.cfb_new>;
type Names = ReturnType<typeof createNames>;

function addMessage(file: File, folder: string, message: Msg, header: number, names: Names): void {
	const named = (message.named ?? []).map(({ set, name, value }) => [names.id(set, name), value] as const);
	addObject(file, folder, { ...message.properties, ...Object.fromEntries(named) }, header);
	for (const [index, { properties }] of (message.recipients ?? []).entries()) {
		addObject(file, `${folder}__recip_version1.0_#${hex(index, 8)}/`, properties ?? {}, HEADERS.object);
	}
	for (const [index, { properties, embedded, storage }] of (message.attachments ?? []).entries()) {
		const inner = `${folder}__attach_version1.0_#${hex(index, 8)}/`;
		const method = embedded !== undefined ? 5 : storage !== undefined ? 6 : 1;
		addObject(file, inner, { 14085: method, ...properties }, HEADERS.object);
		if (embedded !== undefined) addMessage(file, `${inner}__substg1.0_3701000D/`, embedded, HEADERS.embedded, names);
		for (const [path, bytes] of Object.entries(storage ?? {})) utils.cfb_add(file, `${inner}__substg1.0_3701000D/${path}`, bytes);
	}
}

function addObject(file: File, folder: string, properties: Readonly<Record<number, PropertyValue>>, header: number): void {
	const entries: Buffer[] = [Buffer.alloc(header)];
	for (const [key, value] of Object.entries(properties)) {
		const id = Number(key);
		const entry = Buffer.alloc(16);
		const [type, bytes] = stored(value);
		entry.writeUInt16LE(type, 0);
		entry.writeUInt16LE(id, 2);
		entry.writeUInt32LE(6, 4);
		if (bytes.length <= 8 && type !== 0x1f && type !== 0x1e && type !== 0x102) bytes.copy(entry, 8);
		else {
			entry.writeUInt32LE(bytes.length + (type === 0x1f ? 2 : type === 0x1e ? 1 : 0), 8);
			utils.cfb_add(file, `${folder}__substg1.0_${hex(id, 4)}${hex(type, 4)}`, bytes);
		}
		entries.push(entry);
	}
	utils.cfb_add(file, `${folder}__properties_version1.0`, Buffer.concat(entries));
}

/** Type and bytes of a property's value. */
export function stored(value: PropertyValue): readonly [type: number, bytes: Buffer] {
	const bytes = Buffer.alloc(8);
	if (typeof value === "string") return [0x1f, Buffer.from(value, "utf16le")];
	if (value instanceof Uint8Array) return [0x102, Buffer.from(value)];
	if (typeof value === "boolean") bytes.writeUInt8(value ? 1 : 0);
	else if (typeof value === "number") bytes.writeInt32LE(value);
	else if (value instanceof Date) bytes.writeBigUInt64LE(BigInt(value.getTime()) * 10000n + EPOCH);
	else return [0x1e, Buffer.from(value.string8)];
	return [typeof value === "boolean" ? 0x0b : typeof value === "number" ? 0x03 : 0x40, bytes];
}

/** The three streams of named properties, the same in every format of Outlook. */
export function createNames() {
	const sets: Buffer[] = [];
	const entries: Buffer[] = [];
	const strings: Buffer[] = [];
	const known = new Map<string, number>();
	let textBytes = 0;
	return {
		id(set: string, name: number | string): number {
			const key = `${set}:${name}`;
			const before = known.get(key);
			if (before !== undefined) return before;
			const guid = guidBytes(set);
			let index = sets.findIndex((other) => other.equals(guid));
			if (index < 0) index = sets.push(guid) - 1;
			const entry = Buffer.alloc(8);
			entry.writeUInt16LE(((index + 3) << 1) | (typeof name === "string" ? 1 : 0), 4);
			entry.writeUInt16LE(entries.length, 6);
			if (typeof name === "number") entry.writeUInt32LE(name, 0);
			else {
				const text = Buffer.from(name, "utf16le");
				const length = Buffer.alloc(4);
				length.writeUInt32LE(text.length);
				entry.writeUInt32LE(textBytes, 0);
				const padded = Buffer.concat([length, text, Buffer.alloc(-text.length & 3)]);
				strings.push(padded);
				textBytes += padded.length;
			}
			const id = 0x8000 + entries.push(entry) - 1;
			known.set(key, id);
			return id;
		},
		streams: () =>
			[
				["0002", Buffer.concat(sets)],
				["0003", Buffer.concat(entries)],
				["0004", Buffer.concat(strings)],
			] as const,
	};
}

function guidBytes(set: string): Buffer {
	const bytes = Buffer.from(set.replace(/[{}-]/g, ""), "hex");
	return Buffer.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) => bytes[at] as number));
}

function hex(value: number, digits: number): string {
	return value.toString(16).toUpperCase().padStart(digits, "0");
}

/** RTF as PidTagRtfCompressed holds it, stored without compression. */
export function uncompressedRtf(rtf: string): Buffer {
	const text = Buffer.from(rtf, "latin1");
	const header = Buffer.alloc(16);
	header.writeUInt32LE(text.length + 12, 0);
	header.writeUInt32LE(text.length, 4);
	header.writeUInt32LE(0x414c454d, 8);
	return Buffer.concat([header, text]);
}

/** The same, compressed as literals only. */
export function compressedRtf(rtf: string): Buffer {
	const text = Buffer.from(rtf, "latin1");
	const pieces: Buffer[] = [];
	for (let at = 0; at < text.length; at += 8) pieces.push(Buffer.from([0]), text.subarray(at, at + 8));
	const header = Buffer.alloc(16);
	const body = Buffer.concat(pieces);
	header.writeUInt32LE(body.length + 12, 0);
	header.writeUInt32LE(text.length, 4);
	header.writeUInt32LE(0x75465a4c, 8);
	return Buffer.concat([header, body]);
}
