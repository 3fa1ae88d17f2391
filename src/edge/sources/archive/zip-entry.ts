// zip entry: what its headers say (APPNOTE.TXT 6.3.10, §4.3-4.5), whether it can be read, and its bytes unpacked and checked.

import { crc32, createInflateRaw, createZstdDecompress } from "node:zlib";
import type { Budget } from "../reading/budget.ts";
import type { Content } from "../reading/content.ts";
import { createDecoder, DECODED_BYTES, type Decoder, type Step } from "../reading/decoder.ts";
import { failure } from "../reading/failure.ts";
import type { PackedInput } from "../reading/packed-input.ts";
import { createReady } from "../reading/ready.ts";
import type { FileStamp, SourceFailure } from "../source.ts";
import type { Refusal } from "./member.ts";

export interface ZipEntry {
	readonly name: string;
	readonly folder: boolean;
	/** General purpose bits (§4.4.4). */
	readonly bits: number;
	readonly method: number;
	/** The upper half of the external attributes, as Unix writers fill it; 0 where it is not known. */
	readonly unixMode: number;
}

export interface Expected {
	readonly crc: number;
	readonly size: number;
}

const STORED = 0;
export const DEFLATED = 8;
const ZSTD = 93;
const PIECE_BYTES = 16 * 1024;
const S_IFMT = 0xf000;
const S_IFLNK = 0xa000;
const S_IFREG = 0x8000;

/** Bits 0, 6 and 13: encrypted, strongly so, the directory too. */
export const ENCRYPTED = 0x2041;

export function refusalOf({ folder, bits, method, unixMode }: ZipEntry): Refusal | null {
	if (folder) return null;
	if ((bits & ENCRYPTED) !== 0) return { code: "encrypted", detail: "It is encrypted: unpack the archive with its password.", fatal: true };
	const type = unixMode & S_IFMT;
	if (type === S_IFLNK) {
		return { code: "unreadable", detail: "It is a link, which is not followed: what it leads to is read where it lies.", fatal: false };
	}
	if (type !== 0 && type !== S_IFREG) return { code: "unreadable", detail: "It is a device or a pipe, not a file.", fatal: false };
	if ((bits & 0x20) !== 0) return { code: "unreadable", detail: "It is a patch of another file, which is not read.", fatal: true };
	if (method === STORED || method === DEFLATED || method === ZSTD) return null;
	return {
		code: "unreadable",
		detail: `It is compressed by method ${method} (${METHODS.get(method) ?? "unknown"}), which is not read.`,
		fatal: true,
	};
}

const METHODS: ReadonlyMap<number, string> = new Map([
	[1, "shrunk"],
	[6, "imploded"],
	[9, "deflate64"],
	[12, "bzip2"],
	[14, "LZMA"],
	[95, "xz"],
	[98, "PPMd"],
	[99, "AES"],
]);

export interface Unpacked extends Content {
	/** Reads on to the end; false where no more may be unpacked. */
	drain(budget: Budget): Promise<boolean>;
}

/**
 * `packed` stands at the entry's data and gives no more than that, or, where `method` tells its own end, what follows as well.
 * `expected` is asked at the end. `again` opens it once more.
 */
export function unpackEntry(
	packed: PackedInput,
	method: number,
	expected: () => Promise<Expected | null>,
	place: { readonly file: string; readonly stamp: FileStamp | null; readonly again: (() => Content) | null },
): Unpacked {
	const { file } = place;
	const ready = createReady();
	let decoder: Decoder | null = null;
	let state: Step["state"] = "input";
	let before = 0;
	let checksum = 0;
	let size = 0;
	let ended = false;
	let broken: SourceFailure | null = null;

	function breakOff(detail: string): void {
		ended = true;
		broken ??= failure(file, "truncated", detail, true, size);
	}

	function take(outputs: readonly Uint8Array[]): void {
		for (const output of outputs) {
			checksum = crc32(output, checksum);
			size += output.length;
		}
		ready.add(outputs);
	}

	async function end(): Promise<void> {
		ended = true;
		decoder?.close();
		decoder = null;
		const said = await expected();
		if (said === null) breakOff("Its checksum is missing; what there is of it was read.");
		else if (said.size !== size) breakOff(`It has ${size} bytes and should have ${said.size}; what there is was read.`);
		else if (said.crc !== checksum) breakOff("Its checksum is wrong: some of what was read is not what was packed.");
	}

	async function more(): Promise<boolean> {
		if (ended) return false;
		const bytes = state === "more" ? null : await packed.upTo(PIECE_BYTES);
		if (method === STORED) {
			const piece = (bytes as Uint8Array).slice();
			packed.move(piece.length);
			take([piece]);
			if (piece.length === 0) await end();
			return true;
		}
		decoder ??= createDecoder(
			method === ZSTD ? createZstdDecompress({ chunkSize: DECODED_BYTES }) : createInflateRaw({ chunkSize: DECODED_BYTES }),
		);
		if (bytes !== null) before = decoder.taken();
		const last = bytes?.length === 0;
		const step = last ? await decoder.finish() : await decoder.next(bytes);
		take(step.outputs);
		state = step.state;
		if (state === "error")
			breakOff(last ? "It ends in the middle; what came before was read." : "It is damaged; what came before was read.");
		else if (state !== "more") packed.move(decoder.taken() - before);
		if (state === "end") await end();
		return true;
	}

	return {
		stamp: place.stamp,
		size: null,
		fill: (target) => ready.fill(target, more),
		peek: () => null,
		skip: () => false,
		again: place.again,
		damage: () => broken,
		close: () => decoder?.close(),
		async drain(budget) {
			for (let read = size; !ended; read = size) {
				await more();
				ready.clear();
				if (!budget.unpack(size - read)) return false;
			}
			return true;
		},
	};
}

/** No more than `left` bytes of `input`. */
export function limitedInput(input: PackedInput, size: number): PackedInput & { left(): number } {
	let left = size;
	return {
		upTo: (count) => (left === 0 ? Promise.resolve(new Uint8Array(0)) : input.upTo(Math.min(count, left))),
		move(count) {
			left -= count;
			input.move(count);
		},
		untouched: () => left === size,
		left: () => left,
	};
}
