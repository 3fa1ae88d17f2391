// Operator hosts: whose customers share them, so that mail of two of these has nothing to do with each other for using them.

import { operatorIndex } from "./operators.ts";

/** `host` lower case, punycode. Who tracks mail of its own from hosts of its own shares them with nobody; what a path alone tells, anybody can imitate. */
export function isOperatorHost(host: string): boolean {
	const match = operatorIndex().find(host, "/");
	return match !== null && match.pattern.host !== undefined && match.operator.kind !== "own-brand";
}
