// Inspect: the whole pipeline on one message, from bytes to what it would report about its reader. Pure: the same code runs in
// Node and in a browser. docs/flow.md tells it as a story.

import { outletsIn } from "./campaigns/outlets.ts";
import { type Engine, loadsSomething } from "./inspect/bodies.ts";
import { classifyAll } from "./inspect/classified.ts";
import { createCollector } from "./inspect/collector.ts";
import { createBudget, walkMessage } from "./inspect/files.ts";
import { mayQuote } from "./inspect/quotations.ts";
import { compileRegistry, type Registry } from "./inspect/registry.ts";
import { noteOwners } from "./inspect/token-owners.ts";
import { createWalker } from "./inspect/walker.ts";
import { headerValues } from "./mail/header-values.ts";
import { readMessage } from "./mail/message.ts";
import { receiverWords } from "./mail/profile/receiver-words.ts";
import { profileOf } from "./mail/profile.ts";
import { summarise } from "./mail/summary.ts";
import { shownPart } from "./mail/template/shown-part.ts";
import { NO_TEXT } from "./mail/template/template.ts";
import type { Classify } from "./model/classifier.ts";
import type { Codec } from "./model/codec.ts";
import type { OpenContainer, Opened, OpenRequest } from "./model/container.ts";
import type { Inspection } from "./model/inspection.ts";
import { createIdentifier } from "./trackers/identifiers.ts";
import { vectors } from "./vectors/index.generated.ts";

export interface InspectOptions {
	/** The mailbox owner's addresses, the first being the account: URLs are searched for them beside those of To, Cc and Delivered-To. */
	readonly owner?: readonly string[];
	/** What else is known of a URL, by a filter list of the user's for instance: told among the reasons, and nothing is judged by it. */
	readonly classify?: Classify | null;
}

/**
 * Everything in `bytes` (one raw RFC 5322 message) that would contact a host, on which trigger, and what its sender would learn.
 * Never throws on a bad message: what could not be read is in `problems`. Nothing is contacted. Time and memory are bounded by
 * mail/limits.ts. Containers (zip, Office documents, PDF) stay closed, and each is named as a problem.
 */
export type Inspect = (bytes: Uint8Array, options?: InspectOptions) => Inspection;

/** The same with containers opened; a promise only where there is one to open. */
export type InspectDeep = (bytes: Uint8Array, options?: InspectOptions) => Inspection | Promise<Inspection>;

/** `codec` does a few byte operations: plain loops in a browser, native code in Node. */
export function createInspector(codec: Codec): Inspect {
	const begin = createSteps(codec);
	return (bytes, options = {}) => {
		const steps = begin(bytes, options);
		let step = steps.next();
		while (!step.done) step = steps.next(closed(step.value));
		return step.value;
	};
}

/** `open` takes containers apart. Messages may be inspected side by side. */
export function createDeepInspector(codec: Codec, open: OpenContainer): InspectDeep {
	const begin = createSteps(codec);
	return (bytes, options = {}) => {
		const steps = begin(bytes, options);
		const step = steps.next();
		return step.done ? step.value : finish(steps, step.value, open);
	};
}

type Steps = Generator<OpenRequest, Inspection, Opened>;

async function finish(steps: Steps, request: OpenRequest, open: OpenContainer): Promise<Inspection> {
	let step = steps.next(await open(request));
	while (!step.done) step = steps.next(await open(step.value));
	return step.value;
}

const KINDS = { zip: "a ZIP container", compound: "a compound file", pdf: "a PDF", tar: "a tar archive", gzip: "gzip compressed" } as const;

function closed({ kind, name }: OpenRequest): Opened {
	const detail = `${name === "" ? "it" : name} is ${KINDS[kind]}, which was not opened`;
	return { files: [], constructs: [], problems: [{ code: "not-opened", detail }] };
}

function createSteps(codec: Codec): (input: Uint8Array, options: InspectOptions) => Steps {
	// Made at the first message, so that importing costs nothing; one for each message that is being inspected at a time.
	let registry: Registry | null = null;
	const idle: Engine[] = [];
	return function* (input, { owner, classify = null }) {
		registry ??= compileRegistry(vectors);
		const engine = idle.pop() ?? createEngine(registry, codec);
		const { collector } = engine;
		// One kind of typed array for all the loops behind, whatever was given (a Buffer would make them slower).
		const message = readMessage(new Uint8Array(input.buffer, input.byteOffset, input.byteLength), codec);
		const header = headerValues(message.parts[0], codec);
		const all = summarise(message, header);
		const { to, cc, ...summary } = all;
		const identify = createIdentifier([...(owner ?? []), ...summary.deliveredTo, ...to, ...cc]);
		const { from: sender, subject } = summary;
		collector.begin(identify, { sender, answers: mayQuote(message.parts[0]?.fields ?? [], subject) });
		const part = shownPart(message);
		const receiver = receiverWords(header, all);
		engine.shown = part === null ? null : { part, options: { own: receiver, wantsText: true }, reading: null };
		yield* walkMessage(message, null, engine, createBudget());
		const told = noteOwners(collector.references, message);
		const references = classify === null ? told : classifyAll(told, classify);
		const problems = [...message.problems, ...collector.problems].sort((a, b) => a.offset - b.offset);
		const reading = loadsSomething(references) ? (engine.shown?.reading ?? null) : NO_TEXT;
		const profile = profileOf(message, codec, { outletsIn, header, summary: all, receiver, reading });
		const inspection = { ...summary, references, problems, profile };
		engine.shown = null;
		idle.push(engine);
		return inspection;
	};
}

function createEngine(registry: Registry, codec: Codec): Engine {
	const collector = createCollector();
	return { registry, collector, walker: createWalker(registry, collector, codec), codec };
}
