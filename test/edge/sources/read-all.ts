// Everything that a source yields, gathered; bytes copied, since a consumer may reuse chunks.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSources } from "../../../src/edge/sources/open-sources.ts";
import type { FileDone, SourceFailure, SourceMessage, SourceOptions } from "../../../src/edge/sources/source.ts";

export interface Everything {
	readonly messages: SourceMessage[];
	/** Messages as Latin-1 strings, to compare. */
	readonly texts: string[];
	readonly failures: SourceFailure[];
	readonly done: FileDone[];
	readonly ignored: string[];
	readonly resumeAt: number[];
}

export async function readAll(locations: string | readonly string[], options: SourceOptions = {}): Promise<Everything> {
	const all: Everything = { messages: [], texts: [], failures: [], done: [], ignored: [], resumeAt: [] };
	for await (const event of openSources(typeof locations === "string" ? [locations] : locations, options)) {
		if (event.kind === "failure") all.failures.push(event);
		else if (event.kind === "done") all.done.push(event);
		else if (event.kind === "ignored") all.ignored.push(event.file);
		else {
			if (event.resumeAt !== null) all.resumeAt.push(event.resumeAt.offset);
			for (const message of event.messages) {
				all.messages.push({ ...message, bytes: message.bytes.slice() });
				all.texts.push(latin1(message.bytes));
			}
			// Whoever keeps a view after this sees it.
			event.chunk.fill(0x21);
		}
	}
	return all;
}

export function latin1(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("latin1");
}

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-sources-"));
	try {
		return await work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
