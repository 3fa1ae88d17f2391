// Roles: what streams are for, by what refers to them: attached files, scripts, forms in XML. Most streams are pages, fonts and pictures,
// which name no host, and are not unpacked.

import { dictionariesIn } from "./dictionaries.ts";
import type { PdfObject } from "./objects.ts";
import type { Resolve } from "./references.ts";
import type { Value } from "./values.ts";

export interface Roles {
	/** Numbers of streams that are attached files, with their names. */
	readonly attached: ReadonlyMap<number, string>;
	readonly scripts: ReadonlySet<number>;
	/** XFA (XML Forms Architecture), whole or in packets. */
	readonly forms: ReadonlySet<number>;
}

export function rolesOf(objects: readonly PdfObject[], resolve: Resolve): Roles {
	const attached = new Map<number, string>();
	const scripts = new Set<number>();
	const forms = new Set<number>();
	for (const { entries } of dictionariesIn(objects)) {
		const script = entries.get("JS");
		if (script?.kind === "reference") scripts.add(script.number);
		const form = entries.get("XFA");
		if (form?.kind === "reference") forms.add(form.number);
		for (const packets of form === undefined ? [] : resolve(form)) {
			if (packets.kind === "array") for (const packet of packets.items) if (packet.kind === "reference") forms.add(packet.number);
		}
		const embedded = entries.get("EF");
		for (const files of embedded === undefined ? [] : resolve(embedded)) {
			if (files.kind !== "dictionary") continue;
			const name = nameOf(entries, resolve);
			for (const file of files.entries.values()) {
				if (file.kind === "reference" && !attached.has(file.number)) attached.set(file.number, name ?? `${file.number} 0 obj`);
			}
		}
	}
	return { attached, scripts, forms };
}

function nameOf(entries: ReadonlyMap<string, Value>, resolve: Resolve): string | null {
	for (const key of ["UF", "F"]) {
		const written = entries.get(key);
		for (const value of written === undefined ? [] : resolve(written)) if (value.kind === "string") return value.text;
	}
	return null;
}
