// Compile lists: filter lists as texts become one block of memory that all threads share, by a library that knows the syntax of Adblock
// Plus, AdGuard and uBlock Origin (@ghostery/adblocker, MPL-2.0). Only what decides whether a request is blocked is kept.

import { domainToASCII } from "node:url";
import { FiltersEngine, type NetworkFilter, parseFilters } from "@ghostery/adblocker";

/** The filters of all lists, as the library serialises them; each carries its place and its text ({@link placeIn}). */
export interface FilterImage {
	readonly bytes: Uint8Array;
	/** By number of the list: the file's name without its folder. */
	readonly lists: readonly string[];
	readonly filters: number;
}

export interface CompiledLists {
	readonly bytes: Uint8Array;
	readonly filters: number;
	/** By number of the list: lines, from 1, that were meant as filters and are none. */
	readonly unread: readonly (readonly number[])[];
}

export function compileLists(texts: readonly string[]): CompiledLists {
	const all: NetworkFilter[] = [];
	const preprocessors: ReturnType<typeof parseFilters>["preprocessors"] = [];
	const unread = texts.map((written, number) => {
		const text = written
			.replace(/^\uFEFF/, "")
			.replaceAll("\r\n", "\n")
			.replace(NAME_BEYOND_ASCII, inAscii);
		const parsed = parseFilters(text, { ...SETTINGS, debug: true });
		const lines = parsed.notSupportedFilters.filter(({ filterType }) => filterType === NETWORK).map(({ lineNumber }) => lineNumber + 1);
		for (const [filter, line] of withLines(parsed.networkFilters, text)) {
			if (HOSTS_LINE.test(filter.rawLine ?? "")) lines.push(line);
			else all.push(placed(filter, number, line));
		}
		preprocessors.push(...parsed.preprocessors);
		return lines.sort((a, b) => a - b);
	});
	const engine = new FiltersEngine({ networkFilters: all, preprocessors, config: SETTINGS });
	const bytes = new Uint8Array(new SharedArrayBuffer(engine.getSerializedSize()));
	engine.serialize(bytes);
	return { bytes, filters: all.length, unread };
}

/** `enableOptimizations` would fuse filters into ones that nobody wrote. */
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

/** "||müller.example^": the library would cut the name at the first such letter, and meet nothing. */
const NAME_BEYOND_ASCII = /^((?:@@)?\|\|)([^\s/^$*|:]*[^\s/^$*|:\p{ASCII}][^\s/^$*|:]*)/gmu;

function inAscii(all: string, start: string, name: string): string {
	const ascii = domainToASCII(name);
	return ascii === "" ? all : start + ascii;
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

export interface FilterPlace {
	readonly list: string;
	readonly line: number;
	/** The filter as written. */
	readonly text: string;
}

export function placeIn({ lists }: FilterImage, filter: NetworkFilter): FilterPlace {
	const [, list = "", line = "", text = ""] = /^(\d+) (\d+) (.*)$/s.exec(filter.rawLine ?? "") ?? [];
	return { list: lists[Number(list)] ?? "", line: Number(line), text };
}
