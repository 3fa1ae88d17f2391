// Outlook data files ([MS-PST] §2.3, §2.4), made by the tests: folders, messages, recipients, attachments and named properties, in the
// format of Outlook 2003 and in that of before, encrypted or not.

import { createNames, type Msg, type MsgAttachment, type PropertyValue, stored } from "./msg-file.ts";
import { type Blocks, createBlocks, cut, type Part, type PstBlock, type PstFormat, type PstNode } from "./pst-blocks.ts";

export interface PstFolder {
	readonly name: string;
	readonly folders?: readonly PstFolder[];
	readonly messages?: readonly Msg[];
	/** The store's folder for deleted items. */
	readonly wastebasket?: boolean;
}

export interface PstOptions extends PstFormat {
	/** Before the file is put together: to make it a hostile one. */
	readonly change?: (parts: { readonly nodes: PstNode[]; readonly blocks: PstBlock[] }) => void;
}

export const TOP = "Top of Outlook data file";

/** Numbers of properties ([MS-OXPROPS]). */
const NAME = 0x3001;
const MESSAGES = 0x3602;
const UNREAD = 0x3603;
const HAS_FOLDERS = 0x360a;
const RECORD_KEY = 0x0ff9;
const SUBTREE = 0x35e0;
const WASTEBASKET = 0x35e3;
const MESSAGE_CLASS = 0x001a;
const MESSAGE_FLAGS = 0x0e07;
const ATTACH_SIZE = 0x0e20;
const ATTACH_METHOD = 0x3705;
const ATTACH_DATA = 0x3701;
const PROVIDER = Buffer.from("c0ffee00c0ffee00c0ffee00c0ffee00", "hex");
const ROOT = 0x122;
const OBJECT = 0x0d;
/** Longest item of a heap (§2.3.1). */
const MOST_HEAP_BYTES = 3580;

type Names = ReturnType<typeof createNames>;
/** A property, as a table has it. */
type Stored = readonly [id: number, type: number, bytes: Buffer];

export function writePst(folders: readonly PstFolder[], options: PstOptions = {}): Buffer {
	const blocks = createBlocks(options);
	const names = createNames();
	let nextFolder = 0x401;
	let nextMessage = 0x10000;
	let wastebasket = 0;

	function add(id: number, node: Omit<Part, "id">, parent = 0): void {
		blocks.nodes.push({ id, parent, ...node });
	}

	function folder(id: number, name: string, parent: number, { folders = [], messages = [] }: Omit<PstFolder, "name">): void {
		const inner = folders.map((each) => {
			const own = (nextFolder++ << 5) | 2;
			if (each.wastebasket === true) wastebasket = own;
			folder(own, each.name, id, each);
			return own;
		});
		const mails = messages.map((message) => {
			const own = (nextMessage++ << 5) | 4;
			add(own, messageNode(blocks, names, message), id);
			return own;
		});
		const counts = { [MESSAGES]: messages.length, [UNREAD]: 0, [HAS_FOLDERS]: folders.length > 0 };
		add(id, propertyNode(blocks, valuesOf({ [NAME]: name, ...counts }), []), parent);
		add(id + 11, tableNode(blocks, inner.map(rowOf)));
		add(id + 12, tableNode(blocks, mails.map(rowOf)));
		add(id + 13, tableNode(blocks, []));
	}

	folder(ROOT, "", ROOT, { folders: [{ name: TOP, folders }] });
	const entryId = (id: number): Buffer => Buffer.concat([Buffer.alloc(4), PROVIDER, Buffer.from(new Uint32Array([id]).buffer)]);
	const subtree = blocks.nodes.find(({ parent, id }) => parent === ROOT && id !== ROOT)?.id ?? ROOT;
	const special: Record<number, PropertyValue> = { [RECORD_KEY]: PROVIDER, [NAME]: "store", [SUBTREE]: entryId(subtree) };
	if (wastebasket !== 0) special[WASTEBASKET] = entryId(wastebasket);
	add(0x21, propertyNode(blocks, valuesOf(special), []));
	const streams = Object.fromEntries(names.streams().map(([id, bytes]) => [Number.parseInt(id, 16), bytes]));
	add(0x61, propertyNode(blocks, valuesOf({ 1: 251, ...streams }), []));
	options.change?.(blocks);
	return blocks.file();
}

function rowOf(id: number): Row {
	return { id, values: [] };
}

function valuesOf(properties: Readonly<Record<number, PropertyValue>>): Stored[] {
	return Object.entries(properties).map(([id, value]) => [Number(id), ...stored(value)] as const);
}

