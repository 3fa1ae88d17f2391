// Answer: what the child says with each frame; a file's bytes or a construct's value (UTF-8) are the frame's. The child may have been
// taken over by what it opened, so its parent checks every word.

import { PROBLEM_CODES, type ProblemCode } from "../../core/model/problem.ts";

/** Attack: names that fill memory. Characters of a path, or of a problem's detail. */
export const MAX_NAME_LENGTH = 4096;

export type Answer =
	| { readonly kind: "file"; readonly path: string; readonly mediaType: string }
	| { readonly kind: "construct"; readonly name: string; readonly path: string; readonly beside: Readonly<Record<string, string>> }
	| { readonly kind: "problem"; readonly code: ProblemCode; readonly detail: string };

/** Null where it is none. */
export function answerOf(head: unknown): Answer | null {
	if (typeof head !== "object" || head === null) return null;
	const { kind, path, mediaType, name, beside, code, detail } = head as Readonly<Record<string, unknown>>;
	switch (kind) {
		case "file":
			return isName(path) && isName(mediaType) ? { kind, path, mediaType } : null;
		case "construct":
			return isName(name) && isName(path) && isRecord(beside) ? { kind, name, path, beside } : null;
		case "problem":
			return isCode(code) && isName(detail) ? { kind, code, detail } : null;
		default:
			return null;
	}
}

function isName(value: unknown): value is string {
	return typeof value === "string" && value.length <= MAX_NAME_LENGTH;
}

function isCode(value: unknown): value is ProblemCode {
	return PROBLEM_CODES.some((code) => code === value);
}

function isRecord(value: unknown): value is Readonly<Record<string, string>> {
	return typeof value === "object" && value !== null && Object.values(value).every((entry) => typeof entry === "string");
}
