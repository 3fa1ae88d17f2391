// tar header: one block of 512 bytes (POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar's manual, "Basic Tar Format"), and the
// records of a pax header. Read here rather than by a library: entries are opened by their offset, and reading goes on after damage.

export const BLOCK = 512;

export interface TarHeader {
	readonly name: string;
	/** One character; "0" for a file, also where it is NUL or blank. */
	readonly type: string;
	/** Bytes of data after the header; -1 where the field is no number. */
	readonly size: number;
	/** "ustar" stands in it; a header of 1979 has only its checksum. */
	readonly ustar: boolean;
	/** GNU sparse: further blocks of the header follow. */
	readonly extended: boolean;
}

/** Null where the checksum is wrong. */
export function tarHeader(block: Uint8Array): TarHeader | null {
	if (block.length < BLOCK || !isSummed(block)) return null;
	const ustar = latin1(block, 257, 262) === "ustar";
	const gnu = ustar && block[262] === 0x20;
	const prefix = ustar && !gnu ? utf8(block, 345, 500) : "";
	const name = utf8(block, 0, 100);
	const letter = String.fromCharCode(block[156] as number);
	const type = letter === "\0" || letter === " " ? "0" : letter;
	return {
		name: prefix === "" ? name : `${prefix}/${name}`,
		type,
		size: numberAt(block, 124, 12),
		ustar,
		extended: type === "S" && block[482] === 1,
	};
}

/** Old tars summed signed bytes. */
function isSummed(block: Uint8Array): boolean {
	let unsigned = 0;
	let signed = 0;
	for (let at = 0; at < BLOCK; at++) {
		const byte = at >= 148 && at < 156 ? 0x20 : (block[at] as number);
		unsigned += byte;
		signed += byte < 0x80 ? byte : byte - 0x100;
	}
	const sum = numberAt(block, 148, 8);
	return sum === unsigned || sum === signed;
}

/** Octal, or base 256 where the first bit is set (GNU, for 8 GiB and more). */
function numberAt(block: Uint8Array, at: number, length: number): number {
	const first = block[at] as number;
	if (first >= 0x80) {
		let value = first & 0x3f;
		for (let index = at + 1; index < at + length; index++) value = value * 256 + (block[index] as number);
		return first === 0x80 && Number.isSafeInteger(value) ? value : -1;
	}
	const digits =
		latin1(block, at, at + length).replace(/[\0 ].*$/s, "") ||
		latin1(block, at, at + length)
			.trim()
			.replace(/[\0 ].*$/s, "");
	return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : digits === "" ? 0 : -1;
}

function latin1(block: Uint8Array, from: number, to: number): string {
	return String.fromCharCode(...block.subarray(from, to));
}

/** Up to the first NUL. */
export function utf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
	const end = bytes.subarray(from, to).indexOf(0);
	return UTF8.decode(bytes.subarray(from, end === -1 ? to : from + end));
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** "LENGTH KEY=VALUE\n" after one another; stops where a length is false. Linear: each record is looked at once. */
export function paxRecords(bytes: Uint8Array): ReadonlyMap<string, string> {
	const records = new Map<string, string>();
	let at = 0;
	while (at < bytes.length) {
		const blank = bytes.subarray(at, at + 10).indexOf(0x20);
		const digits = blank === -1 ? "" : latin1(bytes, at, at + blank);
		const length = /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : 0;
		if (length <= blank + 1 || at + length > bytes.length) break;
		const equals = bytes.subarray(at, at + length).indexOf(0x3d, blank);
		if (equals === -1) break;
		records.set(utf8(bytes, at + blank + 1, at + equals), utf8(bytes, at + equals + 1, at + length - 1));
		at += length;
	}
	return records;
}
