// Findings: all references of a message as one piece of JSON, and the contacts they amount to. Some thirty references a message say
// the same of five to ten: what they share is an explanation, stored once. A row for each reference, measured, was four times slower.

import { createHash } from "node:crypto";
import type { IdentifierKind } from "../../core/model/identifier.ts";
import type { Leak } from "../../core/model/leak.ts";
import type { Channel, RemoteReference, Trigger } from "../../core/model/reference.ts";
import type { ExplanationTable } from "./schema/scan-tables.ts";
import { fromHex, storable, type Value } from "./values.ts";

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

const FIRST_CONTACTS = 8;

/** What a message has to do with a host in one way. */
export interface Contact {
	/** Reversed. */
	readonly host: string;
	readonly explanation: Uint8Array;
	readonly urls: Set<string>;
	count: number;
}

/** Fills `explanations` with those that are used, by id. */
export function pack(references: readonly RemoteReference[], explanations: Map<string, readonly Value[]>) {
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

/** The other way round; `explanations` by id in hex. */
export function unpack({ contacts, references }: Findings, explanations: ReadonlyMap<string, ExplanationTable>): RemoteReference[] {
	return references.map(([contact, url, part, start, end, value, path]) => {
		const [host, id] = contacts[contact] as readonly [string, string];
		const { vector, channel, trigger, identifier, how, operator, leaks, why } = explanations.get(id) as ExplanationTable;
		return {
			vector,
			channel: channel as Channel,
			trigger: trigger as Trigger,
			url,
			host,
			part,
			start,
			end,
			...(path === undefined ? {} : { path }),
			identifier: { kind: identifier as IdentifierKind, value: value === 0 ? null : value, how },
			operator,
			leaks: JSON.parse(leaks) as Leak[],
			why: JSON.parse(why) as string[],
		};
	});
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
	const { vector, channel, trigger, identifier, operator, leaks, why } = reference;
	const how = storable(identifier.how);
	const values = [vector, channel, trigger, identifier.kind, how, operator, JSON.stringify(leaks), JSON.stringify(why)];
	// JSON, since a sender chooses some of the words: joined in any looser way, one explanation could be taken for another.
	const key = JSON.stringify(values);
	let explanation = known.get(key);
	if (explanation === undefined) {
		// 128 bits, for the same reason.
		const hex = createHash("sha256").update(key).digest("hex").slice(0, 32);
		explanation = { hex, values: [fromHex(hex), ...values] };
		if (known.size >= KNOWN_EXPLANATIONS) known.clear();
		known.set(key, explanation);
	}
	return explanation;
}

/** "t1.track.example" -> "example.track.t1". Addresses (a last label of digits, or brackets) stay as they are. */
export function reversedHost(host: string): string {
	if (host.startsWith("[") || /\.\d+$/.test(host)) return host;
	return storable(host.split(".").reverse().join("."));
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
