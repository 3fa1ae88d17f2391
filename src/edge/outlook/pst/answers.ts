// Answers: what the child says about the file that it was given, request by request. It keeps nothing but the open store, so that a fresh
// child goes on where one broke down.

import type { Emit } from "../../sandbox/serve.ts";
import { mimeOf } from "../mime.ts";
import type { NamedProperties } from "../named.ts";
import { flagsOf } from "./flags.ts";
import { readFolders } from "./folders.ts";
import { itemOf, namesOf, reasonOf } from "./item.ts";
import type { StoredFile } from "./pages.ts";
import { openStore, type Store } from "./store.ts";

export type Request =
	/** With the file's bytes: where it is not one that the child inherited. */
	| { readonly kind: "open" }
	/** A frame for each folder (FolderHead), with the numbers of its messages (32 bits, little endian); then one of `damage`. */
	| { readonly kind: "folders" }
	/** A frame for each message in turn (MessageHead), with its MIME; fewer where they become many bytes. */
	| { readonly kind: "messages"; readonly ids: readonly number[]; readonly trashed: boolean };

type FolderHead =
	| { readonly kind: "folder"; readonly path: readonly string[]; readonly trashed: boolean }
	| { readonly kind: "damage"; readonly details: readonly string[] };

type MessageHead =
	| { readonly kind: "message"; readonly flags: readonly string[]; readonly problems: readonly string[] }
	| { readonly kind: "unread"; readonly detail: string };

/** After so many bytes of MIME an answer ends. */
const ENOUGH_BYTES = 16 * 1024 * 1024;

/** The attack: damage told for each of a million pages, or of ten thousand attachments: more than a frame's head may hold. */
const MOST_DAMAGE = 50;
const LONGEST_DETAIL = 300;

export function createAnswers(inherited: StoredFile): (request: Request, bytes: Uint8Array, emit: Emit) => void {
	let held: StoredFile | null = null;
	let open: { readonly store: Store; readonly names: NamedProperties; readonly damage: readonly string[] } | null = null;

	function opened(): NonNullable<typeof open> {
		if (open === null) {
			const damage: string[] = [];
			const store = openStore(held ?? inherited);
			open = { store, names: namesOf(store, (detail) => damage.push(detail)), damage };
		}
		return open;
	}

	function folders(emit: Emit): void {
		const { store, names, damage } = opened();
		const details = [...damage];
		for (const { path, trashed, messages } of readFolders(store, names, (detail) => details.push(detail))) {
			emit({ kind: "folder", path, trashed } satisfies FolderHead, new Uint8Array(Uint32Array.from(messages).buffer));
		}
		emit({ kind: "damage", details: first(details) } satisfies FolderHead);
	}

	function messages(ids: readonly number[], trashed: boolean, emit: Emit): void {
		const { store, names } = opened();
		let bytes = 0;
		for (const id of ids) {
			if (bytes > ENOUGH_BYTES) return;
			try {
				const node = store.node(id);
				if (node === null) throw new Error("its index does not name it");
				const item = itemOf(store, node, names);
				const written = mimeOf(item);
				bytes += written.bytes.length;
				const flags = flagsOf(item.properties, trashed);
				emit({ kind: "message", flags, problems: first(written.problems) } satisfies MessageHead, written.bytes);
			} catch (error) {
				emit({ kind: "unread", detail: reasonOf(error).slice(0, LONGEST_DETAIL) } satisfies MessageHead);
			}
		}
	}

	return (request, bytes, emit) => {
		if (request.kind === "messages") messages(request.ids, request.trashed, emit);
		else if (request.kind === "folders") folders(emit);
		else {
			held = inMemory(bytes);
			open = null;
		}
	};
}

function first(details: readonly string[]): string[] {
	const told = details.slice(0, MOST_DAMAGE).map((detail) => detail.slice(0, LONGEST_DETAIL));
	return details.length > MOST_DAMAGE ? [...told, `${details.length - MOST_DAMAGE} further places are damaged`] : told;
}

export function inMemory(bytes: Uint8Array): StoredFile {
	return {
		size: bytes.length,
		read(target, offset) {
			const part = bytes.subarray(offset, offset + target.length);
			if (part.length < target.length) throw new Error(`the file ends before byte ${offset + target.length}`);
			target.set(part);
		},
	};
}
