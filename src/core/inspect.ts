// Inspect: the whole pipeline on one message, from bytes to what it would report about its reader. Pure: the same code runs in
// Node and in a browser. docs/flow.md tells it as a story.

import { walkBody } from "./inspect/bodies.ts";
import { createCollector } from "./inspect/collector.ts";
import { walkHeaders } from "./inspect/headers.ts";
import { compileRegistry, type Registry } from "./inspect/registry.ts";
import { createWalker, type Walker } from "./inspect/walker.ts";
import { readMessage } from "./mail/message.ts";
import { summarise } from "./mail/summary.ts";
import type { Codec } from "./model/codec.ts";
import type { Inspection } from "./model/inspection.ts";
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
			walkBody(message, part, registry, walker, collector, codec);
		}
		const problems = [...message.problems, ...collector.problems].sort((a, b) => a.offset - b.offset);
		return { ...summary, references: collector.references, problems };
	};
}
