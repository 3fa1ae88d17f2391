// Inspect: the whole pipeline on one message, from bytes to what it would report about its reader. Pure: the same code runs in
// Node and in a browser. docs/flow.md tells it as a story.

import { createCollector } from "./inspect/collector.ts";
import { baseOf, walkHeaders } from "./inspect/headers.ts";
import { createDocument, type Place } from "./inspect/place.ts";
import { compileRegistry, type Registry } from "./inspect/registry.ts";
import { createWalker, type Walker } from "./inspect/walker.ts";
import { decodeBody } from "./mail/body.ts";
import { readMessage } from "./mail/message.ts";
import { summarise } from "./mail/summary.ts";
import type { Codec } from "./model/codec.ts";
import type { Content } from "./model/content.ts";
import type { Inspection } from "./model/inspection.ts";
import type { Part } from "./model/message.ts";
import type { Problem } from "./model/problem.ts";
import type { Language, PartHit } from "./model/vector.ts";
import { createIdentifier } from "./trackers/identifiers.ts";
import { vectors } from "./vectors/index.generated.ts";

export interface InspectOptions {
	/** The mailbox owner's addresses, the first being the account: URLs are searched for them beside those of To, Cc and Delivered-To. */
	readonly owner?: readonly string[];
}

/**
 * Everything in `bytes` (one raw RFC 5322 message) that would contact a host, on which trigger, and what its sender would learn.
 * Never throws on a bad message: what could not be read is in `problems`. Nothing is contacted. Time and memory are bounded by
 * mail/limits.ts.
 */
export type Inspect = (bytes: Uint8Array, options?: InspectOptions) => Inspection;

/** `codec` does a few byte operations: plain loops in a browser, native code in Node. */
export function createInspector(codec: Codec): Inspect {
	const collector = createCollector();
	let registry: Registry | null = null;
	let walker: Walker | null = null;
	return (input, options = {}) => {
		// Made at the first message, so that importing costs nothing.
		registry ??= compileRegistry(vectors);
		walker ??= createWalker(registry, collector, codec);
		// One kind of typed array for all the loops behind, whatever was given (a Buffer would make them slower).
		const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
		const message = readMessage(bytes, codec);
		const { to, cc, ...summary } = summarise(message);
		collector.begin(createIdentifier([...(options.owner ?? []), ...summary.deliveredTo, ...to, ...cc]));
		for (const part of message.parts) {
			walkHeaders(message, part, registry, walker);
			const vectorsOfPart = registry.parts.get(part.mediaType);
			const language = languageOf(part);
			if (vectorsOfPart === undefined && language === null) continue;
			const place: Place = {
				part: part.section,
				opens: part.attached ? "attachment" : "open",
				document: createDocument(baseOf(message, part)),
				depth: 0,
			};
			const content = decode(part, codec, collector.problems);
			if (vectorsOfPart !== undefined) {
				const hit: PartHit = { kind: "part", part, content: () => content };
				for (const vector of vectorsOfPart) walker.show(vector, hit, place);
			}
			if (language === "text") walker.scanText(content, place);
			else if (language !== null) walker.scan(content, language, place);
		}
		const problems = [...message.problems, ...collector.problems].sort((a, b) => a.offset - b.offset);
		return { ...summary, references: collector.references, problems };
	};
}

function decode(part: Part, codec: Codec, problems: Problem[]): Content {
	const { content, problems: found } = decodeBody(part, codec);
	problems.push(...found);
	return content;
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
	["text/html", "html"],
	["text/x-amp-html", "html"],
	["application/xhtml+xml", "xml"],
	["image/svg+xml", "xml"],
	["text/xml", "xml"],
	["application/xml", "xml"],
	["text/css", "css"],
]);

const BY_FILE_NAME: readonly (readonly [RegExp, Language])[] = [
	[/\.s?html?$/i, "html"],
	[/\.(xhtml|xht|svg|xml)$/i, "xml"],
	[/\.css$/i, "css"],
];

/** What a part's body is written in, as far as it can name a host; null for the rest. */
function languageOf(part: Part): Language | "text" | null {
	if (part.mediaType.startsWith("multipart/")) return null;
	const language = LANGUAGES.get(part.mediaType);
	if (language !== undefined) return language;
	const { filename } = part;
	// A mail program opens an attachment by its name's ending, whatever the media type says.
	const byName = filename === null ? undefined : BY_FILE_NAME.find(([ending]) => ending.test(filename));
	if (byName !== undefined) return byName[1];
	return part.mediaType.startsWith("text/") ? "text" : null;
}
