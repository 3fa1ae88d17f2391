// Registry: all vectors' watches compiled into the tables that scanners and walkers look things up in.

import { compileHtmlTable, type HtmlTable } from "../mail/html/table.ts";
import type { Vector } from "../model/vector.ts";

export interface Registry {
	readonly vectors: readonly Vector[];
	readonly html: HtmlTable;
	/** By place in CSS; "*" for any other. */
	readonly css: ReadonlyMap<string, readonly Vector[]>;
	/** By lower-case field name. */
	readonly headers: ReadonlyMap<string, readonly Vector[]>;
	/** By media type. */
	readonly parts: ReadonlyMap<string, readonly Vector[]>;
	/** By construct of an attached file. */
	readonly files: ReadonlyMap<string, readonly Vector[]>;
}

export function compileRegistry(vectors: readonly Vector[]): Registry {
	const css = new Map<string, Vector[]>();
	const headers = new Map<string, Vector[]>();
	const parts = new Map<string, Vector[]>();
	const files = new Map<string, Vector[]>();
	for (const vector of vectors) {
		for (const watch of vector.watches) {
			if (watch.kind === "css") append(css, watch.place, vector);
			else if (watch.kind === "header") append(headers, watch.name, vector);
			else if (watch.kind === "part") append(parts, watch.mediaType, vector);
			else if (watch.kind === "file") append(files, watch.construct, vector);
		}
	}
	return { vectors, html: compileHtmlTable(vectors), css, headers, parts, files };
}

function append(map: Map<string, Vector[]>, key: string, vector: Vector): void {
	const list = map.get(key);
	if (list === undefined) map.set(key, [vector]);
	else list.push(vector);
}
