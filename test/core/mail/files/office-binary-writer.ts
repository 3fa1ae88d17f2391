// Streams of binary Office documents, as far as the tests need them: one character a byte.

export function words(...values: readonly number[]): string {
	return values.map((value) => String.fromCharCode(value & 0xff, (value >>> 8) & 0xff)).join("");
}

export function doubleWord(value: number): string {
	return words(value & 0xffff, value >>> 16);
}

function utf16(text: string): string {
	return Buffer.from(text, "utf16le").toString("latin1");
}

/** A record of Excel. */
export function record(type: number, content: string): string {
	return words(type, content.length) + content;
}

/** Behind its flag. */
export function sheetString(text: string, wide: boolean): string {
	return wide ? `\x01${utf16(text)}` : `\0${text}`;
}

export function urlMoniker(address: string): string {
	const wide = utf16(`${address}\0`);
	return `\xe0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\0\xaa\0\x4b\xa9\x0b${doubleWord(wide.length)}${wide}`;
}

/** OfficeArtFOPT: identifiers, values, and what stands behind the table for those that have it (text as UTF-16, else as it is). */
export function fopt(properties: readonly (readonly [id: number, value: number, complex: string | null])[]): string {
	const complex = properties.map(([id, , data]) => (data === null ? "" : (id & 0x3fff) === 0x382 ? data : utf16(data)));
	const table = properties.map(
		([id, value], index) => words(id) + doubleWord(complex[index] === "" ? value : (complex[index] as string).length),
	);
	const content = table.join("") + complex.join("");
	return words((properties.length << 4) | 3, 0xf00b) + doubleWord(content.length) + content;
}

/** An instruction and a result, between the characters of a field. */
export function fields(instruction: string): string {
	return `\x13${instruction}\x14result\x15`;
}

/** A document of Word 97 whose text lies in pieces, the last first in the file. */
export function wordStreams(pieces: readonly string[], wide: boolean, strings: readonly string[] = []): Record<string, string> {
	const headSize = 0x400;
	let stored = "";
	const offsets: number[] = [];
	for (const piece of pieces.toReversed()) {
		offsets.unshift(headSize + stored.length);
		stored += wide ? utf16(piece) : piece;
	}
	const ends = pieces.map((_, index) => pieces.slice(0, index + 1).join("").length);
	const descriptors = offsets.map((offset) => words(0) + doubleWord(wide ? offset : 0x40000000 + offset * 2) + words(0));
	const plc = [0, ...ends].map(doubleWord).join("") + descriptors.join("");
	// A property modifier before the piece table.
	const clx = `\x01${words(3)}abc\x02${doubleWord(plc.length)}${plc}`;
	const list =
		strings.length === 0 ? "" : words(0xffff, strings.length, 0) + strings.map((text) => words(text.length) + utf16(text)).join("");
	const head =
		`${words(0xa5ec, 0xc1)}${"\0".repeat(6)}${words(0x200)}`.padEnd(0x19a, "\0") + doubleWord(clx.length) + doubleWord(list.length);
	const withPieces = head + doubleWord(0) + doubleWord(clx.length);
	return { "1Table": clx + list, WordDocument: withPieces.padEnd(headSize, "\0") + stored };
}
