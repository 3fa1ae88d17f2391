// `counterpixel inspect FILE...`: reads messages wherever they lie and says what each would report. No case is touched.

import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { InspectDeep } from "../../core/inspect.ts";
import type { Classify } from "../../core/model/classifier.ts";
import type { ShownInspection } from "../../core/model/inspection.ts";
import type { Problem } from "../../core/model/problem.ts";
import { openSources } from "../../edge/sources/open-sources.ts";
import type { SourceMessage } from "../../edge/sources/source.ts";
import { createNodeInspector } from "../../index.ts";
import { inspectionLine } from "../report/inspection-json.ts";
import { withCut } from "../scan/cut-message.ts";
import { EXIT } from "./exit.ts";
import { describeListed, readClassifier } from "./filters.ts";
import { print, screenOf } from "./output.ts";
import { readOwner } from "./owner.ts";
import { readProgram } from "./program.ts";

export interface InspectOptions {
	readonly json?: boolean;
	readonly csv?: boolean;
	readonly html?: string;
	readonly owner?: string;
	readonly filters?: readonly string[];
	readonly program?: string;
}

/** A message of a file and what was found in it, or what kept the file from being read (`message` null). */
export interface Inspected {
	/** As given. */
	readonly file: string;
	readonly message: SourceMessage | null;
	readonly inspection: ShownInspection;
}

/** Every message of `files`; a file without one gives its problem instead. `failed` is called for each that could not be read. */
export async function* inspectFiles(
	files: readonly string[],
	known: { readonly owner: readonly string[]; readonly classify?: Classify | null },
	failed: (file: string, problem: Problem) => void,
): AsyncGenerator<Inspected> {
	const { inspect, close } = createNodeInspector();
	try {
		for (const file of files) yield* inspectFile(file, inspect, known, failed);
	} finally {
		await close();
	}
}

async function* inspectFile(
	file: string,
	inspect: InspectDeep,
	known: Parameters<typeof inspectFiles>[1],
	failed: Parameters<typeof inspectFiles>[2],
): AsyncGenerator<Inspected> {
	let answered = false;
	const unanswered: Problem[] = [];
	for await (const event of openSources([file])) {
		if (event.kind === "failure") {
			unanswered.push(event.problem);
			if (event.fatal) failed(event.file, event.problem);
		} else if (event.kind === "messages") {
			for (const message of event.messages) {
				answered = true;
				yield { file, message, inspection: await inspectMessage(message, inspect, known) };
			}
		}
	}
	if (answered) return;
	const problems = unanswered.length > 0 ? unanswered : [NO_MESSAGE];
	yield { file, message: null, inspection: { ...NOTHING, problems } };
}

async function inspectMessage(
	message: SourceMessage,
	inspect: InspectDeep,
	{ owner, classify = null }: Parameters<typeof inspectFiles>[1],
): Promise<ShownInspection> {
	const addresses = owner.length > 0 || message.owner === null ? owner : [message.owner];
	const inspection = withCut(await inspect(message.bytes, { owner: addresses, classify }), message.bytes.length, message.size);
	return message.problems.length === 0 ? inspection : { ...inspection, problems: [...message.problems, ...inspection.problems] };
}

const NO_MESSAGE: Problem = { code: "not-a-message", detail: "The file holds no message.", offset: 0 };
const NOTHING = { messageId: null, from: null, subject: null, received: null, receivedFrom: null, deliveredTo: [], references: [] };

export async function inspectCommand(files: readonly string[], options: InspectOptions): Promise<number> {
	let code: number = EXIT.fine;
	const mailProgram = readProgram(options.program);
	const known = { owner: readOwner(options.owner), classify: await readClassifier(options.filters) };
	const inspected = inspectFiles(files, known, (file, { detail, offset }) => {
		code = EXIT.unreadable;
		process.stderr.write(`${file}: ${detail}${offset > 0 ? ` (byte ${offset})` : ""}\n`);
	});
	if (options.json) {
		for await (const { file, inspection } of inspected) await print(`${inspectionLine(file, inspection, mailProgram)}\n`);
	} else if (options.csv) {
		const { csvOfInspected } = await import("../report/csv.ts");
		for await (const row of csvOfInspected(inspected, mailProgram)) await print(row);
	} else if (options.html !== undefined) {
		const { htmlOfInspected } = await import("../report/html/inspected.ts");
		await pipeline(Readable.from(htmlOfInspected(inspected, new Date().toISOString(), { mailProgram })), createWriteStream(options.html));
		await print(`The report is ${options.html}\n`);
	} else {
		const { describeInspection } = await import("../report/terminal.ts");
		for await (const { file, inspection } of inspected) {
			await print(describeInspection(file, inspection, screenOf(process.stdout), mailProgram));
			if (known.classify !== null) await print(describeListed(inspection.references, known.classify));
		}
	}
	return code;
}
