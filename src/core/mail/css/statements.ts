// Statements: where in a style sheet the scan stands (property, at-rule, conditions around it), and what that makes of a URL found there.
// Nothing is read of a statement until it holds one. An @import waits for its conditions, an @font-face for its other descriptors.

import { type Content, rawStart } from "../../model/content.ts";
import type { CssHit } from "../../model/vector.ts";
import { BLANK, CLOSE_BRACE, CLOSE_PAREN, CSS_CLASS, skipBlanks } from "./bytes.ts";
import { conditionText, importConditions, isConditional, NO_CONDITIONS } from "./conditions.ts";
import { unescapedText } from "./escapes.ts";
import { Block, type Frames, pushBlock, Strings } from "./frames.ts";
import { firstName, type Head, readHead } from "./head.ts";
import { bareUrl, Nature, namesNothing, natureAt } from "./nature.ts";
import { CUSTOM_FUNCTIONS, type SheetState } from "./sheet-state.ts";
import { createSurroundings } from "./surroundings.ts";

/** At-rules whose URL is a name or a question: compared, never fetched (CSS Namespaces §2, CSS Conditional). */
const SILENT: ReadonlySet<string> = new Set(["namespace", "charset", "document", "-moz-document", "supports", "container"]);

const BLOCKS: ReadonlyMap<string, number> = new Map<string, number>([
	["font-face", Block.fontFace],
	["property", Block.property],
	["function", Block.function],
]);

/** Attack: an @font-face of a million URLs. Past these, each is shown without waiting for the block's end. */
const MAX_WAITING = 64;
const MAX_FACTS = 8;
const LONGEST_FONT_NAME = 128;

interface Found {
	readonly start: number;
	readonly end: number;
	readonly quoted: boolean;
}

export interface Statements {
	/** Starts on new CSS; `property` where it is the value of one. */
	reset(content: Content, property: string | null, sheet: SheetState, sink: (hit: CssHit) => void): void;
	/** A statement begins at or after `at`. Returns where. */
	begin(at: number): number;
	/** The statement ends at `at`. */
	close(at: number): void;
	startsAt(at: number): boolean;
	nature(): number;
	/** Every function name matters here. */
	matters(): boolean;
	isCustom(): boolean;
	isImport(): boolean;
	/** The `{` at `at` opens a block of statements; false past the limit. */
	openBlock(at: number): boolean;
	leaveBlock(): void;
	leaveAll(at: number): void;
	/** A URL at `[start, end)`; `place` null: that of the statement. */
	emit(start: number, end: number, quoted: boolean, place: string | null): void;
	emitSourceMap(start: number, end: number): void;
	/** A string outside functions. True: it holds CSS itself. */
	string(start: number, end: number): boolean;
	/** A string given to a custom function. */
	holdArgument(start: number, end: number): void;
	/** A custom function is called where strings mean `around`. */
	call(around: number, at: number): void;
	/** var(name), where strings mean `around`. */
	reference(name: string, around: number, at: number): void;
	/** attr(name). */
	attribute(name: string, isUrl: boolean, at: number): void;
	/** local(...) in a font's sources. */
	noteLocal(start: number, at: number): void;
	show(hit: CssHit): void;
}

const SOURCE_MAP = "sourceMappingURL=";

