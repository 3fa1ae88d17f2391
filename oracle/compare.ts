// Compare: what `inspect` says would be fetched on opening, against what Chromium asked for, part by part.

import { decodeBody } from "../src/core/mail/body.ts";
import { readMessage } from "../src/core/mail/message.ts";
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

const HTML = new Set(["text/html", "application/xhtml+xml"]);

export async function compareMessage(bytes: Uint8Array, renderer: Renderer): Promise<Comparison[]> {
	const { references } = inspect(bytes);
	const comparisons: Comparison[] = [];
	for (const part of readMessage(bytes, nodeCodec).parts) {
		if (!HTML.has(part.mediaType)) continue;
		const { content } = decodeBody(part, nodeCodec);
		// As UTF-8, since a browser encodes queries in the document's charset, and references are given in UTF-8.
		const html = new TextDecoder(content.charset).decode(content.bytes.subarray(content.start, content.end));
		const asked = await renderer.requestsOf(html);
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
