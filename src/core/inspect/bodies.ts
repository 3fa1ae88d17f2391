// Bodies: each part's body, decoded and scanned in the language it is written in, or named as something that was not opened.

import { decodeBody } from "../mail/body.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawStart } from "../model/content.ts";
import type { Message, Part } from "../model/message.ts";
import type { PartHit } from "../model/vector.ts";
import type { Collector } from "./collector.ts";
import { baseOf } from "./headers.ts";
import { languageOf } from "./languages.ts";
import { createDocument, type Place } from "./place.ts";
import type { Registry } from "./registry.ts";
import { unopenedKind } from "./unopened.ts";
import type { Walker } from "./walker.ts";

export function walkBody(message: Message, part: Part, registry: Registry, walker: Walker, collector: Collector, codec: Codec): void {
	const vectors = registry.parts.get(part.mediaType);
	const language = languageOf(part);
	if (language === null || language === "text") noteUnopened(part, collector);
	if (vectors === undefined && language === null) return;
	const place = (): Place => ({
		part: part.section,
		opens: part.attached ? "attachment" : "open",
		document: createDocument(baseOf(message, part)),
		depth: 0,
	});
	const read = (content: Content, at: Place): void => {
		if (language === "text") walker.scanText(content, at);
		else if (language !== null) walker.scan(content, language, at);
	};
	const { content, problems, rival } = decodeBody(part, codec);
	for (const { code, detail, offset } of problems) collector.report(code, detail, offset);
	const first = place();
	if (vectors !== undefined) {
		const hit: PartHit = { kind: "part", part, content: () => content };
		for (const vector of vectors) walker.show(vector, hit, first);
	}
	read(content, first);
	if (rival !== null) read(decodeBody(part, codec, undefined, rival).content, place());
}

function noteUnopened(part: Part, { report }: Collector): void {
	const { children, section, body } = part;
	const kind = children.length > 0 ? null : unopenedKind(part);
	if (kind === null) return;
	report("not-opened", `part ${section} is ${kind}, which this version does not open`, () => rawStart(body, body.start));
}
