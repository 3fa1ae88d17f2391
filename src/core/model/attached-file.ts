// Attached file: what a mail carries beside its text, and how a format is told and read. One file a format in mail/files; a format
// shows constructs to the vectors that watch for them and hands on what is nested, and never decides what either means.

import type { Codec } from "./codec.ts";
import type { ContainerKind } from "./container.ts";
import type { Content } from "./content.ts";
import type { ProblemCode } from "./problem.ts";
import type { Text } from "./text.ts";
import type { Language } from "./vector.ts";

/** What a file's kind is told by. */
export interface FileHead {
	/** Last component of its name, lower case; "" where it has none. */
	readonly name: string;
	/** In the container around it, as written there; "" for what is attached itself. */
	readonly path: string;
	/** Lower case "type/subtype"; "" where nobody says. */
	readonly mediaType: string;
	/** What it lies in, null for what is attached itself. */
	readonly container: ContainerKind | null;
	/** Its first bytes, HEAD_BYTES at most; of text in UTF-8 or a single-byte charset. */
	readonly head: Uint8Array;
}

/** How many first bytes a file's kind is told by. */
export const HEAD_BYTES = 4096;

/** A file to be read. */
export interface AttachedFile extends FileHead {
	/** Transfer encoding undone; of text in UTF-8 or a single-byte charset. It stays as it is until the message is done. */
	readonly content: Content;
	readonly codec: Codec;
	/** Another file of the same container by its path, without regard to case, or null. */
	sibling(path: string): Content | null;
}

/** A file inside a file, whose kind is told anew. */
export interface InnerFile {
	readonly name: string;
	/** "" where nobody says. */
	readonly mediaType: string;
	/** Below the file around it; "" adds nothing to the path that references name. */
	readonly path: string;
	readonly content: Content;
	/** What it refers to waits until it is opened, although the file around it is shown. */
	readonly attached?: boolean;
}

export interface FileSink {
	/** Something that may name a host. `path` is added to that of the file. */
	construct(name: string, text: Text, beside?: Readonly<Record<string, string>>, path?: string): void;
	/** Markup, style or plain text (bare URLs) inside. */
	language(language: Language | "text", content: Content, path?: string): void;
	file(inner: InnerFile): void;
	/** `offset` is into the raw message. */
	report(code: ProblemCode, detail: string, offset: number | (() => number)): void;
}

export interface FileFormat {
	/** Kebab case. */
	readonly id: string;
	/** A few words for a table: "rich text". */
	readonly title: string;
	/** Mail programs show it within the message (a calendar entry); else what it refers to waits until it is opened. */
	readonly shown: boolean;
	detect(file: FileHead): boolean;
	scan(file: AttachedFile, sink: FileSink): void;
}
