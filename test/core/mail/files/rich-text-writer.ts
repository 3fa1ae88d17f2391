// Compressed rich text ([MS-OXRTFCP] §3.2) as a simple writer makes it: runs that stand in what was written before become references.

const WINDOW = 4096;
/** The dictionary's preloaded text has 207 bytes ([MS-OXRTFCP] §2.2.2.1): here nothing refers to it. */
const PRELOADED = 207;

/** `text` is one character a byte. */
export function compressedRichText(text: string): Uint8Array {
	const body: number[] = [];
	let at = 0;
	let ended = false;
	while (!ended) {
		const control = body.push(0) - 1;
		for (let bit = 0; bit < 8 && !ended; bit++) {
			const run = at < text.length ? longestRun(text, at) : { from: (PRELOADED + at) % WINDOW, length: 0 };
			if (at < text.length && run.length < 3) {
				body.push(text.charCodeAt(at++));
				continue;
			}
			body[control] = (body[control] as number) | (1 << bit);
			const reference = (run.from << 4) | Math.max(0, run.length - 2);
			body.push(reference >> 8, reference & 0xff);
			at += run.length;
			ended = run.length === 0;
		}
	}
	const header = Buffer.alloc(16);
	header.writeUInt32LE(body.length + 12, 0);
	header.writeUInt32LE(text.length, 4);
	header.write("LZFu", 8, "latin1");
	header.writeUInt32LE(crc(body), 12);
	return new Uint8Array(Buffer.concat([header, Buffer.from(body)]));
}

/** Where in the window the longest run that also stands at `at` begins. */
function longestRun(text: string, at: number): { readonly from: number; readonly length: number } {
	let best = { from: 0, length: 0 };
	for (let start = Math.max(0, at - WINDOW + 32); start < at; start++) {
		let length = 0;
		while (length < 17 && start + length < at && text[start + length] === text[at + length] && at + length < text.length) length++;
		if (length > best.length) best = { from: (PRELOADED + start) % WINDOW, length };
	}
	return best;
}

/** [MS-OXRTFCP] §3.1.3: the CRC of zlib without its first and last inversion. */
function crc(bytes: readonly number[]): number {
	let value = 0;
	for (const byte of bytes) {
		value ^= byte;
		for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
	}
	return value >>> 0;
}
