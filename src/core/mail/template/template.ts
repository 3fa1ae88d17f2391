// Template: what is kept of the text that a message shows. The bytes are read once, words as hashes; of the text itself nothing stays.

import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Template } from "../../model/profile.ts";
import { pointsOf } from "./characters.ts";
import { keepWords } from "./kept-words.ts";
import { tailLeadsOut } from "./leaving-links.ts";
import { createMarkup, leadOut, readMarkup } from "./markup.ts";
import { readPlain } from "./plain.ts";
import { createShownBytes } from "./shown-bytes.ts";
import { sketchOf } from "./sketch.ts";
import { beginStructure, createStructure, structureHash } from "./structure.ts";
import { beginWords, createWordReader, endPiece, MAX_WORDS } from "./words.ts";

/** Attack: a text of megabytes. Bytes of it that are read. */
const MAX_BYTES = 256 * 1024;

export interface TemplateReading {
	readonly template: Template;
	/** It says how to leave a mailing. */
	readonly leaves: boolean;
	/** At most 2000 characters of what is shown, without markup; "" where nobody wants it. */
	readonly text: string;
}

export interface TemplateOptions {
	/** Hashes of the words of the reader's names (reader-names.ts). */
	readonly own: readonly number[];
	readonly wantsText: boolean;
}

const reader = createWordReader();
const structure = createStructure();
const markup = createMarkup();
const shown = createShownBytes();

export const NO_TEXT: TemplateReading = Object.freeze({
	template: Object.freeze({ structure: "", sketch: "", words: 0, links: 0, pictures: 0 }),
	leaves: false,
	text: "",
});

/** `content` is a decoded text, at most the first 256 KB of which are read. */
export function readTemplate(
	content: Content,
	language: "html" | "text",
	{ own, wantsText }: TemplateOptions,
	codec: Codec,
): TemplateReading {
	const { bytes, start, charset } = content;
	const end = Math.min(content.end, start + MAX_BYTES);
	const points = charset === "utf-8" ? null : pointsOf(charset);
	const kept = wantsText ? shown : null;
	const isMarkup = language === "html";
	beginWords(reader);
	shown.clear();
	if (isMarkup) {
		beginStructure(structure);
		readMarkup(markup, reader, structure, kept, bytes, start, end, points, codec);
	} else readPlain(reader, kept, bytes, start, end, points);
	endPiece(reader);
	const words = reader.count;
	const { count, leaves, urls } = keepWords(reader, own);
	return {
		template: {
			structure: isMarkup ? structureHash(structure) : "",
			sketch: sketchOf(reader.hashes, count),
			words,
			links: isMarkup ? markup.links : urls,
			pictures: isMarkup ? markup.pictures : 0,
		},
		leaves: leaves || (isMarkup && leadOut(markup, bytes)) || (reader.count >= MAX_WORDS && tailLeadsOut(bytes, start, content.end, codec)),
		text: wantsText ? shown.text(charset, isMarkup) : "",
	};
}
