// Rehearsals for tests: written into a folder of the system's, read back, and gone when the process ends.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RehearsalOptions, rehearse } from "../../../src/app/rehearsal/rehearse.ts";
import type { Truth, TruthMessage } from "../../../src/app/rehearsal/truth.ts";

export interface Written {
	readonly folder: string;
	readonly truth: Truth;
	/** Paths from the folder, in order. */
	readonly files: readonly string[];
	read(path: string): string;
	/** The messages of the truth, each with its text as it lies on disk. */
	messages(): (readonly [TruthMessage, string])[];
}

const made: string[] = [];
// A hook of node:test that is set within another ends with that one.
process.once("exit", () => {
	for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

export function freshFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-rehearsal-"));
	made.push(folder);
	return folder;
}

export async function written(options: Omit<RehearsalOptions, "out">): Promise<Written> {
	const folder = freshFolder();
	await rehearse({ ...options, out: folder });
	const read = (path: string): string => readFileSync(join(folder, path), "latin1");
	const truth = JSON.parse(read("truth.json")) as Truth;
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.sort();
	return { folder, truth, files, read, messages: () => messagesOf(truth, read) };
}

/** Of an mbox the messages in their order, as the truth has them in theirs. */
function messagesOf(truth: Truth, read: (path: string) => string): (readonly [TruthMessage, string])[] {
	const boxes = new Map<string, string[]>();
	return truth.messages.map((message) => {
		if (!message.path.endsWith(".mbox")) return [message, read(message.path)] as const;
		let left = boxes.get(message.path);
		if (left === undefined) {
			left = read(message.path)
				.split(/^From [^\n]*\n/m)
				.slice(1)
				.map((text) => text.replace(/\n$/, ""));
			boxes.set(message.path, left);
		}
		return [message, left.shift() ?? ""] as const;
	});
}
