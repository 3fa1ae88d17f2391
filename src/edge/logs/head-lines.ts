// Head lines: the first lines of a log, by which its format is told and its readers begin.

export const HEAD_BYTES = 64 * 1024;

const LF = 0x0a;

/** `bytes`: the beginning of a text; `isAll` where nothing follows. A line that is cut is left out, unless it is the only one. */
export function headLines(bytes: Uint8Array, isAll: boolean): string[] {
	const head = bytes.subarray(markLength(bytes), HEAD_BYTES);
	const whole = (isAll && bytes.length <= HEAD_BYTES) || head.indexOf(LF) === -1 ? head.length : head.lastIndexOf(LF);
	const lines = Buffer.from(head.buffer, head.byteOffset, whole).toString("utf8").split(/\r?\n/);
	if (lines.at(-1) === "") lines.pop();
	return lines;
}

/** Windows programs begin UTF-8 with a mark. */
export function markLength(bytes: Uint8Array): number {
	return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
