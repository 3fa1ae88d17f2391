// A second, slow reading of the transfer encodings to hold the fast one against: one object for each byte, no checkpoints, no maps.

export interface SlowByte {
	readonly byte: number;
	/** Half-open range in the raw message. */
	readonly start: number;
	readonly end: number;
}

export function slowBytes(bytes: Uint8Array): SlowByte[] {
	return [...bytes].map((byte, at) => ({ byte, start: at, end: at + 1 }));
}

export function slowQuotedPrintable(input: readonly SlowByte[]): SlowByte[] {
	const text = String.fromCharCode(...input.map(({ byte }) => byte));
	const output: SlowByte[] = [];
	let at = 0;
	while (at < text.length) {
		const rest = text.slice(at, at + 400);
		const escaped = /^=([0-9A-Fa-f]{2})/.exec(rest);
		const soft = /^=[ \t]*(?:\r\n|\r|\n|$)/.exec(rest);
		const trailing = /^[ \t]+(?=\r|\n|$)/.exec(rest);
		if (escaped !== null) {
			output.push({ byte: Number.parseInt(escaped[1], 16), start: input[at].start, end: input[at + 2].end });
			at += 3;
		} else if (soft !== null) {
			at += soft[0].length;
		} else if (trailing !== null) {
			at += trailing[0].length;
		} else {
			output.push(input[at]);
			at++;
		}
	}
	return output;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function slowBase64(input: readonly SlowByte[]): SlowByte[] {
	const output: SlowByte[] = [];
	let bits: { bit: number; from: SlowByte }[] = [];
	for (const item of input) {
		const character = String.fromCharCode(item.byte).replace("-", "+").replace("_", "/");
		if (character === "=") bits = [];
		const value = ALPHABET.indexOf(character);
		if (value === -1) continue;
		for (let shift = 5; shift >= 0; shift--) bits.push({ bit: (value >> shift) & 1, from: item });
		if (bits.length < 8) continue;
		const taken = bits.splice(0, 8);
		output.push({ byte: taken.reduce((sum, { bit }) => sum * 2 + bit, 0), start: taken[0].from.start, end: taken[7].from.end });
	}
	return output;
}
