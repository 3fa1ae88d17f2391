// HTML level: one HTML scanner, and the sink that turns its calls into hits for the vectors. There is one for each depth of nesting.

import { resolveBase } from "../encoding/urls.ts";
import * as B from "../mail/html/bytes.ts";
import { resolveReferences } from "../mail/html/character-references.ts";
import { createHtmlScanner, type HtmlScanner, type HtmlSink } from "../mail/html/scanner.ts";
import type { HtmlTable } from "../mail/html/table.ts";
import type { Tag } from "../mail/html/tag.ts";
import { joinPieces } from "../mail/joined.ts";
import { contentOf, textOf } from "../mail/strings.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawEnd, rawStart } from "../model/content.ts";
import type { Text } from "../model/text.ts";
import type { AttributeHit, BareUrlHit, Hit, Language, MarkupHit, RawTextHit, Vector } from "../model/vector.ts";
import { type Circumstances, type Collector, PLAIN } from "./collector.ts";
import type { Place } from "./place.ts";

const AMPERSAND = 0x26;
const NAMESPACES = ["html", "svg", "math"] as const;
const IN_COMMENT: Circumstances = { ...PLAIN, remark: "it stands in a conditional comment, which Outlook renders" };

export interface LevelActions {
	readonly collector: Collector;
	show(vector: Vector, hit: Hit, place: Place, circumstances: Circumstances): void;
	css(content: Content, mode: "sheet" | "declarations", property: null, place: Place, around: Circumstances): void;
	follow(language: Language, text: Text, property: string | null, place: Place): void;
}

export interface Level {
	scan(content: Content, place: Place, xml: boolean): void;
}

/** A hit as one object and no closure, since most are looked at once. Good as long as the tag is. */
interface TagHit extends AttributeHit {
	readonly tag: Tag;
	readonly at: number;
	value: Text | null;
}

