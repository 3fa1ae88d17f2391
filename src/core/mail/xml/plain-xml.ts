// Plain XML: a document as if its author had used no entities of its own and only the usual prefixes, so that the one scanner of markup
// reads what a browser would. Documents that do neither stay as they are.

import type { Codec } from "../../model/codec.ts";
import type { Content } from "../../model/content.ts";
import type { Report } from "../problems.ts";
import { contentOf, textOf } from "../strings.ts";
import { expandEntities } from "./entities.ts";
import { usualPrefixes } from "./prefixes.ts";

const ENTITY = new TextEncoder().encode("<!ENTITY");
const PREFIXED = new TextEncoder().encode("xmlns:");

export function plainXml(content: Content, codec: Codec, report: Report): Content {
	const { bytes, start, end } = content;
	const holds = (what: Uint8Array): boolean => codec.indexOfSequence(bytes, what, start, end) !== -1;
	if (!holds(ENTITY) && !holds(PREFIXED)) return content;
	const written = textOf(content, start, end, codec);
	const { text, cutAt } = expandEntities(written);
	if (cutAt !== -1)
		report("limit-decoded", "entities of entities that make too much: the rest stays as written", () => written.start(cutAt));
	const plain = usualPrefixes(text);
	return plain === written ? content : contentOf(plain, 0, plain.value.length);
}
