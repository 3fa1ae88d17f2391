// Digests of the known addresses, so that a token is looked up by its bytes in one step, however many addresses are known. Nothing is
// computed before a token of that length is seen, and then once for each address: the next message of the mailbox finds it made.

import { DIGESTS, MD5, ordersOf, SHA_1, SHA_256, SHA_512, toHex } from "../encoding/hashes.ts";

/** What of an address may have been hashed, in the spelling in which it was. */
export interface Spelling {
	readonly text: string;
	/** "the address", "the local part of the address". */
	readonly what: string;
}

/** The spellings of one address, by how much trouble is taken over them. */
export interface Spellings {
	/** Lower case and as written. */
	readonly usual: readonly Spelling[];
	/** Beside them upper case, without tag, without dots, the local part alone. */
	readonly all: readonly Spelling[];
	/** What the usual digests may have been made of besides: an encoding of the address, another digest. */
	readonly nested: () => readonly Spelling[];
}

/** Digests of one length of one address, one after the other. */
interface Digests {
	readonly bytes: Uint8Array;
	/** "the MD5 of the address", for each. */
	readonly names: readonly string[];
}

export interface DigestSource {
	readonly spellings: Spellings;
	/** Filled as lengths are asked for. */
	readonly digests: Map<number, Digests>;
}

export interface DigestMatch<Source> {
	readonly source: Source;
	/** "the MD5 of the address". */
	readonly what: string;
}

export interface DigestIndex<Source> {
	/** The address that `length` bytes from `start` are a digest of, or a digest cut short to at least MIN_TRUNCATED; else null. */
	find(bytes: Uint8Array, start: number, length: number): DigestMatch<Source> | null;
}

/** 1 at each length in bytes that some digest has. */
export const DIGEST_LENGTHS = new Uint8Array(256);
for (const { bytes } of DIGESTS) DIGEST_LENGTHS[bytes] = 1;

/** Bytes of a digest cut short: of shorter ones one in 2^40 or less would match by chance. */
export const MIN_TRUNCATED = 6;

/** Digests that are cut short, and made of other digests: the ones everybody has at hand. */
const USUAL = [MD5, SHA_1, SHA_256, SHA_512];
const LONGEST = 64;

/** Addresses whose digests of digests are computed too: the owner's and the first recipients, since each costs 40 digests. */
const MAX_NESTED = 16;

/** Length under which digests cut short, and digests of digests, are kept among the others. */
const TRUNCATED = 0;
const NESTED = 1000;

export function digestIndex<Source extends DigestSource>(sources: readonly Source[]): DigestIndex<Source> {
	const tables = new Map<number, Table>();
	const tableOf = (key: number, width: number, among: readonly Source[], compute: (spellings: Spellings) => Digests): Table => {
		let table = tables.get(key);
		if (table === undefined) {
			table = createTable(width, among, key, compute);
			tables.set(key, table);
		}
		return table;
	};
	const matchIn = (table: Table, bytes: Uint8Array, start: number, length: number): DigestMatch<Source> | null => {
		const entry = lookUp(table, bytes, start, length);
		if (entry < 0) return null;
		return { source: sources[table.owners[entry] as number] as Source, what: nameIn(table, entry, length) };
	};
	return {
		find(bytes, start, length) {
			if (length > LONGEST || sources.length === 0) return null;
			if (DIGEST_LENGTHS[length] === 1) {
				const exact = matchIn(
					tableOf(length, length, sources, (spellings) => digestsOf(spellings, length)),
					bytes,
					start,
					length,
				);
				if (exact !== null) return exact;
				const usual = USUAL.find((digest) => digest.bytes === length);
				if (usual !== undefined) {
					const among = sources.slice(0, MAX_NESTED);
					const nested = matchIn(
						tableOf(NESTED + length, length, among, ({ nested }) => allOf([usual], nested())),
						bytes,
						start,
						length,
					);
					if (nested !== null) return nested;
				}
			}
			if (length < MIN_TRUNCATED) return null;
			return matchIn(tableOf(TRUNCATED, LONGEST, sources, truncatable), bytes, start, length);
		},
	};
}

function digestsOf(spellings: Spellings, length: number): Digests {
	const ofLength = DIGESTS.filter(({ bytes }) => bytes === length);
	return joined([
		...entriesOf(
			ofLength.filter(({ word }) => word === null),
			spellings.all,
		),
		...entriesOf(
			ofLength.filter(({ word }) => word !== null),
			spellings.usual,
		),
	]);
}

function allOf(digests: typeof USUAL, spellings: readonly Spelling[]): Digests {
	return joined([...entriesOf(digests, spellings)]);
}

