// Bodies: what a message shows, decoded and scanned in the language it is written in. What is a file rather than text is handed back, to
// be opened (files.ts).

import type { Base } from "../encoding/urls.ts";
import { decodeBody } from "../mail/body.ts";
import { readShown } from "../mail/profile.ts";
import { createScratch } from "../mail/scratch.ts";
import type { TemplateOptions, TemplateReading } from "../mail/template/template.ts";
import { mayHoldUuencode, uuencodedFiles } from "../mail/uuencoded-files.ts";
import type { Codec } from "../model/codec.ts";
import type { Content } from "../model/content.ts";
import type { Message, Part } from "../model/message.ts";
import type { RemoteReference } from "../model/reference.ts";
import type { PartHit } from "../model/vector.ts";
import type { Collector } from "./collector.ts";
import { baseOf } from "./headers.ts";
import { languageOf } from "./languages.ts";
import { type Around, placeIn } from "./place.ts";
import type { Registry } from "./registry.ts";
import type { Walker } from "./walker.ts";

export interface Engine {
	readonly registry: Registry;
	readonly collector: Collector;
	readonly walker: Walker;
	readonly codec: Codec;
	/** The text that the message shows, to be read while it is decoded. */
	shown?: ShownText | null;
}

/** Wanted of one part of the outermost message. */
export interface ShownText {
	readonly part: Part;
	readonly options: TemplateOptions;
	reading: TemplateReading | null;
}

/** A file's part, whether it is attached or stands uuencoded in a text. */
export interface FilePart {
	readonly part: Part;
	readonly attached: boolean;
}

const NO_FILES: readonly FilePart[] = [];

/** Scans the body of `part`, unless it is a file: files are returned, unopened. */
export function walkBody(message: Message, part: Part, around: Around, engine: Engine): readonly FilePart[] {
	const { registry, walker, codec } = engine;
	const vectors = registry.parts.get(part.mediaType);
	if (vectors !== undefined) {
		const hit: PartHit = { kind: "part", part, content: () => decodeBody(part, codec).content };
		for (const vector of vectors) walker.show(vector, hit, placeIn(around, part.section, part.attached, null));
	}
	if (part.children.length > 0 || part.mediaType.startsWith("multipart/")) return NO_FILES;
	if (!isShownText(part)) return [{ part, attached: part.attached }];
	const base = baseOf(message, part);
	const { content, rival } = scanBody(part, base, around, engine);
	if (rival !== null) scanContent(part, decodeBody(part, codec, undefined, rival).content, base, around, engine);
	if (part.mediaType === "text/html" || !mayHoldUuencode(content, codec)) return NO_FILES;
	// Decoded once more, in space that stays as it is while the files are read.
	const kept = decodeBody(part, codec, createScratch()).content;
	return uuencodedFiles(kept, codec).map(({ name, content: body }) => ({ part: filePart(name, "", part.section, body), attached: true }));
}

/** Text and HTML without a name of its own that would say otherwise. */
function isShownText({ mediaType, filename }: Part): boolean {
	if (mediaType !== "text/html" && mediaType !== "text/plain") return false;
	return filename === null || /\.(?:s?html?|txt|te?xt)$/i.test(filename);
}

function scanBody(part: Part, base: Base | null, around: Around, engine: Engine) {
	const body = decodeBody(part, engine.codec);
	for (const { code, detail, offset } of body.problems) engine.collector.report(code, detail, offset);
	scanContent(part, body.content, base, around, engine);
	const { shown, collector } = engine;
	// Now, while its bytes are at hand.
	if (shown?.part === part && loadsSomething(collector.references)) {
		shown.reading = readShown(part, body.content, shown.options, engine.codec);
	}
	return body;
}

/** Whether anything is sent without a click. What loads nothing belongs to no campaign, and is no copy of anything that does. */
export function loadsSomething(references: readonly RemoteReference[]): boolean {
	return references.some(({ trigger }) => trigger !== "click");
}

function scanContent(part: Part, content: Content, base: Base | null, around: Around, { walker }: Engine): void {
	const place = placeIn(around, part.section, part.attached, base);
	const language = languageOf(part);
	if (language === "text") walker.scanText(content, place);
	else if (language !== null) walker.scan(content, language, place);
}

/** A file that no header declares, as if it were a part. */
export function filePart(name: string, mediaType: string, section: string, body: Content): Part {
	return {
		index: 0,
		parent: -1,
		section,
		headerSection: section,
		fields: [],
		mediaType,
		parameters: [],
		disposition: "attachment",
		filename: name === "" ? null : name,
		encoding: "identity",
		charset: null,
		body,
		attached: true,
		children: [],
	};
}
