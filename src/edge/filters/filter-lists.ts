// Filter lists: the user's own copies of EasyPrivacy, AdGuard's or uBlock Origin's lists, read at run time. None comes with the program:
// their licences do not go with its own.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { appError } from "../../core/model/app-error.ts";
import type { CompiledLists, FilterImage } from "./compile-lists.ts";

/** Lines of one file that were meant as filters and are none. */
export interface UnreadLines {
	/** As given. */
	readonly file: string;
	/** From 1. */
	readonly lines: readonly number[];
}

/** Attack or accident: a disk image given as a list. The longest lists in use have some 10 MB. */
const MAX_LIST_BYTES = 64 * 1024 * 1024;

/** A published package is compiled; a checkout runs as it is written. */
const ENTRY = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/** Throws a usage error that names a file which cannot be read. */
export async function readFilterLists(
	files: readonly string[],
): Promise<{ readonly image: FilterImage; readonly unread: readonly UnreadLines[] }> {
	const { bytes, filters, unread } = await compileApart(await Promise.all(files.map(readList)));
	return {
		image: { bytes, lists: files.map((file) => basename(file)), filters },
		unread: files.map((file, at) => ({ file, lines: unread[at] ?? [] })).filter(({ lines }) => lines.length > 0),
	};
}

/** In a thread that takes its memory with it when it ends. */
async function compileApart(texts: readonly string[]): Promise<CompiledLists> {
	const worker = new Worker(ENTRY, { workerData: texts, resourceLimits: { maxYoungGenerationSizeMb: 8 } });
	try {
		const [compiled] = (await once(worker, "message")) as [CompiledLists];
		return compiled;
	} catch (cause) {
		throw appError("failure", `the filter lists could not be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
	} finally {
		await worker.terminate();
	}
}

async function readList(file: string): Promise<string> {
	try {
		const bytes = await readFile(file);
		if (bytes.length <= MAX_LIST_BYTES) return bytes.toString("utf8");
	} catch (cause) {
		throw appError("usage", `--filters ${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
	}
	throw appError("usage", `--filters ${file} is no filter list: it is larger than ${MAX_LIST_BYTES / 1024 / 1024} MB`);
}
