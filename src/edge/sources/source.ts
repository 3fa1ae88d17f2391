// Mail source: a place that mail comes from (a file format or a kind of folder). One file a source; index.generated.ts lists
// them. A source never decides what a message means: it hands over raw bytes, says where they lay, and names what it could
// not read. Nothing here throws for what a file holds.

import type { Problem } from "../../core/model/problem.ts";
import type { RawMessage } from "../../core/model/raw-message.ts";
import type { Budget } from "./reading/budget.ts";
import type { Chunks } from "./reading/chunks.ts";
import type { Content, Path } from "./reading/content.ts";
import type { Entry } from "./reading/folder.ts";
import type { Tree } from "./reading/tree.ts";
import type { Root } from "./reading/walk.ts";

/** A raw message, and whose mailbox it lay in as far as folder names tell. */
export interface SourceMessage extends RawMessage {
	/** Lower-case address after which the deepest folder at or below the source is named, or null. */
	readonly owner: string | null;
}

/**
 * Messages that lie in one chunk of memory: `message.bytes` are views into `chunk`, so that a worker can be told two numbers
 * where the chunk is shared memory. Once yielded, the source never touches the chunk again: it belongs to the consumer.
 */
export interface MessageBatch {
	readonly kind: "messages";
	readonly chunk: Uint8Array;
	readonly messages: readonly SourceMessage[];
	/** Where to begin again once every message so far is stored; null where the files hold one message each. */
	readonly resumeAt: { readonly file: string; readonly offset: number } | null;
}

/** What could not be read, as far as a message cannot carry it. */
export interface SourceFailure {
	readonly kind: "failure";
	readonly file: string;
	/** Byte offset in the file's uncompressed content up to which it was read. */
	readonly offset: number;
	readonly problem: Problem;
	/** Something was lost that should have been read (exit code 3); false: the file simply holds no mail. */
	readonly fatal: boolean;
}

/** A file of many messages was read to its end; everything of it came before. */
export interface FileDone {
	readonly kind: "done";
	readonly file: string;
	/** As it was when it was opened; null for standard input. */
	readonly stamp: FileStamp | null;
	readonly messages: number;
	/** It was read to its end, unchanged and undamaged. */
	readonly whole: boolean;
}

/** A file in a folder that neither claims to be mail nor looks like it; counted, not a problem. */
export interface IgnoredFile {
	readonly kind: "ignored";
	readonly file: string;
}

export type SourceEvent = MessageBatch | SourceFailure | FileDone | IgnoredFile;

/** Cheap facts that change when a file does. */
export interface FileStamp {
	readonly size: number;
	readonly mtimeMs: number;
}

/** A regular file about to be opened. */
export interface FileToRead {
	/** For the operating system. */
	readonly path: Path;
	/** As shown. */
	readonly file: string;
	/** The source as given plus the folder in it; that of a file of many messages is the file itself. */
	readonly mailbox: string;
	readonly owner: string | null;
	readonly stamp: FileStamp;
}

export type Resume = (file: FileToRead) => number | null | Promise<number | null>;

export interface SourceOptions {
	/**
	 * Gives memory for a chunk of at least `size` bytes, such as a piece of shared memory; waits until some is free. Reading needs at
	 * most four chunks that it has not handed out: with fewer, or where handed out batches never come back, it waits for ever.
	 */
	readonly allocate?: (size: number) => Uint8Array | Promise<Uint8Array>;
	/** Takes back a chunk that no batch used. */
	readonly release?: (chunk: Uint8Array) => void;
	/** Usual size of a chunk, in bytes: 1 MiB. */
	readonly chunkBytes?: number;
	/** Past this size a message is hashed, not kept: MAX_MESSAGE_BYTES. */
	readonly maxMessageBytes?: number;
	/** Asked before a regular file is opened: the offset to begin at (a batch's `resumeAt`, 0 for all), null to skip it. */
	readonly resume?: Resume;
	/** Asked before a file or an entry of an archive is opened, by its name as shown; all are read if left out. */
	readonly wanted?: (file: string) => boolean;
}

/** A file that was opened, or a folder. */
export interface Place {
	readonly kind: "file" | "folder";
	/** For the operating system. */
	readonly path: Path;
	/** As shown: the location as given, with the path below it. */
	readonly file: string;
	/** Last component of `file`. */
	readonly name: string;
	/** The source as given plus the folder in it. */
	readonly mailbox: string;
	readonly owner: string | null;
	/** Named by the user, rather than found in a folder. */
	readonly given: boolean;
	/** Offset at which reading begins, where the file holds many messages. */
	readonly begin: number;
	/** The first bytes (uncompressed), at most HEAD_BYTES; empty for a folder. */
	readonly head: Uint8Array;
	/** What a folder holds, in order; empty for a file. */
	readonly entries: readonly Entry[];
	/** The uncompressed bytes of a file, at their beginning; null for a folder. */
	readonly content: Content | null;
	/** What may be unpacked from the archive around; null on disk. */
	readonly budget: Budget | null;
}

export type ReadFile = (place: Place, reading: Reading) => AsyncIterable<SourceEvent>;

/** A file that a walk came upon. */
export interface FoundFile extends Pick<Place, "path" | "file" | "mailbox" | "owner" | "given"> {
	readonly kind: "found";
	/** How the source of its folder reads it; null: as what its content shows. */
	readonly read: ReadFile | null;
	/** Where it is if it is no longer at `path`, since programs that keep mail there move it; null where they do not. */
	readonly moved: (() => FoundFile | null) | null;
}

/** How sure a source is, surest first: its bytes say so; its name does; nothing does, but the user named it. */
export const DETECTIONS = ["content", "name", "given"] as const;
export type Detected = (typeof DETECTIONS)[number] | null;

export interface MailSource {
	/** Kebab case. */
	readonly id: string;
	/** A few words for a table. */
	readonly title: string;
	detect(place: Place): Detected;
	/** A file that it detected. Inside an archive `place.path` is no path of the operating system's: only `place.content` is to be read. */
	open?(place: Place, reading: Reading): AsyncIterable<SourceEvent>;
	/** The files of a folder that it detected; called lazily, so that each is read before the next is asked for. */
	files?(folder: Place, tree: Tree): Iterable<FoundFile | SourceFailure>;
	/** Names in such a folder that `files` answers for; the walk goes on through the others. */
	readonly reads?: readonly string[];
	/** How files in such a folder are read that the walk comes upon: by name; null as what their content shows. */
	members?(folder: Place, tree: Tree): (name: string) => ReadFile | null;
}

/** What `openSources` lends to a source while it reads. */
export interface Reading {
	readonly chunks: Chunks;
	readonly maxMessageBytes: number;
	readonly resume: Resume;
	readonly wanted: (file: string) => boolean;
	/** Walks a tree that was found in a file. */
	walk(tree: Tree, root: Root): Iterable<FoundFile | SourceFailure>;
	/** Reads a file of `tree`; opened already where `content` is given, which it closes. */
	read(tree: Tree, found: FoundFile, content?: Content): AsyncIterable<SourceEvent>;
}
