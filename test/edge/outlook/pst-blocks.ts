// The lower half of an Outlook data file ([MS-PST] §2.2): blocks, subnodes and the two B-trees, in both formats. Maps of free space are left
// out (fAMapValid says so, as after a crash): only who writes to the file needs them, and a sample stays small.

import { crc32 } from "node:zlib";
import { PSTUtil } from "pst-extractor/dist/PSTUtil.class.js";
import { turnRotors } from "../../../src/edge/outlook/pst/cyclic.ts";

export interface PstFormat {
	readonly ansi?: boolean;
	/** As Outlook does by default, or as it may ("high"). */
	readonly encrypted?: boolean | "high";
}

export interface PstNode {
	id: number;
	data: number;
	parts: number;
	parent: number;
}

export interface PstBlock {
	id: number;
	bytes: Buffer;
	/** Said to be longer or shorter than it is. */
	size?: number;
}

export interface Part {
	readonly id: number;
	readonly data: number;
	readonly parts: number;
}

const FIRST_BLOCK = 1024;

/** The compressible encryption (§5.1), which `decode` undoes. */
const DECODED = PSTUtil.decode(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
const ENCODED = Buffer.from(Array.from({ length: 256 }, (_, byte) => DECODED.indexOf(byte)));

export type Blocks = ReturnType<typeof createBlocks>;

export function createBlocks({ ansi = false, encrypted = false }: PstFormat) {
	const word = ansi ? 4 : 8;
	const mostBytes = ansi ? 8180 : 8176;
	const blocks: PstBlock[] = [];
	const nodes: PstNode[] = [];
	let nextBlock = 4;

	function block(bytes: Buffer, internal: boolean): number {
		const id = nextBlock + (internal ? 2 : 0);
		nextBlock += 4;
		const stored = Buffer.from(bytes);
		if (!internal && encrypted === "high") turnRotors(stored, id, 0);
		else if (!internal && encrypted) for (const [at, byte] of bytes.entries()) stored[at] = ENCODED[byte] as number;
		blocks.push({ id, bytes: stored });
		return id;
	}

	function words(values: readonly number[]): Buffer {
		const bytes = Buffer.alloc(values.length * word);
		for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * word);
		return bytes;
	}

	/** XBLOCK (level 1) over blocks, XXBLOCK (level 2) over those (§2.2.2.8.3.2). */
	function listed(ids: readonly number[], level: number, total: number): number {
		const head = Buffer.from([1, level, 0, 0, 0, 0, 0, 0]);
		head.writeUInt16LE(ids.length, 2);
		head.writeUInt32LE(total, 4);
		return block(Buffer.concat([head, words(ids)]), true);
	}

	/** The identifier of blocks with these bytes; pieces are blocks of their own. */
	function data(content: Buffer | readonly Buffer[]): number {
		const pieces = Array.isArray(content) ? content : cut(content as Buffer, mostBytes);
		const ids = pieces.map((piece: Buffer) => block(piece, false));
		if (ids.length === 1) return ids[0] as number;
		const most = Math.floor((mostBytes - 8) / word);
		const size = (from: number, to: number): number => pieces.slice(from, to).reduce((sum, piece) => sum + piece.length, 0);
		const lists: number[] = [];
		for (let at = 0; at < ids.length; at += most) lists.push(listed(ids.slice(at, at + most), 1, size(at, at + most)));
		return lists.length === 1 ? (lists[0] as number) : listed(lists, 2, size(0, ids.length));
	}

	/** SLBLOCK, and SIBLOCK over several (§2.2.2.8.3.3). */
	function parts(all: readonly Part[]): number {
		if (all.length === 0) return 0;
		const sorted = [...all].sort((a, b) => a.id - b.id);
		const headBytes = ansi ? 4 : 8;
		const most = Math.floor((mostBytes - headBytes) / (3 * word));
		const head = (level: number, count: number): Buffer => {
			const bytes = Buffer.alloc(headBytes);
			bytes.set([2, level]);
			bytes.writeUInt16LE(count, 2);
			return bytes;
		};
		const lists: [id: number, block: number][] = [];
		for (let at = 0; at < sorted.length; at += most) {
			const some = sorted.slice(at, at + most);
			const entries = some.map((part) => words([part.id, part.data, part.parts]));
			lists.push([(some[0] as Part).id, block(Buffer.concat([head(0, some.length), ...entries]), true)]);
		}
		if (lists.length === 1) return (lists[0] as [number, number])[1];
		return block(Buffer.concat([head(1, lists.length), ...lists.map(words)]), true);
	}

	function file(): Buffer {
		const pieces: Buffer[] = [];
		let at = FIRST_BLOCK;
		const add = (bytes: Buffer): number => {
			pieces.push(bytes);
			at += bytes.length;
			return at - bytes.length;
		};
		const trailer = ansi ? 12 : 16;
		const entries = blocks
			.sort((a, b) => a.id - b.id)
			.map(({ id, bytes, size }) => {
				const whole = Buffer.alloc(Math.ceil((bytes.length + trailer) / 64) * 64);
				bytes.copy(whole);
				whole.writeUInt16LE(bytes.length, whole.length - trailer);
				whole.writeUInt16LE(signature(at, id), whole.length - trailer + 2);
				whole.writeUInt32LE(id, whole.length - 8);
				whole.writeUInt32LE(checksum(bytes), whole.length - (ansi ? 4 : 12));
				const entry = Buffer.concat([words([id, add(whole)]), Buffer.alloc(ansi ? 4 : 8)]);
				entry.writeUInt16LE(size ?? bytes.length, 2 * word);
				entry.writeUInt16LE(2, 2 * word + 2);
				return entry;
			});
		while (at % 512 !== 0) add(Buffer.alloc(64));
		const nodeEntries = nodes.sort((a, b) => a.id - b.id).map((node) => words([node.id, node.data, node.parts, node.parent]));
		const page = (kind: number, level: number, some: readonly Buffer[]): number => {
			const bytes = Buffer.alloc(512);
			const room = ansi ? 496 : 488;
			const size = (some[0] as Buffer).length;
			Buffer.concat(some).copy(bytes);
			bytes.set([some.length, Math.floor(room / size), size, level], room);
			const end = ansi ? 500 : 496;
			bytes.set([kind, kind], end);
			const id = nextBlock;
			nextBlock += 4;
			bytes.writeUInt16LE(signature(at, id), end + 2);
			bytes.writeUInt32LE(id, ansi ? end + 4 : end + 8);
			bytes.writeUInt32LE(checksum(bytes.subarray(0, end)), ansi ? end + 8 : end + 4);
			return add(bytes);
		};
		/** BREF: the root page's identifier and offset. */
		const tree = (kind: number, leaves: readonly Buffer[]): Buffer => {
			let level = 0;
			let current = leaves;
			for (;;) {
				const most = Math.floor((ansi ? 496 : 488) / (current[0] as Buffer).length);
				const above: Buffer[] = [];
				for (let from = 0; from < current.length; from += most) {
					const some = current.slice(from, from + most);
					const first = some[0] as Buffer;
					above.push(words([first.readUInt32LE(0), nextBlock, page(kind, level, some)]));
				}
				if (above.length === 1) return (above[0] as Buffer).subarray(word);
				current = above;
				level++;
			}
		};
		const nodeRoot = tree(0x81, nodeEntries);
		const blockRoot = tree(0x80, entries);
		return Buffer.concat([header(nodeRoot, blockRoot, at), ...pieces]);
	}

	/** HEADER (§2.2.2.6), with its ROOT. */
	function header(nodeRoot: Buffer, blockRoot: Buffer, end: number): Buffer {
		const bytes = Buffer.alloc(FIRST_BLOCK);
		bytes.write("!BDN\0\0\0\0SM", "latin1");
		bytes.writeUInt16LE(ansi ? 14 : 23, 10);
		bytes.set([19, 0, 1, 1], 12);
		const at = ansi
			? { end: 168, nodes: 184, blocks: 192, sentinel: 460, next: 24 }
			: { end: 184, nodes: 216, blocks: 232, sentinel: 512, next: 516 };
		bytes.writeUInt32LE(nextBlock, at.next);
		bytes.writeUInt32LE(end, at.end);
		nodeRoot.copy(bytes, at.nodes);
		blockRoot.copy(bytes, at.blocks);
		bytes.fill(0xff, ansi ? 204 : 256, at.sentinel);
		bytes.set([0x80, encrypted === "high" ? 2 : encrypted ? 1 : 0], at.sentinel);
		bytes.writeUInt32LE(checksum(bytes.subarray(8, 8 + 471)), 4);
		if (!ansi) bytes.writeUInt32LE(checksum(bytes.subarray(8, 8 + 516)), 524);
		return bytes;
	}

	return { data, parts, file, nodes, blocks, mostBytes, ansi };
}

export function cut(bytes: Buffer, size: number): Buffer[] {
	const pieces: Buffer[] = [];
	for (let at = 0; at < bytes.length || at === 0; at += size) pieces.push(bytes.subarray(at, at + size));
	return pieces;
}

/** §5.5. */
function signature(offset: number, id: number): number {
	const mixed = (offset ^ id) >>> 0;
	return ((mixed >>> 16) ^ mixed) & 0xffff;
}

/** CRC-32 that begins at 0 and is not inverted (§5.3). */
function checksum(bytes: Buffer): number {
	return ~crc32(bytes, 0xffffffff) >>> 0;
}
