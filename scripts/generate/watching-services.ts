// Ids of the operators whose only purpose is to tell somebody who came by (src/core/campaigns/watching-services.generated.ts), from data/operators:
// campaigns cannot import the trackers' table, and a known operator of these kinds is no sign of ordinary commerce.

import type { OperatorKind } from "../../src/core/model/operator.ts";
import type { Generate } from "../generate.ts";
import { readOperators } from "./operators.ts";

const KINDS: readonly OperatorKind[] = ["ip-logger", "callback-service"];

export const generate: Generate = (root) => {
	const ids = readOperators(root).flatMap(({ id, kind }) => (KINDS.includes(kind) ? [id] : []));
	const lines = [
		"// Written by scripts/generate.ts from data/operators. Do not edit.",
		"",
		"/** Operators of address loggers and callback services. */",
		`export const watchingServices: ReadonlySet<string> = new Set([${ids.map((id) => `\n\t${JSON.stringify(id)},`).join("")}\n]);`,
		"",
	];
	return new Map([["src/core/campaigns/watching-services.generated.ts", lines.join("\n")]]);
};
