// A data file read in this process, as the sandbox's child reads it: for tests of thousands of damaged ones.

import { createAnswers, inMemory } from "../../../src/edge/outlook/pst/answers.ts";

export interface ReadFolder {
	readonly path: string;
	readonly trashed: boolean;
	readonly ids: readonly number[];
}

export interface ReadPst {
	readonly folders: readonly ReadFolder[];
	readonly damage: readonly string[];
	/** MIME as Latin-1 text; null for a message that cannot be read. */
	readonly messages: readonly (string | null)[];
	readonly flags: readonly (readonly string[])[];
	readonly problems: readonly string[];
}

/** Throws where it is no file that can be read. */
export function readPst(bytes: Uint8Array): ReadPst {
	const answer = createAnswers(inMemory(bytes));
	const folders: ReadFolder[] = [];
	const damage: string[] = [];
	const messages: (string | null)[] = [];
	const flags: string[][] = [];
	const problems: string[] = [];
	answer({ kind: "folders" }, new Uint8Array(), (head, ids) => {
		const { path, trashed, details } = head as { path?: string[]; trashed: boolean; details?: string[] };
		damage.push(...(details ?? []));
		if (path !== undefined) folders.push({ path: path.join("/"), trashed, ids: [...new Uint32Array((ids as Uint8Array).slice().buffer)] });
	});
	for (const { ids, trashed } of folders) {
		for (let next = 0; next < ids.length; ) {
			answer({ kind: "messages", ids: ids.slice(next), trashed }, new Uint8Array(), (head, mime) => {
				const told = head as { flags?: string[]; problems?: string[]; detail?: string };
				messages.push(mime === undefined ? null : Buffer.from(mime).toString("latin1"));
				flags.push(told.flags ?? []);
				problems.push(...(told.problems ?? []), ...(told.detail === undefined ? [] : [told.detail]));
				next++;
			});
		}
	}
	return { folders, damage, messages, flags, problems };
}
