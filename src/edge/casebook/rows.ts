// Rows: scanned messages as the values that a case stores, laid out flat in the order of COLUMNS. Pure, so that the worker
// that read the messages does this work, and the one writer only binds: flat arrays and one shared buffer cross threads cheaply.

import type { Inspection } from "../../core/model/inspection.ts";
import type { Problem } from "../../core/model/problem.ts";
import { type Sighting, traitBits } from "../../core/model/sighting.ts";
import { type Contact, pack } from "./findings.ts";
import { COLUMNS } from "./schema.ts";
import { trailOf } from "./trail.ts";
import { hashPrefix, urlHash } from "./url-hints.ts";
import { compress, fromHex, keyText, storable, toHex, type Value } from "./values.ts";

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
	readonly sighting: readonly Value[];
	readonly trail: readonly Value[];
	readonly file_problem: readonly Value[];
	readonly raw: readonly Value[];
	readonly url_hint: readonly Value[];
	/** References in all messages. */
	readonly references: number;
}

/** What one inspection says of a message, as the values of its rows. */
export interface Reading {
	readonly message: readonly Value[];
	readonly contact: readonly Value[];
	readonly problem: readonly Value[];
	readonly sighting: readonly Value[];
	readonly trail: readonly Value[];
}

/** How campaigns see a message: `sightingOf` of core/campaigns. */
export type See = (inspection: Inspection) => Sighting;

/** `detector` is the revision of the rules that made the inspections, and by which `see` judges; it rises with every change of what they find. */
export function encodeMessages(messages: readonly ScannedMessage[], detector: number, see: See): EncodedRows {
	const readings = new Map<string, Reading>();
	const placement: Value[] = [];
	const fileProblems: Value[] = [];
	const raw: Value[] = [];
	const explanations = new Map<string, readonly Value[]>();
	// One buffer for all hashes: a Uint8Array of its own for each would cost more to send than the rest of the row.
	const hashes = new Uint8Array(messages.length * 32);
	const hints: Value[] = [];
	let references = 0;
	messages.forEach(({ raw: place, inspection, rawBytes }, index) => {
		const sha256 = hashes.subarray(index * 32, index * 32 + 32);
		sha256.set(fromHex(place.sha256));
		const reading = read(sha256, place.size, inspection, detector, explanations, see);
		const other = readings.get(place.sha256);
		if (other === undefined || outranks(reading, other)) readings.set(place.sha256, reading);
		references += inspection.references.length;
		const prefix = hashPrefix(sha256);
		for (const hash of new Set(inspection.references.map(({ url }) => urlHash(url)))) hints.push(hash, prefix);
		const { offset } = place;
		const mailbox = keyText(place.mailbox, "name");
		const file = keyText(place.file, "name");
		placement.push(mailbox, file, offset, sha256, JSON.stringify(place.flags), storable(place.owner), 0);
		for (const problem of place.problems) fileProblems.push(mailbox, file, problem.offset, problem.code, keyText(problem.detail, "detail"));
		if (rawBytes !== undefined) raw.push(sha256, "zstd", compress(rawBytes));
	});
	const message: Value[] = [];
	const contact: Value[] = [];
	const problem: Value[] = [];
	const sighting: Value[] = [];
	const trail: Value[] = [];
	for (const reading of readings.values()) {
		message.push(...reading.message);
		for (const value of reading.contact) contact.push(value);
		for (const value of reading.problem) problem.push(value);
		for (const value of reading.sighting) sighting.push(value);
		for (const value of reading.trail) trail.push(value);
	}
	const explanation = [...explanations.values()].flat();
	return {
		message,
		contact,
		explanation,
		placement,
		problem,
		sighting,
		trail,
		file_problem: fileProblems,
		raw,
		url_hint: hints,
		references,
	};
}

function read(
	sha256: Uint8Array,
	size: number,
	inspection: Inspection,
	detector: number,
	explanations: Map<string, readonly Value[]>,
	see: See,
): Reading {
	const { messageId, from, subject, receivedFrom, deliveredTo, references, profile } = inspection;
	const received = inspection.received ?? "";
	const { findings, contacts, named } = pack(references, explanations);
	const contact: Value[] = [];
	for (const { host, explanation, count, urls } of oneForEachKey(contacts))
		contact.push(host, received, sha256, explanation, count, [...urls].sort().join(""));
	const problem: Value[] = [];
	inspection.problems.forEach(({ code, detail, offset }, ordinal) => {
		problem.push(sha256, ordinal, code, storable(detail), offset);
	});
	const head = [sha256, size, storable(messageId), storable(from), storable(subject), received, receivedFrom, JSON.stringify(deliveredTo)];
	const { strand, features, traits } = see(inspection);
	const shared = features.map(({ kind, value }) => keyText(`${kind} ${value}`, "feature"));
	const trail: Value[] = [];
	for (const { kind, value, headers } of trailOf({
		messageId,
		from,
		profile,
		hosts: contacts.map(({ host }) => host),
		urls: references.map(({ url }) => url),
	}))
		trail.push(kind, value, received, sha256, headers);
	return {
		message: [...head, detector, named, findings, JSON.stringify(profile)],
		contact,
		problem,
		sighting: [strand, received, sha256, JSON.stringify(shared), traitBits(traits)],
		trail,
	};
}

/** Hosts that differ only in what no database stores are one in a key. */
function oneForEachKey(contacts: readonly Contact[]): Iterable<Contact> {
	const byKey = new Map<string, Contact>();
	for (const contact of contacts) {
		const host = keyText(contact.host, "host");
		const key = `${toHex(contact.explanation)}${host}`;
		const other = byKey.get(key);
		const { explanation, count, urls } = contact;
		byKey.set(
			key,
			other === undefined
				? { host, explanation, count, urls }
				: { host, explanation, count: count + other.count, urls: new Set([...urls, ...other.urls]) },
		);
	}
	return byKey.values();
}

const DETECTOR = COLUMNS.message.indexOf("detector");
const NAMED = COLUMNS.message.indexOf("named");

/**
 * Which of two readings of the same bytes stays. They differ where the detector does, or where the same message lies in mailboxes
 * of different owners, so that different addresses were looked for. The newer detector wins, then the reading that names more
 * addresses; the rest only has to be the same whichever came first.
 */
export function outranks(reading: Pick<Reading, "message" | "problem">, other: Pick<Reading, "message" | "problem">): boolean {
	for (const column of [DETECTOR, NAMED]) {
		const [mine, theirs] = [Number(reading.message[column]), Number(other.message[column])];
		if (mine !== theirs) return mine > theirs;
	}
	return content(reading) > content(other);
}

function content({ message, problem }: Pick<Reading, "message" | "problem">): string {
	return JSON.stringify([message.slice(1), problem.filter((value) => typeof value !== "object")]);
}
