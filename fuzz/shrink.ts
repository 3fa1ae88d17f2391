// Shrink: the smallest message that still fails in the same way, by delta debugging (Zeller and Hildebrandt 2002): cut ever smaller
// pieces, keep each cut after which it still fails; then make the bytes that are left plain.

const MOST_TRIES = 4000;

/** `fails` must hold of `bytes`. Deterministic; gives up after `milliseconds` with the smallest message so far. */
export async function shrink(
	bytes: Uint8Array,
	fails: (bytes: Uint8Array) => boolean | Promise<boolean>,
	milliseconds = 30_000,
): Promise<Uint8Array> {
	const until = performance.now() + milliseconds;
	let tries = 0;
	const spent = (): boolean => ++tries > MOST_TRIES || performance.now() > until;
	let smallest = bytes;
	for (let piece = Math.ceil(smallest.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
		for (let at = 0; at < smallest.length; ) {
			if (spent()) return smallest;
			const shorter = without(smallest, at, at + piece);
			if (await fails(shorter)) smallest = shorter;
			else at += piece;
		}
	}
	for (let at = 0; at < smallest.length; at++) {
		if (smallest[at] >= 0x20 && smallest[at] < 0x7f) continue;
		if (spent()) return smallest;
		const plainer = smallest.slice();
		plainer[at] = 0x78;
		if (await fails(plainer)) smallest = plainer;
	}
	return smallest;
}

function without(bytes: Uint8Array, start: number, end: number): Uint8Array {
	const shorter = new Uint8Array(bytes.length - (Math.min(end, bytes.length) - start));
	shorter.set(bytes.subarray(0, start));
	shorter.set(bytes.subarray(end), start);
	return shorter;
}
