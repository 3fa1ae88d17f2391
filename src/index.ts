// The library in Node (`import { inspect } from "counterpixel"`): core's pipeline with Node's native byte operations.

import { createDeepInspector, createInspector, type Inspect, type InspectDeep } from "./core/inspect.ts";
import { createOpener } from "./edge/containers/opener.ts";
import { nodeCodec } from "./edge/node-codec.ts";

export {
	CHANNELS,
	type Channel,
	type Classify,
	IDENTIFIER_KINDS,
	type Identifier,
	type IdentifierKind,
	type InProgram,
	type Inspect,
	type InspectDeep,
	type Inspection,
	type InspectOptions,
	inProgram,
	LEAKS,
	type Leak,
	PROBLEM_CODES,
	type Problem,
	type ProblemCode,
	type Program,
	programNamed,
	programs,
	type RemoteReference,
	TRIGGERS,
	type Trigger,
} from "./core/index.ts";

/**
 * Finds every way in which one message reports on its reader. Nothing is ever contacted.
 *
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { inspect } from "counterpixel";
 *
 * const { references, problems } = inspect(readFileSync("message.eml"), { owner: ["reader@example.org"] });
 * for (const { trigger, url, why } of references) console.log(trigger, url, why.join(" "));
 * ```
 *
 * @param bytes The raw message (RFC 5322), as it lies in a mailbox; a Buffer will do.
 * @param options `owner`: the reader's own addresses, which are searched for in URLs beside those in To, Cc and Delivered-To.
 * @returns The references a program may contact, each with trigger, channel, exact raw byte range and reasons; the problems,
 * which say what could not be read; and the few header fields that a case needs. A bad message never throws.
 */
export const inspect: Inspect = createInspector(nodeCodec);

export interface DeepInspector {
	readonly inspect: InspectDeep;
	/** Ends the process that opens containers, if one was started. */
	close(): Promise<void>;
}

/**
 * The same with containers opened: archives, Office documents, PDF. They are taken apart in a process of its own, with limits of the
 * operating system's, which the first of them starts; whoever makes an inspector closes it.
 */
export function createNodeInspector(): DeepInspector {
	const { open, close } = createOpener();
	return { inspect: createDeepInspector(nodeCodec, open), close };
}
