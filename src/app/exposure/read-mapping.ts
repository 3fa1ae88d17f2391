// Reads the mapping of a product's export: YAML or JSON (docs/logs.md).

import { readFile } from "node:fs/promises";
import { parseDocument } from "yaml";
import { mappingFrom } from "../../core/logs/reading/mapping.ts";
import { appError } from "../../core/model/app-error.ts";
import type { LogMapping } from "../../core/model/log-event.ts";

/** Throws a usage error that names the file and what is wrong in it. */
export async function readMapping(file: string): Promise<LogMapping> {
	try {
		const document = parseDocument(await readFile(file, "utf8"), { prettyErrors: true, uniqueKeys: true, version: "1.2" });
		const [error] = document.errors;
		if (error !== undefined) throw new Error(error.message.split("\n", 1)[0]);
		return mappingFrom(document.toJS({ mapAsMap: true, maxAliasCount: 20 }));
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		throw appError("usage", `${file} is no mapping: ${code ?? message}; docs/logs.md shows some`, { cause });
	}
}