/** An HTML scanner and the sink that turns its calls into hits. */
export function createLevel(table: HtmlTable, codec: Codec, actions: LevelActions): Level {
	const { dispatch, listeners, width } = table;
	const id = (name: string): number => table.attributes.ids.get(name) ?? -1;
	const [style, href] = [id("style"), id("href")];
	const styleElement = table.elements.ids.get("style");
	const baseElement = table.elements.ids.get("base");
	let content: Content;
	let place: Place;
	let scanner: HtmlScanner;

	function attributeText(tag: Tag, at: number): Text {
		const start = tag.starts[at];
		const end = tag.ends[at];
		const flags = tag.flags[at];
		if ((flags & (B.HAS_REFERENCE | B.HAS_NON_ASCII | B.HAS_CONTROL)) === 0) return plainText(content, start, end, codec);
		const text = withoutNul(textOf(content, start, end, codec));
		return (flags & B.HAS_REFERENCE) === 0 ? text : resolveReferences(text, true);
	}

	function siblingValue(tag: Tag, attribute: string): string | null {
		const wanted = id(attribute);
		for (let i = 0; i < tag.count; i++) if (tag.attributes[i] === wanted) return attributeText(tag, i).value;
		return null;
	}

	const around = (): Circumstances => (scanner.conditional() ? IN_COMMENT : PLAIN);

	const sink: HtmlSink = {
		tag(tag) {
			const row = tag.element * width;
			for (let i = 0; i < tag.count; i++) {
				const attribute = tag.attributes[i];
				if (attribute === style) styleAttribute(tag, i);
				else if (attribute === href && tag.element === baseElement) setBase(attributeText(tag, i).value);
				const list = listeners[dispatch[row + attribute]];
				if (list.length > 0) showAttribute(tag, i, list);
			}
		},
		rawText(tag, pieces, references) {
			const written = pieces.length === 2 ? { ...content, start: pieces[0], end: pieces[1] } : joinPieces(content, pieces, content.charset);
			const text = (): Text => {
				const whole = textOf(written, written.start, written.end, codec);
				return references ? resolveReferences(whole, false) : whole;
			};
			if (tag.element === styleElement) {
				const condition = siblingValue(tag, "media")?.trim() ?? "";
				const everywhere = condition === "" || condition.toLowerCase() === "all";
				const circumstances = everywhere ? around() : { ...around(), conditions: [`@media ${condition}`] };
				const escaped = references && codec.indexOf(written.bytes, AMPERSAND, written.start, written.end) >= 0;
				actions.css(escaped ? contentOf(text(), 0, text().value.length) : written, "sheet", null, place, circumstances);
				return;
			}
			const vectors = table.rawText.get(tag.element);
			if (vectors === undefined) return;
			const hit: RawTextHit = {
				kind: "raw-text",
				element: table.elements.names[tag.element],
				text,
				beside: (name) => siblingValue(tag, name),
			};
			for (const vector of vectors) actions.show(vector, hit, place, around());
		},
		markup(construct, start, end) {
			const vectors = table.markup.get(construct);
			if (vectors === undefined) return;
			const hit: MarkupHit = { kind: "markup", construct, text: () => textOf(content, start, end, codec) };
			for (const vector of vectors) actions.show(vector, hit, place, around());
		},
		urlText(start, end) {
			const hit: BareUrlHit = { kind: "bare-url", text: () => resolveReferences(textOf(content, start, end, codec), false) };
			for (const vector of table.bareUrl) actions.show(vector, hit, place, around());
		},
		tooDeep(at) {
			actions.collector.report("limit-nesting", "conditional comments nested too deep", () => rawStart(content, at));
		},
		cut(at) {
			actions.collector.report("unparsable", "the markup ends inside a tag", () => rawStart(content, at));
		},
	};
	scanner = createHtmlScanner(table, sink, codec);

	function styleAttribute(tag: Tag, at: number): void {
		const flags = tag.flags[at];
		if ((flags & B.HAS_CSS) === 0) return;
		if ((flags & B.HAS_REFERENCE) === 0) {
			actions.css({ ...content, start: tag.starts[at], end: tag.ends[at] }, "declarations", null, place, around());
			return;
		}
		const text = attributeText(tag, at);
		actions.css(contentOf(text, 0, text.value.length), "declarations", null, place, around());
	}

	function setBase(written: string): void {
		const { document } = place;
		if (document.baseSet) return;
		document.base = resolveBase(written, document.base);
		document.baseSet = true;
	}

	function valueText(this: TagHit): Text {
		this.value ??= attributeText(this.tag, this.at);
		return this.value;
	}

	function siblingOf(this: TagHit, attribute: string): string | null {
		return siblingValue(this.tag, attribute);
	}

	function showAttribute(tag: Tag, at: number, list: readonly Vector[]): void {
		const hit: TagHit = {
			kind: "attribute",
			element: table.elements.names[tag.element],
			namespace: NAMESPACES[tag.namespace],
			attribute: table.attributes.names[tag.attributes[at]],
			text: valueText,
			beside: siblingOf,
			tag,
			at,
			value: null,
		};
		for (const vector of list) actions.show(vector, hit, place, around());
	}

	return {
		scan(next, at, xml) {
			const [outerContent, outerPlace] = [content, place];
			content = next;
			place = at;
			scanner.scan(next.bytes, next.start, next.end, xml);
			content = outerContent;
			place = outerPlace;
		},
	};
}

/** A NUL in an attribute is U+FFFD (WHATWG HTML §13.2.5.36), one character for one. */
function withoutNul(text: Text): Text {
	return text.value.includes("\0") ? { ...text, value: text.value.replaceAll("\0", "\uFFFD") } : text;
}

/** ASCII without references, as one object and no closure: characters are bytes. */
interface PlainText extends Text {
	readonly content: Content;
	readonly from: number;
}

function plainText(content: Content, start: number, end: number, codec: Codec): PlainText {
	return { value: codec.latin1(content.bytes, start, end), start: startInBytes, end: endInBytes, content, from: start };
}

function startInBytes(this: PlainText, index: number): number {
	return rawStart(this.content, this.from + index);
}

function endInBytes(this: PlainText, index: number): number {
	return rawEnd(this.content, this.from + index);
}
