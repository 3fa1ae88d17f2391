// Outlook message file (.msg, and .oft templates; [MS-OXMSG]): a compound file whose storages are the message, its recipients and its
// attachments, with a stream for each property of varying size and one table for the rest.

import { type CFB$Container, type CFB$Entry, read, utils, write } from "cfb";
import { repaired } from "../compound/repair.ts";
import type { Attachment, Item } from "./item.ts";
import { mimeOf, type Written } from "./mime.ts";
import { type NamedProperties, readNames } from "./named.ts";
import { createProperties, type Properties, TYPES, type Value, viewOf } from "./properties.ts";

const PROPERTIES = "__properties_version1.0";
const NAMES = "__nameid_version1.0";
const STREAM = /^__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})$/i;
const EMBEDDED = "__substg1.0_3701000D";
const RECIPIENT = /^__recip_version1\.0_#[0-9A-F]{8}$/i;
const ATTACHMENT = /^__attach_version1\.0_#[0-9A-F]{8}$/i;

/** The attack: storages without number, each a part of the message. */
const MOST_RECIPIENTS = 20_000;
const MOST_ATTACHMENTS = 10_000;

/** Bytes before the entries of a property table ([MS-OXMSG] §2.4.1): of the file, of an embedded message, of a recipient or attachment. */
const FILE_HEADER = 32;
const EMBEDDED_HEADER = 24;
const OBJECT_HEADER = 8;
const ENTRY_BYTES = 16;

interface Storage {
	/** As written, for the storage itself: its name, and the class that handles it. */
	entry: CFB$Entry | null;
	readonly streams: ReadonlyMap<string, CFB$Entry>;
	readonly storages: ReadonlyMap<string, Storage>;
}

/** While it is put together. */
interface Growing extends Storage {
	readonly streams: Map<string, CFB$Entry>;
	readonly storages: Map<string, Storage>;
}

/** The message as MIME. Throws where the bytes are no compound file, or one without a message in it. */
export function messageOfMsg(bytes: Uint8Array): Written {
	return mimeOf(itemOfMsg(bytes));
}

export function itemOfMsg(bytes: Uint8Array): Item {
	const root = treeOf(read(repaired(bytes), { type: "buffer" }));
	const names = root.storages.get(NAMES);
	const stream = (id: string): Uint8Array => contentOf(names?.streams.get(`__substg1.0_${id}0102`.toLowerCase()));
	const named = readNames(stream("0002"), stream("0003"), stream("0004"));
	if (!root.streams.has(PROPERTIES) && ![...root.streams.keys()].some((name) => STREAM.test(name))) {
		throw new Error("there is no Outlook message in it");
	}
	return itemOf(root, named, FILE_HEADER, null);
}

function itemOf(storage: Storage, named: NamedProperties, header: number, around: number | null): Item {
	const properties = propertiesOf(storage, named, header, around);
	const damage: string[] = [];
	const numbered = (pattern: RegExp, most: number): Storage[] => {
		const found = [...storage.storages].filter(([name]) => pattern.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
		if (found.length > most) damage.push(`it has ${found.length} recipients or attachments: only the first ${most} were read`);
		return found.slice(0, most).map(([, inner]) => inner);
	};
	return {
		properties,
		damage,
		recipients: () => numbered(RECIPIENT, MOST_RECIPIENTS).map((inner) => propertiesOf(inner, named, OBJECT_HEADER, properties.codePage)),
		*attachments() {
			for (const inner of numbered(ATTACHMENT, MOST_ATTACHMENTS)) yield attachmentOf(inner, named, properties.codePage);
		},
	};
}

const METHOD = 0x3705;
const METHOD_EMBEDDED = 5;

function attachmentOf(storage: Storage, named: NamedProperties, around: number | null): Attachment {
	const properties = propertiesOf(storage, named, OBJECT_HEADER, around);
	const object = storage.storages.get(EMBEDDED.toLowerCase());
	const isMessage = object !== undefined && (properties.number(METHOD) === METHOD_EMBEDDED || object.streams.has(PROPERTIES));
	return {
		properties,
		embedded: () => (isMessage ? itemOf(object, named, EMBEDDED_HEADER, around) : null),
		storage: () => (object === undefined || isMessage ? null : compoundFileOf(object)),
	};
}

/** Streams count even where the table that should list them is damaged. */
function propertiesOf({ streams }: Storage, named: NamedProperties, header: number, around: number | null): Properties {
	const values = new Map<number, Value>();
	const table = contentOf(streams.get(PROPERTIES));
	const view = viewOf(table);
	for (let at = header; at + ENTRY_BYTES <= table.length; at += ENTRY_BYTES) {
		const type = view.getUint16(at, true);
		const bytes = table.subarray(at + 8, at + 16);
		if (isFixed(type)) values.set(view.getUint16(at + 2, true), { type, load: () => bytes });
	}
	for (const [name, entry] of streams) {
		const [, id, type] = STREAM.exec(name) ?? [];
		if (id === undefined || type === undefined) continue;
		values.set(Number.parseInt(id, 16), { type: Number.parseInt(type, 16), load: () => contentOf(entry) });
	}
	return createProperties(values, named, around);
}

function isFixed(type: number): boolean {
	return type === TYPES.integer16 || type === TYPES.integer32 || type === TYPES.boolean || type === TYPES.time;
}

/** Names of streams and storages are compared without regard to case ([MS-CFB] §2.6.4). */
function treeOf({ FileIndex, FullPaths }: CFB$Container): Storage {
	const storages = new Map<string, Growing>();
	const rootName = FullPaths[0] ?? "";
	const at = (path: string): Growing => {
		const known = storages.get(path);
		if (known !== undefined) return known;
		const made: Growing = { entry: null, streams: new Map(), storages: new Map() };
		storages.set(path, made);
		if (path !== "") at(parentOf(path)).storages.set(nameOf(path), made);
		return made;
	};
	for (const [index, entry] of FileIndex.entries()) {
		const path = (FullPaths[index] ?? "").slice(rootName.length).replace(/\/$/, "").toLowerCase();
		if (path.split("/").length > MAX_DEPTH) continue;
		if (entry.type === STREAM_TYPE) at(parentOf(path)).streams.set(nameOf(path), entry);
		else if (entry.type === STORAGE_TYPE) at(path).entry = entry;
	}
	return at("");
}

const STORAGE_TYPE = 1;
const STREAM_TYPE = 2;
/** Storages in one another; the deepest message that is read lies less deep. */
const MAX_DEPTH = 64;

function parentOf(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

function contentOf(entry: CFB$Entry | undefined): Uint8Array {
	const content = entry?.content;
	if (content === undefined) return new Uint8Array(0);
	return content instanceof Uint8Array ? content : Uint8Array.from(content);
}

/** An OLE object again as the file it would be. */
function compoundFileOf(storage: Storage): Uint8Array {
	const file = utils.cfb_new();
	const add = ({ streams, storages }: Storage, folder: string): void => {
		for (const entry of streams.values()) utils.cfb_add(file, `${folder}${entry.name}`, contentOf(entry));
		for (const [name, inner] of storages) add(inner, `${folder}${inner.entry?.name ?? name}/`);
	};
	add(storage, "/");
	for (const entry of file.FileIndex) {
		entry.ct = new Date(0);
		entry.mt = new Date(0);
	}
	const root = file.FileIndex[0];
	if (root !== undefined && storage.entry !== null) root.clsid = storage.entry.clsid;
	return new Uint8Array(write(file, { type: "buffer" }) as Buffer);
}
