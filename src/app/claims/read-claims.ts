// Reads a claims file: YAML, bounded, its keys never an object's own.

import { readFile, stat } from "node:fs/promises";
import { parseDocument } from "yaml";
import { claimsFrom, type ReadClaims } from "../../core/claims/claims-file.ts";
import { appError } from "../../core/model/app-error.ts";

const MOST_BYTES = 8 * 1024 * 1024;

/** Throws `unreadable` where the file cannot be read, is no YAML, or holds no list of claims. */
export async function readClaims(file: string): Promise<ReadClaims> {
	const text = await readText(file);
	const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, version: "1.2" });
	const [error] = document.errors;
	if (error !== undefined) throw appError("unreadable", `${file} is no YAML: ${error.message.split("\n", 1)[0]?.replace(/:$/, "")}`);
	try {
		return claimsFrom(document.toJS({ mapAsMap: true, maxAliasCount: 20 }));
	} catch (cause) {
		throw appError("unreadable", `${file} is no claims file: ${(cause as Error).message}; docs/claims.md shows one`, { cause });
	}
}

async function readText(file: string): Promise<string> {
	try {
		if ((await stat(file)).size > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES} bytes`);
		return await readFile(file, "utf8");
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		throw appError("unreadable", `${file} cannot be read (${code ?? message})`, { cause });
	}
}
