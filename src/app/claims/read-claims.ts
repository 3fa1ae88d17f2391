// Reads a claims file.

import { claimsFrom, type ReadClaims } from "../../core/claims/claims-file.ts";
import { appError } from "../../core/model/app-error.ts";
import { latestDay } from "../../core/model/person.ts";
import { readTextFile } from "../../edge/user-files/text-file.ts";
import { readYaml } from "../../edge/user-files/yaml-file.ts";

/** Throws `unreadable` where the file cannot be read, is no YAML, or holds no list of claims. */
export async function readClaims(file: string): Promise<ReadClaims> {
	const text = await readTextFile(file);
	try {
		return claimsFrom(readYaml(text), latestDay(new Date().toISOString()));
	} catch (cause) {
		throw appError("unreadable", `${file} holds no claims: ${(cause as Error).message}; docs/claims.md shows some`, { cause });
	}
}
