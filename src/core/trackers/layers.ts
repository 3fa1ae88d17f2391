// Layers: one buffer for each encoding inside another, the outermost for the URL itself, made once and used for every URL. What is
// decoded altogether for one URL is bounded, since a hostile one offers a token to decode at each of its bytes.

/** Bytes of a URL that are looked at; web servers refuse a tenth of it. What follows is not searched, without a problem. */
export const MAX_EXAMINED = 65_536;

/** Encodings inside each other that are undone, percent-encoding apart (base64 of hex of ... is 2); joining a token that was cut is one. */
export const MAX_LAYERS = 4;

/** Attack: tokens that each decode to much. */
const MAX_DECODED = 4 * MAX_EXAMINED;

const LAYERS: (Uint8Array | null)[] = new Array(MAX_LAYERS + 1).fill(null);
let decoded = 0;

/** Begins another URL. */
export function resetLayers(): void {
	decoded = 0;
}

/** The buffer of a layer; 0 is the URL. One byte longer than what it may hold. */
export function layerBytes(layer: number): Uint8Array {
	let bytes = LAYERS[layer];
	if (bytes === null || bytes === undefined) {
		bytes = new Uint8Array(MAX_EXAMINED + 1);
		LAYERS[layer] = bytes;
	}
	return bytes;
}

/** Whether something may still be decoded from `layer`. */
export function mayDecode(layer: number): boolean {
	return layer < MAX_LAYERS && decoded < MAX_DECODED;
}

/** Notes that `length` bytes were decoded. */
export function countDecoded(length: number): void {
	decoded += length;
}
