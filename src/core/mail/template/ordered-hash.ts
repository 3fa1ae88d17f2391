// Ordered hash: 64 bits over a row of 32-bit hashes, of words or of elements, in two halves that mix differently. It tells rows apart that nobody
// makes alike on purpose; who does so has only his own mail taken for copies.

/** 16 hex digits over the first `count`. */
export function orderedHash(hashes: Int32Array, count: number): string {
	let first = 0x9747b28c | 0;
	let second = 0x3c6ef372;
	for (let at = 0; at < count; at++) {
		const hash = mixed(hashes[at] as number);
		first = mixed(first ^ hash);
		second = (Math.imul(second, 0x9e3779b1) + hash) | 0;
	}
	return inHex(first) + inHex(mixed(second));
}

function inHex(word: number): string {
	return (word >>> 0).toString(16).padStart(8, "0");
}

/** The finaliser of MurmurHash3, which maps 32 bits onto 32 bits one to one and spreads each over all. */
export function mixed(word: number): number {
	let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return hash ^ (hash >>> 16);
}
