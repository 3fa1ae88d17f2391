// Rows: scanned messages as the values that a case stores, laid out flat in the order of COLUMNS. Pure, so that the worker
// that read the messages does this work, and the one writer only binds: flat arrays and one shared buffer cross threads cheaply.

import { createHash } from "node:crypto";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Inspection } from "../../core/model/inspection.ts";
import type { Problem } from "../../core/model/problem.ts";
import type { RemoteReference } from "../../core/model/reference.ts";

export type Value = string | number | null | Uint8Array;

/** A message as it was met at one place. */
export interface ScannedMessage {
	readonly raw: {
		/** Lower-case hex, of the whole message. */
		readonly sha256: string;
		readonly size: number;
		readonly mailbox: string;
		readonly file: string;
		readonly offset: number;
		readonly flags: readonly string[];
		/** Address of the mailbox's owner, lower case, or null. */
		readonly owner: string | null;
		/** What the source noticed at this place. */
		readonly problems: readonly Problem[];
	};
	readonly inspection: Inspection;
	/** The raw message, to keep it (--keep-raw). */
	readonly rawBytes?: Uint8Array;
}

/** Values of rows one after another, each table's in the order of its COLUMNS. */
export interface EncodedRows {
	readonly message: readonly Value[];
	readonly contact: readonly Value[];
	readonly explanation: readonly Value[];
	readonly placement: readonly Value[];
	readonly problem: readonly Value[];
	readonly file_problem: readonly Value[];
	readonly raw: readonly Value[];
	/** References in all messages. */
	readonly references: number;
}

/** What `findings` holds, as JSON. A reference names its contact by index: [contact, url, part, start, end, value, path?]. */
export interface Findings {
	/** [host, explanation id in hex]. */
	readonly contacts: readonly (readonly [string, string])[];
	readonly references: readonly PackedReference[];
}
export type PackedReference = readonly [number, string, string, number, number, string | 0, string?];

/** Explanations recur from message to message. The bound is against a sender who makes each one differ. */
const KNOWN_EXPLANATIONS = 20_000;
const known = new Map<string, { readonly hex: string; readonly values: readonly Value[] }>();

/** What one inspection says of a message, as the values of its rows. */
export interface Reading {
	readonly message: readonly Value[];
	readonly contact: readonly Value[];
	readonly problem: readonly Value[];
}

/** `detector` is the revision of the rules that made the inspections; it rises with every change of what they find. */
export function encodeMessages(messages: readonly ScannedMessage[], detector: number): EncodedRows {
	const readings = new Map<string, Reading>();
	const placement: Value[] = [];
	const fileProblems: Value[] = [];
	const raw: Value[] = [];
	const explanations = new Map<string, readonly Value[]>();
	// One buffer for all hashes: a Uint8Array of its own for each would cost more to send than the rest of the row.
	const hashes = new Uint8Array(messages.length * 32);
	let references = 0;
	messages.forEach(({ raw: place, inspection, rawBytes }, index) => {
		const sha256 = hashes.subarray(index * 32, index * 32 + 32);
		sha256.set(fromHex(place.sha256));
		const reading = read(sha256, place.size, inspection, detector, explanations);
		const other = readings.get(place.sha256);
		if (other === undefined || outranks(reading, other)) readings.set(place.sha256, reading);
		references += inspection.references.length;
		const { mailbox, file, offset } = place;
		placement.push(mailbox, file, offset, sha256, JSON.stringify(place.flags), place.owner, 0);
		for (const problem of place.problems) fileProblems.push(mailbox, file, problem.offset, problem.code, text(problem.detail));
		if (rawBytes !== undefined) raw.push(sha256, "zstd", compress(rawBytes));
	});
	const message: Value[] = [];
	const contact: Value[] = [];
	const problem: Value[] = [];
	for (const reading of readings.values()) {
		message.push(...reading.message);
		for (const value of reading.contact) contact.push(value);
		for (const value of reading.problem) problem.push(value);
	}
	const explanation = [...explanations.values()].flat();
	return { message, contact, explanation, placement, problem, file_problem: fileProblems, raw, references };
}

function read(
	sha256: Uint8Array,
	size: number,
	inspection: Inspection,
	detector: number,
	explanations: Map<string, readonly Value[]>,
): Reading {
	const { messageId, from, subject, receivedFrom, deliveredTo, references } = inspection;
	const received = inspection.received ?? "";
	const { findings, contacts, named } = pack(references, explanations);
	const contact: Value[] = [];
	for (const { host, explanation, count, urls } of contacts)
		contact.push(host, received, sha256, explanation, count, [...urls].sort().join(""));
	const problem: Value[] = [];
	inspection.problems.forEach(({ code, detail, offset }, ordinal) => {
		problem.push(sha256, ordinal, code, text(detail), offset);
	});
	const head = [sha256, size, text(messageId), text(from), text(subject), received, receivedFrom, JSON.stringify(deliveredTo)];
	return { message: [...head, detector, named, findings], contact, problem };
}

/**
 * Which of two readings of the same bytes stays. They differ where the detector does, or where the same message lies in mailboxes
 * of different owners, so that different addresses were looked for. The newer detector wins, then the reading that names more
 * addresses; the rest only has to be the same whichever came first.
 */
