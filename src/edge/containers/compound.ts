// Compound file ([MS-CFB]): legacy Office documents, embedded OLE objects, Outlook messages. A file system in a file: storages are
// folders, streams files. A storage may name the class that handles it, which decides what opening the object runs.

import { type CFB$Container, type CFB$Entry, read } from "cfb";
import { repaired } from "../compound/repair.ts";
import { messageOfMsg } from "../outlook/msg.ts";
import type { Finds } from "./finds.ts";

const STREAM = 2;
const NO_CLASS = /^0*$/;

/** The first stream of every Outlook message ([MS-OXMSG] §2.4). */
const MESSAGE_PROPERTIES = "__properties_version1.0";

export function unpackCompound(bytes: Uint8Array, _name: string, finds: Finds): void {
	const container = read(repaired(bytes), { type: "buffer" });
	const entries = entriesOf(container);
	if (entries.some(({ path }) => path === MESSAGE_PROPERTIES)) {
		const { bytes: mime, problems } = messageOfMsg(bytes);
		for (const detail of problems) finds.problem("unparsable", detail);
		finds.file("", mime, "message/rfc822");
		return;
	}
	for (const { path, entry } of entries) {
		if (finds.full) return;
		if (!NO_CLASS.test(entry.clsid)) finds.construct("compound clsid", path, classOf(entry.clsid));
		if (entry.type !== STREAM) continue;
		const content = Uint8Array.from(entry.content ?? []);
		if (content.length < entry.size) finds.problem("truncated", `${path}: its data breaks off; only what comes before was read`);
		finds.file(path, content);
	}
}

interface Named {
	/** Without the root's name. */
	readonly path: string;
	readonly entry: CFB$Entry;
}

function entriesOf({ FileIndex, FullPaths }: CFB$Container): readonly Named[] {
	const root = FullPaths[0] ?? "";
	return FileIndex.map((entry, index) => {
		const full = FullPaths[index] ?? entry.name;
		return { path: (full.startsWith(root) ? full.slice(root.length) : full).replace(/\/$/, ""), entry };
	});
}

/** {00020906-0000-0000-C000-000000000046}: its first three numbers are stored with the lowest byte first. */
function classOf(hex: string): string {
	const bytes = hex.match(/../g) ?? [];
	const piece = (...at: readonly number[]): string => at.map((index) => bytes[index]).join("");
	return `{${piece(3, 2, 1, 0)}-${piece(5, 4)}-${piece(7, 6)}-${piece(8, 9)}-${piece(10, 11, 12, 13, 14, 15)}}`.toUpperCase();
}
