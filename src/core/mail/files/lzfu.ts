// LZFu: Outlook's compressed rich text ([MS-OXRTFCP]). Not a library's, since it must end at a limit and never throw: a reference of two bytes
// yields at most 17, so what comes out is nine times what went in at most.

/** "LZFu" and "MELA" (stored as it is), as a number in file order. */
const COMPRESSED = 0x75465a4c;
const STORED = 0x414c454d;
const HEADER_SIZE = 16;
const DICTIONARY_SIZE = 4096;

/** What the dictionary holds before the first byte ([MS-OXRTFCP] §2.2.2.1). */
const PRELOADED = [
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New Roman",
	"Courier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
].join("");

export interface Decompressed {
	readonly bytes: Uint8Array;
	/** Neither cut off nor of an unknown kind. */
	readonly whole: boolean;
}

/** What `[start, end)` of `bytes` holds, at most `mostBytes`; as far as it could be read. The check sum is not compared. */
export function decompressRtf(bytes: Uint8Array, start: number, end: number, mostBytes: number): Decompressed {
	if (end - start < HEADER_SIZE) return { bytes: new Uint8Array(0), whole: false };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const kind = view.getUint32(start + 8, true);
	const from = start + HEADER_SIZE;
	if (kind === STORED) {
		const size = Math.min(end - from, view.getUint32(start + 4, true), mostBytes);
		return { bytes: bytes.slice(from, from + size), whole: size === view.getUint32(start + 4, true) };
	}
	return kind === COMPRESSED ? decompress(bytes, from, end, mostBytes) : { bytes: new Uint8Array(0), whole: false };
}

function decompress(bytes: Uint8Array, start: number, end: number, mostBytes: number): Decompressed {
	const dictionary = new Uint8Array(DICTIONARY_SIZE);
	for (let at = 0; at < PRELOADED.length; at++) dictionary[at] = PRELOADED.charCodeAt(at);
	const target = new Uint8Array(Math.min(mostBytes, (end - start) * 9));
	let write = PRELOADED.length;
	let length = 0;
	const put = (byte: number): void => {
		target[length++] = byte;
		dictionary[write] = byte;
		write = (write + 1) % DICTIONARY_SIZE;
	};
	for (let at = start; at < end; ) {
		const control = bytes[at++];
		for (let bit = 0; bit < 8; bit++) {
			const isReference = (control >> bit) & 1;
			if (at + isReference >= end || length === target.length) return { bytes: target.subarray(0, length), whole: false };
			if (isReference === 0) {
				put(bytes[at++]);
				continue;
			}
			const reference = (bytes[at] << 8) | bytes[at + 1];
			at += 2;
			let read = reference >> 4;
			// A reference to where the next byte goes ends the text.
			if (read === write) return { bytes: target.subarray(0, length), whole: true };
			for (let left = (reference & 15) + 2; left > 0 && length < target.length; left--) {
				put(dictionary[read]);
				read = (read + 1) % DICTIONARY_SIZE;
			}
		}
	}
	return { bytes: target.subarray(0, length), whole: false };
}
