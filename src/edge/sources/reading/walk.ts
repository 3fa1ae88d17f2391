// Walk: the files of a tree in one fixed order, each with the mailbox it lies in, whose it is, and how it is read. A folder that a
// source knows (a Maildir, say) is listed by that source; what the source leaves, and every other folder, by the walk.

import type { FoundFile, MailSource, Place, ReadFile, SourceFailure } from "../source.ts";
import type { Path } from "./content.ts";
import { unreadable } from "./failure.ts";
import { type Entry, shownIn } from "./folder.ts";
import { mailboxOf } from "./mailbox.ts";
import { accountOf } from "./owner.ts";
import { folderPlace } from "./place.ts";
import type { Tree } from "./tree.ts";

export interface Root {
	readonly path: Path;
	readonly file: string;
	readonly owner: string | null;
}

/** A folder on the way down. */
interface Frame extends Root {
	readonly entries: readonly Entry[];
	readonly read: (name: string) => ReadFile | null;
	next: number;
}

/** `sourceOf`: the source that knows a folder, or null. */
export function* walk(tree: Tree, root: Root, sourceOf: (folder: Place) => MailSource | null): Generator<FoundFile | SourceFailure> {
	const visited = new Set<string>();
	const frames: Frame[] = [];

	function* enter(folder: Root): Generator<FoundFile | SourceFailure> {
		try {
			// A symbolic link back up would be walked for ever.
			const identity = tree.identity(folder.path);
			if (identity !== null && visited.has(identity)) return;
			if (identity !== null) visited.add(identity);
			const entries = tree.list(folder.path);
			const place = folderPlace({ ...folder, mailbox: mailboxOf(folder.file), given: frames.length === 0, begin: 0 }, entries, tree);
			const source = sourceOf(place);
			const rest = entries.filter(({ name }) => source?.reads?.includes(name) !== true);
			const read = source?.members?.(place, tree) ?? (() => null);
			frames.push({ ...folder, entries: rest, read, next: 0 });
			if (source?.files !== undefined) yield* source.files(place, tree);
		} catch (error) {
			yield unreadable(folder.file, error);
		}
	}

	yield* enter(root);
	for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
		const entry = frame.entries[frame.next++];
		if (entry === undefined) {
			frames.pop();
			continue;
		}
		const path = tree.child(frame.path, entry);
		const file = shownIn(frame.file, entry.name);
		let folder = false;
		try {
			folder = tree.at(path).kind === "folder";
		} catch (error) {
			yield unreadable(file, error);
			continue;
		}
		const { owner, read } = frame;
		if (folder) yield* enter({ path, file, owner: accountOf(entry.name) ?? owner });
		else yield { kind: "found", path, file, mailbox: mailboxOf(frame.file), owner, given: false, read: read(entry.name), moved: null };
	}
}
