// Files of indicators: lists, STIX bundles and MISP events, told apart by their first characters. What cannot be looked for goes to the caller as a
// remark, what cannot be read as a failure; the rest is looked for in either case.

import { open } from "node:fs/promises";
import { readListLine } from "../../core/indicators/list-line.ts";
import { isMisp, readMisp } from "../../core/indicators/misp-event.ts";
import type { Remark, Search, Searches } from "../../core/indicators/search.ts";
import { isStix, readStix } from "../../core/indicators/stix-bundle.ts";
import type { IndicatorKind } from "../../core/model/indicator.ts";
import { encodingOf, linesOf, withHead } from "./indicator-lines.ts";

export interface FileReading {
	/** What all lines of a list are; null for each by its form. */
	readonly kind: IndicatorKind | null;
	/** Also what a MISP event does not mean for detection. */
	readonly all: boolean;
	/** ISO 8601, UTC. */
	readonly now: string;
	readonly onRemark: (file: string, remark: Remark) => void;
	/** The file, or the rest of it, could not be read. */
	readonly onFailure: (file: string, why: string) => void;
	/** Bytes that were read since the last call. */
	readonly onBytes?: (bytes: number) => void;
}

/** Bytes by which a file is told. */
const HEAD = 4096;
/** JSON is parsed whole. */
const MOST_JSON = 256 * 1024 * 1024;

/** "-" is standard input. */
export async function* readIndicatorFile(file: string, reading: FileReading): AsyncGenerator<Search> {
	try {
		yield* searchesOf(file, counted(chunksOf(file), reading), reading);
	} catch (error) {
		reading.onFailure(file, whyNot(error));
	}
}

async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
	if (file === "-") {
		yield* process.stdin;
		return;
	}
	const handle = await open(file);
	try {
		yield* handle.createReadStream({ autoClose: false });
	} finally {
		await handle.close();
	}
}

async function* counted(chunks: AsyncIterable<Uint8Array>, { onBytes }: FileReading): AsyncGenerator<Uint8Array> {
	for await (const chunk of chunks) {
		onBytes?.(chunk.length);
		yield chunk;
	}
}

async function* searchesOf(file: string, chunks: AsyncGenerator<Uint8Array>, reading: FileReading): AsyncGenerator<Search> {
	const pieces = withHead(chunks, HEAD);
	const head = await pieces.next();
	if (head.done) return;
	async function* whole(): AsyncGenerator<Uint8Array> {
		yield head.value as Uint8Array;
		yield* pieces;
	}
	const beginning = new TextDecoder(encodingOf(head.value)).decode(head.value.subarray(0, HEAD));
	if (beginning.includes("\0")) reading.onFailure(file, "it is no text, and so no list of indicators");
	else if (/^\s*(?:\{|\[\s*[{\]])/.test(beginning)) yield* fromJson(file, await textOf(whole()), reading);
	else yield* fromList(file, whole(), reading);
}

async function* fromList(file: string, chunks: AsyncIterable<Uint8Array>, { kind, onRemark }: FileReading): AsyncGenerator<Search> {
	for await (const { number, text, cut } of linesOf(chunks)) {
		if (cut) {
			onRemark(file, { place: `line ${number}`, says: "too long for an indicator", kind: "skipped" });
			continue;
		}
		const found = readListLine(text, { file, number, kind });
		if (found === null) continue;
		if ("says" in found) onRemark(file, found);
		else yield found;
	}
}

function* fromJson(file: string, text: string | null, reading: FileReading): Generator<Search> {
	if (text === null) return reading.onFailure(file, `more than ${MOST_JSON / 1024 / 1024} MB of JSON: split it`);
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		return reading.onFailure(file, `no JSON (${faultOf(error, text)})`);
	}
	let found: Searches;
	if (isStix(json)) found = readStix(json, file, reading.now);
	else if (isMisp(json)) {
		const misp = readMisp(json, file, reading.all);
		if (misp.notForDetection > 0)
			reading.onRemark(file, {
				place: `${misp.notForDetection} attributes`,
				says: "their author did not mean them for detection (to_ids); --all looks for them too",
				kind: "skipped",
			});
		found = misp;
	} else return reading.onFailure(file, "JSON, but neither a STIX bundle nor a MISP event");
	for (const remark of found.remarks) reading.onRemark(file, remark);
	yield* found.searches;
}

/** What V8 says is wrong, with the line; of a text that just ends it says none. */
function faultOf(error: unknown, text: string): string {
	const says = error instanceof Error ? error.message.slice(0, 120).replace(/\s+/g, " ") : "damaged";
	return /\(line \d+/.test(says) ? says : `${says}, line ${text.trimEnd().split("\n").length}`;
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string | null> {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of chunks) {
		bytes += chunk.length;
		if (bytes > MOST_JSON) return null;
		pieces.push(chunk);
	}
	const all = Buffer.concat(pieces);
	return new TextDecoder(encodingOf(all)).decode(all);
}

const REASONS: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file",
	EACCES: "you may not read it",
	EISDIR: "it is a folder: name the files in it",
};

function whyNot(error: unknown): string {
	const { code } = error as NodeJS.ErrnoException;
	return REASONS[code ?? ""] ?? `it cannot be read (${code ?? (error instanceof Error ? error.message : String(error))})`;
}
