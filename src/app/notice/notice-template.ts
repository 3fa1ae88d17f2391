// Notice template: plain text with {placeholders}, its first line the subject. A user may replace it, and a word in braces that means nothing is named with its
// line before anything is written.

import { appError } from "../../core/model/app-error.ts";

export const PLACEHOLDERS = [
	"from",
	"date",
	"name",
	"verify",
	"accounts",
	"messages",
	"hosts",
	"level",
	"evidence",
	"leaked",
	"not_leaked",
	"shared",
	"contact",
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

export interface NoticeTemplate {
	readonly subject: string;
	readonly body: string;
}

const SUBJECT = /^Subject: (.+)$/;

/** `name`: of the file, for errors. Throws a usage error with the line. */
export function readTemplate(text: string, name: string): NoticeTemplate {
	const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
	const subject = SUBJECT.exec(lines[0] ?? "")?.[1]?.trim();
	if (subject === undefined) throw appError("usage", `${name}:1: a template begins with "Subject: ...", and then its text`);
	// A brace that opens and never closes, or holds blanks, would stand in the letter as it is.
	for (const [index, line] of lines.entries())
		for (const [whole, word] of line.matchAll(/\{([^{}]{0,60})\}?/g))
			if (!whole.endsWith("}") || !PLACEHOLDERS.includes(word as Placeholder))
				throw appError(
					"usage",
					`${name}:${index + 1}: nothing is known of ${whole}; a template may hold ${PLACEHOLDERS.map((one) => `{${one}}`).join(", ")}`,
				);
	return { subject, body: lines.slice(1).join("\n").trim() };
}

/** What was put in is not looked at again: a name in braces stays a name. */
export function fill(text: string, values: Readonly<Record<Placeholder, string>>): string {
	return text.replace(/\{([a-z_]{1,20})\}/g, (whole, word: string) => (Object.hasOwn(values, word) ? values[word as Placeholder] : whole));
}
