// gzip (RFC 1952) as content: read member after member, whatever the damage. Members are taken apart here and only the deflate
// data in them goes to zlib, because its own gzip reader throws away what it has read when a checksum or the end is missing.

import { crc32, createInflateRaw } from "node:zlib";
import type { SourceFailure } from "../source.ts";
import type { Content } from "./content.ts";
import { createDecoder, DECODED_BYTES, type Decoder, type Step } from "./decoder.ts";
import { failure } from "./failure.ts";
import { createInput } from "./packed-input.ts";
import { createReady } from "./ready.ts";

const INPUT_BYTES = 16 * 1024;
/** A header with a longer name or comment is damage. */
const HEADER_BYTES = 128 * 1024;

export function isGzip(head: Uint8Array): boolean {
	return head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08 && ((head[3] as number) & 0xe0) === 0;
}

/** `packed` stands at its beginning. */
export function gunzip(packed: Content, file: string): Content {
	const { again } = packed;
	const input = createInput(packed);
	const ready = createReady();
	let inflate: Decoder | null = null;
	let state: Step["state"] = "input";
	let given = 0;
	let produced = 0;
	let checksum = 0;
	let memberBytes = 0;
	let ended = false;
	let broken: SourceFailure | null = null;

	function breakOff(detail: string): void {
		ended = true;
		broken ??= packed.damage() ?? failure(file, "truncated", detail, true, produced);
	}

	/** Reads on; false once all has ended. */
	async function more(): Promise<boolean> {
		if (ended) return false;
		if (inflate === null) await beginMember();
		else await readOn(inflate);
		return true;
	}

	async function readOn(inflate: Decoder): Promise<void> {
		const before = inflate.taken();
		const bytes = state === "more" ? null : await input.upTo(INPUT_BYTES);
		if (bytes?.length === 0) {
			breakOff("The gzip data ends in the middle; what came before was read.");
			return;
		}
		if (bytes !== null) given = before;
		const step = await inflate.next(bytes);
		for (const output of step.outputs) {
			checksum = crc32(output, checksum);
			memberBytes += output.length;
			produced += output.length;
		}
		ready.add(step.outputs);
		state = step.state;
		if (state === "error") breakOff("The gzip data is damaged; what came before was read.");
		else if (state !== "more") input.move(inflate.taken() - given);
		if (state === "end") await endMember();
	}

	async function beginMember(): Promise<void> {
		const first = produced === 0 && input.untouched();
		const head = await input.upTo(HEADER_BYTES);
		const length = head.length === 0 ? 0 : headerLength(head);
		if (head.length === 0 || (!first && isPadding(head))) ended = true;
		else if (length === -1) breakOff(first ? "The gzip header is damaged." : "What follows the gzip data is none; it was not read.");
		else {
			input.move(length);
			inflate = createDecoder(createInflateRaw({ chunkSize: DECODED_BYTES }));
			state = "input";
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
		fill: (target) => ready.fill(target, more),
		peek: () => null,
		skip: () => false,
		again: again === null ? null : () => gunzip(again(), file),
		damage: () => broken ?? packed.damage(),
		close() {
			inflate?.close();
			packed.close();
		},
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
