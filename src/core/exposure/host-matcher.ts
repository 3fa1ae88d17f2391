// Host matcher: which lines of a block of log text hold one of up to 100,000 hosts, in one pass whose cost hardly depends on their number. Wu and Manber
// ("A fast algorithm for multi-pattern searching", TR 94-17, 1994): of each host a window of one length; four bytes of text tell how far one may skip
// before any window can end there. DNS queries are spelt in any case (0x20 randomisation), so letters match in both.

/** What `compileHosts` makes: plain data, to be handed to threads. */
export interface HostTable {
	/** Hosts of six bytes or fewer would let the others skip too little, so they are searched for on their own. */
	readonly groups: readonly HostGroup[];
}

interface HostGroup {
	/** Length of the window of each host. */
	readonly window: number;
	/** By the last bytes of text: how far the end of the window may move; 0 where one may end. Its length is a power of two. */
	readonly shifts: Uint8Array;
	/** By a hash of the window: the first host in it plus one; `next` goes on. */
	readonly first: Int32Array;
	readonly next: Int32Array;
	/** All hosts one after another; host `n` is `bytes[starts[n]]` to `bytes[starts[n + 1]]`. */
	readonly bytes: Uint8Array;
	readonly starts: Int32Array;
	/** Where in the host its window begins. */
	readonly windows: Uint8Array;
	/** 1: an address, which has no sub-domains; 2: one with colons. */
	readonly kinds: Uint8Array;
}

export interface HostMatcher {
	/**
	 * Of each line in `bytes` from `start` to `end` that holds a host: where the first found there begins, in order. Lines end with LF. `start` must be
	 * where a line begins, and `end` where one ends, or a host that is cut there is judged by its part.
	 */
	lines(bytes: Uint8Array, start: number, end: number): number[];
}

const SHORT = 6;
/** The longer the window the further it skips; hosts shorter than this are most. */
const LONGEST_WINDOW = 24;
/** 256 KiB, which a core's cache holds: the first of four bytes counts by three of its bits. Exact keys gain nothing for a thousand hosts. */
const SHIFT_BITS = 18;
/** Thousands of customers' hosts below one name would all have its window: from here on it is where they differ, at the beginning. */
const CROWDED = 4;
const LF = 0x0a;
const DOT = 0x2e;

/** Letters to lower case, every other byte as it is. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));
/** Of bytes beside a host that make it another one. 1: of a label before; 2: of a label after; 4: of an IPv6 address. */
const BESIDE = besideTable();

function besideTable(): Uint8Array {
	const table = new Uint8Array(256);
	for (const byte of new TextEncoder().encode("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")) table[byte] = 3;
	table[0x5f] = 1;
	for (const byte of new TextEncoder().encode("abcdefABCDEF0123456789:")) table[byte] |= 4;
	return table;
}

/** `hosts`: ASCII, as URLs have them; an IPv6 address with or without brackets. What is empty or has other characters is not looked for. */
export function compileHosts(hosts: Iterable<string>): HostTable {
	const distinct = new Set<string>();
	for (const host of hosts) {
		const plain = host
			.replace(/^\[|\]$/g, "")
			.replace(/\.$/, "")
			.toLowerCase();
		if (/^[\x21-\x7e]{1,253}$/.test(plain)) distinct.add(plain);
	}
	const groups = [...distinct].filter((host) => host.length > SHORT);
	const short = [...distinct].filter((host) => host.length <= SHORT);
	return { groups: [groups, short].filter((group) => group.length > 0).map(compileGroup) };
}

function compileGroup(hosts: readonly string[]): HostGroup {
	const shortest = hosts.reduce((length, host) => Math.min(length, host.length), LONGEST_WINDOW);
	const encoder = new TextEncoder();
	const bytes = encoder.encode(hosts.join(""));
	const starts = new Int32Array(hosts.length + 1);
	for (const [index, host] of hosts.entries()) starts[index + 1] = starts[index] + host.length;
	const gram = gramOf(shortest);
	const shifts = new Uint8Array(1 << Math.min(5 * gram, SHIFT_BITS)).fill(shortest - gram + 1);
	const mask = shifts.length - 1;
	const size = 1 << Math.max(8, Math.ceil(Math.log2(hosts.length)) + 1);
	const first = new Int32Array(size);
	const next = new Int32Array(hosts.length);
	const windows = new Uint8Array(hosts.length);
	const loads = new Uint32Array(size);
	const slotOf = (start: number): number => windowHash(bytes, start, start + shortest) & (size - 1);
	for (const [index, host] of hosts.entries()) {
		const usual = windowOf(host, shortest);
		const isCrowded =
			loads[slotOf(starts[index] + usual)] >= CROWDED && loads[slotOf(starts[index])] < loads[slotOf(starts[index] + usual)];
		windows[index] = isCrowded ? 0 : usual;
		const start = starts[index] + windows[index];
		for (let at = gram - 1; at < shortest; at++) {
			const key = keyAt(bytes, start + at) & mask;
			shifts[key] = Math.min(shifts[key], shortest - 1 - at);
		}
		const slot = slotOf(start);
		loads[slot]++;
		next[index] = first[slot];
		first[slot] = index + 1;
	}
	const kinds = Uint8Array.from(hosts, (host) => (host.includes(":") ? 2 : /^\d+\.\d+\.\d+\.\d+$/.test(host) ? 1 : 0));
	return { window: shortest, shifts, first, next, bytes, starts, windows, kinds };
}

