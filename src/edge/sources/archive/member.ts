// Member: an entry of an archive, whatever the format, in the order in which it is stored. Nothing is extracted: a member is opened
// and read, and its name is only shown.

import type { ProblemCode } from "../../../core/model/problem.ts";
import type { Budget } from "../reading/budget.ts";
import type { Content } from "../reading/content.ts";

export interface Member {
	readonly kind: "member";
	/** As stored, with "/" between folders; a folder's may end with one. */
	readonly name: string;
	readonly folder: boolean;
	/** Why it is not read; null where it is. */
	readonly refused: Refusal | null;
	/** Unpacked size in bytes as the archive says; null where it does not. */
	readonly size: number | null;
	/** Its content, unpacked. Where the archive is read in order: once, and before the next member is asked for. */
	open(file: string): Content;
}

export interface Refusal {
	readonly code: ProblemCode;
	/** Sentence about the entry, "It ...". */
	readonly detail: string;
	/** Something was lost that may be mail. */
	readonly fatal: boolean;
}

/** Damage of the archive itself; reading goes on after it as far as it can. */
export interface Damage extends Refusal {
	readonly kind: "damage";
	/** In the archive's uncompressed content. */
	readonly offset: number;
}

export function damage(code: ProblemCode, detail: string, offset: number, fatal = true): Damage {
	return { kind: "damage", code, detail, offset, fatal };
}

export interface ArchiveFormat {
	/** Reads a content in order: each member can be opened once, before the next is asked for. */
	inOrder(content: Content, budget: Budget): AsyncIterable<Member | Damage>;
	/** Reads a content of which any offset can be read: members may be opened at any time. */
	anywhere(content: Content, budget: Budget): AsyncIterable<Member | Damage | OnlyInOrder>;
	/** It has a directory at its end, which is to be believed rather than what stands before its entries. */
	readonly directory: boolean;
	/** Its members are packed one by one. */
	readonly packs: boolean;
}

/** The directory cannot be used; nothing that it listed counts. */
export interface OnlyInOrder extends Omit<Damage, "kind"> {
	readonly kind: "only-in-order";
}
