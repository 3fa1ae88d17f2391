// Reads the mapping of a product's export: YAML or JSON (docs/logs.md).

import { mappingFrom } from "../../core/logs/reading/mapping.ts";
import { appError } from "../../core/model/app-error.ts";
import type { LogMapping } from "../../core/model/log-event.ts";
import { readTextFile } from "../../edge/user-files/text-file.ts";
import { readYaml } from "../../edge/user-files/yaml-file.ts";

/** Throws a usage error that names the file and what is wrong in it. */
export async function readMapping(file: string): Promise<LogMapping> {
	try {
		return mappingFrom(readYaml(await readTextFile(file)));
	} catch (cause) {
		throw appError("usage", `${file} is no mapping: ${(cause as Error).message}; docs/logs.md shows some`, { cause });
	}
}
