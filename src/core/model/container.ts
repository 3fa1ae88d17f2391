// Container: a file whose content only a library can take apart (zip, compound file, PDF). core names what it wants opened and goes on
// with what comes back; who opens it, in what process and under which limits, is not core's concern (edge/containers).

import type { ProblemCode } from "./problem.ts";

export const CONTAINER_KINDS = [
	"zip", // ZIP (APPNOTE.TXT), and so Office Open XML and OpenDocument
	"compound", // compound file ([MS-CFB]): legacy Office, Outlook messages
	"pdf", // ISO 32000
	"tar",
	"gzip",
] as const;
export type ContainerKind = (typeof CONTAINER_KINDS)[number];

export interface OpenRequest {
	readonly kind: ContainerKind;
	/** Name of the file as written, "" where it has none. */
	readonly name: string;
	readonly bytes: Uint8Array;
	/** What may still be handed over of this message: bytes of all files together, and number of items. */
	readonly mostBytes: number;
	readonly mostItems: number;
}

/** A file in the container. */
export interface OpenedFile {
	/** As the container names it, "/" between folders. */
	readonly path: string;
	/** Where the container tells, else "". */
	readonly mediaType: string;
	readonly bytes: Uint8Array;
}

/** Something in a container that names a host and is no file: a PDF action. */
export interface OpenedConstruct {
	/** Where in the container: "12 0 obj". */
	readonly path: string;
	/** As vectors watch for it: "pdf uri". */
	readonly construct: string;
	readonly value: string;
	readonly beside: Readonly<Record<string, string>>;
}

export interface Opened {
	readonly files: readonly OpenedFile[];
	readonly constructs: readonly OpenedConstruct[];
	/** What could not be read, or was not because of a limit; `detail` as in Problem, beginning with the path where there is one. */
	readonly problems: readonly { readonly code: ProblemCode; readonly detail: string }[];
	/** Whoever opens it broke down over it, or took too long: it would be wise not to try many more of the same message. */
	readonly gaveUp?: boolean;
}

/** Never rejects: whatever goes wrong is among the problems. */
export type OpenContainer = (request: OpenRequest) => Promise<Opened>;
