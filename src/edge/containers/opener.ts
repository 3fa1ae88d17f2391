// Opener: opens containers for core. The work is done in a process of its own (edge/sandbox) with limits of the operating system's; it is
// started by the first container, and what it answers is put together here.

import { MAX_OPENED_BYTES, MAX_OPENED_ITEMS } from "../../core/mail/limits.ts";
import type { OpenContainer, Opened, OpenedConstruct, OpenedFile } from "../../core/model/container.ts";
import { createSandbox, entryBeside } from "../sandbox/sandbox.ts";
import { answerOf } from "./answer.ts";

export interface Opener {
	readonly open: OpenContainer;
	/** Ends the process, if one was started; nothing may be opened afterwards. */
	close(): Promise<void>;
}

/** The attack: a parser that is led to keep a copy of everything. The largest message, what comes out of it, and a parser's own objects. */
const MEMORY_BYTES = 320 * 1024 * 1024;

/** The attack: a parser that is led to loop. The largest of ordinary documents take a second. */
const SECONDS = 20;

/** Beside what core takes: problems and a few frames that say where a limit was met. */
const FURTHER_FRAMES = 2000;

export function createOpener(): Opener {
	const sandbox = createSandbox({
		entry: entryBeside(import.meta.url, "child"),
		memoryBytes: MEMORY_BYTES,
		secondsARequest: SECONDS,
		mostFrames: MAX_OPENED_ITEMS + FURTHER_FRAMES,
		mostBytes: MAX_OPENED_BYTES,
	});
	const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
	return {
		async open({ kind, name, bytes, mostBytes, mostItems }) {
			const files: OpenedFile[] = [];
			const constructs: OpenedConstruct[] = [];
			const problems: Opened["problems"][number][] = [];
			let gaveUp = false;
			for await (const frame of sandbox.request({ kind, name, mostBytes, mostItems }, bytes)) {
				if (frame.kind === "broken") {
					problems.push({ code: frame.problem.code, detail: frame.problem.detail });
					gaveUp ||= frame.reason === "time" || frame.reason === "memory" || frame.reason === "crash";
					continue;
				}
				const answer = answerOf(frame.head);
				if (answer === null) {
					problems.push({ code: "unparsable", detail: "the program that opens it gave an answer that makes no sense" });
					break;
				}
				if (answer.kind === "file") files.push({ path: answer.path, mediaType: answer.mediaType, bytes: frame.bytes });
				else if (answer.kind === "problem") problems.push({ code: answer.code, detail: answer.detail });
				else {
					const { name: construct, path, beside } = answer;
					constructs.push({ construct, path, value: decoder.decode(frame.bytes), beside });
				}
			}
			return { files, constructs, problems, gaveUp };
		},
		close: () => sandbox.close(),
	};
}
