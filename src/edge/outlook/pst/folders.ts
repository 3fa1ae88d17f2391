// Folders of a PST, and which messages lie in each, by what every node says it lies in ([MS-PST] §2.2.2.7.7.4) rather than by the
// folders' tables: those no longer list what a program deleted or lost, and one damaged table would lose a folder.

import type { NamedProperties } from "../named.ts";
import { propertiesOf, reasonOf } from "./item.ts";
import type { Store, StoredNode } from "./store.ts";

export interface Folder {
	/** Names from the root folder down, whose own is left out; empty for what lies in no folder. */
	readonly path: readonly string[];
	/** The store's folder for deleted items, or in it. */
	readonly trashed: boolean;
	/** Numbers of the nodes, ascending. */
	readonly messages: readonly number[];
}

/** The attack: millions of nodes that are each a folder. Large mailboxes have some thousands. */
const MOST_FOLDERS = 20_000;

/** The attack: a folder in a folder in a folder. */
const MAX_DEPTH = 100;

const TYPE = 0x1f;
const FOLDER = 0x02;
const MESSAGE = 0x04;
const ROOT = 0x122;
const STORE = 0x21;

const DISPLAY_NAME = 0x3001;
const WASTEBASKET = 0x35e3;
const ENTRY_ID_BYTES = 24;

interface Listed {
	readonly node: StoredNode;
	readonly name: string;
	readonly children: Listed[];
}

/** Depth first, folders beside one another by name (UTF-16 code units); what lies in none comes last. */
export function readFolders(store: Store, names: NamedProperties, damaged: (detail: string) => void): Folder[] {
	const folders = new Map<number, Listed>();
	const messages = new Map<number, number[]>();
	let tooMany = false;
	for (const node of store.nodes(damaged)) {
		const type = node.id & TYPE;
		if (type === MESSAGE) listIn(messages, node.parent, node.id);
		if (type !== FOLDER || folders.has(node.id)) continue;
		if (folders.size < MOST_FOLDERS) folders.set(node.id, { node, name: nameOf(store, node, names, damaged), children: [] });
		else tooMany = true;
	}
	if (tooMany) damaged(`it has more than ${MOST_FOLDERS} folders: of the others the messages come without their folder`);
	for (const folder of folders.values()) if (folder.node.id !== ROOT) folders.get(folder.node.parent)?.children.push(folder);
	const wastebasket = wastebasketOf(store, names);

	const found: Folder[] = [];
	const seen = new Set<number>();
	function add({ node: { id }, children }: Listed, path: readonly string[], above: boolean): void {
		if (seen.has(id)) return;
		seen.add(id);
		const trashed = above || id === wastebasket;
		found.push({ path, trashed, messages: inOrder(messages.get(id)) });
		messages.delete(id);
		if (path.length >= MAX_DEPTH) return;
		addAll(children, path, trashed);
	}
	function addAll(siblings: readonly Listed[], path: readonly string[], trashed: boolean): void {
		const unused = createUnused();
		for (const folder of [...siblings].sort(byName)) add(folder, [...path, unused(folder.name)], trashed);
	}
	const root = folders.get(ROOT);
	if (root !== undefined) add(root, [], false);
	else damaged("it has no root folder");
	// Folders of a folder that is gone, and those that lie in themselves.
	const lost = (): Listed[] => [...folders.values()].filter(({ node }) => !seen.has(node.id));
	const tops = lost().filter(({ node }) => !folders.has(node.parent));
	addAll([...tops, ...(tops.length === 0 ? lost() : [])], [], false);
	addAll(lost(), [], false);
	const orphans = inOrder([...messages.values()].flat());
	if (orphans.length > 0) found.push({ path: [], trashed: false, messages: orphans });
	return found;
}

function listIn(lists: Map<number, number[]>, key: number, value: number): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [value]);
	else list.push(value);
}

function inOrder(ids: readonly number[] | undefined): number[] {
	return [...new Set(ids)].sort((a, b) => a - b);
}

function byName(a: Listed, b: Listed): number {
	return a.name < b.name ? -1 : a.name > b.name ? 1 : a.node.id - b.node.id;
}

function createUnused(): (name: string) => string {
	const used = new Set<string>();
	/** Twenty thousand of one name: each would be tried after all before it. */
	const numbers = new Map<string, number>();
	return (name) => {
		let own = name;
		for (let number = numbers.get(name) ?? 2; used.has(own); number++) {
			own = `${name} (${number})`;
			numbers.set(name, number + 1);
		}
		used.add(own);
		return own;
	};
}

function nameOf(store: Store, node: StoredNode, names: NamedProperties, damaged: (detail: string) => void): string {
	try {
		return pathPart(propertiesOf(store, node, names).text(DISPLAY_NAME) ?? "");
	} catch (error) {
		if (node.id !== ROOT) damaged(`the folder ${node.id.toString(16)} has lost its name: ${reasonOf(error)}`);
		return pathPart("");
	}
}

/** A name as part of a path, which it must neither lead out of nor divide. */
function pathPart(name: string): string {
	const part = name
		.toWellFormed()
		.replace(/[\0-\x1f\x7f-\x9f/\\]/g, "_")
		.slice(0, LONGEST_NAME)
		.trim();
	return part === "" || part === "." || part === ".." ? "_" : part;
}

const LONGEST_NAME = 255;

/** Its entry identifier ends in the node's number (§2.4.3.2). */
function wastebasketOf(store: Store, names: NamedProperties): number | null {
	try {
		const node = store.node(STORE);
		const id = node === null ? null : propertiesOf(store, node, names).bytes(WASTEBASKET);
		return id === null || id.length !== ENTRY_ID_BYTES ? null : Buffer.from(id).readUInt32LE(ENTRY_ID_BYTES - 4);
	} catch {
		return null;
	}
}
