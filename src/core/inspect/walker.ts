// Walker: scans content in whatever language it is written, shows each hit to the vectors that watch for it, and goes on into what
// is written inside values (srcdoc, style, data:, javascript:). Content nested in content comes back here.

import { scanBareUrls } from "../mail/bare-urls.ts";
import { finishCss, scanCss } from "../mail/css/scanner.ts";
import { createSheetState } from "../mail/css/sheet-state.ts";
import { compileHtmlTable } from "../mail/html/table.ts";
import { MAX_CONTENT_NESTING } from "../mail/limits.ts";
import { contentOf } from "../mail/strings.ts";
import { plainXml } from "../mail/xml/plain-xml.ts";
import type { Codec } from "../model/codec.ts";
import type { Content } from "../model/content.ts";
import type { Text } from "../model/text.ts";
import type { BareUrlHit, CssHit, Hit, Language, Nested, Target, Vector } from "../model/vector.ts";
import { type Circumstances, type Collector, PLAIN } from "./collector.ts";
import { embeddingScheme, openDataUrl, openScriptUrl } from "./embedded.ts";
import { createLevel, type Level, type LevelActions } from "./html-level.ts";
import { createDocument, type Place } from "./place.ts";
import type { Registry } from "./registry.ts";
import { noteQuoted } from "./token-owners.ts";

export interface Walker {
	scan(content: Content, language: Language, place: Place): void;
	/** Bare URLs in plain text. */
	scanText(content: Content, place: Place): void;
	/** Shows a hit made elsewhere (a header field, a part) to a vector. */
	show(vector: Vector, hit: Hit, place: Place): void;
}

export function createWalker(registry: Registry, collector: Collector, codec: Codec): Walker {
	/** One scanner for each depth, since a scan may be asked for in the middle of another. */
	const levels: Level[] = [];

	function show(vector: Vector, hit: Hit, place: Place, circumstances = PLAIN): void {
		for (const found of vector.find(hit)) {
			if (found.kind === "nested") follow(found.language, sliceOf(found), found.property ?? null, place);
			else {
				const scheme = embeddingScheme(found.text.value, found.from, found.to);
				if (scheme === null || found.url !== undefined) collector.add(vector, found, place, circumstances);
				else openEmbedded(scheme, vector, found, place);
			}
		}
	}

	function openEmbedded(scheme: "data" | "javascript", vector: Vector, found: Target, place: Place): void {
		const trigger = found.trigger ?? vector.trigger;
		const opens = trigger === "open" ? place.opens : trigger;
		const inner: Place = { ...place, opens, document: createDocument(null) };
		const { text, from, to } = found;
		if (scheme === "javascript") {
			for (const { language, text: script } of openScriptUrl(text, from, to, codec)) follow(language, script, null, inner);
			return;
		}
		const opened = openDataUrl(text, from, to, codec);
		if (opened !== null) follow(opened.language, opened.text, null, inner);
	}

	function follow(language: Language, text: Text, property: string | null, place: Place): void {
		if (text.value === "") return;
		if (place.depth === MAX_CONTENT_NESTING) {
			collector.report("limit-nesting", `content inside content deeper than ${MAX_CONTENT_NESTING}`, () => text.start(0));
			return;
		}
		const own = language === "html" || language === "xml" ? createDocument(place.document.base) : place.document;
		scan(contentOf(text, 0, text.value.length), language, { ...place, document: own, depth: place.depth + 1 }, property);
	}

	/** A whole document or sheet: what its styles hold back is shown when all of it was seen. */
	function scanDocument(content: Content, language: Language, place: Place): void {
		const first = collector.references.length;
		scan(content, language, place);
		if (language === "html") noteQuoted(collector.references, first, content, "html", collector.answers, codec);
		else if (language !== "xml") finishStyles(place);
	}

	function finishStyles(place: Place): void {
		const { sheet } = place.document;
		if (sheet === null) return;
		finishCss(sheet, (hit) => showCss(hit, place, PLAIN));
		for (const { code, detail, offset } of sheet.problems) collector.report(code, detail, offset);
	}

	function scan(content: Content, language: Language, place: Place, property: string | null = null): void {
		switch (language) {
			case "html":
			case "xml": {
				levels[place.depth] ??= createLevel(registry.html, codec, actions);
				const xml = language === "xml";
				const document = xml ? plainXml(content, codec, collector.report) : content;
				levels[place.depth].scan(document, place, xml);
				const names = place.document.sheet?.attributeNames;
				if (names !== undefined && names.size > 0) scanNamedAttributes(document, place, xml, [...names]);
				finishStyles(place);
				return;
			}
			case "css":
				css(content, "sheet", null, place, PLAIN);
				return;
			case "css-declarations":
				css(content, "declarations", null, place, PLAIN);
				return;
			case "css-value":
				css(content, "value", property, place, PLAIN);
		}
	}

	/** CSS took URLs from attributes by name, attr(data-x url): a second look at the document, at those attributes only. */
	function scanNamedAttributes(content: Content, place: Place, xml: boolean, names: readonly string[]): void {
		const vectors = registry.css.get("attr()") ?? [];
		if (vectors.length === 0) return;
		const table = compileHtmlTable(
			[],
			names.flatMap((attribute) => vectors.map((vector) => ({ attribute, vector }))),
		);
		createLevel(table, codec, { ...actions, css: () => {}, follow: () => {} }).scan(content, place, xml);
	}

	function css(
		content: Content,
		mode: "sheet" | "declarations" | "value",
		property: string | null,
		place: Place,
		around: Circumstances,
	): void {
		const { document } = place;
		document.sheet ??= createSheetState();
		scanCss(content, mode, property, document.sheet, (hit) => showCss(hit, place, around));
	}

	function showCss(hit: CssHit, place: Place, around: Circumstances): void {
		const circumstances = hit.conditions.length === 0 ? around : { ...around, conditions: [...around.conditions, ...hit.conditions] };
		for (const vector of registry.css.get(hit.place) ?? registry.css.get("*") ?? []) show(vector, hit, place, circumstances);
	}

	const actions: LevelActions = { show, css, follow, collector };

	return {
		scan: scanDocument,
		show,
		scanText(content, place) {
			const first = collector.references.length;
			scanBareUrls(content, codec, (text) => {
				const hit: BareUrlHit = { kind: "bare-url", text: () => text };
				for (const vector of registry.html.bareUrl) show(vector, hit, place);
			});
			noteQuoted(collector.references, first, content, "text", collector.answers, codec);
		},
	};
}

function sliceOf(found: Nested): Text {
	const { text, from, to } = found;
	if (from === 0 && to === text.value.length) return text;
	return { value: text.value.slice(from, to), start: (index) => text.start(from + index), end: (index) => text.end(from + index) };
}
