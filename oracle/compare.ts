// Compare: what `inspect` says would be fetched on opening, against what Chromium asked for, part by part.

import { decodeBody } from "../src/core/mail/body.ts";
import { readMessage } from "../src/core/mail/message.ts";
import type { Part } from "../src/core/model/message.ts";
import type { RemoteReference } from "../src/core/model/reference.ts";
import { nodeCodec } from "../src/edge/node-codec.ts";
import { inspect } from "../src/index.ts";
import type { Renderer } from "./render.ts";

export interface Comparison {
	readonly part: string;
	readonly requests: number;
	/** Asked for by Chromium, not among the references on opening: each is a defect. */
	readonly missed: readonly string[];
	/** References on opening that Chromium did not ask for: other programs would, or it chose another of several. */
	readonly extra: readonly RemoteReference[];
}

const SHOWN = new Set(["text/html", "application/xhtml+xml", "image/svg+xml"]);

/** Attachments by their file names, which decide what opens them. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
	[/\.s?html?$/i, "text/html"],
	[/\.(?:xhtml|xht)$/i, "application/xhtml+xml"],
	[/\.svg$/i, "image/svg+xml"],
];

/** What a browser would take the part for, or null. */
function mediaTypeOf({ mediaType, filename, children }: Part): string | null {
	if (children.length > 0) return null;
	if (SHOWN.has(mediaType)) return mediaType;
	return BY_NAME.find(([ending]) => filename !== null && ending.test(filename))?.[1] ?? null;
}

export async function compareMessage(bytes: Uint8Array, renderer: Renderer): Promise<Comparison[]> {
	const { references } = inspect(bytes);
	const comparisons: Comparison[] = [];
	for (const part of readMessage(bytes, nodeCodec).parts) {
		const mediaType = mediaTypeOf(part);
		if (mediaType === null) continue;
		const { content } = decodeBody(part, nodeCodec);
		// As UTF-8, since a browser encodes queries in the document's charset, and references are given in UTF-8.
		const html = new TextDecoder(content.charset).decode(content.bytes.subarray(content.start, content.end));
		const asked = await renderer.requestsOf(html, mediaType);
		const found = references.filter((reference) => reference.part === part.section && loads(reference));
		const named = new Set(found.map(({ url }) => withoutFragment(url)));
		const requested = new Set(asked);
		comparisons.push({
			part: part.section,
			requests: asked.length,
			missed: asked.filter((url) => !named.has(url)),
			extra: found.filter(({ url, channel }) => channel === "http" && !requested.has(withoutFragment(url))),
		});
	}
	return comparisons;
}

function loads({ trigger }: RemoteReference): boolean {
	return trigger === "open" || trigger === "attachment";
}

function withoutFragment(url: string): string {
	const hash = url.indexOf("#");
	return hash < 0 ? url : url.slice(0, hash);
}
