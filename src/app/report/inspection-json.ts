// What `inspect --json` prints: one object a line, described by docs/schema/inspect.schema.json.

import type { Inspection } from "../../core/model/inspection.ts";
import type { Problem } from "../../core/model/problem.ts";
import type { RemoteReference } from "../../core/model/reference.ts";
import type { Program } from "../../core/trackers/programs/program.ts";
import { inProgram } from "../../core/trackers/programs.ts";

/** `file` is exactly as given; a file of many messages has a line for each. `program`: whose defaults each reference is told by. */
export function inspectionLine(
	file: string,
	inspection: Pick<Inspection, "messageId" | "references" | "problems">,
	program: Program | null = null,
): string {
	const { messageId, problems } = inspection;
	const references = inspection.references.map((reference) => referenceJson(reference, program));
	return JSON.stringify({ file, message_id: messageId, references, problems: problems.map(problemJson) });
}

function referenceJson(reference: RemoteReference, program: Program | null) {
	const { vector, channel, trigger, url, host, part, start, end, path, identifier, operator, leaks, why } = reference;
	const { kind, value } = identifier;
	return {
		...{ vector, channel, trigger, url, host, part, start, end },
		...(path === undefined ? {} : { path }),
		...{ identifier: { kind, value }, operator, leaks, why },
		...(program === null ? {} : { in_program: inProgram(reference, program) }),
	};
}

export function problemJson({ code, detail, offset }: Problem) {
	return { code, detail, offset };
}
