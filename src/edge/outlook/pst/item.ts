// Item of a PST ([MS-PST] §2.4.5, §2.4.6): a message is a node with a table of its properties, and subnodes for recipients, attachments and
// values too large for the table.

import type { PSTDescriptorItem } from "pst-extractor/dist/PSTDescriptorItem.class.js";
import type { PSTNodeInputStream } from "pst-extractor/dist/PSTNodeInputStream.class.js";
import type { PSTTableItem } from "pst-extractor/dist/PSTTableItem.class.js";
import type { Attachment, Item } from "../item.ts";
import { type NamedProperties, readNames } from "../named.ts";
import { createProperties, type Properties, TYPES, type Value } from "../properties.ts";
import type { Parts, Store, StoredNode } from "./store.ts";
import { PropertyTable, RowTable } from "./tables.ts";

/** The attack: a length of four gigabytes in a header. No message becomes longer. */
const MAX_VALUE_BYTES = 160 * 1024 * 1024;

/** The attack: subnodes without number, each an attachment. */
const MOST_ATTACHMENTS = 10_000;

const RECIPIENTS = 0x692;
const ATTACHMENT_TYPE = 0x05;
const NAMES = 0x61;

const METHOD = 0x3705;
const METHOD_EMBEDDED = 5;
const DATA = 0x3701;

/** Throws where not even the table of its properties can be read. */
export function itemOf(store: Store, { data, parts }: StoredNode, names: NamedProperties): Item {
	store.begin();
	return itemIn(store, names, store.stream(data), parts, null);
}

/** Of any node: a folder, the store itself. Throws as `itemOf` does. */
export function propertiesOf(store: Store, { data, parts }: StoredNode, names: NamedProperties): Properties {
	store.begin();
	const inner = partsOrDamage(store, parts, []);
	return createProperties(valuesOf(store, new PropertyTable(store.stream(data)).getItems(), inner), names);
}

/** The store's own meaning of property numbers from 0x8000 on; none where its table is damaged. */
export function namesOf(store: Store, damaged: (detail: string) => void): NamedProperties {
	const none = readNames(EMPTY, EMPTY, EMPTY);
	try {
		const node = store.node(NAMES);
		if (node === null) return none;
		const properties = propertiesOf(store, node, none);
		const stream = (id: number): Uint8Array => properties.bytes(id) ?? EMPTY;
		const names = readNames(stream(2), stream(3), stream(4));
		for (const what of properties.unread) damaged(`the table of its named properties is damaged: ${what}`);
		return names;
	} catch (error) {
		damaged(`the table of its named properties cannot be read: ${reasonOf(error)}`);
		return none;
	}
}

const EMPTY = new Uint8Array(0);

function itemIn(store: Store, names: NamedProperties, stream: PSTNodeInputStream, block: number, around: number | null): Item {
	const table = new PropertyTable(stream).getItems();
	const damage: string[] = [];
	const parts = partsOrDamage(store, block, damage);
	const properties = createProperties(valuesOf(store, table, parts), names, around);
	return {
		properties,
		damage,
		recipients() {
			const part = parts.get(RECIPIENTS);
			return part === undefined ? [] : recipientsOf(store, part, names, properties.codePage, damage);
		},
		*attachments() {
			const found = [...parts.keys()].filter((id) => (id & 0x1f) === ATTACHMENT_TYPE).sort((a, b) => a - b);
			if (found.length > MOST_ATTACHMENTS) damage.push(`it has ${found.length} attachments: only the first ${MOST_ATTACHMENTS} were read`);
			for (const id of found.slice(0, MOST_ATTACHMENTS)) {
				try {
					yield attachmentOf(store, parts.get(id) as PSTDescriptorItem, names, properties.codePage);
				} catch (error) {
					damage.push(`an attachment (${id.toString(16)}): ${reasonOf(error)}`);
				}
			}
		},
	};
}

function attachmentOf(store: Store, part: PSTDescriptorItem, names: NamedProperties, around: number | null): Attachment {
	const table = new PropertyTable(store.streamOf(part)).getItems();
	const parts = store.parts(part.subNodeOffsetIndexIdentifier);
	const properties = createProperties(valuesOf(store, table, parts), names, around);
	// Its value says which subnode the object is, and its size (§2.4.6.2.1).
	const object = table.get(DATA)?.entryValueType === TYPES.object ? properties.bytes(DATA) : null;
	const inner = object === null || object.length < 4 ? undefined : parts.get(Buffer.from(object).readUInt32LE(0));
	const isMessage = properties.number(METHOD) === METHOD_EMBEDDED;
	return {
		properties,
		embedded() {
			if (!isMessage) return null;
			if (inner === undefined) throw new Error("the message in it is not in the file");
			return itemIn(store, names, store.streamOf(inner), inner.subNodeOffsetIndexIdentifier, around);
		},
		storage: () => (inner === undefined || isMessage ? null : contentOf(store, inner)),
	};
}

function recipientsOf(
	store: Store,
	part: PSTDescriptorItem,
	names: NamedProperties,
	around: number | null,
	damage: string[],
): Properties[] {
	try {
		const parts = store.parts(part.subNodeOffsetIndexIdentifier);
		const table = new RowTable(store.streamOf(part), new Map(parts));
		const rows = table.rows();
		if (rows.length < table.rowCount) damage.push(`of its recipients only the first ${rows.length} were read`);
		return rows.map((row) => createProperties(valuesOf(store, row, parts), names, around));
	} catch (error) {
		damage.push(`its recipients: ${reasonOf(error)}`);
		return [];
	}
}

function partsOrDamage(store: Store, block: number, damage: string[]): Parts {
	try {
		return store.parts(block);
	} catch (error) {
		damage.push(`its recipients, attachments and long values: ${reasonOf(error)}`);
		return new Map();
	}
}

function valuesOf(store: Store, table: ReadonlyMap<number, PSTTableItem>, parts: Parts): Map<number, Value> {
	const values = new Map<number, Value>();
	for (const [id, item] of table) {
		const { entryValueType: type, entryValueReference: reference } = item;
		if (type === TYPES.integer16 || type === TYPES.integer32 || type === TYPES.boolean) {
			values.set(id, { type, load: () => fourBytes(reference) });
			continue;
		}
		const load = (): Uint8Array => {
			if (!item.isExternalValueReference) return item.data;
			const part = parts.get(reference);
			if (part === undefined) throw new Error("its value is not in the file");
			return contentOf(store, part);
		};
		values.set(id, { type, load });
	}
	return values;
}

function fourBytes(value: number): Uint8Array {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value >>> 0);
	return bytes;
}

function contentOf(store: Store, part: PSTDescriptorItem): Uint8Array {
	const stream = store.streamOf(part);
	const size = stream.length.toUnsigned().toNumber();
	if (size > MAX_VALUE_BYTES) throw new Error(`it says that it has ${size} bytes`);
	const bytes = Buffer.alloc(size);
	stream.readCompletely(bytes);
	return bytes;
}

export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
