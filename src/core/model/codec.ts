// Codec: the few byte operations where Node's native code is several times faster than a loop. core has plain loops for a
// browser (encoding/plain-codec.ts); edge injects native ones. One test proves both equal.

export interface Codec {
	/** One character for each byte, U+0000 to U+00FF. */
	latin1(bytes: Uint8Array, start: number, end: number): string;
	/** Index of `byte` in `[start, end)`, or -1. */
	indexOf(bytes: Uint8Array, byte: number, start: number, end: number): number;
	/** Index of the byte sequence `needle` in `[start, end)`, or -1. */
	indexOfSequence(bytes: Uint8Array, needle: Uint8Array, start: number, end: number): number;
	/**
	 * Decodes strict base64 (only the 64 characters, `=` at the very end, CR and LF) from `[start, end)` into `target`.
	 * Returns the number of bytes written. Of input that is not strict it writes fewer than three bytes for each four characters, what is
	 * up to the codec: so the caller learns from the count, without a look at each character, that the input was strict.
	 */
	base64(bytes: Uint8Array, start: number, end: number, target: Uint8Array): number;
}