/** Each filled with zeros to LONGEST. */
function truncatable({ usual }: Spellings): Digests {
	const entries = [...entriesOf(USUAL, usual)];
	return joined(
		entries.map(([bytes, name]) => {
			const wide = new Uint8Array(LONGEST);
			wide.set(bytes);
			return [wide, name];
		}),
	);
}

type Entry = readonly [bytes: Uint8Array, name: string];

const encoder = new TextEncoder();

function* entriesOf(digests: readonly (typeof DIGESTS)[number][], spellings: readonly Spelling[]): Generator<Entry> {
	for (const { text, what } of spellings) {
		const data = encoder.encode(text);
		for (const { name, word, of } of digests) {
			const bytes = of(data);
			if (bytes === null) continue;
			const said = `the ${name} of ${what}`;
			for (const [index, order] of ordersOf(bytes, word).entries()) yield [order, index === 0 ? said : `${said} in another byte order`];
		}
	}
}

function joined(entries: readonly Entry[]): Digests {
	const width = entries[0]?.[0].length ?? 0;
	const bytes = new Uint8Array(entries.length * width);
	for (const [index, [digest]] of entries.entries()) bytes.set(digest, index * width);
	return { bytes, names: entries.map(([, name]) => intern(name)) };
}

/** There are few different names, and each address has all of them. */
const names = new Map<string, string>();
function intern(name: string): string {
	const before = names.get(name);
	if (before !== undefined) return before;
	names.set(name, name);
	return name;
}

/** Digests of one length of all addresses, found by their first four bytes (open addressing). */
interface Table {
	readonly width: number;
	readonly bytes: Uint8Array;
	/** Index of the address, for each digest. */
	readonly owners: Uint16Array;
	readonly names: readonly string[];
	/** Index of a digest plus one; 0 is empty. */
	readonly slots: Int32Array;
}

function createTable(width: number, sources: readonly DigestSource[], key: number, compute: (spellings: Spellings) => Digests): Table {
	const all = sources.map(({ spellings, digests }) => {
		let own = digests.get(key);
		if (own === undefined) {
			own = compute(spellings);
			digests.set(key, own);
		}
		return own;
	});
	const count = all.reduce((sum, own) => sum + own.names.length, 0);
	const bytes = new Uint8Array(count * width);
	const owners = new Uint16Array(count);
	const slots = new Int32Array(2 ** Math.ceil(Math.log2(count * 2 + 2)));
	const table = { width, bytes, owners, slots, names: all.flatMap((own) => own.names) };
	let entry = 0;
	for (const [owner, own] of all.entries()) {
		bytes.set(own.bytes, entry * width);
		for (let index = 0; index < own.names.length; index++, entry++) {
			owners[entry] = owner;
			// Attack: a thousand addresses made to have one checksum. The first of equals stands for all.
			if (lookUp(table, bytes, entry * width, width) >= 0) continue;
			let slot = slotOf(slots, bytes, entry * width);
			while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
			slots[slot] = entry + 1;
		}
	}
	return table;
}

function lookUp({ slots, bytes: digests, width }: Table, bytes: Uint8Array, start: number, length: number): number {
	for (let slot = slotOf(slots, bytes, start); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
		const entry = (slots[slot] as number) - 1;
		let same = 0;
		while (same < length && digests[entry * width + same] === bytes[start + same]) same++;
		if (same === length) return entry;
	}
	return -1;
}

function slotOf(slots: Int32Array, bytes: Uint8Array, at: number): number {
	const first =
		((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
	return (Math.imul(first, 0x9e3779b1) >>> 8) & (slots.length - 1);
}

/** A digest cut short says so; one of 32 bits says how many random tokens would match as well. */
function nameIn(table: Table, entry: number, length: number): string {
	const name = table.names[entry] as string;
	if (length < table.width && table.width === LONGEST) return `${name}, cut to ${length * 8} bits,`;
	if (length > 4) return name;
	const millions = Math.floor(2 ** 32 / table.names.length / 1e6);
	return `${name} (or chance: ${millions > 0 ? `one random number in ${millions} million fits` : "so many addresses are known that it is likely"})`;
}

/** What MD5, SHA-1, SHA-256 and SHA-512 are made of besides the address itself. `encodings` are of its lower case. */
export function nestedSpellings(address: string, encodings: readonly Spelling[]): readonly Spelling[] {
	const data = encoder.encode(address);
	const digests = [MD5, SHA_1, SHA_256].map(({ name, of }) => ({
		text: toHex(of(data) as Uint8Array),
		what: `the ${name} of the address`,
	}));
	return [...encodings, ...digests];
}
