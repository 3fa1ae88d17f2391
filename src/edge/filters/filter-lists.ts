// Filter lists: the user's own copies of EasyPrivacy, AdGuard's or uBlock Origin's lists, read at run time by a library that knows their
// syntax (@ghostery/adblocker, MPL-2.0) into one block of memory that all threads share. None comes with the program: their licences do
// not go with its own. The library weighs some hundred files and is loaded only where a list is given.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { NetworkFilter } from "@ghostery/adblocker";
import { appError } from "../../core/model/app-error.ts";

/** The filters of all lists, as the library serialises them; each carries its place and its text ({@link placeIn}). */
export interface FilterImage {
	readonly bytes: Uint8Array;
	/** By number of the list: the file's name without its folder. */
	readonly lists: readonly string[];
	readonly filters: number;
}

/** Lines of one file that were meant as network filters, or are of no kind that the library knows. */
export interface UnreadLines {
	/** As given. */
	readonly file: string;
	/** From 1. */
	readonly lines: readonly number[];
}

/** Attack or accident: a disk image given as a list. The longest lists in use have some 10 MB. */
const MAX_LIST_BYTES = 128 * 1024 * 1024;

/** Throws a usage error that names a file which cannot be read. */
export async function readFilterLists(
	files: readonly string[],
): Promise<{ readonly image: FilterImage; readonly unread: readonly UnreadLines[] }> {
	const { FiltersEngine, parseFilters } = await import("@ghostery/adblocker");
	const all: NetworkFilter[] = [];
	const preprocessors: ReturnType<typeof parseFilters>["preprocessors"] = [];
	const unread: UnreadLines[] = [];
	for (const [number, file] of files.entries()) {
		const text = await readList(file);
		const parsed = parseFilters(text, { ...SETTINGS, debug: true });
		const lines = parsed.notSupportedFilters.filter(({ filterType }) => filterType === NETWORK).map(({ lineNumber }) => lineNumber + 1);
		for (const [filter, line] of withLines(parsed.networkFilters, text)) {
			if (HOSTS_LINE.test(filter.rawLine ?? "")) lines.push(line);
			else all.push(placed(filter, number, line));
		}
		preprocessors.push(...parsed.preprocessors);
		if (lines.length > 0) unread.push({ file, lines: lines.sort((a, b) => a - b) });
	}
	const engine = new FiltersEngine({ networkFilters: all, preprocessors, config: SETTINGS });
	const bytes = new Uint8Array(new SharedArrayBuffer(engine.getSerializedSize()));
	engine.serialize(bytes);
	return { image: { bytes, lists: files.map((file) => basename(file)), filters: all.length }, unread };
}

/** Only what decides whether a request is blocked. `enableOptimizations` would fuse filters into ones that nobody wrote. */
const SETTINGS = {
	enableCompression: false,
	enableOptimizations: false,
	integrityCheck: false,
	loadCSPFilters: false,
	loadCosmeticFilters: false,
	loadExceptionFilters: true,
	loadNetworkFilters: true,
	loadPreprocessors: true,
};

/** FilterType.NETWORK of the library, which declares it as a constant that only its own compiler may read. */
const NETWORK = 1;

/** A line of a hosts file, which the library would take for a filter that nothing ever meets. */
const HOSTS_LINE = /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s/;

async function readList(file: string): Promise<string> {
	try {
		const bytes = await readFile(file);
		if (bytes.length <= MAX_LIST_BYTES)
			return bytes
				.toString("utf8")
				.replace(/^\uFEFF/, "")
				.replaceAll("\r\n", "\n");
	} catch (cause) {
		throw appError("usage", `--filters ${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
	}
	throw appError("usage", `--filters ${file} is no filter list: it is larger than ${MAX_LIST_BYTES / 1024 / 1024} MB`);
}

/** The library does not say in which line a filter stands, but gives them in their order, each with its text. */
function* withLines(filters: readonly NetworkFilter[], text: string): Generator<readonly [NetworkFilter, number]> {
	const lines = text.split("\n");
	let at = 0;
	for (const filter of filters) {
		const raw = filter.rawLine ?? "";
		while (at < lines.length && !startsAt(lines[at] as string, raw)) at++;
		yield [filter, Math.min(++at, lines.length)];
	}
}

/** A line that ends in " \" goes on in the next. */
function startsAt(line: string, raw: string): boolean {
	const written = line.trim();
	return written === raw || (written.endsWith(" \\") && raw.startsWith(written.slice(0, -2)));
}

/** Its text, kept by the library through the block of memory, with the place in front. */
function placed(filter: NetworkFilter, list: number, line: number): NetworkFilter {
	return Object.assign(filter, { rawLine: `${list} ${line} ${filter.rawLine}` });
}

export function placeIn(
	{ lists }: FilterImage,
	filter: NetworkFilter,
): { readonly list: string; readonly line: number; readonly text: string } {
	const [, list = "", line = "", text = ""] = /^(\d+) (\d+) (.*)$/s.exec(filter.rawLine ?? "") ?? [];
	return { list: lists[Number(list)] ?? "", line: Number(line), text };
}
