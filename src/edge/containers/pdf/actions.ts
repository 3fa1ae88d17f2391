// Actions: what in a PDF's objects names a host (ISO 32000-1 §12.6), as constructs for core's vectors. `automatic` tells what runs when the
// document or a page is opened, rather than when something is clicked.

import type { Finds } from "../finds.ts";
import type { PdfObject } from "./objects.ts";
import type { Value } from "./values.ts";

type Dictionary = ReadonlyMap<string, Value>;

/** Attack: actions that lead to each other for ever. */
const MAX_STEPS = 200_000;

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
]);

/** A URL or a share inside a script, to the end of its string. Bounded, so that a script of nothing but slashes is read in linear time. */
const ADDRESS_IN_SCRIPT = new RegExp(
	[
		'(?<=")(?:https?|ftp|file|smb):[^"\\s<>]{1,4000}(?=")',
		"(?<=')(?:https?|ftp|file|smb):[^'\\s<>]{1,4000}(?=')",
		"(?:https?|ftp|file|smb):[^\\s\"'<>\\\\)]{1,4000}",
		"\\\\{2,4}[\\w.-]{1,253}\\\\{1,2}[^\\s\"'<>)]{1,1000}",
	].join("|"),
	"gi",
);

export interface Document {
	/** The newest object of each number comes last. */
	readonly objects: readonly PdfObject[];
	/** Text of streams that were unpacked, by number. */
	readonly texts: ReadonlyMap<number, string>;
}

export function showActions({ objects, texts }: Document, finds: Finds): void {
	const byNumber = new Map<number, Value>();
	for (const { number, value } of objects) byNumber.set(number, value);
	const base = baseOf(objects);
	const automatic = automaticOnes(objects, byNumber);
	const asked = filesOfActions(objects, byNumber);
	let steps = 0;

	function text(value: Value | undefined): string | null {
		if (value?.kind === "string") return value.text;
		if (value?.kind !== "reference") return null;
		const target = byNumber.get(value.number);
		return texts.get(value.number) ?? (target?.kind === "string" ? target.text : null);
	}

	/** A file specification (§7.11): a string, or a dictionary with /F or /UF; of Launch under Windows /Win. */
	function file(value: Value | undefined): string | null {
		const target = value?.kind === "reference" ? byNumber.get(value.number) : value;
		if (target?.kind === "string") return target.text;
		if (target?.kind !== "dictionary") return null;
		return (
			text(target.entries.get("UF")) ?? text(target.entries.get("F")) ?? text(target.entries.get("Unix")) ?? text(target.entries.get("DOS"))
		);
	}

	function show(construct: string, path: string, value: string | null, runs: boolean): void {
		if (value !== null && value.trim() !== "") finds.construct(construct, path, value, { automatic: String(runs) });
	}

	function walk(value: Value, path: string, runs: boolean): void {
		if (++steps > MAX_STEPS || finds.full) return;
		if (value.kind === "array") for (const item of value.items) walk(item, path, runs);
		if (value.kind !== "dictionary") return;
		const { entries } = value;
		const here = runs || automatic.has(value);
		showDictionary(value, entries, path, here);
		for (const [key, inner] of entries) walk(inner, path, here || key === "OpenAction" || key === "AA");
	}

	function showDictionary(value: Value, entries: Dictionary, path: string, runs: boolean): void {
		const type = entries.get("S");
		const action = type?.kind === "name" ? ACTIONS.get(type.text) : undefined;
		if (action !== undefined) {
			const [construct, key] = action;
			const value = entries.get(key);
			if (construct === "pdf uri") show(construct, path, resolved(text(value), base), runs);
			else if (construct === "pdf script") showScript(text(value), path, runs);
			else {
				show(construct, path, share(file(value)), runs);
				const windows = entries.get("Win");
				if (windows?.kind === "dictionary") {
					show(construct, path, share(text(windows.entries.get("F"))), runs);
					showAddresses(construct, text(windows.entries.get("P")), path, runs);
				}
			}
			return;
		}
		if (asked.has(value)) return;
		const system = entries.get("FS");
		if (system?.kind === "name" && system.text === "URL")
			show("pdf external file", path, text(entries.get("UF")) ?? text(entries.get("F")), runs);
		else if (entries.has("F") || entries.has("UF")) {
			// A file specification without a type of its own: a film, a sound, a linked page. Local names lead nowhere.
			const outside = share(file({ kind: "dictionary", entries }));
			if (outside !== null && /^(?:[a-z][a-z0-9+.-]{1,20}:|\\\\)/i.test(outside)) show("pdf external file", path, outside, runs);
		}
	}

	function showScript(script: string | null, path: string, runs: boolean): void {
		showAddresses("pdf script", script, path, runs);
	}

	function showAddresses(construct: string, source: string | null, path: string, runs: boolean): void {
		for (const [written] of (source ?? "").matchAll(ADDRESS_IN_SCRIPT)) {
			show(construct, path, written.startsWith("\\\\\\\\") ? written.replaceAll("\\\\", "\\") : written, runs);
		}
	}

	for (const { number, value } of objects) walk(value, `${number} 0 obj`, false);
}

