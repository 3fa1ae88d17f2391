// What `inspect --json` prints: one object a line, described by docs/schema/inspect.schema.json.

import type { Inspection } from "../../core/model/inspection.ts";
import type { Problem } from "../../core/model/problem.ts";
import type { RemoteReference } from "../../core/model/reference.ts";

/** `file` is exactly as given; a file of many messages has a line for each. */
export function inspectionLine(file: string, inspection: Pick<Inspection, "messageId" | "references" | "problems">): string {
	const { messageId, references, problems } = inspection;
	return JSON.stringify({ file, message_id: messageId, references: references.map(referenceJson), problems: problems.map(problemJson) });
}

export function referenceJson(reference: RemoteReference) {
	const { vector, channel, trigger, url, host, part, start, end, path, identifier, operator, leaks, why } = reference;
	const { kind, value } = identifier;
	return {
		...{ vector, channel, trigger, url, host, part, start, end },
		...(path === undefined ? {} : { path }),
		...{ identifier: { kind, value }, operator, leaks, why },
	};
}

export function problemJson({ code, detail, offset }: Problem) {
	return { code, detail, offset };
}
