// Sheet state: what the styles of one document say about each other. A custom property may hold a URL as a mere string in one style
// attribute and become a picture by image-set(var(--x)) in another (CSS Variables §3); attr() takes it from any attribute. So strings in
// custom properties are held until the whole document was seen, and shown only where a use reaches them.

import type { Problem } from "../../model/problem.ts";
import type { CssHit } from "../../model/vector.ts";

/** What goes in and out of custom functions: which argument reaches which use is not followed. Cannot be a custom property's name. */
export const CUSTOM_FUNCTIONS = "()";

/** Attack: a million custom properties. Past this many held strings, each further one is shown at once, used or not. */
export const MAX_HELD_STRINGS = 20_000;
/** Past this many names, each property counts as used. */
export const MAX_HELD_NAMES = 20_000;
/** The document is scanned a second time for these; mail has no use for more. */
export const MAX_ATTRIBUTE_NAMES = 256;

interface Definition {
	readonly strings: CssHit[];
	readonly references: Set<string>;
	readonly attributes: Set<string>;
}

export interface SheetState {
	/** Attributes, lower case, that the styles take a URL from. Complete once all styles were scanned. */
	readonly attributeNames: ReadonlySet<string>;
	/** Limits that were hit, one of each kind. */
	readonly problems: readonly Problem[];
	report(problem: Problem): void;
	/** `name` stands where a URL is expected. */
	useProperty(name: string, at: number): void;
	useAttribute(name: string, at: number): void;
	/** False: too many are held, show it now. */
	holdString(name: string, hit: CssHit): boolean;
	holdReference(name: string, other: string, at: number): void;
	holdAttribute(name: string, attribute: string, at: number): void;
	/** Hands out the held strings that a use reaches, each once. */
	takeUsed(): readonly CssHit[];
}

export function createSheetState(): SheetState {
	const definitions = new Map<string, Definition>();
	const uses = new Set<string>();
	const attributes = new Set<string>();
	const problems: Problem[] = [];
	let strings = 0;
	let names = 0;

	function define(name: string): Definition {
		let definition = definitions.get(name);
		if (definition === undefined) {
			definition = { strings: [], references: new Set(), attributes: new Set() };
			definitions.set(name, definition);
		}
		return definition;
	}

	function report(problem: Problem): void {
		if (problems.every(({ detail }) => detail !== problem.detail)) problems.push(problem);
	}

	/** One name more is kept; false past the limit. */
	function room(at: number): boolean {
		if (names < MAX_HELD_NAMES) {
			names++;
			return true;
		}
		report({ code: "limit-references", detail: "too many custom properties in CSS to tell which are used: all count", offset: at });
		return false;
	}

	/** Every definition that a use leads to, through any chain of var(). */
	function reached(): Iterable<Definition> {
		if (names >= MAX_HELD_NAMES) return definitions.values();
		const found: Definition[] = [];
		const seen = new Set(uses);
		// A Set goes on over what is added while it is walked.
		for (const name of seen) {
			const definition = definitions.get(name);
			if (definition === undefined) continue;
			found.push(definition);
			for (const other of definition.references) seen.add(other);
		}
		return found;
	}

	function addAttribute(name: string, at: number): void {
		if (attributes.size < MAX_ATTRIBUTE_NAMES) attributes.add(name.toLowerCase());
		else report({ code: "limit-references", detail: "attr() in CSS names too many attributes: the rest is not looked at", offset: at });
	}

	return {
		problems,
		report,
		get attributeNames() {
			for (const definition of reached()) for (const name of definition.attributes) addAttribute(name, 0);
			return attributes;
		},
		useProperty(name, at) {
			if (room(at)) uses.add(name);
		},
		useAttribute: addAttribute,
		holdString(name, hit) {
			if (strings >= MAX_HELD_STRINGS) return false;
			strings++;
			define(name).strings.push(hit);
			return true;
		},
		holdReference(name, other, at) {
			if (room(at)) define(name).references.add(other);
		},
		holdAttribute(name, attribute, at) {
			if (room(at)) define(name).attributes.add(attribute);
		},
		takeUsed() {
			const used: CssHit[] = [];
			for (const definition of reached()) for (const hit of definition.strings.splice(0)) used.push(hit);
			return used;
		},
	};
}
