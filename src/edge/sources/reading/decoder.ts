// Decoder: a zlib stream (deflate, zstd) fed piece by piece, its output handed out piece by piece. What it made before damage is kept,
// which the streams' own reading throws away; and it is held back where it makes much of little (a zstd block of four bytes
// becomes 128 KiB), so that a bomb fills no memory.

import type { InflateRaw, ZstdDecompress } from "node:zlib";

/** Output held back for the reader, at least; a chunk of the stream's more may be in it. */
const HELD_BYTES = 1024 * 1024;

/** What a decoder makes at once. */
export const DECODED_BYTES = 64 * 1024;

export interface Step {
	readonly outputs: readonly Uint8Array[];
	/** "more": there is output left, `next(null)` gives it. "input": all of the input was taken. */
	readonly state: "more" | "input" | "end" | "error";
}

export interface Decoder {
	/** Bytes of input that were needed, once it ended; what follows them belongs to something else. */
	taken(): number;
	/** After "input" with the next bytes (no longer used once it returns), after "more" with null. */
	next(bytes: Uint8Array | null): Promise<Step>;
	/** No more input follows: tells whether that is its end. */
	finish(): Promise<Step>;
	close(): void;
}

export function createDecoder(stream: InflateRaw | ZstdDecompress): Decoder {
	let outputs: Uint8Array[] = [];
	let held = 0;
	let state: Step["state"] = "input";
	let wake = (): void => {};

	function becomes(next: Step["state"]): void {
		if (state !== "end" && state !== "error") state = next;
		wake();
	}

	stream.on("data", (output: Uint8Array) => {
		outputs.push(output);
		held += output.length;
		if (held < HELD_BYTES) return;
		stream.pause();
		becomes("more");
	});
	stream.once("end", () => becomes("end"));
	// A late error of a stream that is done with must not end the process: so the listener stays.
	stream.on("error", () => {
		for (let rest = stream.read() as Uint8Array | null; rest !== null; rest = stream.read() as Uint8Array | null) outputs.push(rest);
		becomes("error");
	});

	async function step(start: () => void): Promise<Step> {
		outputs = [];
		held = 0;
		if (state !== "end" && state !== "error") {
			await new Promise<void>((resolve) => {
				wake = resolve;
				start();
			});
		}
		wake = () => {};
		return { outputs, state };
	}

	let writing = false;
	let ending = false;
	/** The input was taken; the last of its output may still wait in the stream. */
	function taken(): void {
		writing = false;
		if (state === "more" || held >= HELD_BYTES) return;
		becomes(stream.readableEnded ? "end" : "input");
	}

	function goOn(): void {
		state = "input";
		stream.resume();
		if (!writing && !ending) setImmediate(() => stream.readableLength === 0 && taken());
	}

	return {
		taken: () => stream.bytesWritten,
		next(bytes) {
			if (bytes === null) return step(goOn);
			return step(() => {
				writing = true;
				stream.write(bytes, (error) => !error && taken());
			});
		},
		finish: () =>
			step(() => {
				ending = true;
				stream.end();
			}),
		close: () => stream.close(),
	};
}
