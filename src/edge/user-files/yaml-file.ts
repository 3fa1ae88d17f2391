// YAML that a user wrote (1.2, core schema): its objects are Maps, so that a key `__proto__` is a key like any other, and an alias in it cannot swell.

import { parseDocument } from "yaml";

/** Throws an Error with one sentence, the line in it. */
export function readYaml(text: string): unknown {
	const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, version: "1.2" });
	const [error] = document.errors;
	if (error !== undefined) throw new Error(`it is no YAML: ${error.message.split("\n", 1)[0]?.replace(/:$/, "")}`);
	return document.toJS({ mapAsMap: true, maxAliasCount: 20 });
}
