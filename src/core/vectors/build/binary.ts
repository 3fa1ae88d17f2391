// Numbers and texts of binary formats to probe with: Microsoft's, lowest byte first, one character a byte.

export function words(...values: readonly number[]): string {
	return values.map((value) => String.fromCharCode(value & 0xff, (value >>> 8) & 0xff)).join("");
}

export function doubleWords(...values: readonly number[]): string {
	return values.map((value) => words(value & 0xffff, value >>> 16)).join("");
}

export function utf16(text: string): string {
	return words(...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)));
}

/** In lower-case hexadecimal digits. */
export function hexOf(bytes: string): string {
	return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