export function outranks(reading: Pick<Reading, "message" | "problem">, other: Pick<Reading, "message" | "problem">): boolean {
	const [detector, named] = reading.message.slice(8) as [number, number];
	const [otherDetector, otherNamed] = other.message.slice(8) as [number, number];
	if (detector !== otherDetector) return detector > otherDetector;
	if (named !== otherNamed) return named > otherNamed;
	return content(reading) > content(other);
}

function content({ message, problem }: Pick<Reading, "message" | "problem">): string {
	return JSON.stringify([message.slice(1), problem.filter((value) => typeof value !== "object")]);
}

const FIRST_CONTACTS = 8;

interface Contact {
	readonly host: string;
	readonly explanation: Uint8Array;
	readonly urls: Set<string>;
	count: number;
}

function pack(references: readonly RemoteReference[], explanations: Map<string, readonly Value[]>) {
	const indexes = new Map<string, number>();
	const contacts: Contact[] = [];
	const heads: [string, string][] = [];
	const packed: PackedReference[] = [];
	let named = 0;
	// A message says much the same of most of its references: looking at the first few contacts saves most of the key building.
	const first: RemoteReference[] = [];
	for (const reference of references) {
		let index: number | undefined = first.findIndex((other) => isSameContact(reference, other));
		if (index === -1) {
			const { hex, values } = explanationOf(reference);
			explanations.set(hex, values);
			const key = hex + reference.host;
			index = indexes.get(key);
			if (index === undefined) {
				index = contacts.length;
				indexes.set(key, index);
				contacts.push({ host: reversedHost(reference.host), explanation: values[0] as Uint8Array, urls: new Set(), count: 0 });
				heads.push([reference.host, hex]);
				if (index < FIRST_CONTACTS) first.push(reference);
			}
		}
		const contact = contacts[index] as Contact;
		contact.count++;
		contact.urls.add(urlKey(reference.url));
		if (reference.identifier.kind === "address") named++;
		const { url, part, start, end, path } = reference;
		const value = reference.identifier.value ?? 0;
		packed.push(path === undefined ? [index, url, part, start, end, value] : [index, url, part, start, end, value, path]);
	}
	const findings: Findings = { contacts: heads, references: packed };
	return { findings: JSON.stringify(findings), contacts, named };
}

function isSameContact(a: RemoteReference, b: RemoteReference): boolean {
	return (
		a.host === b.host &&
		a.vector === b.vector &&
		a.trigger === b.trigger &&
		a.channel === b.channel &&
		a.operator === b.operator &&
		a.identifier.kind === b.identifier.kind &&
		a.identifier.how === b.identifier.how &&
		isSameList(a.leaks, b.leaks) &&
		isSameList(a.why, b.why)
	);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
	return a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
}

function explanationOf(reference: RemoteReference): { readonly hex: string; readonly values: readonly Value[] } {
	const { vector, channel, trigger, identifier, operator } = reference;
	const leaks = reference.leaks.join();
	const key = `${vector}\n${channel}\n${trigger}\n${identifier.kind}\n${operator ?? ""}\n${leaks}\n${identifier.how}\n${reference.why.length}\n${reference.why.join("\n")}`;
	let explanation = known.get(key);
	if (explanation === undefined) {
		const values = [
			vector,
			channel,
			trigger,
			identifier.kind,
			text(identifier.how),
			operator,
			JSON.stringify(reference.leaks),
			JSON.stringify(reference.why),
		];
		// 128 bits: a sender who shapes his own explanations must not make one stand for another.
		const hash = createHash("sha256").update(JSON.stringify(values)).digest("hex").slice(0, 32);
		explanation = { hex: hash, values: [fromHex(hash), ...values] };
		if (known.size >= KNOWN_EXPLANATIONS) known.clear();
		known.set(key, explanation);
	}
	return explanation;
}

/** "t1.track.example" -> "example.track.t1". Addresses (a last label of digits, or brackets) stay as they are. */
export function reversedHost(host: string): string {
	if (host.startsWith("[") || /\.\d+$/.test(host)) return host;
	return host.split(".").reverse().join(".");
}

/** As much of either end of a URL as its key looks at: a token far inside a long one changes the length or an end too, mostly. */
const KEYED_END = 40;

/** FNV-1a, 32 bits, eight hex digits, of a URL's length and ends, without its fragment: narrows a search down, and proves nothing. */
export function urlKey(url: string): string {
	const fragment = url.indexOf("#");
	const length = fragment === -1 ? url.length : fragment;
	let hash = Math.imul(0x811c9dc5 ^ length, 0x01000193);
	for (let i = 0; i < length; i++) {
		if (i === KEYED_END && length > 2 * KEYED_END) i = length - KEYED_END;
		hash = Math.imul(hash ^ url.charCodeAt(i), 0x01000193);
	}
	return (hash >>> 0).toString(16).padStart(8, "0");
}

/** PostgreSQL's text holds no NUL and no lone surrogate, and both engines must hold the same. */
function text(value: string): string;
function text(value: string | null): string | null;
function text(value: string | null): string | null {
	return value === null ? null : value.toWellFormed().replaceAll("\0", "\ufffd");
}

function compress(bytes: Uint8Array): Uint8Array {
	return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
}

export function decompress(bytes: Uint8Array): Uint8Array {
	return new Uint8Array(zstdDecompressSync(bytes));
}

/** In a buffer of its own: Buffer's pool would cross threads whole. */
export function fromHex(hex: string): Uint8Array {
	return new Uint8Array(Buffer.from(hex, "hex"));
}

export function toHex(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
