// Source files: how far each mailbox file was read, and whether it is still the file that was read. The checkpoint moves in the
// transaction of the messages before it, so a killed scan neither loses nor repeats anything that matters.

import type { Kysely } from "kysely";
import type { Problem } from "../../core/model/problem.ts";
import type { Insert } from "./bulk.ts";
import type { Engine } from "./engine.ts";
import { enqueue } from "./fresh.ts";
import type { PlacementTable, SourceFileTable } from "./schema/scan-tables.ts";
import type { Tables } from "./schema.ts";
import { keyText, toHex, type Value } from "./values.ts";

const FILES = 1000;

/** How a file is known again without reading it. */
export interface FileIdentity {
	/** The source as given plus the folder in it. */
	readonly mailbox: string;
	readonly file: string;
	readonly size: number;
	/** Milliseconds since 1970. */
	readonly modified: number;
	/** Lower-case hex SHA-256 of the file's last bytes. */
	readonly tail: string;
	/** Whose addresses are looked for, in one spelling; empty where that is told by the messages alone. */
	readonly owner: string;
}

export type FileState =
	| { readonly kind: "new" }
	/** Read to its end, and the same since: nothing to do. */
	| { readonly kind: "unchanged" }
	/** The same, but an earlier scan was cut short: go on at `offset`. */
	| { readonly kind: "resume"; readonly offset: number }
	/** Read from the beginning again, because the file, its owner or the detector changed. */
	| { readonly kind: "again"; readonly because: "changed" | "other-owner" | "newer-detector" };

/** What was read of a file since the last checkpoint. */
export interface FileProgress extends FileIdentity {
	/** Everything in `[from, to)` of the file's content stands in the rows written with this. */
	readonly from: number;
	readonly to: number;
	/** The end was reached. */
	readonly done: boolean;
	/** As `fileState` said; what a new file holds needs no comparing with what it held. */
	readonly state: FileState["kind"];
	/** Problems of the file rather than of a message in it. */
	readonly problems: readonly Problem[];
}

/** Tells how a file stands. One for each database: a Maildir asks a hundred thousand times, so the question is compiled once. */
export function fileStates(db: Kysely<Tables>): (file: FileIdentity, detector: number) => Promise<FileState> {
	const question = db.selectFrom("source_file").selectAll().where("mailbox", "=", "").where("file", "=", "").compile();
	return async (file, detector) => {
		const { rows } = await db.executeQuery<SourceFileTable>({ ...question, parameters: placeOf(file) });
		const known = rows[0];
		if (known === undefined) return { kind: "new" };
		if (known.size !== file.size || known.modified !== file.modified || known.tail !== file.tail)
			return { kind: "again", because: "changed" };
		if (known.owner !== file.owner) return { kind: "again", because: "other-owner" };
		// What a newer program found stands; an older one does not read it again.
		if (known.detector < detector) return { kind: "again", because: "newer-detector" };
		return known.done ? { kind: "unchanged" } : { kind: "resume", offset: known.offset };
	};
}

function placeOf({ mailbox, file }: Pick<FileIdentity, "mailbox" | "file">): [string, string] {
	return [keyText(mailbox, "name"), keyText(file, "name")];
}

/** A message that lay somewhere. */
export type Lain = Pick<PlacementTable, "mailbox" | "file" | "offset" | "message" | "owner">;

/**
 * Before the rows of `[from, to)` are written: what lay there before lies there no longer, unless it is written again. Returns what lay there, as far as
 * it was known not to be gone.
 */
export async function clearRange(trx: Kysely<Tables>, progress: FileProgress): Promise<Lain[]> {
	if (progress.state === "new") return [];
	const { from, done } = progress;
	const [mailbox, file] = placeOf(progress);
	const to = done ? Number.MAX_SAFE_INTEGER : progress.to;
	const lain = await trx
		.updateTable("placement")
		.set({ gone: 1 })
		.where("mailbox", "=", mailbox)
		.where("file", "=", file)
		.where("offset", ">=", from)
		.where("offset", "<", to)
		.where("gone", "=", 0)
		.returning(["mailbox", "file", "offset", "message", "owner"])
		.execute();
	await trx
		.deleteFrom("file_problem")
		.where("mailbox", "=", mailbox)
		.where("file", "=", file)
		.where("offset", ">=", from)
		.where("offset", "<", to)
		.execute();
	return lain;
}

/** After the rows: moves the checkpoints. Returns messages of which a place was forgotten, since they only moved. */
export async function setCheckpoints(
	trx: Kysely<Tables>,
	insert: Insert,
	files: readonly FileProgress[],
	detector: number,
): Promise<Uint8Array[]> {
	const checkpoints: Value[] = [];
	const problems: Value[] = [];
	for (const progress of files) {
		const { size, modified, tail, owner, to, done } = progress;
		const place = placeOf(progress);
		checkpoints.push(...place, size, modified, tail, owner, detector, to, done ? 1 : 0);
		for (const { offset, code, detail } of progress.problems) problems.push(...place, offset, code, keyText(detail, "detail"));
	}
	await insert(trx, "source_file", checkpoints, "replace");
	await insert(trx, "file_problem", problems, "keep");
	const moved: Uint8Array[] = [];
	for (const progress of files)
		if (progress.done && progress.state !== "new") for (const message of await forgetMoved(trx, ...placeOf(progress))) moved.push(message);
	return moved;
}

/** A rewritten mailbox holds most of its messages at other offsets: what only moved within it did not go. */
async function forgetMoved(trx: Kysely<Tables>, mailbox: string, file: string): Promise<Uint8Array[]> {
	const rows = await trx
		.deleteFrom("placement")
		.where("mailbox", "=", mailbox)
		.where("file", "=", file)
		.where("gone", "=", 1)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom("placement as other")
					.select("other.file")
					.whereRef("other.message", "=", "placement.message")
					.where("other.mailbox", "=", mailbox)
					.where("other.gone", "=", 0),
			),
		)
		.returning("message")
		.execute();
	return rows.map(({ message }) => message);
}

/** What lay in files that `exists` says are there no more is marked as gone; the files are forgotten. Returns how many. */
export async function markGone(engine: Engine, trx: Kysely<Tables>, name: string, exists: (file: string) => boolean): Promise<number> {
	const mailbox = keyText(name, "name");
	await engine.takeTurn(trx, "mailbox", [mailbox]);
	const changed = new Set<string>();
	let after = "";
	let gone = 0;
	for (;;) {
		const page = await trx
			.selectFrom("source_file")
			.select("file")
			.where("mailbox", "=", mailbox)
			.where("file", ">", after)
			.orderBy("file")
			.limit(FILES)
			.execute();
		for (const { file } of page) {
			if (exists(file)) continue;
			gone++;
			const lain = await trx
				.updateTable("placement")
				.set({ gone: 1 })
				.where("mailbox", "=", mailbox)
				.where("file", "=", file)
				.where("gone", "=", 0)
				.returning("message")
				.execute();
			for (const { message } of lain) changed.add(toHex(message));
			for (const message of await forgetMoved(trx, mailbox, file)) changed.add(toHex(message));
			await trx.deleteFrom("source_file").where("mailbox", "=", mailbox).where("file", "=", file).execute();
		}
		after = page.at(-1)?.file ?? after;
		if (page.length < FILES) break;
	}
	await enqueue(engine, trx, new Map(), changed);
	return gone;
}