function messageNode(blocks: Blocks, names: Names, message: Msg): Omit<Part, "id"> {
	const parts: Part[] = [];
	const named = (message.named ?? []).map(({ set, name, value }) => [names.id(set, name), value] as const);
	const recipients = (message.recipients ?? []).map(({ properties }, id) => ({ id, values: valuesOf(properties ?? {}) }));
	if (recipients.length > 0) parts.push({ id: 0x692, ...tableNode(blocks, recipients) });
	const attachments = (message.attachments ?? []).map((attachment, index) => {
		const id = ((0x401 + index) << 5) | 5;
		parts.push({ id, ...attachmentNode(blocks, names, attachment) });
		return { id, values: valuesOf({ [ATTACH_SIZE]: 100, [ATTACH_METHOD]: methodOf(attachment) }) };
	});
	if (attachments.length > 0) parts.push({ id: 0x671, ...tableNode(blocks, attachments) });
	const flags = attachments.length > 0 ? 0x11 : 0x01;
	const properties = { [MESSAGE_CLASS]: "IPM.Note", [MESSAGE_FLAGS]: flags, ...message.properties, ...Object.fromEntries(named) };
	return propertyNode(blocks, valuesOf(properties), parts);
}

function methodOf({ embedded, storage }: MsgAttachment): number {
	return embedded !== undefined ? 5 : storage !== undefined ? 6 : 1;
}

function attachmentNode(blocks: Blocks, names: Names, attachment: MsgAttachment): Omit<Part, "id"> {
	const values = valuesOf({ [ATTACH_METHOD]: methodOf(attachment), ...attachment.properties });
	const { embedded, storage } = attachment;
	if (embedded === undefined && storage === undefined) return propertyNode(blocks, values, []);
	const id = embedded !== undefined ? 0x8004 : 0x801f;
	const node =
		embedded !== undefined
			? messageNode(blocks, names, embedded)
			: { data: blocks.data(Object.values(storage ?? {}) as Buffer[]), parts: 0 };
	const reference = Buffer.from(new Uint32Array([id, 100]).buffer);
	return propertyNode(blocks, [...values, [ATTACH_DATA, OBJECT, reference]], [{ id, ...node }]);
}

/** Property context (§2.3.3). */
function propertyNode(blocks: Blocks, values: readonly Stored[], parts: readonly Part[]): Omit<Part, "id"> {
	const heap = createHeap(blocks, 0xbc);
	const all = [...parts];
	const records = [...values]
		.sort(([a], [b]) => a - b)
		.map(([id, type, bytes]) => {
			const record = Buffer.alloc(8);
			record.writeUInt16LE(id, 0);
			record.writeUInt16LE(type, 2);
			if (type === 0x03 || type === 0x0b) bytes.copy(record, 4, 0, 4);
			else record.writeUInt32LE(heap.value(bytes, all), 4);
			return record;
		});
	heap.index(records, 2, 6);
	return { data: heap.write(heap.first), parts: blocks.parts(all) };
}

interface Row {
	readonly id: number;
	readonly values: readonly Stored[];
}

