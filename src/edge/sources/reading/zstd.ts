// zstd (RFC 8878) as content: frame after frame, whatever the damage. The decoder checks each frame's own checksum, where it has
// one; it stops at the end of a frame, so that the next begins with a decoder of its own.

import { createZstdDecompress } from "node:zlib";
import type { SourceFailure } from "../source.ts";
import type { Content } from "./content.ts";
import { createDecoder, DECODED_BYTES, type Decoder, type Step } from "./decoder.ts";
import { failure } from "./failure.ts";
import { createInput } from "./packed-input.ts";
import { createReady } from "./ready.ts";

const INPUT_BYTES = 64 * 1024;

/** A frame, or one to skip, which writers put before it. */
export function isZstd(head: Uint8Array): boolean {
	const skippable = ((head[0] as number) & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
	return skippable || (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd);
}

/** `packed` stands at its beginning. */
export function unzstd(packed: Content, file: string): Content {
	const { again } = packed;
	const input = createInput(packed);
	const ready = createReady();
	let decoder: Decoder | null = null;
	let state: Step["state"] = "input";
	let before = 0;
	let produced = 0;
	let ended = false;
	let broken: SourceFailure | null = null;

	function breakOff(detail: string): void {
		ended = true;
		broken ??= packed.damage() ?? failure(file, "truncated", detail, true, produced);
	}

	/** Reads on; false once all has ended. */
	async function more(): Promise<boolean> {
		if (ended) return false;
		const bytes = state === "more" ? null : await input.upTo(INPUT_BYTES);
		if (decoder === null) {
			if (bytes === null || bytes.length === 0) ended = true;
			else if (!isZstd(bytes)) breakOff("What follows the zstd data is none; it was not read.");
			if (ended) return false;
			decoder = createDecoder(createZstdDecompress({ chunkSize: DECODED_BYTES }));
		}
		await readOn(decoder, bytes);
		return true;
	}

	async function readOn(decoder: Decoder, bytes: Uint8Array | null): Promise<void> {
		if (bytes !== null) before = decoder.taken();
		const last = bytes?.length === 0;
		const step = last ? await decoder.finish() : await decoder.next(bytes);
		for (const output of step.outputs) produced += output.length;
		ready.add(step.outputs);
		state = step.state;
		if (state === "error") {
			breakOff(`The zstd data ${last ? "ends in the middle" : "is damaged"}; what came before was read.`);
		} else if (state !== "more") input.move(decoder.taken() - before);
		if (state === "end") endFrame();
	}

	function endFrame(): void {
		decoder?.close();
		decoder = null;
		state = "input";
	}

	return {
		stamp: packed.stamp,
		size: null,
		fill: (target) => ready.fill(target, more),
		peek: () => null,
		skip: () => false,
		again: again === null ? null : () => unzstd(again(), file),
		damage: () => broken ?? packed.damage(),
		close() {
			decoder?.close();
			packed.close();
		},
	};
}
