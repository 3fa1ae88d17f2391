// The table of outlets that the program carries (src/core/campaigns/outlets.generated.ts), from data/outlets.json: news outlets, wire services
// and institutions in whose name mail is sent by others. Names and domains are facts of general knowledge; a record more is a line more.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Generate } from "../generate.ts";

const SOURCE = "data/outlets.json";

export const outletSchema = z.strictObject({
	id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
	/** As a person knows it; a place in brackets where two share a name. */
	name: z.string().regex(/^[^\t\n;]+$/),
	kind: z.enum(["news", "wire", "institution"]),
	/** All that it sends from or links to as itself: a missing one looks like an imitation. */
	domains: z.array(z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/)).min(1),
	/** As they stand in running text; none where the name is an everyday word. */
	names: z.array(z.string().regex(/^[^\t\n;]{3,}$/)),
});
export type OutletRecord = z.infer<typeof outletSchema>;

export const generate: Generate = (root) => {
	const records = readOutlets(root);
	return new Map([["src/core/campaigns/outlets.generated.ts", moduleText(records)]]);
};

/** By id. Throws where the file holds something else, or an id or a domain twice. */
export function readOutlets(root: string): readonly OutletRecord[] {
	const records = z.array(outletSchema).parse(JSON.parse(readFileSync(join(root, SOURCE), "utf8")));
	const seen = new Set<string>();
	for (const { id, domains } of records) {
		for (const key of [id, ...domains]) {
			if (seen.has(key)) throw new Error(`${SOURCE} has ${key} twice`);
			seen.add(key);
		}
	}
	return records;
}

function moduleText(records: readonly OutletRecord[]): string {
	const line = ({ id, name, kind, domains, names }: OutletRecord): string =>
		[id, kind, name, domains.join(";"), names.join(";")].join("\t");
	return [
		"// Written by scripts/generate.ts from data/outlets.json. Do not edit.",
		"",
		"/** A record each, fields between tabs: id, kind, name, domains, names in running text; lists between semicolons. */",
		"export const outletLines: readonly string[] = [",
		...records.map((record) => `\t${JSON.stringify(line(record))},`),
		"];",
		"",
	].join("\n");
}
