// Failures of files and folders as data, with the operating system's reason in plain words.

import type { ProblemCode } from "../../../core/model/problem.ts";
import type { SourceFailure } from "../source.ts";

const REASONS: ReadonlyMap<string, string> = new Map([
	["EACCES", "no permission to read it"],
	["EPERM", "no permission to read it"],
	["ENOENT", "it does not exist (a broken link, or removed meanwhile)"],
	["ENOTDIR", "a part of its path is not a folder"],
	["ELOOP", "its symbolic links lead in a circle"],
	["ENAMETOOLONG", "its path is too long"],
	["EMFILE", "too many files are open"],
	["EIO", "the device reports an error"],
	["ENXIO", "it is a socket or a device"],
]);

export function failure(file: string, code: ProblemCode, detail: string, fatal: boolean, offset = 0): SourceFailure {
	return { kind: "failure", file, offset, problem: { code, detail, offset }, fatal };
}

/** An error thrown by node:fs. */
export function unreadable(file: string, error: unknown, offset = 0): SourceFailure {
	return failure(file, "unreadable", `It cannot be read: ${reasonOf(error)}.`, true, offset);
}

export function reasonOf(error: unknown): string {
	const code = errorCode(error);
	return REASONS.get(code) ?? (code === "" ? String(error) : code);
}

export function errorCode(error: unknown): string {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
