// Made-up rows of a case of ten million sightings for bench/hunt.ts: contacts and trails in the order of their keys, so that filling takes minutes rather
// than hours. Reserved names only. Every message's findings say what its rows say, since a hunt reads them again.

import { createHash } from "node:crypto";
import type { BulkTable } from "../src/edge/casebook/bulk.ts";
import type { Findings } from "../src/edge/casebook/findings.ts";
import { reversedHost, urlKey } from "../src/edge/casebook/findings.ts";
import { COLUMNS } from "../src/edge/casebook/schema.ts";
import { hashPrefix, inKeyOrder, urlHash } from "../src/edge/casebook/url-hints.ts";
import type { Value } from "../src/edge/casebook/values.ts";

/** Rows of contact and trail for each message. */
export const ROWS_A_MESSAGE = 10;
const CONTACTS = 6;
const HOSTS = 2_000;
const SENDERS = 3_000;
/** A quarter of all mail contacts it. */
export const BUSY = "click.busy-mailer.example";
/** Every how many messages something planted stands; few in any case. */
export const FEW = 5;

const EXPLANATIONS = ["open", "click"].map((trigger) => ({
	id: createHash("sha256").update(trigger).digest().subarray(0, 16),
	hex: createHash("sha256").update(trigger).digest("hex").slice(0, 32),
	trigger,
}));

export interface MadeUp {
	readonly messages: number;
	hash(message: number): Uint8Array;
	host(message: number, contact: number): string;
	url(message: number, contact: number): string;
	messageId(message: number): string;
	sender(message: number): string;
	/** Messages that have something planted. */
	readonly planted: readonly number[];
}

export function madeUp(messages: number): MadeUp {
	const planted = Array.from({ length: FEW }, (_, n) => Math.floor(((n + 0.5) * messages) / FEW));
	const isPlanted = new Set(planted);
	const host = (message: number, contact: number): string => {
		if (contact === 0 && message % 4 === 0) return BUSY;
		if (contact === 5 && isPlanted.has(message)) return `t${message % 3}.planted.example`;
		return `h${(message * 7 + contact * 331) % HOSTS}.track${(message * 7 + contact * 331) % 97}.example`;
	};
	return {
		...{ messages, planted, host },
		hash: (message) => createHash("sha256").update(`made-up ${message}`).digest(),
		url: (message, contact) => `https://${host(message, contact)}/o/${message.toString(36)}?c=${contact}`,
		messageId: (message) => `${message.toString(36)}.made-up@mail${message % 50}.sender.example`,
		sender: (message) => (isPlanted.has(message) ? "spy@planted-sender.example" : `news@list${(message * 13) % SENDERS}.example`),
	};
}

function received(message: number): string {
	return new Date(Date.UTC(2018, 0, 1) + message * 240_000).toISOString();
}

/** "203.0.113.N" where planted, else an address of 10.0.0.0/8. */
function route({ planted }: MadeUp, message: number): string {
	const index = planted.indexOf(message);
	const bytes = index === -1 ? [10, (message >> 12) & 255, (message >> 4) & 255, message & 15] : [203, 0, 113, 10 + index];
	return `00000000000000000000ffff${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Table by table, `rows` rows at a time, in key order. */
export function* tables(made: MadeUp, rows: number): Generator<{ readonly table: BulkTable; readonly values: Value[] }> {
	let values: Value[] = [];
	let table: BulkTable = "explanation";
	function* put(to: BulkTable, ...row: Value[]): Generator<{ readonly table: BulkTable; readonly values: Value[] }> {
		if (values.length > 0 && (to !== table || values.length >= rows * COLUMNS[table].length)) {
			yield { table, values };
			values = [];
		}
		table = to;
		values.push(...row);
	}
	for (const { id, trigger } of EXPLANATIONS)
		yield* put("explanation", id, "img-src", "http", trigger, "none", "", null, "[]", '["made up"]');
	for (let message = 0; message < made.messages; message++) {
		const head = [
			made.hash(message),
			20_000,
			made.messageId(message),
			made.sender(message),
			`Subject ${message}`,
			received(message),
			"received",
		];
		yield* put("message", ...head, "[]", 1, 0, JSON.stringify(findingsOf(made, message)), "{}");
	}
	for (let message = 0; message < made.messages; message++) {
		const mailbox = `mail/${String(Math.floor((message * 1000) / made.messages)).padStart(4, "0")}.mbox`;
		yield* put("placement", mailbox, mailbox, message, made.hash(message), "[]", `reader${message % 1000}@parliament.example`, 0);
	}
	for (const [message, contact] of pairsByKey(made.messages, CONTACTS, (m, c) => reversedHost(made.host(m, c))))
		yield* put(
			"contact",
			...[
				reversedHost(made.host(message, contact)),
				received(message),
				made.hash(message),
				(EXPLANATIONS[contact % 2] as { id: Uint8Array }).id,
			],
			...[1, urlKey(made.url(message, contact))],
		);
	const hints: Value[] = [];
	for (let message = 0; message < made.messages; message++)
		for (let contact = 0; contact < CONTACTS; contact++) hints.push(urlHash(made.url(message, contact)), hashPrefix(made.hash(message)));
	const sorted = inKeyOrder([hints]);
	for (let at = 0; at < sorted.length; at += 2) yield* put("url_hint", sorted[at] as Value, sorted[at + 1] as Value);
	const trails = ["address", "host", "ip", "message-id"] as const;
	const value = (message: number, kind: number): string => {
		if (kind === 0) return addressOf(made.sender(message));
		if (kind === 1) return reversedHost(`out${message % 7}.${made.sender(message).split("@")[1]}`);
		return kind === 2 ? route(made, message) : made.messageId(message);
	};
	const headers = ["from reply-to", "dkim-signature received", "received", "message-id"];
	for (const kind of trails.keys())
		for (const [message] of pairsByKey(made.messages, 1, (m) => value(m, kind)))
			yield* put("trail", trails[kind] as string, value(message, kind), received(message), made.hash(message), headers[kind] as string);
	if (values.length > 0) yield { table, values };
}

function addressOf(address: string): string {
	const [local, domain] = address.split("@") as [string, string];
	return `${reversedHost(domain)}@${local}`;
}

function findingsOf(made: MadeUp, message: number): Findings {
	const contacts = Array.from({ length: CONTACTS }, (_, n): [string, string] => [
		made.host(message, n),
		(EXPLANATIONS[n % 2] as { hex: string }).hex,
	]);
	return { contacts, references: contacts.map((_, n) => [n, made.url(message, n), "1", 1000 + n * 200, 1100 + n * 200, 0]) };
}

/** Every (message, part) by key, messages of one key in their order: they are made in order of time. */
function* pairsByKey(messages: number, parts: number, key: (message: number, part: number) => string): Generator<[number, number]> {
	const byKey = new Map<string, number[]>();
	for (let message = 0; message < messages; message++)
		for (let part = 0; part < parts; part++) {
			const name = key(message, part);
			const list = byKey.get(name);
			if (list === undefined) byKey.set(name, [message * parts + part]);
			else list.push(message * parts + part);
		}
	for (const name of [...byKey.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
		for (const pair of byKey.get(name) as number[]) yield [Math.floor(pair / parts), pair % parts];
}
