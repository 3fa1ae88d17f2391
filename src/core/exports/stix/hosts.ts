// Hosts of a campaign as STIX tells them: the observable, the infrastructure it is of, and an indicator by which to find it again, where blocking
// it hits nobody else. A host that others use too has no indicator but on the campaign's own paths; a note says why.

import type { ExportedHost } from "../../model/export.ts";
import { type HostText, hostText, isPlainPath, isSuffix } from "../blocking/host-text.ts";
import { remark } from "../blocking/remarks.ts";
import type { Collection } from "./collection.ts";

export interface About {
	/** Id of the campaign's object. */
	readonly ref: string;
	/** Of the case. */
	readonly id: string;
	readonly since: string | null;
	/** From when indicators hold. */
	readonly from: string;
}

/** Returns the ids of observables. */
export function addHost(collection: Collection, about: About, facts: ExportedHost): string[] {
	const { host, operator, block, caution, paths } = facts;
	const text = hostText(host);
	const { ref, id, since } = about;
	const named = remark(host);
	// A host that the mail borrows pictures from is not the campaign's: it was observed, no more.
	const borrowed = block === "never" && operator === null;
	const infrastructure = borrowed ? null : addInfrastructure(collection, about, facts);
	const why = text === null ? "What the mail names is no host that anything could contact or block." : caution;
	if (why !== null) {
		collection.domainObject("note", ["caution", id, host], since, {
			abstract: remark(`Caution before blocking ${host}`),
			content: remark(`${host}: ${why}`),
			object_refs: [infrastructure ?? ref],
		});
	}
	if (text === null) return [];
	const observable = collection.observable(observableOf(text), { value: text.text });
	if (infrastructure !== null) collection.relationship(infrastructure, "consists-of", observable, since);
	const pattern = patternOf(text, block, paths);
	if (pattern !== null) addIndicator(collection, about, named, pattern, "malicious-activity", infrastructure);
	return [observable];
}

function addInfrastructure(collection: Collection, { ref, id, since }: About, { host, operator }: ExportedHost): string {
	const infrastructure = collection.domainObject("infrastructure", [id, host], since, {
		name: remark(host),
		infrastructure_types: ["reconnaissance"],
		...(operator === null ? {} : { description: remark(`A host of ${operator.name}, which works for many; this campaign used it.`) }),
	});
	collection.relationship(ref, "uses", infrastructure, since);
	return infrastructure;
}

/** `infrastructure`: what it finds, beside the campaign. */
export function addIndicator(
	collection: Collection,
	{ ref, id, since, from }: About,
	name: string,
	pattern: string,
	kind: "malicious-activity" | "anomalous-activity",
	infrastructure: string | null,
): void {
	const indicator = collection.domainObject("indicator", [id, pattern], since, {
		name,
		indicator_types: [kind],
		pattern,
		pattern_type: "stix",
		pattern_version: "2.1",
		valid_from: from,
	});
	collection.relationship(indicator, "indicates", ref, since);
	if (infrastructure !== null) collection.relationship(indicator, "indicates", infrastructure, since);
}

function observableOf({ kind }: HostText): string {
	return kind === "name" ? "domain-name" : `${kind}-addr`;
}

/** Of STIX 2.1 §9; null where everything that could be looked for is others' too. */
function patternOf(text: HostText, block: ExportedHost["block"], paths: readonly string[]): string | null {
	const value = inPattern(text.text);
	if (block === "whole") return text.kind === "name" && isSuffix(text.text) ? null : `[${observableOf(text)}:value = ${value}]`;
	if (block === "never") return null;
	const host = text.kind === "ipv6" ? `[${text.text}]` : text.text;
	const plain = paths
		.filter(isPlainPath)
		.flatMap((path) => ["http", "https"].map((scheme) => `url:value LIKE ${inPattern(`${scheme}://${host}${path}%`)}`));
	return plain.length === 0 ? null : `[${plain.join(" OR ")}]`;
}

/** A string of a pattern (STIX 2.1 §9.2). */
export function inPattern(text: string): string {
	return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