export function createStatements(frames: Frames): Statements {
	let content: Content;
	let sheet: SheetState;
	let sink: (hit: CssHit) => void;
	/** The head where the whole content is one property's value. */
	let fixedHead: Head | null = null;
	let statement = 0;
	let nature: number = Nature.plain;
	let head: Head | null = null;
	/** Something of this custom property's value was held. */
	let held = false;
	let registered = "";
	let imported: (Found & { readonly after: number }) | null = null;
	const face: (Found & { readonly place: string })[] = [];
	const facts: string[] = [];
	const surroundings = createSurroundings();

	function headHere(): Head {
		head ??= readHead(content, statement, content.end);
		return head;
	}

	const isBlock = (block: number): boolean => frames.blocks[frames.depth] === block;

	function customName(): string | null {
		if (nature === Nature.plain) return null;
		const { kind, name } = headHere();
		return kind === "declaration" && name.startsWith("--") ? name : null;
	}

	function hitOf(place: string, found: Found, under: readonly string[]): CssHit {
		const source = content;
		return {
			kind: "css",
			place,
			conditions: under,
			text: () => unescapedText(source, found.start, found.end, found.quoted),
		};
	}

	function emit(start: number, end: number, quoted: boolean, place: string | null): void {
		held = true;
		if (frames.muted[frames.depth] === 1 || namesNothing(content.bytes, start, end, quoted)) return;
		const found: Found = { start, end, quoted };
		if (nature !== Nature.plain && headHere().kind === "at-rule") {
			emitInPrelude(headHere().name, found);
			return;
		}
		const where = place ?? placeHere();
		if (isBlock(Block.fontFace) && face.length < MAX_WAITING) face.push({ ...found, place: where });
		else sink(hitOf(where, found, surroundings.list()));
	}

	function placeHere(): string {
		if (isBlock(Block.fontFace)) return "@font-face";
		const { kind, name } = headHere();
		if (kind === "other") return "";
		return name.startsWith("--") ? "--*" : name;
	}

	function emitInPrelude(atRule: string, found: Found): void {
		if (SILENT.has(atRule)) return;
		if (atRule !== "import" || imported !== null) sink(hitOf(`@${atRule}`, found, surroundings.list()));
		else imported = { ...found, after: Math.min(content.end, found.quoted ? found.end + 1 : found.end) };
	}

	function showImport(at: number): void {
		if (imported === null) return;
		const own = importConditions(conditionText(content, imported.after, Math.max(imported.after, at)));
		const found = imported;
		imported = null;
		sink(hitOf("@import", found, own.length === 0 ? surroundings.list() : [...surroundings.list(), ...own]));
	}

	function showFace(): void {
		const under = facts.length === 0 ? surroundings.list() : [...surroundings.list(), ...facts];
		for (const found of face.splice(0)) sink(hitOf(found.place, found, under));
		facts.length = 0;
	}

	function closeSpecial(at: number): void {
		showImport(at);
		if (isBlock(Block.fontFace)) {
			const { name, after } = headHere();
			if (name === "unicode-range" && facts.length < MAX_FACTS) facts.push(`unicode-range ${conditionText(content, after, at)}`);
			return;
		}
		const name = held ? null : customName();
		if (name !== null) holdBareText(name, headHere().after, at);
	}

	/** `--x: https://host/` without quotes: no string, but programs that paste the text into a function's place would use it. */
	function holdBareText(name: string, after: number, at: number): void {
		const range = bareUrl(content.bytes, after, at);
		if (range !== null) hold(name, ...range, false);
	}

	function hold(name: string, start: number, end: number, quoted: boolean): void {
		held = true;
		if (namesNothing(content.bytes, start, end, quoted)) return;
		const hit = hitOf("--*", { start, end, quoted }, surroundings.list());
		if (!sheet.holdString(name, hit)) sink(hit);
	}

	const position = (at: number): number => rawStart(content, at);

	return {
		reset(next, property, state, show) {
			content = next;
			sheet = state;
			sink = show;
			fixedHead = property === null ? null : { kind: "declaration", name: property, after: next.start };
			head = fixedHead;
			imported = null;
			face.length = facts.length = 0;
			surroundings.reset(next);
			registered = "";
		},
		begin(at) {
			statement = skipBlanks(content.bytes, at, content.end);
			held = false;
			if (fixedHead !== null) nature = fixedHead.name.startsWith("-") ? Nature.special : Nature.plain;
			else {
				head = null;
				nature = isBlock(Block.rules) ? natureAt(content.bytes, statement, content.end) : Nature.special;
			}
			return statement;
		},
		close(at) {
			if (nature === Nature.special) closeSpecial(at);
		},
		startsAt: (at) => at === statement && fixedHead === null,
		nature: () => nature,
		matters: () => nature === Nature.special || frames.strings[frames.depth] !== Strings.nothing,
		isCustom: () => customName() !== null,
		isImport: () => nature === Nature.special && headHere().kind === "at-rule" && headHere().name === "import",
		openBlock(at) {
			const opened = nature === Nature.plain ? null : headHere();
			if (opened?.kind !== "at-rule") return pushBlock(frames, CLOSE_BRACE, Block.rules, false);
			showImport(at);
			const conditional = isConditional(opened.name);
			const inFunction = conditional && isBlock(Block.function);
			const block = inFunction ? Block.function : (BLOCKS.get(opened.name) ?? Block.rules);
			if (block === Block.property) registered = firstName(content, opened.after, at).name;
			if (!pushBlock(frames, CLOSE_BRACE, block, conditional)) return false;
			if (conditional) surroundings.enter(opened.name, opened.after, at);
			return true;
		},
		leaveBlock() {
			const { depth } = frames;
			if (frames.blocks[depth] === Block.fontFace) showFace();
			frames.depth--;
			if (frames.conditional[depth] === 1) surroundings.leave();
		},
		leaveAll(at) {
			showImport(at);
			showFace();
		},
		emit,
		emitSourceMap(start, end) {
			const { bytes } = content;
			const from = skipBlanks(bytes, start, end);
			for (let i = 0; i < SOURCE_MAP.length; i++) if (bytes[from + i] !== SOURCE_MAP.charCodeAt(i)) return;
			const first = from + SOURCE_MAP.length;
			let last = first;
			while (last < end && (CSS_CLASS[bytes[last]] & BLANK) === 0) last++;
			if (first < last) sink(hitOf("sourcemappingurl", { start: first, end: last, quoted: false }, NO_CONDITIONS));
		},
		string(start, end) {
			const { kind, name } = headHere();
			if (kind === "at-rule") {
				if (name === "import" && imported === null && frames.structural[frames.depth] === 1) emit(start, end, true, null);
				else if (name === "function") hold(CUSTOM_FUNCTIONS, start, end, true);
			} else if (name.startsWith("--")) hold(name, start, end, true);
			else if (isBlock(Block.function) && name === "result") hold(CUSTOM_FUNCTIONS, start, end, true);
			else if (isBlock(Block.property) && name === "initial-value") hold(registered, start, end, true);
			else if (name === "-o-link") emit(start, end, true, null);
			return name === "-ms-filter";
		},
		holdArgument: (start, end) => hold(CUSTOM_FUNCTIONS, start, end, true),
		call(meaning, at) {
			if (meaning === Strings.urls) sheet.useProperty(CUSTOM_FUNCTIONS, position(at));
			const name = customName();
			if (name === null) return;
			held = true;
			sheet.holdReference(name, CUSTOM_FUNCTIONS, position(at));
		},
		reference(name, meaning, at) {
			if (!name.startsWith("--")) return;
			const offset = position(at);
			if (meaning === Strings.urls) {
				sheet.useProperty(name, offset);
				if (isBlock(Block.function)) sheet.useProperty(CUSTOM_FUNCTIONS, offset);
			} else if (meaning === Strings.argument || isBlock(Block.function)) sheet.holdReference(CUSTOM_FUNCTIONS, name, offset);
			const own = customName();
			if (own === null) return;
			held = true;
			sheet.holdReference(own, name, offset);
		},
		attribute(name, isUrl, at) {
			const offset = position(at);
			if (isUrl) sheet.useAttribute(name, offset);
			const own = customName();
			if (own === null) return;
			held = true;
			sheet.holdAttribute(own, name, offset);
		},
		noteLocal(start, at) {
			if (!isBlock(Block.fontFace) || facts.length >= MAX_FACTS) return;
			const { bytes, end } = content;
			let close = at;
			while (close < end && close < at + LONGEST_FONT_NAME && bytes[close] !== CLOSE_PAREN) close++;
			facts.push(`not ${conditionText(content, start, Math.min(end, close + 1))}`);
		},
		show: (hit) => sink(hit),
	};
}
