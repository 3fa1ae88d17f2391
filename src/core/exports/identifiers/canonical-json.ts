// Canonical JSON (RFC 8785): one text for one value, from which STIX makes the ids of observables (STIX 2.1 §2.9). Of values as observables have
// them: strings, whole numbers, booleans, lists and objects.

export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json | undefined };

/** Names in order of their UTF-16 code units; what is undefined is left out. */
export function canonicalJson(value: Json): string {
	if (typeof value === "string") return JSON.stringify(value.toWellFormed());
	if (typeof value !== "object") return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(",")}]`;
	const members = Object.entries(value as { readonly [name: string]: Json | undefined }).filter(([, item]) => item !== undefined);
	members.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${canonicalJson(item as Json)}`).join(",")}}`;
}
