// Languages: what a part's body is written in, as far as it can name a host.

import type { Part } from "../model/message.ts";
import type { Language } from "../model/vector.ts";

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
	["text/html", "html"],
	["text/x-amp-html", "html"],
	["application/xhtml+xml", "xml"],
	["image/svg+xml", "xml"],
	["text/xml", "xml"],
	["application/xml", "xml"],
	["text/css", "css"],
]);

const BY_FILE_NAME: readonly (readonly [RegExp, Language])[] = [
	[/\.s?html?$/i, "html"],
	[/\.(xhtml|xht|svg|xml)$/i, "xml"],
	[/\.css$/i, "css"],
];

/** "text" is plain text, in which only bare URLs count; null is what can name no host. */
export function languageOf(part: Part): Language | "text" | null {
	if (part.mediaType.startsWith("multipart/")) return null;
	const language = LANGUAGES.get(part.mediaType);
	if (language !== undefined) return language;
	const { filename } = part;
	// A mail program opens an attachment by its name's ending, whatever the media type says.
	const byName = filename === null ? undefined : BY_FILE_NAME.find(([ending]) => ending.test(filename));
	if (byName !== undefined) return byName[1];
	return part.mediaType.startsWith("text/") ? "text" : null;
}