/** Table context (§2.3.4); columns have four bytes each. */
function tableNode(blocks: Blocks, rows: readonly Row[]): Omit<Part, "id"> {
	const heap = createHeap(blocks, 0x7c);
	const parts: Part[] = [];
	const tags = new Map([
		[0x67f2, 3],
		[0x67f3, 3],
	]);
	for (const { values } of rows) for (const [id, type] of values) tags.set(id, type);
	const columns = [...tags].sort(([a], [b]) => a - b);
	const offsets = new Map([0x67f2, 0x67f3, ...columns.map(([id]) => id).filter((id) => id < 0x67f2)].map((id, index) => [id, index * 4]));
	const bitmap = columns.length * 4;
	const size = bitmap + Math.ceil(columns.length / 8);
	const matrix = rows.map(({ id, values }) => {
		const row = Buffer.alloc(size);
		const put = (column: number, value: number): void => {
			row.writeUInt32LE(value, offsets.get(column) as number);
			const bit = columns.findIndex(([each]) => each === column);
			row[bitmap + (bit >> 3)] = (row[bitmap + (bit >> 3)] as number) | (0x80 >> (bit & 7));
		};
		put(0x67f2, id);
		put(0x67f3, 1);
		for (const [column, type, bytes] of values) put(column, type === 0x03 ? bytes.readUInt32LE(0) : heap.value(bytes, parts));
		return row;
	});
	const info = Buffer.alloc(22 + columns.length * 8);
	info.set([0x7c, columns.length]);
	for (const [index, end] of [bitmap, bitmap, bitmap, size].entries()) info.writeUInt16LE(end, 2 + index * 2);
	info.writeUInt32LE(heap.first, 10);
	for (const [index, [id, type]] of columns.entries()) {
		const at = 22 + index * 8;
		info.writeUInt32LE(id * 0x10000 + type, at);
		info.writeUInt16LE(offsets.get(id) as number, at + 4);
		info.set([4, index], at + 6);
	}
	const perBlock = Math.floor(blocks.mostBytes / size);
	const pieces = cut(Buffer.concat(matrix), perBlock * size).map((piece, index, all) =>
		index < all.length - 1 ? Buffer.concat([piece, Buffer.alloc(blocks.mostBytes - piece.length)]) : piece,
	);
	const reference = rows.length === 0 ? 0 : pieces.length === 1 ? heap.value(pieces[0] as Buffer, parts) : heap.part(pieces, parts);
	info.writeUInt32LE(reference, 14);
	const indexed = rows.map(({ id }, index) => {
		const record = Buffer.alloc(blocks.ansi ? 6 : 8);
		record.writeUInt32LE(id, 0);
		record.writeUInt16LE(index, 4);
		return record;
	});
	heap.index(indexed, 4, blocks.ansi ? 2 : 4);
	return { data: heap.write(heap.add(info)), parts: blocks.parts(parts) };
}

/** Heap on a node (§2.3.1), whose first item is the header of the tree in it (§2.3.2). */
function createHeap(blocks: Blocks, client: number) {
	const pages: Buffer[][] = [[]];
	const head = Buffer.alloc(8);
	const headBytes = (page: number): number => (page === 0 ? 12 : (page - 8) % 128 === 0 ? 66 : 2);
	let nextPart = 0x801;

	function add(bytes: Buffer): number {
		const last = pages.at(-1) as Buffer[];
		const used = [...last, bytes].reduce((sum, item) => sum + item.length + 2, headBytes(pages.length - 1) + 8);
		if (used > blocks.mostBytes) pages.push([]);
		const number = (pages.at(-1) as Buffer[]).push(bytes);
		return (((pages.length - 1) << 16) | (number << 5)) >>> 0;
	}

	function part(content: Buffer | readonly Buffer[], parts: Part[]): number {
		const id = (nextPart++ << 5) | 0x1f;
		parts.push({ id, data: blocks.data(content), parts: 0 });
		return id;
	}

	function index(records: readonly Buffer[], key: number, value: number): void {
		let level = 0;
		let current = records;
		let root = 0;
		while (current.length > 0) {
			const size = (current[0] as Buffer).length;
			const leaves = cut(Buffer.concat(current), Math.floor(MOST_HEAP_BYTES / size) * size);
			const ids = leaves.map(add);
			root = ids[0] as number;
			if (leaves.length === 1) break;
			current = leaves.map((leaf, at) => Buffer.concat([leaf.subarray(0, key), Buffer.from(new Uint32Array([ids[at] as number]).buffer)]));
			level++;
		}
		head.set([0xb5, key, value, level]);
		head.writeUInt32LE(root, 4);
	}

	function write(userRoot: number): number {
		const written = pages.map((items, page) => {
			const body = Buffer.concat(items);
			const map = headBytes(page) + body.length + (body.length & 1);
			const bytes = Buffer.alloc(page < pages.length - 1 ? blocks.mostBytes : map + 6 + items.length * 2);
			bytes.writeUInt16LE(map, 0);
			if (page === 0) {
				bytes.set([0xec, client], 2);
				bytes.writeUInt32LE(userRoot, 4);
			}
			body.copy(bytes, headBytes(page));
			bytes.writeUInt16LE(items.length, map);
			let at = headBytes(page);
			for (const [item, { length }] of items.entries()) {
				bytes.writeUInt16LE(at, map + 4 + item * 2);
				at += length;
			}
			bytes.writeUInt16LE(at, map + 4 + items.length * 2);
			return bytes;
		});
		return blocks.data(written);
	}

	return {
		first: add(head),
		add,
		part,
		index,
		write,
		value: (bytes: Buffer, parts: Part[]): number =>
			bytes.length === 0 ? 0 : bytes.length <= MOST_HEAP_BYTES ? add(bytes) : part(bytes, parts),
	};
}
