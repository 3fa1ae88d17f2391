// gzip (RFC 1952) as content: read member after member, whatever the damage. Members are taken apart here and only the deflate
// data in them goes to zlib, because its own gzip reader throws away what it has read when a checksum or the end is missing.
// Input goes in by small pieces: one of 16 KiB never becomes more than 17 MiB, so a bomb fills no memory.

import { crc32, createInflateRaw, type InflateRaw } from "node:zlib";
import type { SourceFailure } from "../source.ts";
import type { Content } from "./content.ts";
import { failure } from "./failure.ts";

const INPUT_BYTES = 16 * 1024;
const READ_BYTES = 256 * 1024;
/** A header with a longer name or comment is damage. */
const HEADER_BYTES = 128 * 1024;

export function isGzip(head: Uint8Array): boolean {
	return head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08 && ((head[3] as number) & 0xe0) === 0;
}

/** `packed` stands at its beginning. */
export function gunzip(packed: Content, file: string): Content {
	const input = createInput(packed);
	let inflate: InflateRaw | null = null;
	let ready: Uint8Array[] = [];
	let produced = 0;
	let checksum = 0;
	let memberBytes = 0;
	let ended = false;
	let broken: SourceFailure | null = null;

	function breakOff(detail: string): void {
		ended = true;
		broken ??= packed.damage() ?? failure(file, "truncated", detail, true, produced);
	}

	/** Reads on until something is ready or all has ended. */
	async function more(): Promise<void> {
		if (inflate === null) {
			await beginMember();
			return;
		}
		const bytes = await input.upTo(INPUT_BYTES);
		if (bytes.length === 0) {
			breakOff("The gzip data ends in the middle; what came before was read.");
			return;
		}
		const before = inflate.bytesWritten;
		const { outputs, end, error } = await step(inflate, bytes);
		for (const output of outputs) {
			checksum = crc32(output, checksum);
			memberBytes += output.length;
			produced += output.length;
		}
		ready = outputs;
		if (error) breakOff("The gzip data is damaged; what came before was read.");
		else input.move(inflate.bytesWritten - before);
		if (end) await endMember();
	}

	async function beginMember(): Promise<void> {
		const first = produced === 0 && input.untouched();
		const head = await input.upTo(HEADER_BYTES);
		const length = head.length === 0 ? 0 : headerLength(head);
		if (head.length === 0 || (!first && isPadding(head))) ended = true;
		else if (length === -1) breakOff(first ? "The gzip header is damaged." : "What follows the gzip data is none; it was not read.");
		else {
			input.move(length);
			inflate = createInflateRaw({ chunkSize: 64 * 1024 });
			checksum = 0;
			memberBytes = 0;
		}
	}

	async function endMember(): Promise<void> {
		inflate?.close();
		inflate = null;
		const trailer = await input.upTo(8);
		const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.length);
		if (trailer.length < 8) breakOff("The gzip data lacks its checksum; all of it was read.");
		else if (view.getUint32(0, true) !== checksum || view.getUint32(4, true) !== memberBytes % 2 ** 32) {
			input.move(8);
			broken ??= failure(
				file,
				"truncated",
				"The checksum of the gzip data is wrong: some of what was read is not what was packed.",
				true,
				produced,
			);
		} else input.move(8);
	}

	return {
		stamp: packed.stamp,
		size: null,
		async fill(target) {
			let filled = 0;
			while (filled < target.length) {
				const next = ready[0];
				if (next === undefined) {
					if (ended) break;
					await more();
					continue;
				}
				const part = next.subarray(0, target.length - filled);
				target.set(part, filled);
				filled += part.length;
				if (part.length === next.length) ready.shift();
				else ready[0] = next.subarray(part.length);
			}
			return filled;
		},
		peek: () => null,
		skip: () => false,
		damage: () => broken ?? packed.damage(),
		close() {
			inflate?.close();
			packed.close();
		},
	};
}

interface Step {
	readonly outputs: Uint8Array[];
	/** The deflate data ended; what of the input follows it was not taken. */
	readonly end: boolean;
	readonly error: boolean;
}

function step(inflate: InflateRaw, bytes: Uint8Array): Promise<Step> {
	return new Promise((resolve) => {
		const outputs: Uint8Array[] = [];
		const settle = (end: boolean, error: boolean): void => {
			inflate.removeAllListeners();
			// A late error of a stream that is done with must not end the process.
			inflate.on("error", () => {});
			resolve({ outputs, end, error });
		};
		inflate.on("data", (output: Uint8Array) => outputs.push(output));
		inflate.once("end", () => settle(true, false));
		inflate.once("error", () => settle(false, true));
		inflate.write(bytes, (error) => {
			if (!error) settle(inflate.readableEnded, false);
		});
	});
}

/** Packed bytes with a look ahead. */
function createInput(packed: Content) {
	const buffer = new Uint8Array(READ_BYTES);
	let start = 0;
	let end = 0;
	let moved = 0;
	return {
		/** The next bytes, at most `count`, fewer only at the end. Valid until the next call. */
		async upTo(count: number): Promise<Uint8Array> {
			if (end - start < count) {
				buffer.copyWithin(0, start, end);
				end -= start;
				start = 0;
				end += await packed.fill(buffer.subarray(end));
			}
			return buffer.subarray(start, Math.min(end, start + count));
		},
		move(count: number): void {
			start += count;
			moved += count;
		},
		untouched: () => moved === 0,
	};
}

/** Length of a member's header (RFC 1952 §2.3), or -1. */
function headerLength(bytes: Uint8Array): number {
	if (bytes.length < 10 || !isGzip(bytes)) return -1;
	const flags = bytes[3] as number;
	let at = 10;
	if ((flags & 4) !== 0) at += 2 + (bytes[at] as number) + 256 * (bytes[at + 1] as number);
	for (const flag of [8, 16]) {
		if ((flags & flag) === 0) continue;
		const zero = bytes.indexOf(0, at);
		if (zero === -1) return -1;
		at = zero + 1;
	}
	if ((flags & 2) !== 0) at += 2;
	return at <= bytes.length ? at : -1;
}

/** Tapes and some writers fill up with zeros. */
function isPadding(bytes: Uint8Array): boolean {
	return bytes.every((byte) => byte === 0);
}
