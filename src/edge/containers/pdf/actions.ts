// Actions: what in a PDF's objects names a host (ISO 32000-1 §12.6), as constructs for core's vectors. `automatic` tells what runs when the
// document or a page is opened, rather than when something is clicked.

import type { Finds } from "../finds.ts";
import { automaticOnes } from "./automatic.ts";
import { dictionariesIn } from "./dictionaries.ts";
import type { PdfObject } from "./objects.ts";
import type { Resolve } from "./references.ts";
import { addressesIn } from "./scripts.ts";
import type { Value } from "./values.ts";

type Dictionary = ReadonlyMap<string, Value>;

/** Attack: a hundred thousand actions that all refer to a number which stands a hundred times. Values looked at for a reference. */
const MAX_LOOKS = 1_000_000;

/** By the type of an action: its construct, and the key that names where it leads. */
const ACTIONS: ReadonlyMap<string, readonly [construct: string, key: string]> = new Map([
	["URI", ["pdf uri", "URI"]],
	["Launch", ["pdf launch", "F"]],
	["GoToR", ["pdf other document", "F"]],
	["GoToE", ["pdf other document", "F"]],
	["Thread", ["pdf other document", "F"]],
	["SubmitForm", ["pdf submit form", "F"]],
	["ImportData", ["pdf import data", "F"]],
	["JavaScript", ["pdf script", "JS"]],
	["Rendition", ["pdf script", "JS"]],
]);

/** In place of a key that is missing (§7.3.9). */
const NULL: Value = { kind: "other" };

export interface Document {
	/** The newest object of each number comes last. */
	readonly objects: readonly PdfObject[];
	readonly resolve: Resolve;
	/** Text of streams that were unpacked, by number. */
	readonly texts: ReadonlyMap<number, readonly string[]>;
	/** What was shown already; it grows. */
	readonly shown: Set<string>;
}

export function showActions({ objects, resolve, texts, shown }: Document, finds: Finds): void {
	const automatic = automaticOnes(objects, resolve);
	const asked = filesOfActions(objects, resolve);
	let looks = 0;

	/** All that `value` may come to, as far as is looked. */
	function meanings(value: Value = NULL): readonly Value[] {
		const all = resolve(value);
		const before = looks;
		looks += all.length;
		if (looks <= MAX_LOOKS) return all;
		if (before <= MAX_LOOKS)
			finds.problem("limit-parts", `more than ${MAX_LOOKS} objects are referred to; not all references were followed`);
		return all.slice(0, 1);
	}

	function textsOf(value: Value | undefined): readonly string[] {
		const found = meanings(value).flatMap((meaning) => (meaning.kind === "string" ? [meaning.text] : []));
		return value?.kind === "reference" ? [...found, ...(texts.get(value.number) ?? [])] : found;
	}

	/** A file specification (§7.11): a string, or a dictionary with /UF or /F; programs differ in which they take. */
	function filesOf(value: Value | undefined): readonly string[] {
		return meanings(value).flatMap((meaning) => {
			if (meaning.kind === "string") return [meaning.text];
			if (meaning.kind !== "dictionary") return [];
			return [...new Set(["UF", "F", "Unix", "DOS", "Mac"].flatMap((key) => textsOf(meaning.entries.get(key))))];
		});
	}

	const bases = basesOf();

	/** What the catalog's /URI /Base is put before (§12.6.4.7). */
	function basesOf(): readonly string[] {
		const found: string[] = [];
		for (const { entries } of dictionariesIn(objects)) {
			for (const uri of meanings(entries.get("URI"))) if (uri.kind === "dictionary") found.push(...textsOf(uri.entries.get("Base")));
		}
		return found;
	}

	function show(construct: string, path: string, values: readonly string[], runs: boolean): void {
		for (const value of values) {
			const key = `${construct} ${path} ${value}`;
			if (value.trim() === "" || finds.full || shown.has(key)) continue;
			shown.add(key);
			finds.construct(construct, path, value, { automatic: String(runs) });
		}
	}

	function showAction(construct: string, written: Value | undefined, path: string, runs: boolean): void {
		if (construct === "pdf uri")
			show(
				construct,
				path,
				textsOf(written).flatMap((url) => resolved(url, bases)),
				runs,
			);
		else if (construct === "pdf script") show(construct, path, textsOf(written).flatMap(addressesIn), runs);
		else show(construct, path, filesOf(written).map(share), runs);
	}

	/** What Launch hands to Windows (§12.6.4.5): a file, and parameters, which are a script's. */
	function showWindows(construct: string, written: Value | undefined, path: string, runs: boolean): void {
		for (const windows of meanings(written)) {
			if (windows.kind !== "dictionary") continue;
			show(construct, path, textsOf(windows.entries.get("F")).map(share), runs);
			show(construct, path, textsOf(windows.entries.get("P")).flatMap(addressesIn), runs);
		}
	}

	/** A file specification that no action leads to: a film, a sound, a picture, a linked page. Local names lead nowhere. */
	function showFile(entries: Dictionary, path: string, runs: boolean): void {
		const files = ["UF", "F"].flatMap((key) => filesOf(entries.get(key)));
		const isUrl = meanings(entries.get("FS")).some((system) => system.kind === "name" && system.text === "URL");
		show(
			"pdf external file",
			path,
			isUrl ? files : files.map(share).filter((file) => /^(?:[a-z][a-z0-9+.-]{1,20}:|\\\\)/i.test(file)),
			runs,
		);
	}

	for (const { number, value, entries, runs } of dictionariesIn(objects)) {
		if (finds.full) return;
		const path = `${number} 0 obj`;
		const here = runs || automatic.has(value);
		let isAction = false;
		for (const type of meanings(entries.get("S"))) {
			const action = type.kind === "name" ? ACTIONS.get(type.text) : undefined;
			if (action === undefined) continue;
			isAction = true;
			showAction(action[0], entries.get(action[1]), path, here);
			showWindows(action[0], entries.get("Win"), path, here);
		}
		if (!isAction && !asked.has(value)) showFile(entries, path, here);
	}
}

/** File specifications that an action leads to: they are shown as that action's. */
function filesOfActions(objects: readonly PdfObject[], resolve: Resolve): ReadonlySet<Value> {
	const found = new Set<Value>();
	for (const { entries } of dictionariesIn(objects)) {
		const [type] = resolve(entries.get("S") ?? NULL);
		const key = type?.kind === "name" ? ACTIONS.get(type.text)?.[1] : undefined;
		for (const name of key === undefined ? [] : [key, "Win"]) for (const file of resolve(entries.get(name) ?? NULL)) found.add(file);
	}
	return found;
}

function resolved(written: string, bases: readonly string[]): readonly string[] {
	if (bases.length === 0 || /^[a-z][a-z0-9+.-]*:/i.test(written.trim())) return [written];
	return bases.map((base) => URL.parse(written, base)?.href ?? written);
}

/** `//host/share` is how PDF spells a UNC path (§7.11.2.2); a file in another place is opened as one, whoever starts it. */
function share(path: string): string {
	const spelt = /^(?:\/\/|\\\\)([^/\\].*)$/s.exec(path);
	return spelt === null ? path : `file://${(spelt[1] as string).replaceAll("\\", "/")}`;
}