/** Before the last label (or for want of length at the end): what stands there tells hosts apart, "www." and ".com" are everywhere. */
function windowOf(host: string, length: number): number {
	const dot = host.lastIndexOf(".");
	return dot >= length ? dot - length : host.length - length;
}

/** More bytes are rarer in text, and leave less of a short window to skip. */
function gramOf(window: number): number {
	return window >= 8 ? 4 : window >= 5 ? 3 : Math.min(window, 2);
}

/** Five bits of each byte are the same in both cases, and tell the letters apart. */
function keyAt(bytes: Uint8Array, at: number): number {
	return ((bytes[at - 3] & 31) << 15) | ((bytes[at - 2] & 31) << 10) | ((bytes[at - 1] & 31) << 5) | (bytes[at] & 31);
}

function windowHash(bytes: Uint8Array, start: number, end: number): number {
	let hash = 0;
	for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] & 31)) | 0;
	return (hash ^ (hash >>> 15)) >>> 0;
}

export function createHostMatcher(table: HostTable): HostMatcher {
	return {
		lines(bytes, start, end) {
			const [found = [], ...others] = table.groups.map((group) => linesOf(group, bytes, start, end));
			return others.reduce((all, more) => merged(all, more, bytes), found);
		},
	};
}

function linesOf(group: HostGroup, bytes: Uint8Array, start: number, end: number): number[] {
	const { window, shifts } = group;
	const found: number[] = [];
	const mask = shifts.length - 1;
	let at = start + window - 1;
	while (at < end) {
		const shift = shifts[keyAt(bytes, at) & mask];
		if (shift !== 0) {
			at += shift;
			continue;
		}
		const host = hostAt(group, bytes, at + 1, start, end);
		if (host === -1) at++;
		else {
			found.push(host);
			const lineEnd = bytes.indexOf(LF, at);
			if (lineEnd === -1 || lineEnd >= end) break;
			at = lineEnd + window;
		}
	}
	return found;
}

/** Where a host begins whose window ends before `windowEnd`, or -1. */
function hostAt(group: HostGroup, bytes: Uint8Array, windowEnd: number, start: number, end: number): number {
	const { window, first, next, bytes: hosts, starts, windows, kinds } = group;
	const slot = windowHash(bytes, windowEnd - window, windowEnd) & (first.length - 1);
	for (let entry = first[slot]; entry !== 0; entry = next[entry - 1]) {
		const index = entry - 1;
		const from = starts[index];
		const length = starts[index + 1] - from;
		const at = windowEnd - window - windows[index];
		if (at < start || at + length > end) continue;
		let same = 0;
		while (same < length && LOWER[bytes[at + same]] === hosts[from + same]) same++;
		if (same === length && standsAlone(bytes, at, at + length, start, end, kinds[index])) return at;
	}
	return -1;
}

/** Neither the middle of a longer name nor its beginning: "evil.example" is not in "notevil.example" nor in "evil.example.org". */
function standsAlone(bytes: Uint8Array, from: number, to: number, start: number, end: number, kind: number): boolean {
	const before = from > start ? bytes[from - 1] : LF;
	const after = to < end ? bytes[to] : LF;
	const next = to + 1 < end ? bytes[to + 1] : LF;
	if (kind === 2) return (BESIDE[before] & 4) === 0 && (BESIDE[after] & 4) === 0;
	if ((BESIDE[before] & 1) !== 0 || (BESIDE[after] & 2) !== 0) return false;
	if (kind === 1 && before === DOT) return false;
	return after !== DOT || (BESIDE[next] & 2) === 0;
}

/** Two ascending lists, one position for a line. */
function merged(a: readonly number[], b: readonly number[], bytes: Uint8Array): number[] {
	const all: number[] = [];
	let lineEnd = -1;
	for (const at of [...a, ...b].sort((x, y) => x - y)) {
		if (at < lineEnd) continue;
		all.push(at);
		const lf = bytes.indexOf(LF, at);
		lineEnd = lf === -1 ? bytes.length : lf;
	}
	return all;
}