/** What starts by itself, with what follows from it: /OpenAction and /AA, through references and /Next. */
function automaticOnes(objects: readonly PdfObject[], byNumber: ReadonlyMap<number, Value>): ReadonlySet<Value> {
	const found = new Set<Value>();
	const waiting: Value[] = [];
	for (const { value } of objects) {
		if (value.kind !== "dictionary") continue;
		for (const key of ["OpenAction", "AA"]) {
			const action = value.entries.get(key);
			if (action !== undefined) waiting.push(action);
		}
	}
	for (let value = waiting.pop(); value !== undefined && found.size < MAX_STEPS; value = waiting.pop()) {
		const target = value.kind === "reference" ? byNumber.get(value.number) : value;
		if (target === undefined || found.has(target)) continue;
		if (target.kind === "array") waiting.push(...target.items);
		if (target.kind !== "dictionary") continue;
		found.add(target);
		// A destination leads to a page, whose own contents do not run.
		const type = target.entries.get("Type");
		if (type?.kind === "name" && (type.text === "Page" || type.text === "Pages")) continue;
		waiting.push(...target.entries.values());
	}
	return found;
}

/** File specifications that an action leads to: they are shown as that action's. */
function filesOfActions(objects: readonly PdfObject[], byNumber: ReadonlyMap<number, Value>): ReadonlySet<Value> {
	const found = new Set<Value>();
	const visit = (value: Value): void => {
		if (value.kind === "array") for (const item of value.items) visit(item);
		if (value.kind !== "dictionary") return;
		const type = value.entries.get("S");
		const key = type?.kind === "name" ? ACTIONS.get(type.text)?.[1] : undefined;
		for (const name of key === undefined ? [] : [key, "Win"]) {
			const file = value.entries.get(name);
			const target = file?.kind === "reference" ? byNumber.get(file.number) : file;
			if (target !== undefined) found.add(target);
		}
		for (const inner of value.entries.values()) visit(inner);
	};
	for (const { value } of objects) visit(value);
	return found;
}

/** The catalog's /URI /Base (§12.6.4.7). */
function baseOf(objects: readonly PdfObject[]): string | null {
	for (const { value } of objects) {
		const uri = value.kind === "dictionary" ? value.entries.get("URI") : undefined;
		const base = uri?.kind === "dictionary" ? uri.entries.get("Base") : undefined;
		if (base?.kind === "string") return base.text;
	}
	return null;
}

function resolved(written: string | null, base: string | null): string | null {
	if (written === null || base === null || /^[a-z][a-z0-9+.-]*:/i.test(written.trim())) return written;
	return URL.parse(written, base)?.href ?? written;
}

/** `//host/share` is how PDF spells a UNC path (§7.11.2.2); a file in another place is opened as one, whoever starts it. */
function share(path: string | null): string | null {
	const spelt = path === null ? null : /^(?:\/\/|\\\\)([^/\\].*)$/s.exec(path);
	return spelt === null ? path : `file://${(spelt[1] as string).replaceAll("\\", "/")}`;
}
